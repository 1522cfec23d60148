"""An empty queue and a clock that stands still until it is moved."""

from collections.abc import Iterator

import pytest
import time_machine

from tests.workers import jobs
from tests.world import NOW


@pytest.fixture(autouse=True)
def _nothing_ran() -> Iterator[None]:
    jobs.CALLS.clear()
    jobs.FAULTS.clear()
    yield
    assert not jobs.FAULTS, "a fault that was prepared did not happen"


@pytest.fixture
def clock(db: None) -> Iterator[time_machine.Traveller]:
    with time_machine.travel(NOW, tick=False) as clock:
        yield clock
