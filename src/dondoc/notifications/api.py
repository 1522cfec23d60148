"""Notices for programs: what the caller's post is told, and why."""

from datetime import datetime
from typing import Any

from ninja import Query, Router, Schema

from dondoc.lib.api import Id, In, PageIn, actor_of, answers, named, page, reader_of
from dondoc.notifications import actions, queries

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
