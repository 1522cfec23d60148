"""Fifty register at once through the real server; then the same while server or database are killed."""

import itertools
import json
import shutil
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.request import Request

import pytest

from tests import postgres
from tests.serving import Product, script, wait_for
from tests.world import pdf

CLERKS = ("clerk", "snv_clerk", "stc_clerk", "xa_clerk")
CLEAN = {200, 409, 422}
AWAY = {500, 503}


@pytest.fixture(scope="module")
def durable() -> Iterator[postgres.Cluster]:
    """A cluster that writes through to the disk, as a production one does."""
    with postgres.running(durable=True) as made:
        yield made


@dataclass
class Offices:
    """The four registries of the province at their screens, and every answer they got."""

    product: Product
    registries: dict[str, Any]
    answers: list[tuple[int, Any]] = field(default_factory=list)
    lost: int = 0
    files: dict[str, str] = field(default_factory=dict)
    serial: Iterator[int] = field(default_factory=itertools.count)

    def post(self, clerk: str, path: str, body: Any) -> Any:
        """One call; what came back is kept, also that nothing came back."""
        try:
            answer = self.product.call(path, body, token=self.registries[clerk]["key"])
        except (OSError, HTTPException):
            self.lost += 1
            return None
        self.answers.append(answer)
        return answer

    def upload(self, clerk: str, text: str) -> str:
        """Brings a scan in; its token."""
        head = {
            "Authorization": f"Bearer {self.registries[clerk]['key']}",
            "Content-Type": "multipart/form-data; boundary=x",
        }
        body = (
            b'--x\r\nContent-Disposition: form-data; name="upload"; filename="a.pdf"\r\n\r\n'
            + pdf(text)
            + b"\r\n--x--\r\n"
        )
        try:
            status, answer = self.product.ask(Request(self.product.url + "/api/files", body, head))
        except (OSError, HTTPException):
            self.lost += 1
            return ""
        return str(json.loads(answer)["token"]) if status == 200 else ""

    def incoming(self, clerk: str, files: list[str] | None = None) -> None:
        number = next(self.serial)
        body = {
            "type": "CV", "symbol": f"{number}/BTC-VP", "issuer_name": "Bộ Tài chính", "abstract": "Về việc chung",
            "issued_on": date.today().isoformat(), "files": files or [],
        }  # fmt: skip
        self.post(clerk, "/api/documents/incoming", body)

    def scan(self, clerk: str) -> None:
        """An arrival with a scan of its own."""
        token = self.upload(clerk, f"ban quet {next(self.serial)}")
        if token:
            self.incoming(clerk, [token])

    def issue(self, clerk: str) -> Any:
        """A report to all other agencies."""
        others = [{"unit_id": one["agency"]} for name, one in self.registries.items() if name != clerk]
        body = {
            "type": "BC", "abstract": "Báo cáo kết quả", "signer_id": self.registries[clerk]["signer"],
            "recipients": others, "files": [self.files[clerk]],
        }  # fmt: skip
        return self.post(clerk, "/api/documents/issue", body)

    def arrival(self, clerk: str) -> None:
        """Takes in whatever waits; others of the same registry may be faster."""
        head = {"Authorization": f"Bearer {self.registries[clerk]['key']}"}
        try:
            status, waiting = self.product.ask(Request(self.product.url + "/api/documents/arrivals", None, head))
        except (OSError, HTTPException):
            self.lost += 1
            return
        if status == 200 and (items := json.loads(waiting)["items"]):
            self.post(clerk, f"/api/documents/arrivals/{items[0]['id']}/register", {})

    def keep_working(self, screens: int, until: threading.Event) -> list[threading.Thread]:
        """So many screens at which one registering follows the other."""

        def screen(place: int) -> None:
            clerk = CLERKS[place % len(CLERKS)]
            for act in itertools.cycle([self.incoming, self.issue, self.arrival, self.scan]):
                if until.is_set():
                    return
                act(clerk)
                if until.wait(0.01):
                    return

        threads = [threading.Thread(target=screen, args=(place,)) for place in range(screens)]
        for thread in threads:
            thread.start()
        return threads

    @property
    def registered(self) -> list[Any]:
        """The entries that were answered for."""
        return [answer for status, answer in self.answers if status == 200]

    @property
    def failed(self) -> int:
        """How often the server answered that it could not."""
        return len([status for status, _ in self.answers if status in AWAY])

    def check(self) -> int:
        """All that was answered is there once, nothing is half there; how many entries there are."""
        found = script(self.product.folder, "tests.concurrency.census", database=self.product.database)
        assert found["faults"] == []
        told = [answer["entry_id"] for answer in self.registered]
        assert len(told) == len(set(told))
        for answer in self.registered:
            assert found["entries"][str(answer["entry_id"])] == [answer["number"], answer["year"]]
        return len(found["entries"])


