"""Of a unique job only one waits; what waits is never lost and never stands in the way for good."""

from datetime import timedelta

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult
from time_machine import Traveller

from dondoc.workers.job import enqueue
from dondoc.workers.models import Pending
from dondoc.workers.recovery import LEASE, reap
from tests.workers.jobs import CALLS, FAULTS, claim, run_worker, statuses


def test_only_one_waits(clock: Traveller) -> None:
    for _ in range(3):
        enqueue("tests.sweep")
    assert statuses() == ["READY"]
    run_worker()
    assert CALLS == [("sweep",)]
    assert not Pending.objects.exists()


def test_a_kick_while_it_runs_is_not_lost(clock: Traveller, monkeypatch: pytest.MonkeyPatch) -> None:
    class Kicking(list[tuple[object, ...]]):
        """The first run is interrupted by a kick: what it swept may not have held the newest row."""

        def append(self, call: tuple[object, ...]) -> None:
            super().append(call)
            if len(self) == 1:
                enqueue("tests.sweep")

    calls = Kicking()
    monkeypatch.setattr("tests.workers.jobs.CALLS", calls)
    enqueue("tests.sweep")
    run_worker()
    assert len(calls) == 2


def test_a_kick_that_was_rolled_back_does_not_keep_the_next_out(clock: Traveller) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        enqueue("tests.sweep")
        raise ZeroDivisionError
    enqueue("tests.sweep")
    assert statuses() == ["READY"]


def test_a_retry_is_the_one_that_waits(clock: Traveller) -> None:
    FAULTS.append(OSError("away"))
    enqueue("tests.sweep")
    run_worker()
    enqueue("tests.sweep")
    assert statuses() == ["FAILED", "READY"]
    clock.shift(timedelta(seconds=3))
    run_worker()
    assert len(CALLS) == 2


def test_a_dead_worker_s_run_joins_the_one_that_waits(clock: Traveller) -> None:
    enqueue("tests.sweep")
    claim()
    Pending.objects.all().delete()  # as the job did when it began
    enqueue("tests.sweep")
    clock.shift(LEASE * 2)
    assert reap() == 0
    assert statuses() == ["FAILED", "READY"]


def test_what_waits_long_is_not_queued_twice(clock: Traveller) -> None:
    enqueue("tests.sweep")
    clock.shift(LEASE * 100)
    reap()
    enqueue("tests.sweep")
    assert statuses() == ["READY"]


def test_emptying_the_queue_does_not_keep_it_out(clock: Traveller) -> None:
    enqueue("tests.sweep")
    DBTaskResult.objects.all().delete()
    enqueue("tests.sweep")
    assert statuses() == []
    clock.shift(LEASE * 2)
    reap()
    enqueue("tests.sweep")
    assert statuses() == ["READY"]


def test_a_name_of_another_version_is_kept_for_a_while(clock: Traveller) -> None:
    Pending.objects.create(name="tests.newer", since="2026-11-25T02:00:00Z")
    clock.shift(LEASE * 2)
    reap()
    assert Pending.objects.exists()
    clock.shift(LEASE * 10)
    reap()
    assert not Pending.objects.exists()
