"""Jobs that only tests know, and a worker in the test's own process."""

from unittest import mock

from django_tasks_db.management.commands import db_worker
from django_tasks_db.models import DBTaskResult

from dondoc.workers.job import job

CALLS: list[tuple[object, ...]] = []
FAULTS: list[BaseException] = []
WORKER = "here"


@job("tests.note")
def note(*words: str, loud: bool = False) -> None:
    CALLS.append((*words, loud))
    if FAULTS:
        raise FAULTS.pop(0)


@job("tests.sweep", unique=True)
def sweep() -> None:
    CALLS.append(("sweep",))
    if FAULTS:
        raise FAULTS.pop(0)


@job("tests.scan", queue="heavy")
def scan() -> None:
    CALLS.append(("scan",))


def run_worker(*queues: str) -> None:
    """Runs what is due now, and what that puts into the queue for now; then returns."""
    # A worker looks after stale connections between jobs; this one would close the test's own transaction.
    with mock.patch.object(db_worker, "close_old_connections"):
        db_worker.Worker(
            queue_names=list(queues) or ["*"],
            interval=0,
            batch=True,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=WORKER,
            excluded_queue_names=[],
        ).run()


def claim(worker: str = WORKER) -> DBTaskResult:
    """Takes the next job as a worker does that is then heard of no more."""
    result = DBTaskResult.objects.ready().get_locked()
    assert result is not None
    result.claim(worker)
    return result


def statuses() -> list[str]:
    return sorted(DBTaskResult.objects.values_list("status", flat=True))
