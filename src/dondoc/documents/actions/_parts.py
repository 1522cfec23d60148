"""Steps shared by the actions on documents; each runs inside the calling action's transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db import connection
from django.utils.timezone import localtime

from dondoc.documents import queries
from dondoc.documents.models import (
    Document,
    DocumentAccess,
    DocumentFile,
    Entry,
    Number,
    PendingFile,
    Recipient,
    Register,
)
from dondoc.files.models import StoredFile
from dondoc.lib import locks
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused, WrongState
from dondoc.lib.rules import Finding
from dondoc.search import index

NamedFile = tuple[StoredFile, str]
TRANSFERRED = "transferred"


# One statement: the first number of a year makes its counter, every other one locks it.
NEXT_NUMBERS = (
    "INSERT INTO documents_counter (register_id, year, last_number, opened_with) "
    "VALUES (%(register)s, %(year)s, %(count)s, 0) ON CONFLICT (register_id, year) "
    "DO UPDATE SET last_number = documents_counter.last_number + %(count)s RETURNING last_number"
)


def take_number(register: Register, *, by: Actor, at: datetime) -> Number:
    """Takes the next number of a register in the year of `at` (Việt Nam time), gap-free.

    The counter's row stays locked until the transaction ends: whoever comes next waits, and if this one is
    undone, so is its number. So take it late. Raises `Refused` when the register was never opened.
    """
    year, number = local_day(at).year, _count_on(register, 1, at=at)
    return Number.objects.create(register=register, year=year, number=number, taken_at=at, taken_by_id=by.user_id)


def take_block(register: Register, count: int, *, by: Actor, at: datetime) -> tuple[int, int]:
    """Takes the next `count` numbers at once, reserved; gives the first and the last."""
    last = _count_on(register, count, at=at)
    first, year = last - count + 1, local_day(at).year
    Number.objects.bulk_create(
        Number(register=register, year=year, number=n, state="reserved", taken_at=at, taken_by_id=by.user_id)
        for n in range(first, last + 1)
    )
    return first, last


def _count_on(register: Register, count: int, *, at: datetime) -> int:
    """The last number after `count` more were taken in the year of `at`."""
    if register.opened_at is None:
        raise Refused(
            [Finding(f"Sổ “{register.name}” chưa được mở.", clause="NĐ 30/2020 Điều 15", code="register_closed")]
        )
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBERS, {"register": register.pk, "year": local_day(at).year, "count": count})
        (number,) = cursor.fetchone()
    return int(number)


def sent_before(key: UUID | None, *, by: Actor) -> Entry | None:
    """The entry that this person's form has made already; holds the form's key until the transaction ends."""
    if key is None:
        return None
    locks.hold([f"form:{key}"])
    return Entry.objects.filter(form_key=key, registered_by_id=by.user_id).select_related("document__type").first()


def settled_first(line: Recipient | PendingFile, sentence: str) -> WrongState:
    """What somebody is told who comes second to a line of the queue: its state, who, when, under which number, why."""
    who = line.settled_by.full_name if line.settled_by else "Hệ thống"
    assert line.settled_at is not None
    changed = [
        ("Trạng thái hiện tại", line.get_state_display()),
        ("Người thực hiện", f"{who}, {localtime(line.settled_at):%H:%M %d/%m/%Y}"),
    ]
    if line.entry is not None:
        changed.append(("Số đến", str(line.entry.number.number)))
    if line.reason:
        changed.append(("Lý do", line.reason))
    return WrongState(sentence, changed=changed)


def sort_key(at: datetime) -> int:
    """The key by which lists of documents run: the instant of registering in milliseconds."""
    return int(at.timestamp() * 1000)


def give_access(
    document: Document, seats: Iterable[str], *, why: str, box: str, at: datetime, entry: Entry | None = None
) -> None:
    """Lets seats see a document. A seat that saw it already keeps its row, but its own register entry wins.

    A transfer can be taken back, so it never replaces another ground, and any other ground replaces it.
    """
    seats = list(dict.fromkeys(seats))
    rows = [
        DocumentAccess(document=document, seat=seat, why=why, box=box, entry=entry, sort_key=sort_key(at), since=at)
        for seat in seats
    ]
    if entry is None:
        DocumentAccess.objects.bulk_create(rows, ignore_conflicts=True)
        return
    kept = ["box", "entry", "sort_key", "since"]
    DocumentAccess.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["document", "seat"],
        update_fields=kept if why == TRANSFERRED else ["why", *kept],
    )


def add_files(document: Document, files: Sequence[NamedFile], *, by: Actor, at: datetime, first: int = 0) -> None:
    """Attaches stored files in order; the first of a new document is its main file."""
    DocumentFile.objects.bulk_create(
        [
            DocumentFile(
                document=document,
                stored=stored,
                name=name,
                role="main" if first + place == 0 else "annex",
                position=first + place,
                added_by_id=by.user_id,
                added_at=at,
            )
            for place, (stored, name) in enumerate(files)
        ]
    )


def index_document(document: Document, *, more: Sequence[str] = ()) -> None:
    """Puts a document into the search index: symbol, abstract, issuer, type, and corrected texts. Newest day first."""
    texts = [document.symbol, document.abstract, document.issuer_name, document.type.name, *more]
    day = document.issued_on
    index.put(queries.KIND, document.pk, texts=texts, day=day, sort_key=day.toordinal() if day else 0)


def pages_of(files: Sequence[NamedFile]) -> int | None:
    """The page count of the main file, where it has pages."""
    return files[0][0].page_count if files else None
