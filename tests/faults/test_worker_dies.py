"""A worker is killed, cut off or told to stop in the middle of a job: the job is done nevertheless."""

import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import F
from django_tasks_db.models import DBTaskResult

from dondoc.workers.job import enqueue
from dondoc.workers.models import Beat
from dondoc.workers.recovery import LEASE, reap
from tests.faults import jobs
from tests.faults.conftest import Worker
from tests.serving import wait_for

Start = Callable[[], Worker]
JOB = "faults.hold"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the job writes; it is held from the start."""
    (tmp_path / "held").touch()
    return tmp_path


def lines(path: Path) -> list[int]:
    return [int(line) for line in path.read_text().split()] if path.exists() else []


def begin(start_worker: Start, folder: Path) -> Worker:
    """A worker that is in the middle of the job."""
    enqueue(JOB, str(folder))
    worker = start_worker()
    wait_for(lambda: lines(folder / "runs") and Beat.objects.exists())
    assert lines(folder / "runs") == [worker.pid]
    return worker


def release(folder: Path) -> None:
    (folder / "held").unlink()


def let_the_lease_pass() -> None:
    """As if a lease had gone by since all that was written so far."""
    past = LEASE * 1.1
    Beat.objects.update(at=F("at") - past)
    DBTaskResult.objects.filter(status="RUNNING").update(started_at=F("started_at") - past)


def statuses() -> list[str]:
    return sorted(DBTaskResult.objects.filter(task_path=jobs.hold.module_path).values_list("status", flat=True))


def test_killed_without_a_word_the_job_runs_again_elsewhere(start_worker: Start, folder: Path) -> None:
    dead = begin(start_worker, folder)
    dead.send_signal(signal.SIGKILL)
    dead.wait()
    release(folder)
    assert statuses() == ["RUNNING"]
    assert reap() == 0, "it was taken away before its lease had passed"
    let_the_lease_pass()
    second = start_worker()
    wait_for(lambda: statuses() == ["FAILED", "SUCCESSFUL"])
    assert lines(folder / "runs") == [dead.pid, second.pid]
    assert lines(folder / "done") == [second.pid]


def test_cut_off_from_the_database_the_job_runs_again_elsewhere(start_worker: Start, folder: Path) -> None:
    """Its end cannot be written down, so it counts as not done."""
    cut_off = begin(start_worker, folder)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    release(folder)
    assert cut_off.wait(30) != 0, "it should end, so that whoever supervises it starts it anew"
    let_the_lease_pass()
    second = start_worker()
    wait_for(lambda: statuses() == ["FAILED", "SUCCESSFUL"])
    assert lines(folder / "done") == [cut_off.pid, second.pid]


def test_a_living_worker_keeps_its_long_job(start_worker: Start, folder: Path) -> None:
    worker = begin(start_worker, folder)
    DBTaskResult.objects.filter(status="RUNNING").update(started_at=F("started_at") - LEASE * 10)
    assert reap() == 0
    release(folder)
    wait_for(lambda: statuses() == ["SUCCESSFUL"])
    assert lines(folder / "done") == [worker.pid]


def test_told_once_to_stop_it_finishes_its_job(start_worker: Start, folder: Path) -> None:
    worker = begin(start_worker, folder)
    worker.send_signal(signal.SIGTERM)
    release(folder)
    assert worker.wait(30) == 0
    assert statuses() == ["SUCCESSFUL"]
    assert not Beat.objects.exists()


def test_told_twice_to_stop_it_gives_its_job_back(start_worker: Start, folder: Path) -> None:
    """Ctrl+C reaches the worker from the terminal and again from the process that started it."""
    worker = begin(start_worker, folder)
    worker.send_signal(signal.SIGINT)
    # The first is to be handled before the second comes; it must not end the job.
    with pytest.raises(subprocess.TimeoutExpired):
        worker.wait(1)
    worker.send_signal(signal.SIGTERM)
    worker.wait(30)
    assert statuses() == ["FAILED", "READY"]
    assert not lines(folder / "done")
    release(folder)
    second = start_worker()
    wait_for(lambda: lines(folder / "done") == [second.pid])
