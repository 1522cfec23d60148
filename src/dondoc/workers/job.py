"""`@job`: a repeatable background function with retry and back-off, on the queue in the database.

What is due is a state in the owning app's own tables, found by a sweep; the queue only kicks. A job runs at least
once: whoever writes one makes it repeatable.
"""

import functools
import random
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.db import close_old_connections
from django.utils import timezone
from django_tasks import task

from dondoc.workers.models import Pending

MAX_ATTEMPTS = 5
LONGEST_WAIT = 3600

JOBS: dict[str, Any] = {}
UNIQUE: set[str] = set()


def job(name: str, *, queue: str = "quick", unique: bool = False) -> Callable[[Callable[..., None]], Any]:
    """Registers a function as the job `name`; what it gives back is the queue's task (`.call()` runs it at once).

    With `unique`, only one may wait: see `enqueue`.
    """

    def decorate(function: Callable[..., None]) -> Any:
        @functools.wraps(function)
        def run(*args: Any, _attempt: int = 1, **kwargs: Any) -> None:
            close_old_connections()
            if unique:
                Pending.objects.filter(name=name).delete()
            try:
                function(*args, **kwargs)
            except Exception:
                if _attempt < MAX_ATTEMPTS:
                    wait = min(LONGEST_WAIT, 2**_attempt) * random.uniform(0.8, 1.2)  # noqa: S311  spread, no secret
                    later = timezone.now() + timedelta(seconds=wait)
                    JOBS[name].using(run_after=later).enqueue(*args, _attempt=_attempt + 1, **kwargs)
                raise

        JOBS[name] = task(queue_name=queue)(run)
        if unique:
            UNIQUE.add(name)
        return JOBS[name]

    return decorate


def enqueue(name: str, *args: Any, **kwargs: Any) -> None:
    """Puts a job into the queue, committed or rolled back with the running transaction; a unique one only once."""
    if name in UNIQUE and not Pending.objects.get_or_create(name=name, defaults={"since": timezone.now()})[1]:
        return
    JOBS[name].enqueue(*args, **kwargs)
