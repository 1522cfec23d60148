"""Registering: files brought in, arrivals by hand and out of the queue, issuing, what is put right later."""

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import File, Query, Router
from ninja.files import UploadedFile

from dondoc.documents import actions, permissions, queries
from dondoc.documents.api import _parts, shapes
from dondoc.documents.models import Document, DocumentType, PaperPointer, Recipient
from dondoc.files import queries as files
from dondoc.files.actions import clean_name, store
from dondoc.lib.api import DoneOut, Pk, ReasonIn, actor_of, answers, named, reader_of
from dondoc.lib.days import local_day
from dondoc.lib.rulings import require
from dondoc.organization.models import Post, Unit

router = Router(tags=["documents"])


@router.post("/files", response=answers(shapes.StoredOut), operation_id="files.store")
def store_file(
    request: Any,
    upload: File[UploadedFile],
    not_secret: bool = Query(False, description="the answer to the question that a file without text asks"),
) -> dict[str, Any]:
    """Brings a file in. The token attaches it to what is registered next, by the same person, within the day.

    A file with a secrecy mark is refused before anything is stored (422, code `secret`). For one whose text
    cannot be read the answer asks (code `not_secret`): the call is repeated with `not_secret=true`.
    """
    actor, now = actor_of(request)
    name = clean_name(upload.name or "")
    stored = store(upload, name=name, not_secret=not_secret, by=actor, at=now)
    token = files.token(stored, name, actor)
    return {"token": token, "sha256": stored.sha256, "size": stored.size, "pages": stored.page_count}


@router.post(
    "/documents/arrivals/{int:pk}/register",
    response=answers(shapes.EntryOut),
    operation_id="documents.register_arrival",
)
def register_arrival(request: Any, pk: Pk, given: shapes.RegisterArrivalIn) -> dict[str, Any]:
    """Registers an item of the agency's queue."""
    actor, now = actor_of(request)
    item = get_object_or_404(queries.own_recipients(actor), pk=pk)
    return _parts.entry_out(actions.register_arrival(item, due_on=given.due_on, by=actor, at=now))


@router.post("/documents/arrivals/{int:pk}/return", response=answers(DoneOut), operation_id="documents.return_arrival")
def return_arrival(request: Any, pk: Pk, given: ReasonIn) -> Recipient:
    """Sends an item of the queue back to its sender, with the reason."""
    actor, now = actor_of(request)
    item = get_object_or_404(queries.own_recipients(actor), pk=pk)
    return actions.return_arrival(item, reason=given.reason, by=actor, at=now)


@router.post("/documents/incoming", response=answers(shapes.EntryOut), operation_id="documents.register_incoming")
def register_incoming(request: Any, given: shapes.IncomingIn) -> dict[str, Any]:
    """Registers an arrival by hand. A likely duplicate asks (code `duplicate`) and goes through when confirmed."""
    actor, now = actor_of(request)
    require(permissions.may_register, actor)
    data = given.dict()
    # An unknown type is told by the rules, together with everything else that is wrong.
    type_ = DocumentType.objects.filter(code=data.pop("type")).first()
    kept = _parts.kept(data.pop("files"), actor)
    return _parts.entry_out(actions.register_incoming(type_=type_, files=kept, **data, by=actor, at=now))


