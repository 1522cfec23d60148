"""Reads for pages, API and reports on documents."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from dondoc.audit import queries as audit
from dondoc.documents import permissions
from dondoc.documents.engine import scan_folder as scan_folder_files
from dondoc.documents.engine.scan_folder import Lying
from dondoc.documents.models import (
    ClockAlarm,
    Counter,
    Document,
    DocumentAccess,
    DocumentFile,
    DocumentType,
    Entry,
    Expunge,
    Number,
    NumberBlock,
    PendingFile,
    Presentation,
    Recipient,
    Register,
    Relation,
    Routing,
    ScanFolder,
)
from dondoc.files import queries as files
from dondoc.lib import folding, symbols
from dondoc.lib.actor import Actor
from dondoc.organization.access import seats_of, widest_seat
from dondoc.organization.models import POST_KINDS, Post, Unit, User
from dondoc.organization.queries import standing_for
from dondoc.search import queries as search
from dondoc.search.models import SearchRow

KIND = "document"


def symbol_key(symbol: str) -> str:
    """A symbol with spelling differences removed: case, marks, spaces, leading zeros of the number."""
    folded = "".join(folding.fold(symbol).split())
    return folded.lstrip("0")[:80]


def name_key(name: str) -> str:
    """A name of an agency with case, marks and spacing removed."""
    return " ".join(folding.fold(name).split())[:200]


def listed(actor: Actor, box: str, seat: str) -> QuerySet[DocumentAccess]:
    """One list of one seat: a single range of one index, newest first. The seat must be the actor's."""
    if seat not in seats_of(actor):
        return DocumentAccess.objects.none()
    rows = DocumentAccess.objects.filter(seat=seat, box=box)
    return rows.select_related("document__type", "entry__number")


def arrivals(actor: Actor) -> QuerySet[Recipient]:
    """What waits to be registered by the actor's agency (Chờ tiếp nhận), urgent and oldest first."""
    waiting = Recipient.objects.filter(unit__in=standing_for(actor.agency), state="delivered")
    return waiting.select_related("document__type").order_by("-document__urgency", "sent_at", "pk")


def pending(actor: Actor) -> QuerySet[PendingFile]:
    """The files that wait in the agency's queue, in the order in which they came; also those to be asked about."""
    rows = PendingFile.objects.visible_to(actor).filter(state__in=("asked", "waiting", "refused"))
    return rows.select_related("stored", "added_by").order_by("pk")


def next_pending(actor: Actor, after: PendingFile) -> PendingFile | None:
    """The waiting file that follows in the queue, else the first of it."""
    waiting = pending(actor).filter(state="waiting").exclude(pk=after.pk)
    return waiting.filter(pk__gt=after.pk).first() or waiting.first()


def registered_with(actor: Actor, rows: Iterable[PendingFile]) -> dict[int, Document]:
    """Which of these files are the file of a registered document already: by the id of the stored bytes (LW1)."""
    stored = [row.stored_id for row in rows if row.stored_id is not None]
    twins = twins_by_file(actor.agency, actor, stored) if stored else Document.objects.none()
    held = DocumentFile.objects.filter(document__in=twins, stored_id__in=stored).select_related("document__type")
    return {one.stored_id: one.document for one in held}


def set_aside(actor: Actor) -> QuerySet[PendingFile]:
    """What was set aside lately, the newest first."""
    rows = PendingFile.objects.visible_to(actor).filter(state="set_aside").select_related("settled_by")
    return rows.order_by("-settled_at")


def scan_folder(agency_id: int | None) -> ScanFolder | None:
    """The folder into which an agency's scanner saves, if it is watched."""
    return ScanFolder.objects.filter(agency_id=agency_id, is_watched=True).first()


def path_of(folder: ScanFolder) -> Path:
    """Where the folder lies."""
    path: Path = settings.SCANS_DIR / folder.name
    return path


def lying_of(pending: PendingFile, *, now: datetime) -> Lying | None:
    """The file of the scanner's folder that a line stands for, if it still lies there as it did."""
    folder = ScanFolder.objects.filter(agency_id=pending.agency_id).first()
    if folder is None or pending.folder_key is None:
        return None
    found = scan_folder_files.lying(path_of(folder), now=now.timestamp())
    return next((one for one in found if one.key == pending.folder_key), None)


def waiting_anywhere(since: datetime) -> QuerySet[Recipient]:
    """What was sent since then and waits in the queues of all agencies, for the clocks."""
    waiting = Recipient.objects.filter(state="delivered", unit__isnull=False, sent_at__gte=since)
    return waiting.select_related("document__type", "unit")


