"""A person's notices in the post he acts in."""

from django.db.models import QuerySet

from dondoc.lib.actor import Actor
from dondoc.notifications.models import Notice, NoticeSeen
from dondoc.organization.access import seats_of


def notices_of(actor: Actor) -> QuerySet[Notice]:
    """All notices to the actor's seats, newest first."""
    return Notice.objects.filter(seat__in=seats_of(actor)).order_by("-id")


def unseen(actor: Actor) -> int:
    """How many notices are newer than the last one seen; capped at 100."""
    return unseen_notices(actor)[:100].count()


def unseen_notices(actor: Actor) -> QuerySet[Notice]:
    return notices_of(actor).filter(pk__gt=last_seen(actor))


def last_seen(actor: Actor) -> int:
    """The id of the last notice seen, 0 if none."""
    seen = NoticeSeen.objects.filter(user_id=actor.person, post_id=actor.post)
    return seen.values_list("last_notice_id", flat=True).first() or 0
