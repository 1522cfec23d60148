"""An installation to be backed up, and empty places to restore it into, on the engine of this run."""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest

from tests.serving import command, script

serial = itertools.count()
# What backing up and restoring themselves leave behind.
OF_THE_ACTS = {"audit_journalline"}


@dataclass
class Place:
    """A data folder with its database; an empty database address is SQLite's file in the folder."""

    folder: Path
    database: str

    def run(self, *words: object) -> CompletedProcess[str]:
        return command(self.folder, *map(str, words), database=self.database)

    def done(self, *words: object) -> str:
        """Runs a command that must go well; gives back what it said."""
        ended = self.run(*words)
        assert ended.returncode == 0, ended.stderr
        return ended.stdout

    def refused(self, *words: object) -> str:
        """Runs a command that must not; gives back what it said, in words and not as a trace."""
        ended = self.run(*words)
        assert ended.returncode == 1 and "Traceback" not in ended.stderr, ended.stderr
        return ended.stderr

    def held(self) -> Any:
        return script(self.folder, "tests.keeping.kept", database=self.database)


Empty = Callable[[], Place]


def fresh_database(template: str = "") -> str:
    """The address of a new database on the cluster of this run; nothing on SQLite."""
    url = os.environ.get("DATABASE_URL", "")
    if not url:
        return ""
    name = f"kept_{os.getpid()}_{next(serial)}"
    with psycopg.connect(url, autocommit=True) as connection:
        like = f' TEMPLATE "{template}"' if template else ""
        connection.execute(f'CREATE DATABASE "{name}"{like}')  # type: ignore[call-overload]
    return urlsplit(url)._replace(path=f"/{name}").geturl()


@pytest.fixture(scope="session")
def _original(tmp_path_factory: pytest.TempPathFactory) -> Place:
    made = Place(tmp_path_factory.mktemp("keeping") / "data", fresh_database())
    script(made.folder, "tests.keeping.province", database=made.database)
    return made


@pytest.fixture
def office(_original: Place, tmp_path: Path) -> Place:
    """An installation with work in it."""
    shutil.copytree(_original.folder, tmp_path / "office")
    template = urlsplit(_original.database).path.lstrip("/")
    return Place(tmp_path / "office", fresh_database(template) if template else "")


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Callable[[], Place]]:
    """Makes places where nothing is yet."""
    yield lambda: Place(tmp_path / f"empty{next(serial)}", fresh_database())