@router.post("/documents/issue", response=answers(shapes.EntryOut), operation_id="documents.issue")
def issue(request: Any, given: shapes.IssueIn) -> dict[str, Any]:
    """Numbers and issues a document signed on paper; recipients inside the installation have it at once."""
    actor, now = actor_of(request)
    require(permissions.may_issue, actor)
    data = given.dict()
    own_posts = Post.objects.filter(unit__agency_id=actor.agency).select_related("unit")
    own_units = Unit.objects.filter(agency_id=actor.agency)
    inside = Unit.objects.filter(kind__is_agency=True).select_related("kind")
    type_ = _parts.type_of(data.pop("type"))
    [signer] = named(own_posts, [data.pop("signer_id")], field="signer_id", sentence="Người ký không thuộc cơ quan.")
    drafting_id, lines = data.pop("drafting_unit_id"), data.pop("recipients")
    drafting = named(
        own_units, [drafting_id] if drafting_id else [], field="drafting_unit_id", sentence="Không có đơn vị này."
    )
    ids = [line["unit_id"] for line in lines if line["unit_id"]]
    units = named(inside, ids, field="recipients", sentence="Nơi nhận không có trong danh mục cơ quan.")
    known = {unit.pk: unit for unit in units}
    answered = named(
        Document.objects.visible_to(actor), data.pop("answers"), field="answers", sentence="Không có văn bản này."
    )
    kept_free = queries.reserved_numbers(actor.agency, local_day(now))
    reserved_id = data.pop("reserved_id")
    reserved = named(
        kept_free, [reserved_id] if reserved_id else [], field="reserved_id", sentence="Không có số giữ này."
    )
    entry = actions.issue(
        type_=type_,
        signer=signer,
        drafting_unit=drafting[0] if drafting else None,
        reserved=reserved[0] if reserved else None,
        recipients=[(known.get(line["unit_id"]), line["name"]) for line in lines],
        files=_parts.kept(data.pop("files"), actor),
        answers=answered,
        **data,
        by=actor,
        at=now,
    )
    return _parts.entry_out(entry)


@router.post("/documents/{int:pk}/correct", response=answers(DoneOut), operation_id="documents.correct")
def correct(request: Any, pk: Pk, given: shapes.CorrectIn) -> Any:
    """Says what a registered fact should read; the fact itself stays."""
    actor, now = actor_of(request)
    return actions.correct(_parts.visible(actor, pk), **given.dict(), by=actor, at=now)


@router.post("/documents/{int:pk}/relate", response=answers(DoneOut), operation_id="documents.relate")
def relate(request: Any, pk: Pk, given: shapes.RelateIn) -> Any:
    """Links a document to another that the caller may see."""
    actor, now = actor_of(request)
    document = _parts.visible(actor, pk)
    require(permissions.may_relate, actor, document)
    [other] = named(
        Document.objects.visible_to(actor), [given.other_id], field="other_id", sentence="Không có văn bản này."
    )
    return actions.relate(document, other=other, kind=given.kind, by=actor, at=now)


@router.post("/documents/{int:pk}/attach", response=answers(DoneOut), operation_id="documents.attach")
def attach(request: Any, pk: Pk, given: shapes.AttachIn) -> Any:
    """Adds a file to a registered document, such as the scan of a direction written on paper."""
    actor, now = actor_of(request)
    document = _parts.visible(actor, pk)
    require(permissions.may_relate, actor, document)
    [(stored, name)] = _parts.kept([given.file], actor)
    return actions.attach(document, stored=stored, name=name, role=given.role, by=actor, at=now)


@router.get("/secret", response=answers(list[shapes.PointerOut]), operation_id="documents.pointers")
def pointers(request: Any) -> Any:
    """Where the paper register keeps the agency's secret papers; only for its registry. The last two hundred."""
    actor, _ = reader_of(request)
    require(permissions.may_register, actor)
    return PaperPointer.objects.filter(agency_id=actor.agency).order_by("-pk")[:200]


@router.post("/secret", response=answers(DoneOut), operation_id="documents.record_pointer")
def record_pointer(request: Any, given: shapes.PointerIn) -> Any:
    """Notes where the paper register keeps a secret paper: no abstract, no file."""
    actor, now = actor_of(request)
    require(permissions.may_register, actor)
    data = given.dict()
    own_posts = Post.objects.filter(unit__agency_id=actor.agency)
    [custodian] = named(
        own_posts, [data.pop("custodian_id")], field="custodian_id", sentence="Người giữ không thuộc cơ quan."
    )
    return actions.record_pointer(**data, custodian=custodian, by=actor, at=now)
