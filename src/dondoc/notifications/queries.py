"""A person's notices in the post he acts in."""

from django.db.models import QuerySet, Subquery
from django.db.models.functions import Coalesce

from dondoc.lib.actor import Actor
from dondoc.notifications.models import Notice, NoticeSeen
from dondoc.organization.access import seats_of


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
