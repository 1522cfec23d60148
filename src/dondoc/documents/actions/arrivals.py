"""Arrivals: by hand, out of the agency's queue, back to the sender, and the pointer to a secret paper."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

from dondoc.audit.journal import action, record
from dondoc.documents import gate, permissions, queries
from dondoc.documents.actions import _parts
from dondoc.documents.models import Document, DocumentType, Entry, PaperPointer, Recipient
from dondoc.documents.states import RECIPIENT
from dondoc.lib import folding, locks, symbols
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.lib.texts import too_long
from dondoc.notifications.actions import notify
from dondoc.organization.access import unit_seat
from dondoc.organization.models import Post, Unit


@action("documents.register_incoming")
def register_incoming(
    *,
    type_: DocumentType | None,
    symbol: str,
    issuer_name: str,
    abstract: str,
    issued_on: date | None,
    arrived_on: date | None = None,
    issuer: Unit | None = None,
    urgency: int = 0,
    signer_name: str = "",
    signer_post: str = "",
    page_count: int | None = None,
    note: str = "",
    due_on: date | None = None,
    files: Sequence[_parts.NamedFile] = (),
    confirmed: Iterable[str] = (),
    form_key: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Entry:
    """Registers a document that arrived from outside in the actor's own agency (NĐ 30/2020 Điều 22).

    `confirmed` holds the codes of the questions the clerk has answered, such as "duplicate". A form that is sent
    twice gives the entry of the first time.
    """
    require(permissions.may_register, by)
    if (made := _parts.sent_before(form_key, by=by)) is not None:
        record("documents.register_incoming", by=by, at=at, subject=made, again=True)
        return made
    today = local_day(at)
    arrived_on = arrived_on or today
    symbol, abstract = folding.normalise(symbol), folding.normalise(abstract)
    issuer_name = folding.normalise(issuer_name) or (issuer.name if issuer else "")
    _alone_with(by, symbol, files)
    verdict = gate.check_incoming(
        by,
        type_=type_,
        symbol=symbol,
        issuer_name=issuer_name,
        abstract=abstract,
        issued_on=issued_on,
        arrived_on=arrived_on,
        files=[stored for stored, _ in files],
        today=today,
    )
    gate.raise_unless_confirmed(verdict, frozenset(confirmed))
    assert type_ is not None
    number, notation = symbols.split(symbol)
    document = Document.objects.create(
        type=type_,
        number=number,
        notation=notation,
        symbol_key=queries.symbol_key(symbol),
        issued_on=issued_on,
        issuer=issuer,
        issuer_name=issuer_name,
        issuer_key=queries.name_key(issuer_name),
        abstract=abstract,
        page_count=page_count or _parts.pages_of(files),
        note=folding.normalise(note),
        signer_name=folding.normalise(signer_name),
        signer_post=folding.normalise(signer_post),
        urgency=urgency,
        created_at=at,
    )
    _parts.add_files(document, files, by=by, at=at)
    _parts.index_document(document)
    entry = _enter(document, arrived_on=arrived_on, due_on=due_on, form_key=form_key, by=by, at=at)
    record(
        "documents.register_incoming",
        by=by,
        at=at,
        subject=entry,
        document=document.pk,
        number=entry.number.number,
        year=entry.number.year,
        files=[stored.sha256 for stored, _ in files],
        confirmed=sorted(confirmed),
        verdict=verdict.as_json(),
    )
    return entry


def _target(verb: str, recipient: Recipient) -> str:
    """The state a verb leads to; when somebody settled the item first, 409 says who, when and how."""
    if recipient.settled_by is None or recipient.settled_at is None or RECIPIENT.allows(verb, recipient.state):
        return RECIPIENT.target(verb, recipient.state)
    raise _parts.settled_first(recipient, "Văn bản này vừa được xử lý trong hàng chờ; không làm lại lần nữa.")


def _alone_with(by: Actor, symbol: str, files: Sequence[_parts.NamedFile]) -> None:
    """Nobody else in the agency registers this symbol or these bytes meanwhile: twins are seen when they are there."""
    names = [f"{by.agency}:file:{stored.pk}" for stored, _ in files]
    if symbol.strip():
        names.append(f"{by.agency}:symbol:{queries.symbol_key(symbol)}")
    locks.hold(names)


@action("documents.register_arrival")
def register_arrival(recipient: Recipient, *, due_on: date | None = None, by: Actor, at: datetime) -> Entry:
    """Registers an item of the agency's queue: everything is known already, so it takes one key."""
    recipient = Recipient.objects.select_for_update().get(pk=recipient.pk)
    require(permissions.may_settle, by, recipient)
    target = _target("register", recipient)
    entry = _enter(recipient.document, arrived_on=local_day(at), due_on=due_on, by=by, at=at)
    recipient.state, recipient.settled_at, recipient.settled_by_id = target, at, by.user_id
    recipient.entry = entry
    recipient.save(update_fields=["state", "settled_at", "settled_by", "entry"])
    record(
        "documents.register_arrival",
        by=by,
        at=at,
        subject=entry,
        document=recipient.document_id,
        recipient=recipient.pk,
        number=entry.number.number,
        year=entry.number.year,
    )
    return entry


