"""A throw-away PostgreSQL that writes durably (fsync, synchronous commit), as a production one does."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SETTINGS = {
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "shared_buffers": "512MB",
    "work_mem": "16MB",
    "max_connections": "40",
}


def find(program: str) -> str:
    """The path of a PostgreSQL program; Debian keeps them beside the version, not on the path."""
    found = shutil.which(program)
    if found:
        return found
    installed = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    if not installed:
        raise SystemExit(f"{program} not found: install PostgreSQL (Debian: apt-get install postgresql)")
    return str(installed[-1])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _as_somebody_else(folder: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root; then it runs as another user, who owns the folder."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """Yields the address of the cluster without a database name, such as `postgres://postgres@127.0.0.1:5544`."""
    folder = Path(tempfile.mkdtemp(prefix="dondoc-bench-"))
    as_user, port = _as_somebody_else(folder), free_port()
    try:
        subprocess.run(
            [find("initdb"), "-D", f"{folder}/data", "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8"],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            **as_user,
        )
        options = [f"-c{name}={value}" for name, value in SETTINGS.items()]
        server = subprocess.Popen(
            [find("postgres"), "-D", f"{folder}/data", "-k", str(folder), "-h", "127.0.0.1", "-p", str(port), *options],
            stderr=subprocess.DEVNULL,
            cwd=folder,
            **as_user,
        )
        try:
            _wait(port, server)
            yield f"postgres://postgres@127.0.0.1:{port}"
        finally:
            # SIGINT is the fast stop; SIGTERM would wait for connections that are still open.
            server.send_signal(signal.SIGINT)
            server.wait()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait(port: int, server: "subprocess.Popen[bytes]") -> None:
    import psycopg

    for _ in range(300):
        if server.poll() is not None:
            break
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(f"host=127.0.0.1 port={port} user=postgres dbname=postgres").close()
            return
        time.sleep(0.1)
    raise SystemExit("PostgreSQL did not start")


def create_database(address: str, name: str) -> str:
    """Creates an empty database and returns its address."""
    import psycopg

    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')  # type: ignore[call-overload]
    return f"{address}/{name}"
