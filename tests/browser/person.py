"""Somebody at the pages: finds things by their words, counts his clicks, and remembers what went wrong on the way."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Locator, Page, Response, expect

from tests import world

Upload = tuple[str, bytes]

# Milliseconds: how long a busy machine may take for one page.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


class Person:
    """One signed-in person in a browser of his own. One click, tap, pick or command key is a click; typing is none."""

    def __init__(self, browser: Browser, base: str, *, width: int, height: int) -> None:
        self.clicks = 0
        self.faults: list[str] = []
        self._host = urlsplit(base).netloc
        self._refused: set[int] = set()
        self.context: BrowserContext = browser.new_context(
            base_url=base,
            viewport={"width": width, "height": height},
            has_touch=width < 500,
            locale="vi-VN",
            timezone_id="Asia/Ho_Chi_Minh",
        )
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("console", self._console)
        self.page.on("request", lambda request: self._asked(request.url))
        self.page.on("response", self._answered)

    # ---- what may not happen unnoticed

    def _console(self, message: Any) -> None:
        # That a page was refused is told by its response; the console only repeats it.
        if message.type in ("error", "warning") and "Failed to load resource" not in message.text:
            self.faults.append(f"console: {message.text}")

    def _asked(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self._host:
            self.faults.append(f"asked another machine: {url}")

    def _answered(self, response: Response) -> None:
        expected = response.status in self._refused and response.request.is_navigation_request()
        if response.status >= 400 and not expected:
            self.faults.append(f"{response.status}: {response.url}")

    @contextmanager
    def refused(self, status: int) -> Iterator[None]:
        """Pages opened within may answer with this status, and one must."""
        seen: list[int] = []

        def note(response: Response) -> None:
            seen.append(response.status)

        self._refused.add(status)
        self.page.on("response", note)
        yield
        self.page.wait_for_load_state()
        self.page.remove_listener("response", note)
        self._refused.discard(status)
        assert status in seen, f"no page answered {status}: {seen}"

    @contextmanager
    def at_most(self, clicks: int) -> Iterator[None]:
        """What is done within takes no more than so many clicks."""
        before = self.clicks
        yield
        assert self.clicks - before <= clicks, f"{self.clicks - before} clicks, {clicks} allowed"

    # ---- what people do

    def sign_in(self, username: str, password: str = world.PASSWORD) -> None:
        """Signs in on the login page; never counted."""
        if "/login" not in self.page.url:
            self.page.goto("/login")
        self.page.get_by_label("Tên đăng nhập").fill(username)
        self.page.get_by_label("Mật khẩu", exact=True).fill(password)
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("banner").get_by_text("Đăng nhập")).to_have_count(0)

    def open(self, path: str) -> None:
        """Begins somewhere; a way there by clicks is a test of its own."""
        self.page.goto(path)

    def find(self, name: str, *, exact: bool = False, within: Locator | None = None) -> Locator:
        """The link, button or fold that bears this name, in the page's content before its frame."""
        for place in [within] if within else [self.page.get_by_role("main"), self.page.locator("body")]:
            worded = re.compile(rf"^\s*{re.escape(name)}\s*$") if exact else name
            for found in (
                place.get_by_role("link", name=name, exact=exact),
                place.get_by_role("button", name=name, exact=exact),
                place.locator("summary").filter(has_text=worded),
            ):
                if found.filter(visible=True).count():
                    return found.filter(visible=True).first
        raise AssertionError(f"nothing to click is called “{name}” on {self.page.url}")

    def click(self, name: str, *, exact: bool = False, within: Locator | None = None) -> None:
        self.clicks += 1
        self.find(name, exact=exact, within=within).click()
        self.page.wait_for_load_state()

    def press(self, key: str) -> None:
        """A command key."""
        self.clicks += 1
        self.page.keyboard.press(key)

    def pick(self, label: str, option: str = "", *, within: Locator | None = None) -> None:
        """A choice of a list, a chip or a box."""
        self.clicks += 1
        place = within or self.page.get_by_role("main")
        if option:
            found = place.get_by_role("combobox", name=label).first
            value = found.locator("option").filter(has_text=option).first.get_attribute("value")
            found.select_option(value)
        else:
            chips = place.get_by_role("radio", name=label, exact=True)
            chips.or_(place.get_by_role("checkbox", name=label, exact=True)).filter(visible=True).first.check()

    def type(self, label: str, text: str, *, within: Locator | None = None) -> None:
        place = within or self.page.get_by_role("main")
        # A line that offers what was typed before is a combobox to those who cannot see it.
        place.get_by_role("textbox", name=label).or_(place.get_by_role("combobox", name=label)).first.fill(text)

    def attach(self, *files: Upload) -> None:
        """Files drawn into the drop area: one pick."""
        self.clicks += 1
        payload: Any = [{"name": name, "mimeType": "application/octet-stream", "buffer": data} for name, data in files]
        self.page.get_by_role("main").locator("input[type=file]").set_input_files(payload)

    # ---- what people see

    def sees(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.get_by_role("main").get_by_text(text).filter(visible=True).first).to_be_visible()

    def sees_not(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.get_by_role("main").get_by_text(text).filter(visible=True)).to_have_count(0)

    def row(self, text: str) -> Locator:
        """The row or item of a list that holds this text."""
        return self.page.get_by_role("main").locator("tbody tr, li").filter(has_text=text).first

    def typed(self, label: str) -> str:
        return self.page.get_by_role("main").get_by_role("textbox", name=label).first.input_value()
