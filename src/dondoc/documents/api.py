"""Documents for programs: the same actions and queries as the pages."""

from datetime import date, datetime
from typing import Any, Literal

from django.http import FileResponse
from django.shortcuts import get_object_or_404
from ninja import Field, File, Query, Router, Schema
from ninja.files import UploadedFile

from dondoc.audit.journal import opened
from dondoc.documents import actions, permissions, queries
from dondoc.documents.models import Document, DocumentType, Entry, Recipient, Register, Routing
from dondoc.files import queries as files
from dondoc.files.actions import store
from dondoc.lib.api import MAX_ID, PageIn, actor_of, answers, page
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused
from dondoc.lib.folding import normalise
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.organization.access import widest_seat
from dondoc.organization.models import Post, Unit

router = Router(tags=["documents"])

Id = Field(ge=1, le=MAX_ID)
Text = Field("", max_length=500)


class FileOut(Schema):
    token: str
    sha256: str
    size: int
    pages: int | None


class EntryOut(Schema):
    entry_id: int
    document_id: int
    number: int
    year: int
    symbol: str
    state: str


class DocumentOut(Schema):
    id: int
    type: str
    symbol: str
    issued_on: date | None
    issuer: str
    abstract: str
    signer: str
    urgency: int
    pages: int | None
    files: list[dict[str, Any]] = []
    recipients: list[dict[str, Any]] = []
    relations: list[dict[str, Any]] = []
    corrections: list[dict[str, Any]] = []


class ListOut(Schema):
    items: list[DocumentOut]
    next: str


class ArrivalOut(Schema):
    id: int
    document_id: int
    symbol: str
    issuer: str
    abstract: str
    sent_at: datetime | None
    urgency: int


class IncomingIn(Schema):
    type: str = Field(max_length=10)
    symbol: str = Field("", max_length=80)
    issuer_name: str = Field("", max_length=200)
    abstract: str = Text
    issued_on: date | None = None
    arrived_on: date | None = None
    due_on: date | None = None
    urgency: Literal[0, 1, 2, 3] = 0
    signer_name: str = Field("", max_length=100)
    signer_post: str = Field("", max_length=100)
    note: str = Text
    files: list[str] = Field([], max_length=50)
    confirmed: list[Literal["duplicate"]] = Field([], max_length=5)


class RecipientIn(Schema):
    unit_id: int | None = Field(None, ge=1, le=MAX_ID)
    name: str = Field("", max_length=200)


class IssueIn(Schema):
    type: str = Field(max_length=10)
    abstract: str = Text
    signer_id: int = Id
    recipients: list[RecipientIn] = Field([], max_length=2000)
    files: list[str] = Field([], max_length=50)
    issued_on: date | None = None
    drafting_unit_id: int | None = Field(None, ge=1, le=MAX_ID)
    sign_mark: Literal["", "TM", "KT", "Q", "TL", "TUQ"] = ""
    urgency: Literal[0, 1, 2, 3] = 0
    reply_by: date | None = None
    copies: int | None = Field(None, ge=1, le=9999)
    note: str = Text
    answers: list[int] = Field([], max_length=50)


class ReasonIn(Schema):
    reason: str = Text


class RegisterArrivalIn(Schema):
    due_on: date | None = None


class ForwardIn(Schema):
    unit_ids: list[int] = Field([], max_length=200)
    post_ids: list[int] = Field([], max_length=200)
    role: Literal["handle", "join", "inform"] = "handle"
    note: str = Text


class RoutingOut(Schema):
    id: int
    state: str


class AnswerIn(Schema):
    agree: bool


class CorrectIn(Schema):
    field: str = Field(max_length=30)
    new: str = Text
    reason: str = Text


class RelateIn(Schema):
    other_id: int = Id
    kind: Literal["answers", "replaces", "amends", "based_on", "corrects"]


class PointerIn(Schema):
    secrecy: Literal["mat", "toi_mat", "tuyet_mat"]
    book_number: str = Field("", max_length=30)
    received_on: date
    kept_at: str = Field("", max_length=200)
    custodian_id: int = Id


class OpenIn(Schema):
    last_number: int = Field(ge=0, le=1_000_000)


class ProofOut(Schema):
    register_id: int
    name: str
    year: int
    opened_with: int
    last_number: int
    issued: int
    void: int
    reserved: int
    missing: list[int]


class DoneOut(Schema):
    id: int


