"""Finding jobs whose worker died, and starting what is scheduled."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from dondoc.workers.job import JOBS, MAX_ATTEMPTS, enqueue, put_again
from dondoc.workers.models import Beat, Pending, Schedule

BEAT = timedelta(seconds=10)
LEASE = timedelta(seconds=60)
KEEP_BEATS = timedelta(days=1)


def reap(lease: timedelta = LEASE) -> int:
    """Queues again what a worker began that has shown no beat for a lease; returns how many."""
    now = timezone.now()
    alive = set(Beat.objects.filter(at__gte=now - lease).values_list("worker", flat=True))
    again = 0
    for result in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING, started_at__lt=now - lease):
        if result.worker_ids and result.worker_ids[-1] in alive:
            continue
        with transaction.atomic():
            mine = DBTaskResult.objects.filter(pk=result.pk, status=TaskResultStatus.RUNNING)
            if mine.update(
                status=TaskResultStatus.FAILED,
                finished_at=now,
                exception_class_path="builtins.ConnectionAbortedError",
                traceback="the worker died",
            ):
                again += _put_again(result)
    _release_pending(now, lease)
    Beat.objects.filter(at__lt=now - KEEP_BEATS).delete()
    return again


def _put_again(result: DBTaskResult) -> bool:
    """Queues a job once more, if attempts are left."""
    attempt = result.args_kwargs["kwargs"].get("_attempt", 1)
    return attempt < MAX_ATTEMPTS and put_again(result, attempt=attempt + 1)


def _release_pending(now: datetime, lease: timedelta) -> None:
    """Frees unique jobs that are held as waiting but are not in the queue: it was emptied, or they never began."""
    for row in Pending.objects.filter(since__lt=now - lease):
        waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
        if row.name in JOBS:
            free = not waiting.filter(task_path=JOBS[row.name].module_path).exists()
        else:
            free = row.since < now - 10 * lease
        if free:
            # A newer row of the same name belongs to a job that was queued meanwhile.
            Pending.objects.filter(name=row.name, since=row.since).delete()


def tick() -> int:
    """Starts every schedule that is due; only one node wins each. Returns how many."""
    started = 0
    # While nodes are being upgraded, one may see a schedule of the version it does not have yet.
    for schedule in Schedule.objects.filter(next_run__lte=timezone.now(), name__in=list(JOBS)):
        with transaction.atomic():
            due = Schedule.objects.filter(pk=schedule.pk, next_run=schedule.next_run)
            if due.update(next_run=timezone.now() + schedule.every):
                enqueue(schedule.name)
                started += 1
    return started


def write_schedules(wanted: Mapping[str, timedelta]) -> None:
    """Brings the schedule rows up to what `config.schedules` declares."""
    unknown = set(wanted) - set(JOBS)
    if unknown:
        raise LookupError(f"no such job: {sorted(unknown)}")
    now = timezone.now()
    for name, every in wanted.items():
        Schedule.objects.update_or_create(
            name=name, defaults={"every": every}, create_defaults={"every": every, "next_run": now}
        )
        # An interval made shorter holds from now on, not only after the longer one has passed.
        Schedule.objects.filter(name=name, next_run__gt=now + every).update(next_run=now + every)
    Schedule.objects.exclude(name__in=list(wanted)).delete()
