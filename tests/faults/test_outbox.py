"""The outbox's worker is killed in the middle of the digest: nobody goes without it, and a double is recognisable."""

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.db import connection

from dondoc.lib.actor import SYSTEM
from dondoc.lib.days import moment
from dondoc.notifications import jobs
from dondoc.notifications.actions.sending import LEASE
from dondoc.notifications.models import Delivery, Notice, Preference
from dondoc.organization.actions import change_email
from dondoc.tasks.jobs import remind_at
from tests import outside
from tests.concurrency.crowd import at_once
from tests.serving import wait_for
from tests.world import NOW, World

MORNING = moment(date(2026, 11, 26), 8, 1)
ROOT = Path(__file__).resolve().parents[2]
PEOPLE = ("snv_head", "snv_unit_head", "snv_officer", "stc_head", "stc_officer", "xa_head")

Run = Callable[..., subprocess.Popen[bytes]]


@pytest.fixture
def told(committed_province: World) -> World:
    """Six people with an address, five of whom have news."""
    for name in PEOPLE:
        change_email(committed_province.user(name), email=f"{name}@lamgiang.example", by=SYSTEM, at=NOW)
    committed_province.taken()
    return committed_province


@pytest.fixture
def mailbox() -> Iterator[outside.Mailbox]:
    with outside.mail_server() as box:
        yield box
        if box.hold is not None:
            box.hold.set()


@pytest.fixture
def run(mailbox: outside.Mailbox) -> Iterator[Run]:
    """Starts a process of the outbox on the test's database and mail server."""
    name = connection.settings_dict["NAME"]
    surroundings = os.environ | {
        "DATABASE_URL": urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}").geturl(),
        "DJANGO_SETTINGS_MODULE": "dondoc.config.settings",
        "DONDOC_DATA_DIR": str(settings.DATA_DIR),
        "DONDOC_EMAIL_URL": f"smtp://127.0.0.1:{mailbox.port}",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    started: list[subprocess.Popen[bytes]] = []

    def start(act: str, at: datetime, *hold: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.faults.outbox", act, at.isoformat(), *hold]
        started.append(subprocess.Popen(command, cwd=ROOT, env=surroundings))
        return started[-1]

    yield start
    for process in started:
        if process.poll() is None:
            process.kill()
        process.wait()


def with_news(mailbox: outside.Mailbox) -> Counter[str]:
    return Counter(address.split("@")[0] for address in mailbox.receivers)


def test_killed_while_the_digests_are_written_nobody_goes_without(
    told: World, mailbox: outside.Mailbox, run: Run, tmp_path: Path
) -> None:
    mark = tmp_path / "held"
    first = run("digest", MORNING, str(mark))
    wait_for(mark.exists)
    first.send_signal(signal.SIGKILL)
    first.wait()
    wait_for(lambda: not Delivery.objects.exists())
    assert not Preference.objects.exclude(digest_on=None).exists()
    assert run("digest", MORNING + timedelta(minutes=1)).wait(60) == 0
    expected = with_news(mailbox)
    assert set(expected.values()) == {1}
    assert {"snv_head", "snv_officer", "stc_head"} <= set(expected)
    assert run("digest", MORNING + timedelta(minutes=2)).wait(60) == 0
    assert with_news(mailbox) == expected, "and nobody gets it twice"


def test_killed_between_sending_and_noting_the_double_bears_the_same_id(
    told: World, mailbox: outside.Mailbox, run: Run
) -> None:
    """The server has taken the letter; its answer never reaches us. That the wire does not let us know."""
    mailbox.hold = threading.Event()
    first = run("digest", MORNING)
    wait_for(lambda: mailbox.letters)
    first.send_signal(signal.SIGKILL)
    first.wait()
    mailbox.hold.set()
    in_flight = Delivery.objects.get(attempts=1)
    assert in_flight.state == "queued", "nothing says that it has arrived"
    assert run("deliver", MORNING + timedelta(minutes=1)).wait(60) == 0
    assert mailbox.ids.count(f"<{in_flight.uid}@dondoc>") == 1, "within the lease nobody else tries"
    assert run("deliver", MORNING + LEASE + timedelta(minutes=1)).wait(60) == 0
    counts = Counter(mailbox.ids)
    assert counts.pop(f"<{in_flight.uid}@dondoc>") == 2
    assert set(counts.values()) == {1}
    assert set(Delivery.objects.values_list("state", flat=True)) == {"sent"}


def test_two_nodes_at_once_remind_and_write_each_digest_once(told: World, settings: object) -> None:
    settings.DONDOC_MAIL = True  # type: ignore[attr-defined]
    late = moment(date(2026, 12, 10), 8, 1)
    for task in (told.taken() for _ in range(4)):
        assert task.deadline.due is not None and task.deadline.due < late.date()
    gave = at_once([lambda: remind_at(late) for _ in range(4)])
    assert sum(gave) == 5 + 1, "five tasks and one weekly report"
    assert Notice.objects.filter(kind="late").count() == 5 * 2 + 1
    assert at_once([lambda: jobs.digest_at(late) for _ in range(4)]) == [None] * 4
    keys = list(Delivery.objects.values_list("user__username", flat=True))
    assert len(keys) == len(set(keys)) >= 3
