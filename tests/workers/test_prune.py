"""Finished runs go; what waits, runs or failed lately stays."""

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from time_machine import Traveller

from dondoc.workers.job import enqueue
from dondoc.workers.jobs import KEEP_DONE, KEEP_FAILED, prune


def run(status: str, *, age: timedelta) -> None:
    enqueue("tests.note")
    newest = DBTaskResult.objects.get(status="READY", finished_at=None)
    DBTaskResult.objects.filter(pk=newest.pk).update(status=status, finished_at=timezone.now() - age)


def test_only_what_is_finished_and_old_goes(clock: Traveller) -> None:
    second = timedelta(seconds=1)
    run("SUCCESSFUL", age=KEEP_DONE + second)
    run("SUCCESSFUL", age=KEEP_DONE - second)
    run("FAILED", age=KEEP_DONE + second)
    run("FAILED", age=KEEP_FAILED + second)
    enqueue("tests.note")
    prune.call()
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "READY", "SUCCESSFUL"]
