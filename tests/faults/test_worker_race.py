"""Many nodes look at the same moment: a schedule starts once, a dead worker's job is queued again once."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models import F
from django_tasks_db.models import DBTaskResult

from dondoc.workers.job import enqueue
from dondoc.workers.models import Schedule
from dondoc.workers.recovery import LEASE, reap, tick, write_schedules
from tests.faults import jobs

NODES = 8
ROUNDS = 5

pytestmark = pytest.mark.usefixtures("transactional_db")


def at_once(act: Callable[[], int]) -> list[int]:
    """What each node got; a fault in one of them fails the test."""
    barrier = threading.Barrier(NODES)
    got: list[int] = []

    def node() -> None:
        try:
            barrier.wait(30)
            got.append(act())
        finally:
            connection.close()

    threads = [threading.Thread(target=node) for _ in range(NODES)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(got) == NODES
    return got


def test_a_due_schedule_is_started_by_one_node() -> None:
    write_schedules({"faults.sweep": LEASE})
    for _ in range(ROUNDS):
        Schedule.objects.update(next_run=F("next_run") - LEASE * 2)
        DBTaskResult.objects.all().delete()
        assert sum(at_once(tick)) == 1


def test_a_dead_worker_s_job_is_queued_again_by_one_node() -> None:
    for _ in range(ROUNDS):
        DBTaskResult.objects.all().delete()
        enqueue("faults.hold", "")
        result = DBTaskResult.objects.get(task_path=jobs.hold.module_path)
        result.claim("dead")
        DBTaskResult.objects.update(started_at=F("started_at") - LEASE * 2)
        assert sum(at_once(reap)) == 1
        assert DBTaskResult.objects.filter(status="READY").count() == 1


def test_a_unique_job_kicked_by_all_waits_once() -> None:
    def kick() -> int:
        enqueue("faults.sweep")
        return 0

    at_once(kick)
    assert DBTaskResult.objects.filter(status="READY").count() == 1