def not_passed_on(agency_id: int | None, since: datetime) -> QuerySet[Entry]:
    """Arrivals registered since then (in one agency or in all) and neither laid before a leader nor transferred."""
    kept = Entry.objects.filter(direction="in", state="registered", registered_at__gte=since)
    kept = kept.filter(agency_id=agency_id) if agency_id is not None else kept
    passed = Exists(Presentation.objects.filter(entry=OuterRef("pk"))) | Exists(
        Routing.objects.filter(entry=OuterRef("pk")).exclude(state="withdrawn")
    )
    return kept.exclude(passed).select_related("document__type", "agency", "number", "recipient")


def alarms_of(subjects: Iterable[Recipient | Entry]) -> set[tuple[bool, int, str, str]]:
    """The alarms given for these: (is it an entry, its id, clock, level)."""
    rows_of = list(subjects)
    entries = [one.pk for one in rows_of if isinstance(one, Entry)]
    recipients = [one.pk for one in rows_of if isinstance(one, Recipient)]
    rows = ClockAlarm.objects.filter(Q(entry_id__in=entries) | Q(recipient_id__in=recipients))
    return {(row.entry_id is not None, row.entry_id or row.recipient_id or 0, row.clock, row.level) for row in rows}


def any_alike(*, symbol: str, issuer: str, stored_ids: Iterable[int]) -> bool:
    """Whether anything anywhere has this symbol and issuer, or one of these files.

    Mostly nothing has: a cheap question that spares the two about what the actor's own agency has and he may see.
    """
    alike = DocumentFile.objects.filter(stored_id__in=list(stored_ids)).order_by().values("document_id")
    if symbol.strip():
        named = Document.objects.filter(symbol_key=symbol_key(symbol), issuer_key=name_key(issuer))
        alike = alike.union(named.values("pk"), all=True)
    return alike.exists()


def twins(agency_id: int, actor: Actor, *, symbol: str, issuer: str, day: date | None) -> QuerySet[Document]:
    """Documents of the agency's own register with this symbol, issuer and date that the actor may see (LW1)."""
    if not symbol.strip():
        return Document.objects.none()
    same = Document.objects.visible_to(actor).filter(
        symbol_key=symbol_key(symbol), issuer_key=name_key(issuer), entries__agency_id=agency_id
    )
    return same.filter(Q(issued_on=day) | Q(issued_on=None)).distinct() if day else same.distinct()


def twins_by_file(agency_id: int, actor: Actor, stored_ids: Iterable[int]) -> QuerySet[Document]:
    """Documents of the agency's own register that carry one of these files and that the actor may see."""
    same = Document.objects.visible_to(actor).filter(files__stored_id__in=list(stored_ids))
    return same.filter(entries__agency_id=agency_id).distinct()


def choose_register(agency: Unit, type_: DocumentType, signer: Post | None) -> Register | None:
    """The outgoing register for a type and a signer: the most specific rule wins; none or a tie gives None."""
    return _winner(_series(agency), type_.pk, signer.kind if signer else "")


Series = list[tuple[Register, list[tuple[int | None, str]]]]


def _series(agency: Unit) -> Series:
    """The open outgoing registers of an agency, each with its rules (type or any, kind of signing post or any)."""
    registers = agency.registers.filter(direction="out", closed_at=None).prefetch_related("rules").order_by("pk")
    return [(register, [(rule.type_id, rule.signer_kind) for rule in register.rules.all()]) for register in registers]


def _claiming(series: Series, type_id: int, kind: str) -> list[Register]:
    """The registers whose rules fit a type and a kind of signing post most closely: none, one, or a tie."""
    best: list[tuple[int, Register]] = []
    for register, rules in series:
        scores = [
            (2 if wanted else 0) + (1 if signer else 0)
            for wanted, signer in rules
            if wanted in (None, type_id) and signer in ("", kind)
        ]
        if scores:
            best.append((max(scores), register))
    top = max((score for score, _ in best), default=0)
    return [register for score, register in best if score == top]


def _winner(series: Series, type_id: int, kind: str) -> Register | None:
    """The one register that gives the number; none or a tie gives None."""
    claiming = _claiming(series, type_id, kind)
    return claiming[0] if len(claiming) == 1 else None


def notation_org(register: Register) -> str:
    """The abbreviation of the organisation in the symbols that a register prints."""
    return register.notation_org or register.agency.abbreviation


