"""Finding jobs whose worker died, and starting what is scheduled."""

from collections.abc import Mapping
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from dondoc.workers.job import JOBS, MAX_ATTEMPTS, enqueue
from dondoc.workers.models import Beat, Pending, Schedule

BEAT = timedelta(seconds=10)
LEASE = timedelta(seconds=60)


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
            if not mine.update(
                status=TaskResultStatus.FAILED,
                finished_at=now,
                exception_class_path="builtins.ConnectionAbortedError",
                traceback="the worker died",
            ):
                continue
            given = result.args_kwargs
            attempt = given["kwargs"].get("_attempt", 1)
            if attempt < MAX_ATTEMPTS:
                result.task.enqueue(*given["args"], **{**given["kwargs"], "_attempt": attempt + 1})
                again += 1
    # A unique job that was waiting when its queue was emptied would otherwise never be queued again.
    Pending.objects.filter(since__lt=now - 10 * lease).delete()
    return again


def tick() -> int:
    """Starts every schedule that is due; only one node wins each. Returns how many."""
    started = 0
    for schedule in Schedule.objects.filter(next_run__lte=timezone.now()):
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
    for name, every in wanted.items():
        Schedule.objects.update_or_create(
            name=name, defaults={"every": every}, create_defaults={"every": every, "next_run": timezone.now()}
        )
    Schedule.objects.exclude(name__in=list(wanted)).delete()
