"""Issuing: a document signed on paper gets its number, its outgoing entry and its recipients in one act."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from dondoc.audit.journal import action, record
from dondoc.documents import gate, permissions, queries
from dondoc.documents.actions import _parts
from dondoc.documents.models import AT_ONCE, URGENCIES, Document, DocumentType, Entry, Number, Recipient, Register
from dondoc.lib import folding, symbols
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused, WrongState
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.notifications.actions import notify
from dondoc.organization.access import post_seat, unit_seat
from dondoc.organization.models import Post, Unit
from dondoc.organization.queries import holder_on


@action("documents.issue")
def issue(
    *,
    type_: DocumentType,
    abstract: str,
    signer: Post,
    recipients: Sequence[tuple[Unit | None, str]],
    files: Sequence[_parts.NamedFile],
    issued_on: date | None = None,
    drafting_unit: Unit | None = None,
    sign_mark: str = "",
    urgency: int = 0,
    page_count: int | None = None,
    copies: int | None = None,
    reply_by: date | None = None,
    note: str = "",
    answers: Sequence[Document] = (),
    reserved: Number | None = None,
    form_key: UUID | None = None,
    by: Actor,
    at: datetime,
) -> Entry:
    """Registers a document of the actor's agency as issued (NĐ 30/2020 Điều 15–18).

    Number and symbol come from the register that fits type and signer. Recipients inside the installation
    have it in their queue at once; outside ones wait for the exchange, names without a unit get paper.
    `answers` are documents of the agency's own register that this one replies to. A form that is sent twice gives
    the entry of the first time, and takes no second number. A `reserved` number is used instead of the next one:
    then the document may be dated back as far as the day on which the number was reserved.
    """
    require(permissions.may_issue, by)
    if (made := _parts.sent_before(form_key, by=by)) is not None:
        record("documents.issue", by=by, at=at, subject=made, again=True)
        return made
    today = local_day(at)
    issued_on = issued_on or today
    agency = Unit.objects.get(pk=by.agency)
    abstract = folding.normalise(abstract)
    register = queries.choose_register(agency, type_, signer)
    verdict = gate.check_outgoing(
        type_=type_,
        abstract=abstract,
        issued_on=issued_on,
        signer=signer,
        drafting_unit=drafting_unit,
        register=register,
        files=[stored for stored, _ in files],
        recipients=recipients,
        block=queries.block_of(reserved) if reserved else None,
        today=today,
    )
    verdict.raise_if_refused()
    assert register is not None
    number = _use(reserved, register) if reserved else _parts.take_number(register, by=by, at=at)
    org = queries.notation_org(register)
    printed, notation = symbols.compose(
        type_.code, number.number, org, drafting_unit.abbreviation if drafting_unit else ""
    )
    # Refused, the number goes back with the transaction: none is burnt.
    gate.check_number(agency, printed, notation, today=today).raise_if_refused()
    holder = holder_on(signer, issued_on)
    document = Document.objects.create(
        type=type_,
        number=printed,
        notation=notation,
        symbol_key=queries.symbol_key(f"{printed}/{notation}"),
        issued_on=issued_on,
        issuer=agency,
        issuer_name=agency.name,
        issuer_key=queries.name_key(agency.name),
        drafting_unit=drafting_unit,
        abstract=abstract,
        page_count=page_count or _parts.pages_of(files),
        note=folding.normalise(note),
        signer=signer,
        signer_name=holder.user.full_name if holder else "",
        signer_post=signer.title,
        sign_mark=sign_mark,
        urgency=urgency,
        copies=copies,
        reply_by=reply_by,
        created_at=at,
    )
    _parts.add_files(document, files, by=by, at=at)
    entry = Entry.objects.create(
        document=document,
        agency=agency,
        direction="out",
        number=number,
        state="issued",
        registered_at=at,
        registered_by_id=by.user_id,
        registered_post_id=by.post_id,
        form_key=form_key,
    )
    seats = [unit_seat(agency.pk), post_seat(signer.pk)]
    if drafting_unit is not None:
        seats.append(unit_seat(drafting_unit.pk))
    _parts.give_access(document, seats, why="issued", box="out", at=at, entry=entry)
    _send(document, recipients, at=at)
    for answered in answers:
        document.relations.create(other=answered, kind="answers", by_id=by.user_id, at=at)
    _parts.index_document(document)
    record(
        "documents.issue",
        by=by,
        at=at,
        subject=entry,
        document=document.pk,
        register=register.pk,
        number=number.number,
        year=number.year,
        signer=signer.pk,
        recipients=[unit.pk if unit else 0 for unit, _ in recipients],
        files=[stored.sha256 for stored, _ in files],
        answers=[answered.pk for answered in answers],
        verdict=verdict.as_json(),
    )
    return entry


def _use(reserved: Number, register: Register) -> Number:
    """The reserved number, now issued; 409 when somebody was faster or it has expired."""
    number = Number.objects.select_for_update().get(pk=reserved.pk)
    if number.register_id != register.pk:
        sentence = f"Số giữ chỗ không thuộc sổ “{register.name}” của văn bản này."
        raise Refused([Finding(sentence, clause="NĐ 30/2020 Điều 15.1", field="reserved", code="other_register")])
    if number.state != "reserved":
        raise WrongState(f"Số {number.number} không còn được giữ chỗ.", changed=[("Số", number.get_state_display())])
    number.state = "issued"
    number.save(update_fields=["state"])
    return number


def _send(document: Document, recipients: Sequence[tuple[Unit | None, str]], *, at: datetime) -> None:
    """Writes the lines of "Nơi nhận"; agencies inside have the document in their queue at once."""
    rows, inside = [], []
    for position, (unit, name) in enumerate(recipients):
        state = "paper" if unit is None else "queued" if unit.kind.is_outside else "delivered"
        if unit is not None and state == "delivered":
            inside.append(unit_seat(unit.pk))
        rows.append(
            Recipient(
                document=document,
                position=position,
                name=unit.name if unit else folding.normalise(name),
                unit=unit,
                state=state,
                sent_at=at if state == "delivered" else None,
            )
        )
    Recipient.objects.bulk_create(rows)
    _parts.give_access(document, inside, why="recipient", box="ref", at=at)
    urgent = document.urgency > 0
    notify(
        inside,
        sentence=f"Văn bản mới chờ tiếp nhận: {document}" + (f" ({URGENCIES[document.urgency]})" if urgent else ""),
        why="Cơ quan ông/bà có trong nơi nhận",
        url="/documents/arrivals",
        key=f"documents.issue:{document.pk}",
        at=at,
        urgent=urgent,
        at_once=document.urgency >= AT_ONCE,
    )
