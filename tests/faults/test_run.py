"""`run`: what it says when it cannot start, what it leaves behind when it stops, what a second start keeps."""

import json
import os
import shutil
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import Product, command, free_port, is_alive, script, wait_for


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def product(folder: Path) -> Iterator[Product]:
    """Not started yet, on a new folder."""
    made = Product(folder)
    yield made
    made.kill()


@pytest.fixture(scope="module")
def _one(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    made = Product(tmp_path_factory.mktemp("run") / "data", "--empty")
    yield made
    made.kill()


@pytest.fixture
def running(_one: Product) -> Product:
    """An empty one that runs; whoever stops it leaves it to the next test to start it again."""
    if _one.has_ended:
        _one.start()
    else:
        _one.wait_until_answering()
    return _one


# ---- what stops it from starting -------------------------------------------------------------------------------


def test_a_port_that_is_taken_is_told(folder: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = command(folder, "run", "--empty", "--port", port)
    assert ended.returncode == 1
    assert f"Không mở được 127.0.0.1:{port}" in ended.stderr and "--port" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_port_that_does_not_exist_is_told(folder: Path) -> None:
    ended = command(folder, "run", "--empty", "--port", "70000")
    assert ended.returncode == 1
    assert "Không mở được 127.0.0.1:70000" in ended.stderr and "Traceback" not in ended.stderr


# Root may write everywhere unless it lays that right down.
AS_ANYBODY = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"] if os.geteuid() == 0 else []


def test_a_data_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "a-file").touch()
    ended = command(tmp_path / "a-file" / "data", "run", "--empty", "--port", str(free_port()))
    assert ended.returncode == 1
    assert "Không ghi được vào thư mục dữ liệu" in ended.stderr and "Traceback" not in ended.stderr


@pytest.mark.parametrize("used", [False, True], ids=["new", "used before"])
def test_a_data_folder_that_cannot_be_written_to_is_told(folder: Path, used: bool) -> None:
    folder.mkdir()
    if used:
        assert command(folder, "check_nothing").returncode == 1, "it only makes the keys"
        assert (folder / "keys").exists()
    folder.chmod(0o555)
    ended = command(folder, "run", "--empty", "--port", str(free_port()), before=AS_ANYBODY)
    assert ended.returncode == 1
    assert "Không ghi được vào thư mục dữ liệu" in ended.stderr and "Traceback" not in ended.stderr


def test_a_database_that_does_not_answer_is_told(folder: Path, tmp_path: Path) -> None:
    ended = command(
        folder, "run", "--empty", "--port", str(free_port()), database=f"postgres://nobody@/x?host={tmp_path}"
    )
    assert ended.returncode == 1
    assert "Không mở được cơ sở dữ liệu" in ended.stderr and "Traceback" not in ended.stderr


# ---- how it stops ----------------------------------------------------------------------------------------------


def web_processes(product: Product) -> list[int]:
    """The web server, then its workers."""
    return [pid for pid, line in product.commands.items() if "granian" in line]


def test_a_web_worker_killed_without_a_word_is_replaced(running: Product) -> None:
    web, *workers = web_processes(running)
    assert len(workers) == 2
    os.kill(workers[-1], signal.SIGKILL)
    wait_for(lambda: not is_alive(workers[-1]))
    wait_for(lambda: len(web_processes(running)) == 3 and running.answers)
    assert web in running.family


def test_a_web_server_killed_without_a_word_comes_back_alone(running: Product) -> None:
    """Its workers would otherwise go on serving on the same port, with yesterday's program."""
    web, *workers = web_processes(running)
    os.kill(web, signal.SIGKILL)
    wait_for(lambda: not [pid for pid in workers if is_alive(pid)])
    running.wait_until_answering()
    assert web not in running.family


def test_killed_without_a_word_its_children_stop_by_themselves(running: Product) -> None:
    children = running.family[1:]
    assert len(children) >= 5, "the web server with its two workers, two workers of the queue"
    assert running.process is not None
    running.process.send_signal(signal.SIGKILL)
    running.process.wait()
    wait_for(lambda: not [pid for pid in children if is_alive(pid)])


def test_told_to_stop_it_leaves_nothing_running(running: Product) -> None:
    everybody = running.family
    assert running.stop() == 0
    assert [pid for pid in everybody if is_alive(pid)] == []


# ---- what is there at the first start and at the second ----------------------------------------------------------


def test_empty_it_asks_for_the_first_administrator(running: Product) -> None:
    status, page = running.get("/")
    assert status == 200 and "Thiết lập ban đầu" in page
    status, page = running.get("/login")
    assert status == 200 and 'name="agency_name"' in page
    assert not (running.folder / "demo").exists()


def test_the_first_page_comes_while_the_story_is_told_and_no_day_is_told_twice(
    product: Product, tmp_path: Path
) -> None:
    note, older = product.folder / "demo-story.json", tmp_path / "older.json"

    def days() -> int:
        return json.loads(note.read_text())["days"] if note.exists() else 0

    product.start()
    assert days() < 30, "it is not told yet"
    status, page = product.get("/login")
    assert status == 200 and 'name="agency_name"' not in page, "nobody may found another agency in the demo"
    wait_for(lambda: product.get("/")[0] == 200 and days() > 2, seconds=120)
    product.kill()
    shutil.copy(note, older)
    assert days() < 30, "it was killed in the middle"
    product.start()
    wait_for(lambda: days() == 30, seconds=240)
    told = script(product.folder, "tests.faults.inventory")
    assert told["doubles"] == [] and told["journal"] == []
    assert told["accounts"] >= 300 and told["units"] >= 80 and told["documents"] > 350 and told["tasks"] > 300
    assert product.stop() == 0
    # As if the teller had died after a commit, before it noted that for good.
    note.rename(note.with_suffix(".new"))
    shutil.copy(older, note)
    product.start()
    wait_for(lambda: days() == 30, seconds=240)
    wait_for(lambda: not any("tell_story" in line for line in product.commands.values()))
    assert script(product.folder, "tests.faults.inventory") == told
    refused = command(product.folder, "run", "--empty", "--port", str(free_port()))
    assert refused.returncode == 1 and "--data-dir" in refused.stderr, "demo accounts have published passwords"