def _type(code: str) -> DocumentType:
    found = DocumentType.objects.filter(code=code).first()
    if found is None:
        raise Refused([Finding("Tên loại không có trong danh mục 29 loại.", clause="NĐ 30/2020 Điều 7", field="type")])
    return found


def _kept(tokens: list[str], actor: Any) -> list[Any]:
    """The files of a call; a token that is not the caller's own is refused."""
    found = [files.of_token(token, actor) for token in tokens]
    if None in found:
        raise Refused([Finding("Tệp không còn hiệu lực; hãy tải lên lại.", field="files", code="token")])
    return found


def _visible(actor: Any, pk: int) -> Document:
    return get_object_or_404(Document.objects.visible_to(actor).select_related("type"), pk=pk)


def _entry(actor: Any, pk: int) -> Entry:
    entry = queries.entry_of(actor, _visible(actor, pk))
    if entry is None:
        raise Refused([Finding("Văn bản chưa vào sổ của cơ quan.", clause="NĐ 30/2020 Điều 22")])
    return entry


def _entry_out(entry: Entry) -> dict[str, Any]:
    return {
        "entry_id": entry.pk,
        "document_id": entry.document_id,
        "number": entry.number.number,
        "year": entry.number.year,
        "symbol": entry.document.symbol,
        "state": entry.state,
    }


def _out(document: Document) -> dict[str, Any]:
    return {
        "id": document.pk,
        "type": document.type.code,
        "symbol": document.symbol,
        "issued_on": document.issued_on,
        "issuer": document.issuer_name,
        "abstract": document.abstract,
        "signer": document.signer_name,
        "urgency": document.urgency,
        "pages": document.page_count,
    }


@router.post("/files", response=answers(FileOut), operation_id="files.store")
def store_file(request: Any, upload: File[UploadedFile], not_secret: bool = False) -> dict[str, Any]:
    """Brings a file in; the token attaches it to what is registered next, by the same caller, within the day."""
    actor, now = actor_of(request)
    name = normalise(upload.name or "tệp").replace("/", "_")[:255]
    stored = store(upload, name=name, not_secret=not_secret, by=actor, at=now)
    token = files.token(stored, name, actor)
    return {"token": token, "sha256": stored.sha256, "size": stored.size, "pages": stored.page_count}


@router.get("/documents", response=answers(ListOut), operation_id="documents.list")
def listed(request: Any, asked: Query[PageIn], box: Literal["in", "out"] = "in") -> dict[str, Any]:
    """The incoming or outgoing list of the caller's widest seat, newest first."""
    actor, _ = actor_of(request)
    rows, following = page(queries.listed(actor, box, widest_seat(actor)), asked)
    return {"items": [_out(row.document) for row in rows], "next": following}


@router.get("/documents/search", response=answers(ListOut), operation_id="documents.search")
def search(request: Any, q: str = Query("", max_length=200)) -> dict[str, Any]:
    """The newest fifty that match and that the caller may see."""
    actor, _ = actor_of(request)
    return {"items": [_out(document) for document in queries.found(actor, q)[:50]], "next": ""}


@router.get("/documents/arrivals", response=answers(list[ArrivalOut]), operation_id="documents.arrivals")
def arrivals(request: Any) -> list[dict[str, Any]]:
    """What waits to be registered by the caller's agency."""
    actor, _ = actor_of(request)
    require(permissions.may_register, actor)
    return [
        {
            "id": item.pk,
            "document_id": item.document_id,
            "symbol": item.document.symbol,
            "issuer": item.document.issuer_name,
            "abstract": item.document.abstract,
            "sent_at": item.sent_at,
            "urgency": item.document.urgency,
        }
        for item in queries.arrivals(actor)[:200]
    ]


@router.post("/documents/arrivals/{pk}/register", response=answers(EntryOut), operation_id="documents.register_arrival")
def register_arrival(request: Any, pk: int, given: RegisterArrivalIn) -> dict[str, Any]:
    """Registers an item of the queue."""
    actor, now = actor_of(request)
    item = get_object_or_404(queries.own_recipients(actor), pk=pk)
    return _entry_out(actions.register_arrival(item, due_on=given.due_on, by=actor, at=now))


@router.post("/documents/arrivals/{pk}/return", response=answers(DoneOut), operation_id="documents.return_arrival")
def return_arrival(request: Any, pk: int, given: ReasonIn) -> Recipient:
    """Back to the sender with the reason."""
    actor, now = actor_of(request)
    item = get_object_or_404(queries.own_recipients(actor), pk=pk)
    return actions.return_arrival(item, reason=given.reason, by=actor, at=now)


