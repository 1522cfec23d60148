"""What runs for the organisation by the clock."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone

from dondoc.lib.actor import SYSTEM
from dondoc.organization import actions, queries
from dondoc.workers.job import job


@job("organization.close_idle_accounts", unique=True)
def close_idle_accounts() -> None:
    """Closes accounts that nobody used for `DONDOC_IDLE_DAYS` (QCVN 12:2026/BCA 3.7.2); no line when there are none."""
    now, days = timezone.now(), settings.DONDOC_IDLE_DAYS
    if days and (idle := queries.idle_accounts(now, days=days)):
        actions.close_idle_accounts(idle, idle_days=days, by=SYSTEM, at=now)


CLOSE_IDLE_EVERY = timedelta(hours=6)
