"""Directions: prepared, given, declined, typed in from paper."""

from datetime import datetime
from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Query, Router

from dondoc.documents.models import DocumentFile, Entry
from dondoc.lib.actor import Actor
from dondoc.lib.api import PageIn, Pk, ReasonIn, actor_of, answers, named, page, reader_of
from dondoc.lib.days import local_day
from dondoc.organization.models import Post
from dondoc.organization.queries import leader_posts
from dondoc.tasks import actions, queries
from dondoc.tasks.api import _parts, shapes
from dondoc.tasks.facts import Term
from dondoc.tasks.models import Direction

router = Router(tags=["directions"])


def _leader(actor: Actor, pk: int, now: datetime) -> Post:
    leaders = leader_posts(actor.agency, local_day(now))
    [leader] = named(leaders, [pk], field="leader_id", sentence="Không phải lãnh đạo của cơ quan.")
    return leader


def _entries(actor: Actor, ids: list[int], field: str) -> list[Entry]:
    rows = Entry.objects.visible_to(actor).filter(direction="in").select_related("document__type", "number")
    return named(rows, ids, field=field, sentence="Có văn bản đến không có trong sổ của cơ quan.")


@router.get("/directions", response=answers(shapes.DirectionListOut), operation_id="tasks.directions")
def directions(request: Any, asked: Query[PageIn]) -> dict[str, Any]:
    """What lies before the leader whose post this is, the last prepared first."""
    actor, _ = reader_of(request)
    found, following = page(queries.directions_waiting(actor), asked, key="pk")
    return {"items": found, "next": following}


@router.post("/directions/prepare", response=answers(list[shapes.DirectionOut]), operation_id="tasks.prepare_direction")
def prepare_direction(request: Any, given: shapes.PrepareIn) -> list[Direction]:
    """Lays one or many arrivals before a leader with a proposal."""
    actor, now = actor_of(request)
    entries, leader = _entries(actor, given.entry_ids, "entry_ids"), _leader(actor, given.leader_id, now)
    work = _parts.assignments(given.items)
    return actions.prepare_direction(entries, leader=leader, given=work, words=given.words, by=actor, at=now)


@router.post("/directions/paper", response=answers(list[shapes.TaskOut]), operation_id="tasks.enter_paper_direction")
def enter_paper_direction(request: Any, given: shapes.PaperIn) -> list[dict[str, Any]]:
    """Types in a direction that the leader wrote on paper, with its scan; marked as entered for him."""
    actor, now = actor_of(request)
    [entry], leader = _entries(actor, [given.entry_id], "entry_id"), _leader(actor, given.leader_id, now)
    scans = DocumentFile.objects.filter(document_id=entry.document_id)
    [scan] = named(scans, [given.scan_id], field="scan_id", sentence="Bản quét phải thuộc chính văn bản này.")
    work = _parts.assignments(given.items)
    made = actions.enter_paper_direction(
        entry, leader=leader, scan=scan, given=work, words=given.words, by=actor, at=now
    )
    return _parts.many(made, now)


def _direction(actor: Actor, pk: int) -> Direction:
    return get_object_or_404(Direction.objects.visible_to(actor).select_related("entry", "leader"), pk=pk)


@router.get("/directions/{int:pk}", response=answers(shapes.DirectionDetailOut), operation_id="tasks.direction")
def direction(request: Any, pk: Pk) -> dict[str, Any]:
    """One direction with the proposal: who leads, joins, is informed, until when."""
    actor, _ = reader_of(request)
    found = _direction(actor, pk)
    shown = {name: getattr(found, name) for name in shapes.DirectionOut.model_fields}
    items = found.items.prefetch_related("joins", "informed")
    return shown | {
        "document_id": found.entry.document_id,
        "changed": found.changed,
        "typed_from_id": found.typed_from_id,
        "items": [
            {
                "lead_id": item.lead_id,
                "joins": [unit.pk for unit in item.joins.all()],
                "informed": [unit.pk for unit in item.informed.all()],
                "words": item.words,
                "product": item.product,
                "term": Term.from_json(item.term).words(),
            }
            for item in items
        ],
    }


@router.post("/directions/{int:pk}/give", response=answers(list[shapes.TaskOut]), operation_id="tasks.give_direction")
def give_direction(request: Any, pk: Pk, given: shapes.GiveIn) -> list[dict[str, Any]]:
    """The leader accepts the proposal or gives his own; the tasks are created in the same act."""
    actor, now = actor_of(request)
    found = _direction(actor, pk)
    items = _parts.assignments(given.items) if given.items is not None else None
    return _parts.many(actions.give_direction(found, given=items, words=given.words, by=actor, at=now), now)


@router.post(
    "/directions/{int:pk}/decline", response=answers(shapes.DirectionOut), operation_id="tasks.decline_direction"
)
def decline_direction(request: Any, pk: Pk, given: ReasonIn) -> Direction:
    """The leader sends the proposal back with the reason."""
    actor, now = actor_of(request)
    return actions.decline_direction(_direction(actor, pk), reason=given.reason, by=actor, at=now)
