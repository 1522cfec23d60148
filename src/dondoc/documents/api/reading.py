"""Reading documents: lists, search, the queue of arrivals, one document, its files, what was done with it."""

from typing import Any

from django.http import Http404
from ninja import Query, Router

from dondoc.audit.journal import opened
from dondoc.documents import gate, lists, permissions, queries
from dondoc.documents.api import _parts, shapes
from dondoc.documents.models import Document, DocumentType, Relation
from dondoc.files import queries as files
from dondoc.lib.api import BYTES, PageIn, Pk, answers, page, reader_of
from dondoc.lib.requests import original
from dondoc.lib.rulings import require
from dondoc.organization.access import widest_seat

router = Router(tags=["documents"])


@router.get("/document-types", response=answers(list[shapes.TypeOut]), operation_id="documents.types")
def types(request: Any) -> Any:
    """The 29 types of NĐ 30/2020 Điều 7, and those that only arrive from others, such as laws and decrees."""
    return DocumentType.objects.all()


@router.get("/documents", response=answers(shapes.DocumentListOut), operation_id="documents.list")
def listed(request: Any, asked: Query[shapes.ListIn]) -> dict[str, Any]:
    """The incoming or outgoing list of one seat of the caller, newest first."""
    actor, _ = reader_of(request)
    rows = queries.listed(actor, asked.box, asked.seat or widest_seat(actor))
    for one in (lists.INCOMING if asked.box == "in" else lists.OUTGOING).filters:
        value = getattr(asked, one.key)
        if value not in (None, ""):
            rows = one.apply(rows, str(value))
    found, following = page(rows, asked)
    return {"items": [_parts.document_out(row.document, row.entry) for row in found], "next": following}


@router.get("/documents/search", response=answers(shapes.DocumentListOut), operation_id="documents.search")
def search(request: Any, asked: Query[shapes.FoundIn]) -> dict[str, Any]:
    """The documents that match and that the caller may see: by their day, the newest first."""
    actor, _ = reader_of(request)
    rows, following = page(queries.hits(actor, asked.q), asked)
    return {"items": [_parts.document_out(one) for one in queries.documents_of(actor, rows)], "next": following}


@router.get("/documents/arrivals", response=answers(shapes.ArrivalListOut), operation_id="documents.arrivals")
def arrivals(request: Any, asked: Query[PageIn]) -> dict[str, Any]:
    """What waits to be registered by the caller's agency, the last sent first."""
    actor, now = reader_of(request)
    require(permissions.may_register, actor)
    found, following = page(queries.arrivals(actor), asked, key="pk")
    clocks = gate.Clocks(now)
    items = [
        {
            "id": timing.subject.pk,
            "document": _parts.document_out(timing.document),
            "sent_at": item.sent_at,
            "receive_by": timing.until,
            "is_late": timing.is_late,
        }
        for item, timing in ((item, clocks.of_recipient(item)) for item in found)
    ]
    return {"items": items, "next": following}


@router.get("/documents/late", response=answers(list[shapes.LateOut]), operation_id="documents.late")
def late(request: Any) -> list[dict[str, Any]]:
    """What the registry of the caller's agency is late with (at most 200), the longest first."""
    actor, now = reader_of(request)
    require(permissions.may_see_late, actor)
    return [
        {
            "document": _parts.document_out(one.document),
            "clock": one.clock,
            "until": one.until,
            "clause": one.clause,
        }
        for one in gate.late_in(actor.agency, now)[:200]
    ]


@router.get("/documents/{int:pk}", response=answers(shapes.DetailOut), operation_id="documents.detail")
def detail(request: Any, pk: Pk) -> dict[str, Any]:
    """One document with its files, recipients, relations, corrections and transfers; opening it is noted."""
    actor, now = reader_of(request)
    document = _parts.visible(actor, pk)
    opened(document, by=actor, at=now)
    entry = queries.entry_of(actor, document)
    seen = Document.objects.visible_to(actor)
    later, earlier = document.relations.filter(other__in=seen), document.related_from.filter(document__in=seen)
    routings = queries.with_read(entry.routings.order_by("pk")) if entry else []
    return _parts.document_out(document, entry) | {
        "note": document.note,
        "copies": document.copies,
        "reply_by": document.reply_by,
        "files": [_file_out(held) for held in queries.files_of(document)],
        "recipients": list(document.recipients.all()),
        "relations": [_relation(link, link.other) for link in later.select_related("other")],
        "related_from": [_relation(link, link.document) for link in earlier.select_related("document")],
        "corrections": list(document.corrections.order_by("pk")),
        "routings": [_routing_out(routing) for routing in routings],
    }


def _file_out(held: Any) -> dict[str, Any]:
    stored = held.stored
    return {
        "id": held.pk,
        "name": held.name,
        "role": held.role,
        "sha256": stored.sha256,
        "size": stored.size,
        "content_type": stored.content_type,
    }


def _relation(link: Relation, other: Document) -> dict[str, Any]:
    return {"kind": link.kind, "document_id": other.pk, "symbol": other.symbol}


def _routing_out(routing: Any) -> dict[str, Any]:
    shown = {name: getattr(routing, name) for name in shapes.RoutingOut.model_fields}
    return shown | {"read": routing.is_read}


@router.get("/documents/{int:pk}/history", response=answers(shapes.HistoryOut), operation_id="documents.history")
def history(request: Any, pk: Pk) -> dict[str, Any]:
    """What was done with a document and with the caller's own entry, newest first, and who has opened it."""
    actor, _ = reader_of(request)
    document = _parts.visible(actor, pk)
    entry = queries.entry_of(actor, document)
    lines = queries.history_of(document, entry).values("verb", "at", "who", "post_id", "channel")[:200]
    acts = [line | {"person": line["who"] or ""} for line in lines]
    readers = [{"person": one["name"], "first_opened_at": one["first"]} for one in queries.readers_of(document)]
    return {"acts": acts, "readers": readers}


@router.get(
    "/documents/{int:pk}/files/{int:file_pk}",
    response=answers(None),
    operation_id="documents.file",
    openapi_extra=BYTES,
)
def file(request: Any, pk: Pk, file_pk: Pk) -> Any:
    """The original bytes; the download is noted."""
    actor, now = reader_of(request)
    held = queries.visible_file(actor, pk, file_pk)
    if held is None:
        raise Http404
    opened(held.document, by=actor, at=now, act="download")
    return original(files.open_original(held.stored), held.name)
