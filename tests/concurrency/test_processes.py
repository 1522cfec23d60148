"""Several processes on one file of SQLite: each waits for the other, none is told that it is locked."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.serving import script

CLERKS, EACH = 5, 8


def test_parallel_processes_on_sqlite_leave_no_gap(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    script(folder, "tests.concurrency.office")
    with ThreadPoolExecutor(CLERKS) as pool:
        runs = [
            pool.submit(script, folder, "tests.concurrency.clerk", f"A{place}", str(EACH)) for place in range(CLERKS)
        ]
        numbers = [number for run in runs for number in run.result()]
    assert sorted(numbers) == list(range(1, CLERKS * EACH + 1))
    assert script(folder, "tests.concurrency.census")["faults"] == []
