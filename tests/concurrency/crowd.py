"""Many at once: each in a thread with a connection of its own, all let go at the same moment."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection


def at_once(acts: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each act gave back or raised, in their order."""
    barrier = threading.Barrier(len(acts))
    got: list[Any] = [None] * len(acts)

    def one(place: int) -> None:
        try:
            barrier.wait(60)
            got[place] = acts[place]()
        except Exception as error:  # what was raised is what the test looks at
            got[place] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(place,)) for place in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got