def shared_symbols(
    register: Register, rules: Sequence[tuple[DocumentType | None, str]]
) -> dict[str, tuple[Register, ...]]:
    """The symbols that a register about to be set up with these rules would print like another open one (LR7)."""
    mine = [(type_.pk if type_ else None, kind) for type_, kind in rules]
    series = [*_series(register.agency), (register, mine)]
    printing: dict[str, dict[int | None, Register]] = {}
    for type_ in DocumentType.objects.filter(only_arrives=False):
        for kind in POST_KINDS:
            # A tie gives no number to anybody, yet each of the tied stands for this symbol.
            for one in _claiming(series, type_.pk, kind):
                symbol = symbols.compose(type_.code, 1, notation_org(one), "…")[1]
                printing.setdefault(symbol, {})[one.pk] = one
    return {
        symbol: tuple(one for pk, one in found.items() if pk != register.pk)
        for symbol, found in printing.items()
        if register.pk in found and len(found) > 1
    }


def last_with_symbol(register: Register, year: int) -> Entry | None:
    """The highest entry of the year that another register of the agency gave a symbol this one will print (LR7)."""
    series = _series(register.agency)
    own = {
        type_.pk
        for type_ in DocumentType.objects.filter(only_arrives=False)
        for kind in POST_KINDS
        if _winner(series, type_.pk, kind) == register
    }
    entries = Entry.objects.filter(
        agency=register.agency, direction="out", number__year=year, document__type_id__in=own
    ).exclude(number__register=register)
    for entry in entries.select_related("number__register__agency", "document").order_by("-number__number"):
        if notation_org(entry.number.register) == notation_org(register):
            return entry
    return None


def is_symbol_used(agency: Unit, number: str, notation: str, year: int) -> bool:
    """Whether the agency has given this number and symbol this year, through whatever register."""
    key = symbol_key(f"{number}/{notation}")
    given = Document.objects.filter(symbol_key=key, number=number, notation=notation, issued_on__year=year)
    return given.filter(entries__agency=agency, entries__direction="out").exists()


def arrival_register(agency: Unit | int) -> Register | None:
    """The agency's register of arrivals: one sequence a year, paper and electronic together (Điều 22.2)."""
    return Register.objects.filter(agency=agency, direction="in", closed_at=None).order_by("pk").first()


def last_issued_on(register: Register, year: int) -> date | None:
    """The date of the last document numbered in a register this year."""
    newest = Entry.objects.filter(number__register=register, number__year=year).order_by("-number__number")
    return newest.values_list("document__issued_on", flat=True).first()


def block_of(number: Number) -> NumberBlock | None:
    """The block in which a number was reserved."""
    blocks = NumberBlock.objects.filter(register_id=number.register_id, year=number.year)
    return blocks.filter(first__lte=number.number, last__gte=number.number).first()


def reserved_numbers(agency_id: int, today: date) -> QuerySet[Number]:
    """The outgoing numbers an agency keeps free and may still use."""
    rows = Number.objects.filter(register__agency_id=agency_id, register__direction="out", state="reserved")
    return rows.filter(year=today.year).select_related("register").order_by("register_id", "number")


def expired_blocks(today: date) -> QuerySet[NumberBlock]:
    """The blocks whose day is over and of which numbers are left."""
    own = Number.objects.filter(register_id=OuterRef("register_id"), year=OuterRef("year"), state="reserved")
    left = own.filter(number__gte=OuterRef("first"), number__lte=OuterRef("last"))
    return NumberBlock.objects.filter(Exists(left), expires_on__lt=today).order_by("pk")


@dataclass(frozen=True, slots=True)
class Proof:
    """1…N of a register and year: issued, void, reserved, and what is missing or twice (must be nothing)."""

    register: Register
    year: int
    opened_with: int
    last_number: int
    issued: int
    void: int
    reserved: int
    missing: tuple[int, ...]

    @property
    def sound(self) -> bool:
        return not self.missing


def proof(register: Register, year: int) -> Proof:
    """Counts every number of a register and year against its counter."""
    counter = Counter.objects.filter(register=register, year=year).first()
    opened, last = (counter.opened_with, counter.last_number) if counter else (0, 0)
    taken = Number.objects.filter(register=register, year=year)
    counts = dict(taken.values_list("state").annotate(n=Count("pk")).order_by())
    missing: tuple[int, ...] = ()
    # No number is there twice, so as many as there must be means every one; only a gap is looked for one by one.
    if taken.filter(number__gt=opened, number__lte=last).count() != last - opened:
        present = set(taken.values_list("number", flat=True))
        missing = tuple(number for number in range(opened + 1, last + 1) if number not in present)
    return Proof(
        register,
        year,
        opened,
        last,
        counts.get("issued", 0),
        counts.get("void", 0),
        counts.get("reserved", 0),
        missing,
    )


