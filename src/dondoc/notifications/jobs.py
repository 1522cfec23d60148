"""The sweeps of the outbox: distribute notices, make the digests of the day, send what is due."""

import time
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from dondoc.lib import keys
from dondoc.lib.actor import SYSTEM
from dondoc.lib.days import local_day, moment
from dondoc.notifications import actions, queries
from dondoc.notifications.models import Delivery
from dondoc.notifications.providers import Undelivered, mail, webhook
from dondoc.organization.queries import calendar
from dondoc.workers.job import job

DISTRIBUTE_EVERY = timedelta(seconds=15)
DELIVER_EVERY = timedelta(seconds=15)
DIGEST_EVERY = timedelta(minutes=1)
DIGEST_HOUR = 8
# A run leaves the queue to others after so many seconds; the next one goes on.
LONGEST_RUN = 10

BY = SYSTEM.through("job")


@job("notifications.distribute", unique=True)
def distribute() -> None:
    """Makes the deliveries of new notices."""
    while queries.undistributed().exists():
        if not actions.distribute(by=BY, at=timezone.now()):
            return


@job("notifications.digest", unique=True)
def digest() -> None:
    """From eight in the morning of a working day on: a digest for everybody who wants one and has none of today."""
    digest_at(timezone.now())


def digest_at(at: datetime) -> None:
    """The sweep at an instant."""
    today = local_day(at)
    if not settings.DONDOC_MAIL or at < moment(today, DIGEST_HOUR) or not calendar().is_working(today):
        return
    while queries.without_digest(today).exists():
        if not actions.digest(by=BY, at=at):
            return


@job("notifications.deliver", unique=True)
def deliver() -> None:
    """Sends what is due, the oldest first. A webhook that does not answer is left alone until the next run."""
    until, silent = time.monotonic() + LONGEST_RUN, set[int]()
    while time.monotonic() < until:
        one = actions.claim(at=timezone.now(), but=silent)
        if one is None:
            return
        try:
            _send(one)
        except Undelivered as failed:
            if one.webhook_id is not None:
                silent.add(one.webhook_id)
            actions.settle(one, error=failed.words, is_final=failed.is_final, by=BY, at=timezone.now())
        else:
            actions.settle(one, by=BY, at=timezone.now())


def _send(one: Delivery) -> None:
    """Over the wire. Whoever dies after this and before it is settled sends it once more, under the same id."""
    if one.webhook is None:
        mail.send(uid=one.uid, to=one.address, letter=one.content)
        return
    secret = keys.lock(settings.KEYS_DIR, "webhook-secrets").decrypt(one.webhook.secret.encode()).decode()
    webhook.post(
        uid=one.uid,
        url=one.address,
        secret=secret,
        message=one.content,
        timestamp=int(time.time()),
        networks=settings.DONDOC_WEBHOOK_NETWORKS,
    )
