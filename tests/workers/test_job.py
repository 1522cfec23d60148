"""Registering a job, queueing it, running it."""

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from dondoc.workers.job import JOBS, enqueue, job
from tests.workers.jobs import CALLS, note, run_worker, statuses

pytestmark = pytest.mark.django_db


def another() -> None:
    """Stands for a function that wants a name or a mark it may not have."""


def with_argument(document: int) -> None:
    """Stands for a job whose runs differ."""


def test_a_worker_runs_what_was_queued_with_its_arguments() -> None:
    enqueue("tests.note", "a", "b", loud=True)
    assert CALLS == []
    run_worker()
    assert CALLS == [("a", "b", True)]
    assert statuses() == ["SUCCESSFUL"]


def test_a_job_may_be_called_without_the_queue() -> None:
    note.call("now")
    assert CALLS == [("now", False)]
    assert statuses() == []


def test_each_queue_has_its_own_worker() -> None:
    enqueue("tests.scan")
    enqueue("tests.note")
    run_worker("quick")
    assert CALLS == [(False,)]
    run_worker("heavy")
    assert CALLS == [(False,), ("scan",)]


def test_what_is_rolled_back_was_never_queued() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enqueue("tests.note")
        raise ZeroDivisionError
    assert not DBTaskResult.objects.exists()


def test_an_unknown_job_is_an_error_at_once() -> None:
    with pytest.raises(KeyError):
        enqueue("tests.nobody")


def test_two_jobs_cannot_bear_one_name() -> None:
    with pytest.raises(ValueError, match="two jobs are called"):
        job("tests.note")(another)
    assert JOBS["tests.note"] is note


def test_a_unique_job_takes_no_arguments() -> None:
    with pytest.raises(TypeError, match="takes no arguments"):
        job("tests.argument", unique=True)(with_argument)
    assert "tests.argument" not in JOBS