@router.post("/documents/incoming", response=answers(EntryOut), operation_id="documents.register_incoming")
def register_incoming(request: Any, given: IncomingIn) -> dict[str, Any]:
    """Registers an arrival by hand."""
    actor, now = actor_of(request)
    data = given.dict()
    type_, tokens = _type(data.pop("type")), data.pop("files")
    entry = actions.register_incoming(type_=type_, files=_kept(tokens, actor), **data, by=actor, at=now)
    return _entry_out(entry)


@router.post("/documents/issue", response=answers(EntryOut), operation_id="documents.issue")
def issue(request: Any, given: IssueIn) -> dict[str, Any]:
    """Numbers and issues a document signed on paper."""
    actor, now = actor_of(request)
    data = given.dict()
    type_, tokens = _type(data.pop("type")), data.pop("files")
    signer = get_object_or_404(Post, pk=data.pop("signer_id"), unit__agency_id=actor.agency)
    drafting = data.pop("drafting_unit_id")
    unit = get_object_or_404(Unit, pk=drafting, agency_id=actor.agency) if drafting else None
    wanted = [one["unit_id"] for one in data["recipients"] if one["unit_id"]]
    known = {one.pk: one for one in Unit.objects.filter(pk__in=wanted, kind__is_agency=True).select_related("kind")}
    if set(wanted) - set(known):
        raise Refused([Finding("Nơi nhận không có trong danh mục cơ quan.", field="recipients", clause="QĐ 20/2020")])
    receivers = [(known.get(one["unit_id"]), one["name"]) for one in data.pop("recipients")]
    answered = list(Document.objects.visible_to(actor).filter(pk__in=data.pop("answers")))
    entry = actions.issue(
        type_=type_, signer=signer, drafting_unit=unit, recipients=receivers, files=_kept(tokens, actor),
        answers=answered, **data, by=actor, at=now,
    )  # fmt: skip
    return _entry_out(entry)


@router.get("/documents/{pk}", response=answers(DocumentOut), operation_id="documents.detail")
def detail(request: Any, pk: int) -> dict[str, Any]:
    """One document with its files, recipients, relations and corrections."""
    actor, now = actor_of(request)
    document = _visible(actor, pk)
    opened(document, by=actor, at=now)
    visible = Document.objects.visible_to(actor)
    held, linked = document.files.select_related("stored"), document.relations.filter(other__in=visible)
    return _out(document) | {
        "files": [{"id": f.pk, "name": f.name, "role": f.role, "sha256": f.stored.sha256} for f in held],
        "recipients": [{"name": r.name, "state": r.state, "unit_id": r.unit_id} for r in document.recipients.all()],
        "relations": [{"kind": r.kind, "document_id": r.other_id} for r in linked],
        "corrections": [{"field": c.field, "new": c.new, "reason": c.reason} for c in document.corrections.all()],
    }  # fmt: skip


@router.get("/documents/{pk}/files/{file_pk}", operation_id="documents.file", response=answers(None))
def file(request: Any, pk: int, file_pk: int) -> Any:
    """The original bytes."""
    actor, now = actor_of(request)
    held = queries.visible_file(actor, pk, file_pk)
    if held is None:
        _visible(actor, pk)
        raise Refused([Finding("Văn bản không có tệp này.")])
    opened(held.document, by=actor, at=now, act="download")
    return FileResponse(files.open_original(held.stored), as_attachment=True, filename=held.name)


@router.post("/documents/{pk}/forward", response=answers(list[RoutingOut]), operation_id="documents.forward")
def forward(request: Any, pk: int, given: ForwardIn) -> list[Routing]:
    """Transfers the agency's entry to units and posts."""
    actor, now = actor_of(request)
    entry = _entry(actor, pk)
    found: list[Any] = [
        *Unit.objects.filter(pk__in=given.unit_ids),
        *Post.objects.filter(pk__in=given.post_ids).select_related("unit"),
    ]
    to = [(receiver, given.role) for receiver in found]
    return actions.forward(entry, to=to, note=given.note, by=actor, at=now)


def _routing(actor: Any, pk: int) -> Routing:
    return get_object_or_404(Routing.objects.filter(entry__in=Entry.objects.visible_to(actor)), pk=pk)


