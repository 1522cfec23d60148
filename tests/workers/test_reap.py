"""What a dead worker had begun is queued again; what a living one is doing is left to it."""

from datetime import timedelta

from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from time_machine import Traveller

from dondoc.workers.job import MAX_ATTEMPTS, enqueue
from dondoc.workers.models import Beat
from dondoc.workers.recovery import KEEP_BEATS, LEASE, reap
from tests.workers.jobs import CALLS, claim, note, run_worker, statuses


def beat(worker: str) -> None:
    Beat.objects.update_or_create(worker=worker, defaults={"at": timezone.now(), "queue": "quick"})


def test_without_a_beat_for_a_lease_it_is_queued_again_once(clock: Traveller) -> None:
    enqueue("tests.note", "a", loud=True)
    beat("dead")
    claim("dead")
    clock.shift(LEASE + timedelta(seconds=1))
    assert reap() == 1
    assert reap() == 0
    assert statuses() == ["FAILED", "READY"]
    run_worker()
    assert CALLS == [("a", True)]


def test_within_the_lease_nothing_happens(clock: Traveller) -> None:
    enqueue("tests.note")
    beat("dead")
    claim("dead")
    clock.shift(LEASE - timedelta(seconds=1))
    assert reap() == 0
    assert statuses() == ["RUNNING"]


def test_a_long_job_of_a_living_worker_is_left_to_it(clock: Traveller) -> None:
    enqueue("tests.note")
    claim("alive")
    clock.shift(timedelta(hours=2))
    beat("alive")
    assert reap() == 0
    assert statuses() == ["RUNNING"]


def test_a_job_that_kills_its_workers_is_given_up(clock: Traveller) -> None:
    enqueue("tests.note")
    for attempt in range(1, MAX_ATTEMPTS + 1):
        claim(f"dead-{attempt}")
        clock.shift(LEASE * 2)
        assert reap() == (1 if attempt < MAX_ATTEMPTS else 0)
    assert statuses() == ["FAILED"] * MAX_ATTEMPTS
    assert DBTaskResult.objects.filter(traceback="the worker died").count() == MAX_ATTEMPTS


def test_a_job_that_this_version_lacks_does_not_stop_the_others(clock: Traveller) -> None:
    for _ in range(2):
        enqueue("tests.note")
        claim("dead")
    gone = DBTaskResult.objects.first()
    DBTaskResult.objects.filter(pk=gone.pk).update(task_path="dondoc.audit.jobs.gone")
    clock.shift(LEASE * 2)
    assert reap() == 1
    gone.refresh_from_db()
    assert gone.status == "FAILED"


def test_the_beats_of_dead_workers_do_not_pile_up(clock: Traveller) -> None:
    beat("dead")
    clock.shift(KEEP_BEATS + timedelta(seconds=1))
    beat("alive")
    reap()
    assert list(Beat.objects.values_list("worker", flat=True)) == ["alive"]


def test_a_job_knows_its_path_in_the_queue(clock: Traveller) -> None:
    """`reap` finds a job by it; a wrapper that lost the function's name would break that."""
    enqueue("tests.note")
    assert DBTaskResult.objects.get().task_path == note.module_path == "tests.workers.jobs.note"