def _enter(
    document: Document,
    *,
    arrived_on: date,
    due_on: date | None,
    form_key: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Entry:
    """The agency's own arrival entry with its number and access rows."""
    register = queries.arrival_register(by.agency)
    if register is None:
        raise Refused(
            [
                Finding(
                    "Cơ quan chưa có sổ đăng ký văn bản đến.",
                    clause="NĐ 30/2020 Điều 22",
                    remedy="documents:registers",
                    code="no_register",
                )
            ]
        )
    if due_on is not None and due_on < arrived_on:
        raise Refused([Finding("Hạn xử lý không thể trước ngày đến.", field="due_on")])
    number = _parts.take_number(register, by=by, at=at)
    entry = Entry.objects.create(
        document=document,
        agency_id=by.agency,
        direction="in",
        number=number,
        arrived_on=arrived_on,
        due_on=due_on,
        state="registered",
        registered_at=at,
        registered_by_id=by.user_id,
        registered_post_id=by.post_id,
        form_key=form_key,
    )
    _parts.give_access(document, [unit_seat(by.agency)], why="registered", box="in", at=at, entry=entry)
    return entry


@action("documents.return_arrival")
def return_arrival(recipient: Recipient, *, reason: str, by: Actor, at: datetime) -> Recipient:
    """Sends an item of the queue back to its sender, with the reason (NĐ 30/2020 Điều 21.2b)."""
    recipient = Recipient.objects.select_for_update().get(pk=recipient.pk)
    require(permissions.may_settle, by, recipient)
    target = _target("return", recipient)
    reason = folding.normalise(reason)
    if not reason:
        raise Refused(
            [
                Finding(
                    "Hãy ghi lý do trả lại để nơi gửi biết.",
                    clause="QĐ 28/2018 Điều 5.4",
                    field="reason",
                    code="no_reason",
                )
            ]
        )
    if findings := too_long("reason", reason, 500):
        raise Refused(findings)
    recipient.state, recipient.reason = target, reason
    recipient.settled_at, recipient.settled_by_id = at, by.user_id
    recipient.save(update_fields=["state", "reason", "settled_at", "settled_by"])
    sender = recipient.document.issuer
    if sender is not None:
        notify(
            [unit_seat(sender.pk)],
            sentence=f"{recipient.name} trả lại {recipient.document}",
            why="Cơ quan ông/bà đã phát hành văn bản này",
            url=f"/documents/{recipient.document_id}",
            key=f"documents.return:{recipient.pk}",
            at=at,
        )
    record("documents.return_arrival", by=by, at=at, subject=recipient, document=recipient.document_id)
    return recipient


@action("documents.record_pointer")
def record_pointer(
    *,
    secrecy: str,
    book_number: str,
    received_on: date,
    kept_at: str,
    custodian: Post,
    by: Actor,
    at: datetime,
) -> PaperPointer:
    """Notes that a secret paper exists and where its paper register keeps it; nothing of its content (LR1)."""
    require(permissions.may_register, by)
    findings = []
    book_number, kept_at = folding.normalise(book_number), folding.normalise(kept_at)
    if secrecy not in dict(PaperPointer._meta.get_field("secrecy").flatchoices):
        findings.append(Finding("Hãy chọn độ mật.", field="secrecy"))
    if not book_number:
        findings.append(Finding("Hãy ghi số trong sổ bí mật nhà nước.", field="book_number"))
    if not kept_at:
        findings.append(Finding("Hãy ghi nơi giữ bản giấy.", field="kept_at"))
    if received_on > local_day(at):
        findings.append(Finding("Ngày nhận không thể sau hôm nay.", field="received_on"))
    if findings:
        raise Refused(findings)
    pointer = PaperPointer.objects.create(
        agency_id=by.agency,
        secrecy=secrecy,
        book_number=book_number,
        received_on=received_on,
        kept_at=kept_at,
        custodian=custodian,
        registered_at=at,
        registered_by_id=by.user_id,
    )
    record("documents.record_pointer", by=by, at=at, subject=pointer, secrecy=secrecy)
    return pointer
