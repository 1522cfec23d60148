"""A job that can be watched and held from outside its process."""

import os
import time
from pathlib import Path

from dondoc.workers.job import job


@job("faults.hold", queue="heavy")
def hold(folder: str) -> None:
    """Writes down which process runs it, waits while it is held, then writes down that it is done."""
    place = Path(folder)
    with (place / "runs").open("a") as runs:
        runs.write(f"{os.getpid()}\n")
    while (place / "held").exists():
        time.sleep(0.05)
    with (place / "done").open("a") as done:
        done.write(f"{os.getpid()}\n")


@job("faults.sweep", unique=True)
def sweep() -> None:
    """Only waits; nobody works on its queue."""