@pytest.fixture(scope="module")
def _prepared(
    durable: postgres.Cluster, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], tuple[Path, str, dict[str, Any]]]:
    """The province on either engine, made once and copied for every test."""
    made: dict[str, tuple[Path, dict[str, Any]]] = {}

    def prepared(engine: str) -> tuple[Path, str, dict[str, Any]]:
        if engine not in made:
            folder = tmp_path_factory.mktemp(engine) / "data"
            database = durable.create("office") if engine == "postgresql" else ""
            made[engine] = folder, script(folder, "tests.concurrency.office", database=database)
        folder, registries = made[engine]
        database = durable.create(f"office{next(serial)}", template="office") if engine == "postgresql" else ""
        return folder, database, registries

    serial = itertools.count()
    return prepared


@pytest.fixture
def offices(
    request: pytest.FixtureRequest, _prepared: Callable[[str], tuple[Path, str, dict[str, Any]]], tmp_path: Path
) -> Iterator[Offices]:
    """A server that runs, with a scan of each registry already brought in."""
    folder, database, registries = _prepared(getattr(request, "param", "postgresql"))
    shutil.copytree(folder, tmp_path / "data")
    product = Product(tmp_path / "data", "--empty", database=database)
    made = Offices(product, registries)
    try:
        product.start()
        for clerk in CLERKS:
            made.files[clerk] = made.upload(clerk, f"bao cao {clerk}")
        assert all(made.files.values())
        yield made
    finally:
        product.kill()


@pytest.mark.parametrize("offices", ["postgresql", "sqlite"], indirect=True)
def test_fifty_at_once(offices: Offices) -> None:
    """On either engine: nobody is told that the database is locked."""
    for clerk in CLERKS:
        offices.issue(clerk)
    acts = [*[offices.incoming] * 5, *[offices.issue] * 4, *[offices.arrival] * 3, offices.scan]
    barrier = threading.Barrier(50)

    def one(place: int) -> None:
        barrier.wait(60)
        acts[place // len(CLERKS)](CLERKS[place % len(CLERKS)])

    threads = [threading.Thread(target=one, args=(place,)) for place in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {status for status, _ in offices.answers} <= CLEAN and offices.lost == 0
    assert len(offices.answers) >= 50
    assert offices.check() == len(offices.registered)


def more_than(offices: Offices, before: int) -> None:
    wait_for(lambda: len(offices.registered) > before, seconds=120)


@pytest.mark.parametrize("offices", ["postgresql", "sqlite"], indirect=True)
def test_the_server_is_killed_in_the_middle(offices: Offices) -> None:
    done = threading.Event()
    threads = offices.keep_working(12, done)
    try:
        for _ in range(2):
            more_than(offices, len(offices.registered) + 20)
            offices.product.kill()
            wait_for(lambda lost=offices.lost: offices.lost > lost)
            offices.product.start()
        more_than(offices, len(offices.registered) + 20)
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert {status for status, _ in offices.answers} <= CLEAN
    assert offices.check() >= len(offices.registered)


def test_the_database_is_killed_in_the_middle(offices: Offices, durable: postgres.Cluster) -> None:
    """The server outlives it, and works again by itself, its sealer too."""
    done = threading.Event()
    threads = offices.keep_working(12, done)
    filed = offices.product.folder / "seals" / "seals.jsonl"
    try:
        for _ in range(2):
            more_than(offices, len(offices.registered) + 20)
            durable.kill()
            wait_for(lambda failed=offices.failed: offices.failed > failed)
            durable.start()
        more_than(offices, len(offices.registered) + 20)
        sealed = filed.stat().st_size if filed.exists() else 0
        wait_for(lambda: filed.exists() and filed.stat().st_size > sealed)
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert {status for status, _ in offices.answers} <= CLEAN | AWAY
    assert offices.check() >= len(offices.registered)
