"""Notices for programs: what the caller's post is told, and why; for administrators, what leaves the product."""

from datetime import datetime
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from dondoc.lib.api import DoneOut, Id, In, PageIn, Pk, actor_of, answers, named, page, reader_of
from dondoc.lib.rulings import require
from dondoc.notifications import actions, permissions, queries
from dondoc.notifications.models import Delivery, Webhook
from dondoc.organization.models import User

router = Router(tags=["notifications"])


class NoticeOut(Schema):
    id: int
    sentence: str
    why: str
    url: str
    urgent: bool
    at: datetime


class NoticeListOut(Schema):
    items: list[NoticeOut]
    next: str
    last_seen: int


class SeeIn(In):
    last_id: Id


class SeenOut(Schema):
    last_seen: int


@router.get("/notices", response=answers(NoticeListOut), operation_id="notifications.list")
def listed(request: Any, asked: Query[PageIn]) -> dict[str, Any]:
    """The notices of the caller's post and units, newest first; those up to `last_seen` have been read."""
    actor, _ = reader_of(request)
    rows, following = page(queries.notices_of(actor), asked, key="pk")
    return {"items": rows, "next": following, "last_seen": queries.last_seen(actor)}


@router.post("/notices/see", response=answers(SeenOut), operation_id="notifications.see")
def see(request: Any, given: SeeIn) -> dict[str, int]:
    """Marks the notices up to this one as read."""
    actor, now = actor_of(request)
    [last] = named(
        queries.notices_of(actor).order_by(), [given.last_id], field="last_id", sentence="Không có thông báo này."
    )
    actions.see(last=last, by=actor, at=now)
    return {"last_seen": last.pk}


class PreferenceOut(Schema):
    mail: str = Field(description="digest, each or none")
    email: str


class PreferenceIn(In):
    mail: Literal["digest", "each", "none"]
    email: str = Field("", max_length=254)


class WebhookOut(Schema):
    """An agency's webhook; its secret is never shown again."""

    id: int
    agency_id: int
    url: str
    made_at: datetime


class DeliveryOut(Schema):
    id: int
    uid: str = Field(description="the same at every attempt: Message-ID of the mail, webhook-id of the post")
    channel: str
    address: str
    state: str
    attempts: int
    next_try: datetime | None
    error: str
    made_at: datetime
    settled_at: datetime | None

    @staticmethod
    def resolve_uid(row: Delivery) -> str:
        return str(row.uid)


class DeliveryListOut(Schema):
    items: list[DeliveryOut]
    next: str


class DeliveriesIn(PageIn):
    state: Literal["", "queued", "failed", "sent", "given_up"] = ""


@router.get("/notices/preferences", response=answers(PreferenceOut), operation_id="notifications.preferences")
def preferences(request: Any) -> dict[str, str]:
    """How the caller hears of his notices by mail."""
    actor, _ = reader_of(request)
    user = User.objects.get(pk=actor.person)
    return {"mail": queries.preference_of(user.pk).mail, "email": user.email}


@router.post("/notices/preferences", response=answers(PreferenceOut), operation_id="notifications.choose")
def choose(request: Any, given: PreferenceIn) -> dict[str, str]:
    """Chooses whether mail comes for each notice, as a digest at eight, or not at all, and to which address."""
    actor, now = actor_of(request)
    actions.choose(**given.dict(), by=actor, at=now)
    return given.dict()


@router.get("/webhooks", response=answers(list[WebhookOut]), operation_id="notifications.webhooks")
def webhooks(request: Any) -> Any:
    """The webhooks in use; one is set at a page, where its secret is shown once."""
    actor, _ = actor_of(request)
    require(permissions.may_manage_deliveries, actor)
    return queries.webhooks()


@router.post("/webhooks/{int:pk}/test", response=answers(DoneOut), operation_id="notifications.test_webhook")
def test_webhook(request: Any, pk: Pk) -> Delivery:
    """Sends a message that says nothing; answers with the delivery to look at."""
    actor, now = actor_of(request)
    require(permissions.may_manage_deliveries, actor)
    return actions.test_webhook(get_object_or_404(queries.webhooks(), pk=pk), by=actor, at=now)


@router.post("/webhooks/{int:pk}/end", response=answers(DoneOut), operation_id="notifications.end_webhook")
def end_webhook(request: Any, pk: Pk) -> Webhook:
    """Stops posting an agency's notices."""
    actor, now = actor_of(request)
    require(permissions.may_manage_deliveries, actor)
    return actions.end_webhook(get_object_or_404(queries.webhooks(), pk=pk), by=actor, at=now)


@router.get("/deliveries", response=answers(DeliveryListOut), operation_id="notifications.deliveries")
def deliveries(request: Any, asked: Query[DeliveriesIn]) -> dict[str, Any]:
    """What was sent out, waits or failed, the newest first."""
    actor, _ = actor_of(request)
    require(permissions.may_manage_deliveries, actor)
    rows = queries.deliveries()
    found, following = page(rows.filter(state=asked.state) if asked.state else rows, asked, key="pk")
    return {"items": found, "next": following}


@router.post("/deliveries/{int:pk}/send-again", response=answers(DoneOut), operation_id="notifications.send_again")
def send_again(request: Any, pk: Pk) -> Delivery:
    """Puts what failed or was given up back into the outbox."""
    actor, now = actor_of(request)
    require(permissions.may_manage_deliveries, actor)
    return actions.send_again(get_object_or_404(Delivery, pk=pk), by=actor, at=now)
