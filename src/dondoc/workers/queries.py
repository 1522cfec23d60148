"""How the queue stands: what waits, what was given up, which workers live."""

from datetime import datetime

from django.db.models import Max, Q, QuerySet
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from dondoc.workers.job import MAX_ATTEMPTS
from dondoc.workers.models import Beat

QUEUES = ("quick", "heavy")


def waiting(now: datetime) -> QuerySet[DBTaskResult]:
    """Runs that could begin now, the oldest first; those put off until later are left out."""
    due = Q(run_after=None) | Q(run_after__lte=now)
    return DBTaskResult.objects.filter(due, status=TaskResultStatus.READY).order_by("enqueued_at")


def given_up() -> QuerySet[DBTaskResult]:
    """Runs that failed as often as they are tried; an earlier failure was followed by the next try by itself."""
    rows = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED, args_kwargs__kwargs___attempt=MAX_ATTEMPTS)
    return rows.order_by("-finished_at")


def beats() -> dict[str, datetime | None]:
    """When a worker of each queue last showed that it lives; None where none did within a day."""
    found = dict(Beat.objects.values_list("queue").annotate(last=Max("at")))
    return {queue: found.get(queue) for queue in QUEUES}
