"""The outbox: whom a notice is told outside, the digest of a day, and what became of each delivery."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from dondoc.audit.journal import action, record
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.rulings import require
from dondoc.notifications import permissions, queries
from dondoc.notifications.models import Delivery, Notice, Preference, Webhook
from dondoc.notifications.states import DELIVERY
from dondoc.organization.models import User
from dondoc.organization.queries import agencies_of_seats, holders_of_seats

BATCH = 100
# Nobody is sent last week's news after a standstill; it stands in the product.
STALE = timedelta(days=1)
# Longer than an attempt may take: then its worker has died, and another one tries.
LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 8
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=1), timedelta(hours=4)


@action("notifications.distribute")
def distribute(*, by: Actor, at: datetime) -> int:
    """Makes the deliveries of notices nobody has looked at yet: mail at once, and the webhooks of their agencies.

    Whoever has chosen the digest gets only what cannot wait. Returns how many notices were looked at.
    """
    require(permissions.may_send, by)
    waiting = Notice.objects.select_for_update(skip_locked=True).filter(distributed_at=None).order_by("pk")
    notices = list(waiting[:BATCH])
    fresh = [notice for notice in notices if notice.at > at - STALE]
    made = Delivery.objects.bulk_create([*_mails(fresh, at), *_posts(fresh, at)], ignore_conflicts=True)
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(distributed_at=at)
    record("notifications.distribute", by=by, at=at, notices=[notice.pk for notice in notices], deliveries=len(made))
    return len(notices)


def _mails(notices: list[Notice], at: datetime) -> list[Delivery]:
    if not settings.DONDOC_MAIL:
        return []
    holders = holders_of_seats({notice.seat for notice in notices}, local_day(at))
    people = {held.user_id: held.user for found in holders.values() for held in found if held.user.email}
    chosen = queries.mail_of(people)
    found = {}
    for notice in notices:
        for held in holders.get(notice.seat, []):
            mode = chosen.get(held.user_id, "none")
            if mode == "each" or (mode == "digest" and notice.at_once):
                key = f"mail:{notice.pk}:{held.user_id}"
                found[key] = _to(held.user, key, queries.letter_of(notice), at)
    return list(found.values())


def _to(user: User, key: str, content: queries.Content, at: datetime) -> Delivery:
    return Delivery(key=key, channel="email", user=user, address=user.email, content=content, next_try=at, made_at=at)


def _posts(notices: list[Notice], at: datetime) -> list[Delivery]:
    hooks = {hook.agency_id: hook for hook in Webhook.objects.filter(ended_at=None)}
    if not hooks:
        return []
    seats, day = {notice.seat for notice in notices}, local_day(at)
    agencies, holders = agencies_of_seats(seats, day), holders_of_seats(seats, day)
    return [
        Delivery(
            key=f"post:{notice.pk}:{hooks[agency].pk}",
            channel="webhook",
            webhook=hooks[agency],
            address=hooks[agency].url,
            content=queries.message_of(notice, agency, holders.get(notice.seat, [])),
            next_try=at,
            made_at=at,
        )
        for notice in notices
        for agency in agencies.get(notice.seat, [])
        if agency in hooks
    ]


@action("notifications.digest")
def digest(*, by: Actor, at: datetime) -> int:
    """Makes the digests of the day for some of those who have chosen it and have none yet; returns for how many.

    The letter and the note that it was made stand in one transaction: whoever is killed in between leaves neither.
    """
    require(permissions.may_send, by)
    today = local_day(at)
    due = queries.without_digest(today).select_for_update(skip_locked=True, of=("self",)).order_by("pk")
    people = list(due[:BATCH])
    made = []
    for user in people:
        preference, _ = Preference.objects.get_or_create(user=user)
        content, last = queries.digest_of(user, after=preference.digest_after, at=at)
        if content is not None:
            made.append(_to(user, f"digest:{user.pk}:{today:%Y-%m-%d}", content, at))
        preference.digest_on, preference.digest_after = today, max(last, preference.digest_after)
        preference.save(update_fields=["digest_on", "digest_after"])
    Delivery.objects.bulk_create(made, ignore_conflicts=True)
    record("notifications.digest", by=by, at=at, day=today, people=len(people), digests=[one.key for one in made])
    return len(people)


def claim(*, at: datetime, but: set[int]) -> Delivery | None:
    """Takes the delivery that has waited longest, for as long as an attempt may last; None if nothing is due.

    No act of its own, like a queue's lease: what comes of the attempt is one (`settle`). An attempt counts when it
    begins, so that what kills its worker is not tried for ever. `but` are webhooks that were just found silent.
    """
    with transaction.atomic():
        due = Delivery.objects.select_for_update(skip_locked=True, of=("self",))
        due = due.filter(state__in=("queued", "failed"), next_try__lte=at)
        # An exclude would also drop the mails, whose webhook is null.
        due = due.filter(Q(webhook=None) | ~Q(webhook_id__in=but)) if but else due
        one = due.select_related("webhook", "user").order_by("next_try", "pk").first()
        if one is not None:
            one.attempts += 1
            one.next_try = at + LEASE
            one.save(update_fields=["attempts", "next_try"])
        return one


@action("notifications.settle")
def settle(delivery: Delivery, *, error: str = "", is_final: bool = False, by: Actor, at: datetime) -> Delivery:
    """Notes what came of an attempt: sent, to be tried again later each time, or given up after the eighth."""
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    require(permissions.may_send, by)
    ends = is_final or delivery.attempts >= MOST_ATTEMPTS
    verb = "send" if not error else "give_up" if ends else "fail"
    delivery.state = DELIVERY.target(verb, delivery.state)
    delivery.error = error[:300]
    delivery.next_try = at + wait_after(delivery.attempts) if verb == "fail" else None
    delivery.settled_at = None if verb == "fail" else at
    delivery.save(update_fields=["state", "error", "next_try", "settled_at"])
    record("notifications.settle", by=by, at=at, subject=delivery, state=delivery.state, attempt=delivery.attempts)
    return delivery


def wait_after(attempt: int) -> timedelta:
    """How long after an attempt that failed the next one comes: doubling, at most four hours."""
    return min(LONGEST_WAIT, FIRST_WAIT * 2**attempt)


@action("notifications.send_again")
def send_again(delivery: Delivery, *, by: Actor, at: datetime) -> Delivery:
    """Puts what failed or was given up back into the outbox, with all its attempts."""
    delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
    require(permissions.may_manage_deliveries, by)
    delivery.state = DELIVERY.target("send_again", delivery.state)
    delivery.attempts, delivery.next_try, delivery.settled_at = 0, at, None
    delivery.save(update_fields=["state", "attempts", "next_try", "settled_at"])
    record("notifications.send_again", by=by, at=at, subject=delivery)
    return delivery
