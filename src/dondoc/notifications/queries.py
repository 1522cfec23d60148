"""A person's notices in the post he acts in, and what of them is told outside the product."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day, start_of
from dondoc.lib.verbs import NOTICES
from dondoc.notifications.models import Delivery, Notice, NoticeSeen, Preference, Webhook
from dondoc.organization.access import seats_of
from dondoc.organization.models import Holding, User
from dondoc.organization.queries import actor_for, holdings_of

# After a longer standstill, older news stand in the product only.
LONGEST_DIGEST = timedelta(days=7)


def notices_of(actor: Actor) -> QuerySet[Notice]:
    """All notices to the actor's seats, newest first."""
    return Notice.objects.filter(seat__in=seats_of(actor)).order_by("-id")


def unseen(actor: Actor) -> int:
    """How many notices are newer than the last one seen; capped at 100."""
    newer = notices_of(actor).order_by().filter(pk__gt=Coalesce(Subquery(_seen(actor)), 0))
    return newer[:100].count()


def _seen(actor: Actor) -> "QuerySet[NoticeSeen, int]":
    seen = NoticeSeen.objects.filter(user_id=actor.person, post_id=actor.post)
    return seen.values_list("last_notice_id", flat=True)


def last_seen(actor: Actor) -> int:
    """The id of the last notice seen, 0 if none."""
    return _seen(actor).first() or 0


def was_told(key: str) -> bool:
    """Whether anybody was told what has this key."""
    return Notice.objects.filter(key__startswith=f"{key}:").exists()


def undistributed() -> QuerySet[Notice]:
    """Notices of which nobody has looked yet whom they are to be told outside."""
    return Notice.objects.filter(distributed_at=None)


def mail_of(user_ids: Iterable[int]) -> dict[int, str]:
    """How each of these people hears by mail; the digest where nothing was chosen."""
    chosen = dict(Preference.objects.filter(user_id__in=list(user_ids)).values_list("user_id", "mail"))
    return {pk: chosen.get(pk, "digest") for pk in user_ids}


def without_digest(today: date) -> QuerySet[User]:
    """People who hear by digest and have none of this day yet."""
    settled = Preference.objects.filter(user=OuterRef("pk")).filter(Q(digest_on__gte=today) | ~Q(mail="digest"))
    return User.objects.filter(~Exists(settled), is_active=True).exclude(email="")


# What a letter or a message carries: ids, days, counts and links; never a symbol, an abstract or a text.
Content = dict[str, Any]
MOST_LINES = 30
HEADINGS = {"late": "Quá hạn", "due": "Sắp đến hạn", "new": "Mới"}


def words_outside(notice: Notice) -> str:
    """What may be said of a notice outside the product."""
    if notice.outside:
        return notice.outside
    tail = notice.url.split("?")[0].rsplit("/", 1)[-1]
    return NOTICES.get(notice.verb, "Thông báo") + (f" (mã {tail})" if tail.isdigit() else "")


def _line(notice: Notice) -> Content:
    return {"words": words_outside(notice), "why": notice.why, "url": settings.DONDOC_URL + notice.url}


def letter_of(notice: Notice) -> Content:
    """The letter of one notice."""
    words = words_outside(notice)
    return {
        "subject": f"[Dondoc] {'Khẩn: ' if notice.urgent else ''}{words}",
        "greeting": "Ông/bà có một thông báo.",
        "sections": [{"heading": "", "lines": [_line(notice)], "more": 0}],
        "all": settings.DONDOC_URL + "/notices",
    }


def message_of(notice: Notice, agency_id: int, holders: Iterable[Holding]) -> Content:
    """What a webhook is posted of a notice: ids, so that a gateway can reach the people; and a link."""
    people = {held.user_id: held.user.username for held in holders}
    return {
        "type": notice.verb,
        "timestamp": notice.at.isoformat(),
        "data": {
            "notice_id": notice.pk,
            "agency_id": agency_id,
            "kind": notice.kind,
            "urgent": notice.urgent,
            "at_once": notice.at_once,
            "people": [{"id": pk, "username": name} for pk, name in sorted(people.items())],
            **_line(notice),
        },
    }


def test_message(agency_id: int, at: datetime) -> Content:
    """A message that says nothing, for trying a webhook."""
    return {"type": "notifications.test_webhook", "timestamp": at.isoformat(), "data": {"agency_id": agency_id}}


def digest_of(user: User, *, after: int, at: datetime) -> tuple[Content | None, int]:
    """A person's digest, over all posts he holds, and the last notice it looked at; None when there is nothing.

    New is what came since the last digest (a week at most) and he has not seen; due and late is what he was
    reminded of today, seen or not. What had to be told at once was told.
    """
    today = local_day(at)
    found: dict[int, Notice] = {}
    last = after
    for holding in holdings_of(user, today):
        seats = seats_of(actor_for(holding, channel="system"))
        seen = NoticeSeen.objects.filter(user_id=user.pk, post_id=holding.post_id).values_list("last_notice_id")
        seen_up_to = max((row[0] for row in seen), default=0)
        recent = Notice.objects.filter(seat__in=seats, at__gt=at - LONGEST_DIGEST, at__lte=at, at_once=False)
        fresh = Q(kind="new", pk__gt=max(after, seen_up_to)) | Q(at__gte=start_of(today)) & ~Q(kind="new")
        found |= {notice.pk: notice for notice in recent.filter(fresh)}
    if found:
        last = max(last, *found)
    by_kind = {kind: [found[pk] for pk in sorted(found, reverse=True) if found[pk].kind == kind] for kind in HEADINGS}
    if not found:
        return None, last
    counts = ", ".join(f"{len(rows)} {HEADINGS[kind].lower()}" for kind, rows in by_kind.items() if rows)
    sections = [
        {
            "heading": f"{HEADINGS[kind]}: {len(rows)}",
            "lines": [_line(notice) for notice in rows[:MOST_LINES]],
            "more": max(0, len(rows) - MOST_LINES),
        }
        for kind, rows in by_kind.items()
        if rows
    ]
    content = {
        "subject": f"[Dondoc] Bản tin {today:%d/%m/%Y}: {counts}",
        "greeting": f"Việc của {user.full_name} trong ngày {today:%d/%m/%Y}.",
        "sections": sections,
        "all": settings.DONDOC_URL + "/notices",
    }
    return content, last


def preference_of(user_id: int) -> Preference:
    """What a person has chosen, or the usual."""
    return Preference.objects.filter(user_id=user_id).first() or Preference(user_id=user_id)


def deliveries() -> QuerySet[Delivery]:
    """What left the product or waits to, with who it is for."""
    return Delivery.objects.select_related("user", "webhook__agency")


def webhooks() -> QuerySet[Webhook]:
    """The webhooks in use."""
    return Webhook.objects.filter(ended_at=None).select_related("agency", "made_by").order_by("agency__order", "pk")
