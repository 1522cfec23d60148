"""A throw-away PostgreSQL cluster for tests and benchmarks; works as root (drops to another uid) and as a user."""

import contextlib
import glob
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from dondoc.lib.lifeline import end_with_parent


def binaries() -> Path | None:
    """Where initdb and postgres lie; None if PostgreSQL is not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    return Path(folders[-1]) if folders else None


class Cluster:
    """A cluster on a socket in a temporary folder, which can be killed and started again on the same data."""

    def __init__(self, *, durable: bool = False, extra: Sequence[str] = ()) -> None:
        place = binaries()
        if place is None:
            raise FileNotFoundError("PostgreSQL is not installed")
        self.place, self.folder = place, tempfile.mkdtemp(prefix="dondoc-pg-")
        self.flags = [] if durable else ["-cfsync=off", "-cfull_page_writes=off", "-csynchronous_commit=off"]
        self.flags += extra
        self.options: dict[str, Any] = {"cwd": self.folder, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        if os.geteuid() == 0:
            owner = next(pwd.getpwnam(name) for name in ("postgres", "nobody") if _exists(name))
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
            self.options |= {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
        self.server: subprocess.Popen[bytes] | None = None
        subprocess.run(
            [place / "initdb", "-D", f"{self.folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8",
             "--locale=C.UTF-8"],
            check=True, **self.options,
        )  # fmt: skip

    def url(self, name: str = "postgres") -> str:
        """The DATABASE_URL of one of its databases."""
        return f"postgres://postgres@/{name}?host={self.folder}"

    def create(self, name: str, *, template: str = "template1") -> str:
        """Makes a database, empty or like another, and gives back its DATABASE_URL."""
        import psycopg

        with psycopg.connect(f"host={self.folder} user=postgres dbname=postgres", autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')  # type: ignore[call-overload]
        return self.url(name)

    def start(self) -> None:
        """Starts it, after a crash too, and waits until it answers."""
        self.server = subprocess.Popen(
            [self.place / "postgres", "-D", f"{self.folder}/data", "-k", self.folder, "-c", "listen_addresses=", "-c",
             "max_connections=200", "-c", "shared_buffers=256MB", *self.flags],
            start_new_session=True, preexec_fn=_end_with_tests, **self.options,
        )  # fmt: skip
        _wait(self.folder)

    def stop(self) -> None:
        """Stops it; SIGTERM would wait for open connections for ever, SIGINT does not."""
        if self.server is not None:
            self.server.send_signal(signal.SIGINT)
            self.server.wait()

    def kill(self) -> None:
        """Ends all its processes at once and without a word, as when the power goes."""
        assert self.server is not None
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()


@contextlib.contextmanager
def running(*, durable: bool = False, extra: Sequence[str] = ()) -> Iterator[Cluster]:
    """A cluster that runs, and nothing of it afterwards.

    `durable` keeps fsync and synchronous commits on, for benchmarks and crash tests.
    """
    made = Cluster(durable=durable, extra=extra)
    try:
        made.start()
        yield made
    finally:
        made.stop()
        shutil.rmtree(made.folder, ignore_errors=True)


@contextlib.contextmanager
def cluster(*, durable: bool = False, extra: Sequence[str] = ()) -> Iterator[str]:
    """The same, for those who need its `postgres` database only: gives the DATABASE_URL."""
    with running(durable=durable, extra=extra) as made:
        yield made.url()


def _end_with_tests() -> None:
    """Tests that were killed leave no cluster behind."""
    end_with_parent(signal.SIGINT)


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _wait(folder: str) -> None:
    import psycopg

    for _ in range(1500):
        try:
            psycopg.connect(f"host={folder} user=postgres dbname=postgres").close()
            return
        except psycopg.OperationalError:
            time.sleep(0.02)
    raise TimeoutError("PostgreSQL did not start")
