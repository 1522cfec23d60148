"""A job that fails comes back, later each time, and stops coming after the fifth attempt."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st
from time_machine import Traveller

from dondoc.workers.job import LONGEST_WAIT, MAX_ATTEMPTS, back_off, enqueue
from tests.workers.jobs import CALLS, FAULTS, note, run_worker, statuses


def test_it_waits_and_then_succeeds_with_the_same_arguments(clock: Traveller) -> None:
    FAULTS.append(OSError("the mail server is away"))
    enqueue("tests.note", "a", loud=True)
    run_worker()
    assert (len(CALLS), statuses()) == (1, ["FAILED", "READY"])
    run_worker()
    assert len(CALLS) == 1, "it came back without waiting"
    clock.shift(timedelta(seconds=3))
    run_worker()
    assert CALLS == [("a", True), ("a", True)]
    assert statuses() == ["FAILED", "SUCCESSFUL"]


def test_the_fault_is_kept_for_whoever_looks_into_it(clock: Traveller) -> None:
    FAULTS.append(OSError("the mail server is away"))
    enqueue("tests.note")
    run_worker()
    failed = DBTaskResult.objects.failed().get()
    assert failed.exception_class_path == "builtins.OSError"
    assert "the mail server is away" in failed.traceback


def test_it_waits_longer_each_time_and_gives_up_after_the_last_attempt(clock: Traveller) -> None:
    FAULTS.extend(OSError(str(number)) for number in range(MAX_ATTEMPTS))
    enqueue("tests.note")
    waits = []
    run_worker()
    while waiting := DBTaskResult.objects.filter(status="READY").first():
        waits.append((waiting.run_after - timezone.now()).total_seconds())
        clock.move_to(waiting.run_after)
        run_worker()
    assert len(CALLS) == MAX_ATTEMPTS
    assert statuses() == ["FAILED"] * MAX_ATTEMPTS
    assert waits == sorted(waits)
    assert len(waits) == MAX_ATTEMPTS - 1


@pytest.mark.parametrize("stop", [SystemExit, KeyboardInterrupt])
def test_a_worker_told_to_stop_at_once_costs_the_job_no_attempt(clock: Traveller, stop: type[BaseException]) -> None:
    FAULTS.append(stop())
    with pytest.raises(stop):
        note.call("a", _attempt=MAX_ATTEMPTS)
    again = DBTaskResult.objects.get()
    assert again.args_kwargs == {"args": ["a"], "kwargs": {"_attempt": MAX_ATTEMPTS}}
    run_worker()
    assert CALLS == [("a", False), ("a", False)]


@given(attempt=st.integers(1, 60))
def test_the_wait_grows_to_a_limit(attempt: int) -> None:
    middle = min(LONGEST_WAIT, 2**attempt)
    assert 0.8 * middle <= back_off(attempt).total_seconds() <= 1.2 * middle
