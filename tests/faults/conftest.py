"""Real worker processes on the test's database."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from tests.keeping.conftest import _original, empty, office  # noqa: F401  installations to be backed up

ROOT = Path(__file__).resolve().parents[2]

Worker = subprocess.Popen[bytes]


@pytest.fixture
def start_worker(transactional_db: None) -> Iterator[Callable[[], Worker]]:
    """Starts `work --queue heavy`; the schedules start jobs of the other queue only, which nobody runs here."""
    name = connection.settings_dict["NAME"]
    environment = os.environ | {
        "DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl(),
        "DJANGO_SETTINGS_MODULE": "dondoc.config.settings",
        "DONDOC_DATA_DIR": str(settings.DATA_DIR),
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    started: list[Worker] = []

    def start() -> Worker:
        command = [sys.executable, str(ROOT / "manage.py"), "work", "--queue", "heavy"]
        started.append(subprocess.Popen(command, cwd=ROOT, env=environment))
        return started[-1]

    yield start
    for worker in started:
        if worker.poll() is None:
            worker.kill()
        worker.wait()
