"""Schedules: due ones start once, late ones once and not once per missed turn."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from time_machine import Traveller

from dondoc.config.schedules import SCHEDULES
from dondoc.workers.models import Schedule
from dondoc.workers.recovery import tick, write_schedules
from tests.workers.jobs import CALLS, run_worker

HOUR = timedelta(hours=1)


def test_a_new_schedule_starts_at_once_and_then_by_its_interval(clock: Traveller) -> None:
    write_schedules({"tests.note": HOUR})
    assert tick() == 1
    assert tick() == 0
    clock.shift(HOUR - timedelta(seconds=1))
    assert tick() == 0
    clock.shift(timedelta(seconds=1))
    assert tick() == 1
    run_worker()
    assert len(CALLS) == 2


def test_after_a_standstill_it_starts_once(clock: Traveller) -> None:
    write_schedules({"tests.note": HOUR})
    clock.shift(timedelta(days=3))
    assert tick() == 1
    assert tick() == 0


def test_a_start_that_fails_leaves_the_schedule_due(clock: Traveller, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(name: str) -> None:
        raise OSError("no room")

    write_schedules({"tests.note": HOUR})
    with monkeypatch.context() as patch:
        patch.setattr("dondoc.workers.recovery.enqueue", broken)
        with pytest.raises(OSError, match="no room"):
            tick()
    assert tick() == 1


def test_rows_follow_what_is_declared(clock: Traveller) -> None:
    write_schedules({"tests.note": HOUR, "tests.sweep": HOUR})
    tick()
    clock.shift(timedelta(minutes=10))
    write_schedules({"tests.note": HOUR})
    assert list(Schedule.objects.values_list("name", flat=True)) == ["tests.note"]
    # Starting a worker again does not start what is not due.
    assert tick() == 0


@pytest.mark.parametrize(("every", "wait"), [(timedelta(minutes=5), timedelta(minutes=5)), (HOUR * 2, HOUR)])
def test_a_changed_interval(clock: Traveller, every: timedelta, wait: timedelta) -> None:
    """A shorter one holds from now on, a longer one from the next start."""
    write_schedules({"tests.note": HOUR})
    tick()
    write_schedules({"tests.note": every})
    assert Schedule.objects.get().next_run == timezone.now() + wait


def test_a_schedule_without_its_job_is_refused(clock: Traveller) -> None:
    with pytest.raises(LookupError, match=r"tests\.nobody"):
        write_schedules({"tests.nobody": HOUR})
    assert not Schedule.objects.exists()


def test_a_schedule_of_a_newer_version_does_not_stop_the_others(clock: Traveller) -> None:
    Schedule.objects.create(name="tests.newer", every=HOUR, next_run=timezone.now() - HOUR)
    Schedule.objects.create(name="tests.note", every=HOUR, next_run=timezone.now())
    assert tick() == 1
    assert DBTaskResult.objects.count() == 1


def test_what_the_product_declares_can_be_written(clock: Traveller) -> None:
    write_schedules(SCHEDULES)
    assert set(Schedule.objects.values_list("name", flat=True)) == set(SCHEDULES)