def found(actor: Actor, text: str, *, limit: int = 51) -> list[Document]:
    """The documents that match a search and that the actor may see: by their day, the newest first."""
    return documents_of(actor, hits(actor, text)[:limit])


def hits(actor: Actor, text: str) -> QuerySet[SearchRow]:
    """The rows of the index that match and whose documents the actor may see, by their day, the newest first."""
    seen = DocumentAccess.objects.filter(document=OuterRef("subject_id"), seat__in=seats_of(actor))
    return search.hits(KIND, text).filter(Exists(seen)).only("sort_key", "subject_id")


def documents_of(actor: Actor, rows: Iterable[SearchRow]) -> list[Document]:
    """The documents of hits, in their order."""
    order = [row.subject_id for row in rows]
    held = Document.objects.visible_to(actor).select_related("type").in_bulk(order)
    return [held[pk] for pk in order if pk in held]


def with_documents(actor: Actor, numbers: Iterable[Number]) -> list[tuple[Number, Document | None]]:
    """Numbers with their documents, but only those that the actor may see: the proof of a register needs no texts."""
    listed = list(numbers)
    taken = {number.pk: number.entry.document for number in listed if hasattr(number, "entry")}
    pks = [document.pk for document in taken.values()]
    visible = set(Document.objects.visible_to(actor).filter(pk__in=pks).values_list("pk", flat=True))
    shown = {pk: document for pk, document in taken.items() if document.pk in visible}
    return [(number, shown.get(number.pk)) for number in listed]


def whole(actor: Actor) -> QuerySet[Document]:
    """The documents the actor may see, each with its entries and recipients, which its page asks again and again."""
    entries = Entry.objects.select_related("number__register", "agency").order_by("pk")
    return (
        Document.objects.visible_to(actor)
        .select_related("type")
        .prefetch_related(
            Prefetch("entries", entries), Prefetch("recipients", Recipient.objects.select_related("entry__number"))
        )
    )


def entry_of(actor: Actor, document: Document) -> Entry | None:
    """The register entry of the document in the actor's own agency."""
    mine = [entry for entry in document.entries.all() if entry.agency_id == actor.agency]
    return min(mine, key=lambda entry: entry.direction, default=None)


def named(actor: Actor, symbol: str, *, but: Document) -> Document | None:
    """The newest document with this number and symbol, in any spelling, that the actor may see; not the one itself."""
    key = symbol_key(symbol)
    same = Document.objects.visible_to(actor).filter(symbol_key=key).exclude(pk=but.pk)
    return same.order_by("-issued_on", "-pk").first() if key else None


def waiting_recipient(actor: Actor, document: Document) -> Recipient | None:
    """The queue item of this document that the actor's agency has not settled yet."""
    waiting = (one for one in document.recipients.all() if one.state == "delivered")
    return next((one for one in waiting if one.unit_id == actor.agency), None)


def relations_of(actor: Actor, document: Document) -> tuple[list[Relation], list[Relation]]:
    """The links from a document, and those to it, whose other end the actor may see too."""
    links = Relation.objects.filter(Q(document=document) | Q(other=document)).order_by("pk")
    ends = {pk for link in links for pk in (link.document_id, link.other_id)}
    seen = Document.objects.visible_to(actor).select_related("type").in_bulk(ends) if ends else {}
    shown = [link for link in links if link.document_id in seen and link.other_id in seen]
    for link in shown:
        link.document, link.other = seen[link.document_id], seen[link.other_id]
    return [one for one in shown if one.document == document], [one for one in shown if one.other == document]


def history_of(document: Document, entry: Entry | None) -> QuerySet[Any]:
    """What was done on the document and on this agency's entry, newest first, each line with the name of `who`."""
    lines = audit.history("documents.document", document.pk)
    if entry is not None:
        lines |= audit.history("documents.entry", entry.pk)
    name = User.objects.filter(pk=OuterRef("user_id")).order_by().values("full_name")
    return lines.filter(outcome="done").annotate(who=Subquery(name))


