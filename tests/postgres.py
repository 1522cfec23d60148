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


def binaries() -> Path | None:
    """Where initdb and postgres lie; None if PostgreSQL is not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(glob.glob("/usr/lib/postgresql/*/bin"))
    return Path(folders[-1]) if folders else None


@contextlib.contextmanager
def cluster(*, durable: bool = False, extra: Sequence[str] = ()) -> Iterator[str]:
    """Starts a cluster on a socket in a temporary folder; gives the DATABASE_URL of its `postgres` database.

    `durable` keeps fsync and synchronous commits on, for benchmarks and crash tests.
    """
    place = binaries()
    if place is None:
        raise FileNotFoundError("PostgreSQL is not installed")
    folder = tempfile.mkdtemp(prefix="dondoc-pg-")
    options: dict[str, object] = {}
    if os.geteuid() == 0:
        owner = next(pwd.getpwnam(name) for name in ("postgres", "nobody") if _exists(name))
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        options = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    flags = [] if durable else ["-cfsync=off", "-cfull_page_writes=off", "-csynchronous_commit=off"]
    subprocess.run(
        [place / "initdb", "-D", f"{folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"],
        check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder, **options,
    )  # fmt: skip
    server = subprocess.Popen(
        [place / "postgres", "-D", f"{folder}/data", "-k", folder, "-c", "listen_addresses=", "-c",
         "max_connections=200", "-c", "shared_buffers=256MB", *flags, *extra],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **options,
    )  # fmt: skip
    try:
        _wait(folder)
        yield f"postgres://postgres@/postgres?host={folder}"
    finally:
        # SIGTERM would wait for open connections for ever; SIGINT does not.
        server.send_signal(signal.SIGINT)
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _exists(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _wait(folder: str) -> None:
    import psycopg

    for _ in range(500):
        try:
            psycopg.connect(f"host={folder} user=postgres dbname=postgres").close()
            return
        except psycopg.OperationalError:
            time.sleep(0.02)
    raise TimeoutError("PostgreSQL did not start")
