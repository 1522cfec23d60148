"""Telling a seat something, once."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from dondoc.audit.journal import action, record
from dondoc.lib.actor import Actor
from dondoc.notifications.models import Notice, NoticeSeen


def notify(
    seats: Iterable[str], *, sentence: str, why: str, url: str, key: str, at: datetime, urgent: bool = False
) -> None:
    """Writes one notice per seat in the running action's transaction; the same `key` never twice.

    Not an action of its own: a notice is a part of the act that caused it, whose journal line names it.
    """
    Notice.objects.bulk_create(
        [
            Notice(
                seat=seat,
                sentence=sentence[:300],
                why=why[:200],
                url=url,
                urgent=urgent,
                key=f"{key}:{seat}",
                at=at,
            )
            for seat in dict.fromkeys(seats)
        ],
        ignore_conflicts=True,
    )


def withdraw(*, url: str, key: str) -> None:
    """Takes away every notice that leads to a page or was made under a key; a part of the act that destroys both."""
    Notice.objects.filter(Q(url=url) | Q(key__startswith=f"{key}:")).delete()


@action("notifications.see")
def see(*, last: Notice, by: Actor, at: datetime) -> None:
    """The person has read his notices up to `last`."""
    NoticeSeen.objects.update_or_create(user_id=by.person, post_id=by.post, defaults={"last_notice_id": last.pk})
    record("notifications.see", by=by, at=at, last=last.pk)
