"""The product as it is really started: `run` as a process of its own, on a folder and a port of its own."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import ProxyHandler, Request, build_opener

ROOT = Path(__file__).resolve().parents[1]
MANAGE = ROOT / "manage.py"
STRAIGHT = build_opener(ProxyHandler({}))
OURS = ("DATABASE_URL", "DJANGO_SETTINGS_MODULE", "DONDOC_LOG_LEVEL")


def environment(folder: Path, *, database: str = "") -> dict[str, str]:
    """What a process of the product finds around it: nothing of the tests' own, but this folder and database."""
    kept = {k: v for k, v in os.environ.items() if k not in OURS and not k.startswith("DONDOC_")}
    kept |= {"DONDOC_DATA_DIR": str(folder), "DONDOC_LOG_LEVEL": "ERROR", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    kept |= {"DJANGO_SETTINGS_MODULE": "dondoc.config.settings"}
    return kept | ({"DATABASE_URL": database} if database else {})


def command(
    folder: Path, *words: str, database: str = "", cwd: Path | None = None, before: list[str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Runs one command of the product to its end."""
    line = [*(before or []), sys.executable, str(MANAGE), *words]
    surroundings = environment(folder, database=database)
    return subprocess.run(line, env=surroundings, cwd=cwd, capture_output=True, text=True, timeout=60, check=False)


def script(folder: Path, module: str, *words: str, database: str = "") -> Any:
    """Runs a module of the tests inside the product's own settings; gives back the JSON that it prints."""
    made = subprocess.run(
        [sys.executable, "-m", module, *words], cwd=ROOT, env=environment(folder, database=database),
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(what: Callable[[], object], *, seconds: float = 60) -> None:
    """Waits until it is so; fails when that takes too long."""
    deadline = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)


def family(pid: int) -> list[int]:
    """A process and all that it started, directly or not."""
    parents: dict[int, int] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(status.parent.name)] = int(status.read_text().rsplit(")", 1)[1].split()[1])
        except (OSError, IndexError):
            continue
    found = [pid]
    for one in found:
        found += [child for child, parent in parents.items() if parent == one]
    return found


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


class Product:
    """`run` with its web server and workers."""

    def __init__(self, folder: Path, *words: str, database: str = "") -> None:
        self.folder, self.words, self.database = folder, words, database
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self.log = folder.parent / f"{folder.name}.log"

    def start(self, *words: str) -> None:
        """Starts it and waits for the first page."""
        line = [sys.executable, str(MANAGE), "run", "--port", str(self.port), *self.words, *words]
        surroundings = environment(self.folder, database=self.database)
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(line, env=surroundings, stdout=log, stderr=log)
        self.wait_until_answering()

    def wait_until_answering(self) -> None:
        wait_for(lambda: self.has_ended or self.answers)
        assert not self.has_ended, self.log.read_text()

    @property
    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    @property
    def answers(self) -> bool:
        try:
            return self.get("/")[0] == 200
        except OSError:
            return False

    @property
    def family(self) -> list[int]:
        """The process ids of all that belongs to it."""
        assert self.process is not None
        return family(self.process.pid)

    @property
    def commands(self) -> dict[int, str]:
        """What each of its processes was started with."""
        found = {}
        for pid in self.family:
            with contextlib.suppress(OSError):
                found[pid] = Path(f"/proc/{pid}/cmdline").read_text()
        return found

    def get(self, path: str) -> tuple[int, str]:
        return self.ask(Request(self.url + path))

    def call(self, path: str, body: Any, *, token: str) -> tuple[int, Any]:
        """One call of the API with a key; the answer's status and what it says."""
        head = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        status, text = self.ask(Request(self.url + path, json.dumps(body).encode(), head))
        return status, json.loads(text) if text.startswith(("{", "[")) else text

    def ask(self, request: Request) -> tuple[int, str]:
        try:
            with STRAIGHT.open(request, timeout=60) as answer:
                return answer.status, answer.read().decode()
        except HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def stop(self) -> int:
        """Tells it to stop; gives back its exit code."""
        if self.process is None:
            return 0
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(30)

    def kill(self) -> None:
        """All of it at once and without a word, as when the power goes."""
        if self.process is None or self.has_ended:
            return
        for pid in self.family:
            try:
                os.kill(pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
        self.process.wait(30)
