"""Transfers inside an agency, and the end of an arrival's handling."""

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router

from dondoc.documents import actions
from dondoc.documents.api import _parts, shapes
from dondoc.documents.models import Entry, Routing
from dondoc.lib.actor import Actor
from dondoc.lib.api import Pk, ReasonIn, actor_of, answers, named
from dondoc.organization.models import Post, Unit

router = Router(tags=["documents"])


@router.post("/documents/{int:pk}/forward", response=answers(list[shapes.RoutingOut]), operation_id="documents.forward")
def forward(request: Any, pk: Pk, given: shapes.ForwardIn) -> list[Routing]:
    """Transfers the agency's entry to units and posts."""
    actor, now = actor_of(request)
    entry = _parts.own_entry(actor, pk)
    units = named(Unit.objects.all(), given.unit_ids, field="unit_ids", sentence="Không có đơn vị này.")
    posts = named(
        Post.objects.select_related("unit"), given.post_ids, field="post_ids", sentence="Không có chức danh này."
    )
    to = [(receiver, given.role) for receiver in [*units, *posts]]
    return actions.forward(entry, to=to, note=given.note, by=actor, at=now)


def _routing(actor: Actor, pk: int) -> Routing:
    return get_object_or_404(Routing.objects.filter(entry__in=Entry.objects.visible_to(actor)), pk=pk)


@router.post("/routings/{int:pk}/withdraw", response=answers(shapes.RoutingOut), operation_id="documents.withdraw")
def withdraw(request: Any, pk: Pk) -> Routing:
    """Takes a transfer back while nobody there has opened the document."""
    actor, now = actor_of(request)
    return actions.withdraw(_routing(actor, pk), by=actor, at=now)


@router.post(
    "/routings/{int:pk}/ask-withdrawal", response=answers(shapes.RoutingOut), operation_id="documents.ask_withdrawal"
)
def ask_withdrawal(request: Any, pk: Pk, given: ReasonIn) -> Routing:
    """Asks the receiver, who has opened the document, to agree that the transfer is taken back."""
    actor, now = actor_of(request)
    return actions.ask_withdrawal(_routing(actor, pk), reason=given.reason, by=actor, at=now)


@router.post(
    "/routings/{int:pk}/answer", response=answers(shapes.RoutingOut), operation_id="documents.answer_withdrawal"
)
def answer_withdrawal(request: Any, pk: Pk, given: shapes.AnswerIn) -> Routing:
    """The receiver agrees that a transfer is taken back, or keeps the document."""
    actor, now = actor_of(request)
    return actions.answer_withdrawal(_routing(actor, pk), agree=given.agree, by=actor, at=now)


@router.post("/documents/{int:pk}/close", response=answers(shapes.EntryOut), operation_id="documents.close")
def close(request: Any, pk: Pk) -> dict[str, Any]:
    """Ends the handling of an arrival."""
    actor, now = actor_of(request)
    return _parts.entry_out(actions.close(_parts.own_entry(actor, pk), by=actor, at=now))