def readers_of(document: Document) -> QuerySet[Any]:
    """Who has opened the document, and when first, by given name."""
    person = User.objects.filter(pk=OuterRef("user_id")).order_by()
    rows = audit.readers("documents.document", document.pk)
    rows = rows.annotate(name=Subquery(person.values("full_name")), sort_key=Subquery(person.values("sort_key")))
    return rows.order_by("sort_key")


def routings_to(actor: Actor) -> QuerySet[Routing]:
    """What was transferred to the actor's post and not taken back."""
    mine = Routing.objects.filter(to_post_id=actor.post_id).exclude(state="withdrawn")
    return mine.select_related("entry__document__type", "from_user").order_by("-at")


# What was expunged has no files any more, even where the bytes are kept for another document.
EXPUNGED = Q(document__expunges__state__in=["confirmed", "destroyed"])


def files_of(document: Document) -> QuerySet[DocumentFile]:
    """The files of a document; none when it was expunged."""
    return document.files.exclude(EXPUNGED).select_related("stored")


def expunge_of(document: Document) -> Expunge | None:
    """The destruction of this document that is asked for, confirmed or done."""
    rows = document.expunges.exclude(state="refused").select_related("asked_by", "settled_by")
    return rows.first()


def visible_file(actor: Actor, document_id: int, file_id: int) -> DocumentFile | None:
    """A file of a document that the actor may see; the right comes from the document, never from the bytes."""
    visible = Document.objects.visible_to(actor).filter(pk=document_id)
    rows = DocumentFile.objects.filter(pk=file_id, document__in=visible).exclude(EXPUNGED)
    return rows.select_related("stored", "document").first()


def viewer(document: Document, asked: Mapping[str, str]) -> dict[str, Any]:
    """What the page viewer shows: the pages of the file asked for as pictures, and where its original is."""
    held = list(files_of(document))
    if not held:
        return {"files": []}
    wanted = asked.get("file", "")
    current = next((file for file in held if str(file.pk) == wanted), held[0])
    base = f"/documents/{document.pk}/files/{current.pk}"
    pages = min(current.stored.page_count or 1, files.MAX_PREVIEW_PAGES) if current.stored.has_preview else 0
    return {
        "files": [
            {
                "id": file.pk,
                "label": f"{file.get_role_display()} {file.position}" if file.position else "Bản chính",
                "current": file == current,
            }
            for file in held
        ],
        "name": current.name,
        "back": asked.get("from", ""),
        "download_url": base,
        "copy_url": f"{base}/copy" if current.stored.content_type == "application/pdf" else "",
        "pages": [{"number": page + 1, "url": f"{base}/pages/{page}"} for page in range(pages)],
    }


def text_of(document: Document) -> str:
    """The text of a document's main file, where it has a text layer; the caller has fetched it through `visible_to`."""
    main = files_of(document).filter(role="main").first()
    return files.text_of(main.stored) if main else ""


def _opened_since() -> Exists:
    """Whether the receiver of a transfer has opened the document since it was sent."""
    openings = audit.openings("documents.document", OuterRef("entry__document_id"), since=OuterRef("at"))
    posts = Post.objects.filter(unit_id=OuterRef(OuterRef("to_unit_id"))).order_by().values("pk")
    received = Q(post_id=OuterRef("to_post_id")) | Q(post_id__in=posts)
    return Exists(openings.filter(received))


def with_read(routings: QuerySet[Routing]) -> QuerySet[Routing]:
    """Transfers that know as `is_read` whether the receiver has opened the document, in the same query."""
    return routings.annotate(is_read=_opened_since())


def is_read(routing: Routing) -> bool:
    return Routing.objects.filter(_opened_since(), pk=routing.pk).exists()


def recent_issuers(actor: Actor) -> list[str]:
    """The issuers of what the actor's side registered lately, the newest first: what an arrival is probably from."""
    newest = listed(actor, "in", widest_seat(actor)).order_by("-sort_key", "-pk")[:200]
    return list(dict.fromkeys(newest.values_list("document__issuer_name", flat=True)))


def own_recipients(actor: Actor) -> QuerySet[Recipient]:
    """The queue items of the actor's agency, settled or not."""
    return Recipient.objects.filter(unit_id=actor.agency, unit__isnull=False).select_related("document__type")


def registers_for(actor: Actor) -> QuerySet[Register]:
    """The registers of the actor's agency; whoever sets registers up sees all."""
    rows = Register.objects.select_related("agency").order_by("agency__order", "agency_id", "direction", "pk")
    return rows if permissions.may_manage_registers(actor) else rows.filter(agency_id=actor.agency)
