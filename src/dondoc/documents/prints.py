"""Printed forms of the registry: the registers, the arrival stamp, copies with it, delivery slips, the postal list.

The forms are those of NĐ 30/2020 Phụ lục III and IV; a register's columns are declared once, for paper and for files.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from dondoc.documents import permissions, queries
from dondoc.documents.lists import FULL_NAME, ORGANISATION, SYMBOL
from dondoc.documents.models import Document, DocumentAccess, DocumentFile, Entry, Number, Recipient, Register, Routing
from dondoc.files import queries as files
from dondoc.lib.actor import Actor
from dondoc.lib.days import end_of, local_day, start_of
from dondoc.lib.forms import PeriodForm
from dondoc.lib.lists import Column, Table
from dondoc.lib.requests import whole
from dondoc.lib.typesetting import Book, Mark, in_words, typeset, typeset_book
from dondoc.organization.models import Unit
from dondoc.organization.queries import letterhead

TYPST = Path(__file__).with_name("typst")
# Where the stamp goes, from the left and the top edge of the first page, in millimetres: into the free room below
# number and symbol, or below place and date (NĐ 30/2020 Điều 22; Phụ lục IV, V).
STAMP_PLACES = {"left": (30, 52), "right": (135, 52)}


@dataclass(frozen=True, slots=True)
class Line:
    """One number of a register with all that its line on paper says. A document the reader may not see stays blank."""

    number: Number
    entry: Entry | None = None
    document: Document | None = None
    receivers: str = ""
    moved_on: date | None = None
    recipients: tuple[Recipient, ...] = ()

    def of(self, attribute: str) -> Any:
        """A field of the document, nothing where there is none to show."""
        return getattr(self.document, attribute) if self.document is not None else None

    @property
    def named(self) -> str:
        """Type and abstract, as the registers have them in one column."""
        return f"{self.document.type.name}: {self.document.abstract}" if self.document is not None else ""

    @property
    def note(self) -> str:
        """Ghi chú: a void or reserved number, corrections, the urgency, and what was noted on the document."""
        if self.number.state != "issued":
            return f"{self.number.get_state_display()}. {self.number.reason}".strip()
        if self.document is None:
            return ""
        corrected = [f"Đính chính “{one.old}” thành “{one.new}”" for one in self.document.corrections.all()]
        urgent = [self.document.urgency_name] if self.document.urgency else []
        return "; ".join(part for part in (*urgent, *corrected, self.document.note) if part)


def _symbol(line: Line) -> str:
    return line.document.symbol if line.document is not None else str(line.number.number)


def _signed(line: Line) -> str:
    """Ký nhận is signed by hand."""
    return ""


def _kept_by(line: Line) -> str:
    """Who keeps the file copy: the registry, and the unit that drafted (NĐ 30/2020 Điều 19)."""
    if line.document is None:
        return ""
    drafted = line.document.drafting_unit
    return f"VT, {drafted.abbreviation or drafted.name}" if drafted is not None else "VT"


def _names(line: Line) -> str:
    return "; ".join(recipient.name for recipient in line.recipients)


ABSTRACT = Column("abstract", "Tên loại và trích yếu nội dung văn bản", lambda line: line.named, "wide", width=62)
IN_COLUMNS = (
    Column("arrived", "Ngày đến", lambda line: line.entry and line.entry.arrived_on, "tight", width=17),
    Column("number", "Số đến", lambda line: line.number.number, "num", width=11),
    Column("issuer", "Tác giả", lambda line: line.of("issuer_name"), longest=ORGANISATION, width=30),
    Column("symbol", "Số, ký hiệu văn bản", lambda line: line.of("symbol"), longest=SYMBOL, width=22),
    Column("issued", "Ngày tháng văn bản", lambda line: line.of("issued_on"), "tight", width=17),
    ABSTRACT,
    Column("receiver", "Đơn vị hoặc người nhận", lambda line: line.receivers, longest=1000, width=32),
    Column("moved", "Ngày chuyển", lambda line: line.moved_on, "tight", width=17),
    Column("signed", "Ký nhận", _signed, width=16),
    Column("note", "Ghi chú", lambda line: line.note, longest=500, width=24),
)
OUT_COLUMNS = (
    Column("symbol", "Số, ký hiệu văn bản", _symbol, longest=SYMBOL, width=24),
    Column("issued", "Ngày tháng văn bản", lambda line: line.of("issued_on"), "tight", width=17),
    ABSTRACT,
    Column("signer", "Người ký", lambda line: line.of("signer_name"), longest=FULL_NAME, width=24),
    Column("recipients", "Nơi nhận văn bản", _names, longest=1000, width=42),
    Column("kept", "Đơn vị, người nhận bản lưu", _kept_by, width=18),
    Column("copies", "Số lượng bản", lambda line: line.of("copies"), "num", width=12),
    Column("moved", "Ngày chuyển", lambda line: line.moved_on, "tight", width=17),
    Column("signed", "Ký nhận", _signed, width=16),
    Column("note", "Ghi chú", lambda line: line.note, longest=500, width=22),
)
POST_COLUMNS = (
    Column("moved", "Ngày chuyển", lambda line: line.moved_on, "tight", width=17),
    Column("symbol", "Số, ký hiệu văn bản", _symbol, longest=SYMBOL, width=26),
    Column("recipients", "Nơi nhận văn bản", _names, longest=1000, width=70),
    Column("envelopes", "Số lượng bì", lambda line: len(line.recipients), "num", width=14),
    Column("signed", "Ký nhận và dấu bưu điện", _signed, width=40),
    Column("note", "Ghi chú", lambda line: line.note, width=30),
)


@dataclass(frozen=True, slots=True)
class Kind:
    """One of the books that a register is printed as: its title, columns, and which of its numbers stand in it."""

    title: str
    columns: Sequence[Column]
    direction: str
    only: Q | None = None
    posted: bool = False


BOOKS = {
    "in": Kind("Sổ đăng ký văn bản đến", IN_COLUMNS, "in"),
    "out": Kind("Sổ đăng ký văn bản đi", OUT_COLUMNS, "out"),
    "post": Kind(
        "Sổ gửi văn bản đi bưu điện",
        POST_COLUMNS,
        "out",
        Exists(Recipient.objects.filter(document=OuterRef("entry__document_id"), state="paper")) & Q(state="issued"),
        posted=True,
    ),
}


def numbers_of(register: Register, since: date, until: date) -> QuerySet[Number]:
    """The numbers of a register by its own day (arrival, or day of the document), in the order of the register."""
    own_day = "entry__arrived_on" if register.direction == "in" else "entry__document__issued_on"
    within = Q(**{f"{own_day}__range": (since, until)})
    taken = Q(entry=None, taken_at__gte=start_of(since), taken_at__lt=end_of(until))
    return register.numbers.filter(within | taken).order_by("year", "number")


def table(actor: Actor, register: Register, kind: Kind, since: date, until: date) -> Table:
    """A book of a register as a list: what paper and file hold."""
    rows = numbers_of(register, since, until)
    if kind.only is not None:
        rows = rows.filter(kind.only)
    period = ("Từ ngày", f"{since:%d/%m/%Y} đến ngày {until:%d/%m/%Y}")
    return Table(kind.title, rows, kind.columns, [("Sổ", register.name), period], _lines(actor, register, kind))


def _lines(actor: Actor, register: Register, kind: Kind) -> Callable[[Sequence[Number]], Iterable[Line]]:
    """Makes the lines of a piece of a register, in a few queries for the whole piece."""
    own = Q(parent_id=register.agency_id) | Q(agency_id=register.agency_id)
    units = {f"u{unit.pk}": unit for unit in Unit.objects.filter(own).exclude(pk=register.agency_id)}

    def lines(numbers: Sequence[Number]) -> Iterable[Line]:
        entries = {entry.number_id: entry for entry in _entries(actor, [number.pk for number in numbers])}
        for number in numbers:
            entry = entries.get(number.pk)
            yield Line(number) if entry is None else _line(number, entry, units, posted=kind.posted)

    return lines


def _entries(actor: Actor, numbers: Iterable[int]) -> QuerySet[Entry]:
    routings = Routing.objects.exclude(state="withdrawn").select_related("to_unit", "to_post__unit").order_by("pk")
    # Work given on the document is shown to the unit that got it; that too is where the document went.
    given = DocumentAccess.objects.filter(why="task", seat__startswith="u").order_by("pk")
    entries = Entry.objects.visible_to(actor).filter(number_id__in=list(numbers))
    return entries.select_related("document__type", "document__drafting_unit").prefetch_related(
        Prefetch("routings", routings),
        Prefetch("document__access", given),
        "document__recipients",
        "document__corrections",
    )


def _line(number: Number, entry: Entry, units: Mapping[str, Unit], *, posted: bool) -> Line:
    document = entry.document
    recipients = tuple(one for one in document.recipients.all() if one.state == "paper" or not posted)
    if entry.direction == "out":
        sent = [one.sent_at for one in recipients if one.sent_at is not None]
        return Line(
            number, entry, document, recipients=recipients, moved_on=local_day(min([*sent, entry.registered_at]))
        )
    routings = list(entry.routings.all())
    given = [one for one in document.access.all() if one.seat in units]
    names = [one.receiver for one in routings] + [units[one.seat].name for one in given]
    moved = [one.at for one in routings] + [one.since for one in given]
    return Line(
        number, entry, document, "; ".join(dict.fromkeys(names)), local_day(min(moved)) if moved else None, recipients
    )


def book(actor: Actor, register: Register, kind: Kind, since: date, until: date, *, paper: str, mark: Mark) -> bytes:
    """A register of a period as a PDF: title page with first and last number, then its columns."""
    listed = table(actor, register, kind, since, until)
    lines = list(listed.each())
    numbers = [line.number.number for line in lines]
    words = f"Từ số {min(numbers)} đến số {max(numbers)}" if numbers else ""
    made = Book(
        kind.title.upper(), letterhead(register.agency_id), kind.columns, lines, since, until, words, paper=paper
    )
    return typeset_book(made, mark=mark, own_fonts=settings.DONDOC_FONTS)


def register_list(actor: Actor, asked: Mapping[str, str], today: date) -> Table | None:
    """A register of a period, to be taken out as a file; None where there is none that this person may print."""
    register = queries.registers_for(actor).filter(pk=whole(asked.get("register", "")) or 0).first()
    kind = BOOKS.get(asked.get("book", ""))
    if register is None or kind is None or kind.direction != register.direction:
        return None
    if not permissions.may_print_register(actor, register):
        return None
    form = PeriodForm(asked)
    return table(actor, register, kind, **form.cleaned_data) if form.is_valid() else None


@dataclass(frozen=True, slots=True)
class Arrival:
    """What stands in the stamp ĐẾN."""

    agency: str
    number: str
    day: str
    receiver: str = ""
    dossier: str = ""


def arrival_of(entry: Entry) -> Arrival:
    """The stamp of an entry: to whom the document was passed first, the rest to be written by hand."""
    handled = entry.routings.filter(role="handle").exclude(state="withdrawn")
    first = handled.select_related("to_unit", "to_post__unit").order_by("pk").first()
    receiver = first.receiver if first is not None else ""
    day = f"{entry.arrived_on:%d/%m/%Y}" if entry.arrived_on else ""
    return Arrival(entry.agency.name, str(entry.number.number), day, receiver)


def stamp(entry: Entry, *, mark: Mark) -> bytes:
    """The stamp ĐẾN on a sheet of its own."""
    data = {"arrival": asdict(arrival_of(entry)), "document": str(entry.document)}
    return typeset(TYPST / "stamp.typ", data, mark=mark, own_fonts=settings.DONDOC_FONTS)


def copy(held: DocumentFile, entry: Entry | None, place: str, *, mark: Mark) -> bytes | None:
    """A copy of a PDF for printing: the mark at the foot of every page and, for an arrival, the stamp on the first.

    The stored bytes stay as they came: a signature in them would otherwise break. None where the file takes no copy.
    """
    arrival = asdict(arrival_of(entry)) if entry is not None and entry.direction == "in" else None
    over = typeset(TYPST / "overlay.typ", {"arrival": arrival}, mark=mark, own_fonts=settings.DONDOC_FONTS)
    left, top = STAMP_PLACES[place]
    return files.laid_over(held.stored, over, left=left, top=top, first=arrival is not None)


WAYS = {"paper": "Bản giấy, gửi bưu điện", "queued": "Liên thông, bản điện tử"}


def delivery(document: Document, agency_id: int, *, mark: Mark, sender: str, today: date) -> bytes:
    """Phiếu gửi for every receiver of an issued document, a page each."""
    agency = Unit.objects.get(pk=agency_id)
    data = {
        "head": asdict(letterhead(agency_id)),
        "notation": agency.abbreviation,
        "day": in_words(today),
        "sender": sender,
        "document": {
            "name": str(document),
            "symbol": document.symbol,
            "day": f"{document.issued_on:%d/%m/%Y}" if document.issued_on else "",
            "abstract": f"{document.type.name}: {document.abstract}",
            "urgency": document.urgency_name,
            "pages": str(document.page_count or "........"),
            "reply_by": f"{document.reply_by:%d/%m/%Y}" if document.reply_by else "",
        },
        "receivers": [
            {"name": one.name, "way": WAYS.get(one.state, "Trên hệ thống, bản điện tử")}
            for one in document.recipients.all()
        ],
    }
    return typeset(TYPST / "delivery.typ", data, mark=mark, own_fonts=settings.DONDOC_FONTS)
