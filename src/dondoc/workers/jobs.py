"""The queue's own housekeeping."""

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from dondoc.workers.job import job

KEEP_DONE = timedelta(days=1)
KEEP_FAILED = timedelta(days=90)
PRUNE_EVERY = timedelta(hours=1)


@job("workers.prune", unique=True)
def prune() -> None:
    """Removes finished runs: what went well after a day, what failed when there was time to look into it."""
    now = timezone.now()
    DBTaskResult.objects.successful().filter(finished_at__lt=now - KEEP_DONE).delete()
    DBTaskResult.objects.failed().filter(finished_at__lt=now - KEEP_FAILED).delete()