@router.post("/routings/{pk}/withdraw", response=answers(RoutingOut), operation_id="documents.withdraw")
def withdraw(request: Any, pk: int) -> Routing:
    """Takes a transfer back while nobody there has opened it."""
    actor, now = actor_of(request)
    return actions.withdraw(_routing(actor, pk), by=actor, at=now)


@router.post("/routings/{pk}/ask-withdrawal", response=answers(RoutingOut), operation_id="documents.ask_withdrawal")
def ask_withdrawal(request: Any, pk: int, given: ReasonIn) -> Routing:
    """Asks the receiver to agree that a transfer is taken back."""
    actor, now = actor_of(request)
    return actions.ask_withdrawal(_routing(actor, pk), reason=given.reason, by=actor, at=now)


@router.post("/routings/{pk}/answer", response=answers(RoutingOut), operation_id="documents.answer_withdrawal")
def answer_withdrawal(request: Any, pk: int, given: AnswerIn) -> Routing:
    """Agrees, or keeps the document."""
    actor, now = actor_of(request)
    return actions.answer_withdrawal(_routing(actor, pk), agree=given.agree, by=actor, at=now)


@router.post("/documents/{pk}/close", response=answers(EntryOut), operation_id="documents.close")
def close(request: Any, pk: int) -> dict[str, Any]:
    """Ends the handling of an arrival."""
    actor, now = actor_of(request)
    return _entry_out(actions.close(_entry(actor, pk), by=actor, at=now))


@router.post("/documents/{pk}/correct", response=answers(DoneOut), operation_id="documents.correct")
def correct(request: Any, pk: int, given: CorrectIn) -> Any:
    """Says what a registered fact should read."""
    actor, now = actor_of(request)
    return actions.correct(_visible(actor, pk), **given.dict(), by=actor, at=now)


@router.post("/documents/{pk}/relate", response=answers(DoneOut), operation_id="documents.relate")
def relate(request: Any, pk: int, given: RelateIn) -> Any:
    """Links a document to another that the caller may see."""
    actor, now = actor_of(request)
    other = _visible(actor, given.other_id)
    return actions.relate(_visible(actor, pk), other=other, kind=given.kind, by=actor, at=now)


@router.post("/secret", response=answers(DoneOut), operation_id="documents.record_pointer")
def record_pointer(request: Any, given: PointerIn) -> Any:
    """Notes where the paper register keeps a secret paper."""
    actor, now = actor_of(request)
    data = given.dict()
    custodian = get_object_or_404(Post, pk=data.pop("custodian_id"), unit__agency_id=actor.agency)
    return actions.record_pointer(**data, custodian=custodian, by=actor, at=now)


@router.get("/registers", response=answers(list[ProofOut]), operation_id="documents.registers")
def registers(request: Any) -> list[dict[str, Any]]:
    """The registers the caller may see, each with its proof for this year."""
    actor, now = actor_of(request)
    if not permissions.may_manage_registers(actor):
        require(permissions.may_see_registers, actor)
    year = local_day(now).year
    return [_proof(register, year) for register in queries.registers_for(actor)]


def _proof(register: Register, year: int) -> dict[str, Any]:
    proof = queries.proof(register, year)
    return {
        "register_id": register.pk,
        "name": register.name,
        "year": year,
        "opened_with": proof.opened_with,
        "last_number": proof.last_number,
        "issued": proof.issued,
        "void": proof.void,
        "reserved": proof.reserved,
        "missing": list(proof.missing)[:1000],
    }


@router.post("/registers/{pk}/open", response=answers(DoneOut), operation_id="documents.open_register")
def open_register(request: Any, pk: int, given: OpenIn) -> Register:
    """Opens a register with the last number used outside; once, by the head."""
    actor, now = actor_of(request)
    register = get_object_or_404(queries.registers_for(actor), pk=pk)
    return actions.open_register(register, last_number=given.last_number, by=actor, at=now)


@router.post("/registers/{pk}/numbers/{number}/void", response=answers(DoneOut), operation_id="documents.void_number")
def void_number(request: Any, pk: int, number: int, given: ReasonIn) -> Any:
    """Voids a number of this year with its reason."""
    actor, now = actor_of(request)
    register = get_object_or_404(queries.registers_for(actor), pk=pk)
    found = get_object_or_404(register.numbers, number=number, year=local_day(now).year)
    return actions.void_number(found, reason=given.reason, by=actor, at=now)
