"""Chromium on the committed province: a browser of his own for everybody, and nothing may go wrong unnoticed."""

from collections.abc import Callable, Iterator

import pytest
import time_machine
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from tests import world
from tests.browser.person import Person

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
SIZES = {1440: 900, 390: 844}

Enter = Callable[..., Person]


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this process; gone when they are over, because its event loop is."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as play:
        # Playwright keeps an event loop in this thread; the tests' own queries run beside it, never in it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = play.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        yield chromium
        chromium.close()


@pytest.fixture(scope="package")
def server() -> Iterator[LiveServer]:
    """The product on a port of this machine, in a thread of this process."""
    running = LiveServer("127.0.0.1")
    yield running
    running.stop()


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """The day is pinned for the server too, which runs in this process; moving it is a new morning."""
    with time_machine.travel(world.NOW, tick=True) as traveller:
        yield traveller


@pytest.fixture
def visit_empty(browser: Browser, server: LiveServer, transactional_db: None) -> Iterator[Person]:
    """A visitor of an installation that nobody has founded yet."""
    visitor = Person(browser, server.url, width=1440, height=SIZES[1440])
    yield visitor
    visitor.context.close()
    assert not visitor.faults, "\n".join(visitor.faults)


@pytest.fixture
def enter(
    browser: Browser, clock: time_machine.Traveller, server: LiveServer, committed_province: world.World
) -> Iterator[Enter]:
    """Lets somebody in: `enter("clerk")`, `enter("chairman", width=390)`; `enter("")` is a visitor."""
    people: list[Person] = []

    def person(username: str, *, width: int = 1440) -> Person:
        made = Person(browser, server.url, width=width, height=SIZES[width])
        people.append(made)
        if username:
            made.sign_in(username)
        return made

    yield person
    faults = [fault for one in people for fault in one.faults]
    for one in people:
        one.context.close()
    assert not faults, "\n".join(faults)
