"""`@job`: a repeatable background function with retry and back-off, on the queue in the database.

What is due is a state in the owning app's own tables, found by a sweep; the queue only kicks. A job runs at least
once: whoever writes one makes it repeatable. The queue's worker sees to stale database connections between jobs.
"""

import contextlib
import functools
import inspect
import random
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.module_loading import import_string
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from dondoc.workers.models import Pending

MAX_ATTEMPTS = 5
LONGEST_WAIT = 3600

JOBS: dict[str, Any] = {}
UNIQUE: set[str] = set()


def job(name: str, *, queue: str = "quick", unique: bool = False) -> Callable[[Callable[..., None]], Any]:
    """Registers a function as the job `name`; what it gives back is the queue's task (`.call()` runs it at once).

    With `unique`, only one may wait, whether kicked or about to be tried again; it takes no arguments, because the
    one that waits stands for all.
    """

    def decorate(function: Callable[..., None]) -> Any:
        if name in JOBS:
            raise ValueError(f"two jobs are called {name}")
        if unique and inspect.signature(function).parameters:
            raise TypeError(f"a unique job takes no arguments: {name}")

        @functools.wraps(function)
        def run(*args: Any, _attempt: int = 1, **kwargs: Any) -> None:
            try:
                if unique:
                    Pending.objects.filter(name=name).delete()
                function(*args, **kwargs)
            except (KeyboardInterrupt, SystemExit):
                # The worker was told to stop at once. The queue would count that as a failure of the job.
                put(name, args, kwargs, attempt=_attempt)
                raise
            except Exception:
                if _attempt < MAX_ATTEMPTS:
                    put(name, args, kwargs, attempt=_attempt + 1, wait=back_off(_attempt))
                raise

        JOBS[name] = task(queue_name=queue)(run)
        if unique:
            UNIQUE.add(name)
        return JOBS[name]

    return decorate


def back_off(attempt: int) -> timedelta:
    """How long to wait after this attempt: doubling, spread so that what failed together does not return together."""
    return timedelta(seconds=min(LONGEST_WAIT, 2**attempt) * random.uniform(0.8, 1.2))  # noqa: S311  no secret


def enqueue(name: str, *args: Any, **kwargs: Any) -> None:
    """Puts a job into the queue, committed or rolled back with the running transaction; a unique one only once."""
    put(name, args, kwargs)


def put(
    name: str, args: Sequence[Any], kwargs: Mapping[str, Any], *, attempt: int = 1, wait: timedelta | None = None
) -> bool:
    """Queues one run of a job; False if the job is unique and one already waits."""
    # One transaction: a Pending row without its run would keep the job out of the queue.
    with transaction.atomic():
        now = timezone.now()
        if name in UNIQUE and not Pending.objects.get_or_create(name=name, defaults={"since": now})[1]:
            return False
        queued = JOBS[name] if wait is None else JOBS[name].using(run_after=now + wait)
        more = {} if attempt == 1 else {"_attempt": attempt}
        queued.enqueue(*args, **kwargs, **more)
    return True


def put_again(result: DBTaskResult, *, attempt: int = 1) -> bool:
    """Queues the job of a run once more; False if this version has no such job, or one already waits."""
    # A module that nothing here has needed yet registers its jobs when it is imported; one may also be gone.
    with contextlib.suppress(ImportError):
        import_string(result.task_path)
    name = next((name for name, task in JOBS.items() if task.module_path == result.task_path), None)
    kwargs = {key: value for key, value in result.args_kwargs["kwargs"].items() if key != "_attempt"}
    return name is not None and put(name, result.args_kwargs["args"], kwargs, attempt=attempt)
