"""Takes the manual's pictures: starts the demo in a temporary folder, signs in as each role, looks at 1440 and 390 px,
and prints the forms.

Run by a developer when pages change: `python tools/screenshots.py [NAME …]`; then look at docs/manual/*.png.
"""

import argparse
import io
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parents[1]
FOLDER = ROOT / "docs" / "manual"
PASSWORD = "dondoc-trinh-dien"
READY = "Dữ liệu trình diễn đã sẵn sàng"
WIDTHS = {1440: 900, 390: 844}
# A picture may show more than the window, but a manual's page is not endless.
TALLEST = {1440: 1400, 390: 2200}
CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@dataclass(frozen=True)
class Shot:
    """One picture: its name, whose screen it is, how he gets there, and whether all of the page is shown."""

    name: str
    person: str
    steps: Callable[[Page], object]
    whole: bool = False


@dataclass(frozen=True)
class Print:
    """The picture of a printed form: its name, who prints it, on which page its link is, the link, and which sheet."""

    name: str
    person: str
    steps: Callable[[Page], object]
    link: str
    sheet: int = 0


def at(path: str) -> Callable[[Page], object]:
    """Opens a path."""
    return lambda page: page.goto(path)


def first(path: str, text: str = "") -> Callable[[Page], object]:
    """Opens a list and its first row, or the first row that holds this text."""

    def steps(page: Page) -> None:
        page.goto(path)
        page.get_by_role("main").locator("tbody tr").filter(has_text=text).get_by_role("link").first.click()

    return steps


def filled_in(page: Page) -> None:
    """The form of an arrival as a clerk leaves it before the last click."""
    page.goto("/documents/register-incoming")
    page.get_by_label("Tên loại").select_option(label="Công điện")
    page.get_by_label("Số, ký hiệu").fill("124/CĐ-TTg")
    page.get_by_label("Cơ quan ban hành").fill("Thủ tướng Chính phủ")
    page.get_by_label("Trích yếu nội dung").fill("Về việc tập trung khắc phục hậu quả mưa lũ")
    page.get_by_role("radio", name="Hỏa tốc").check()


def to_issue(page: Page) -> None:
    """The form of an issued directive, recipients chosen."""
    page.goto("/documents/issue")
    page.get_by_label("Tên loại").select_option(label="Chỉ thị")
    page.get_by_label("Trích yếu nội dung").fill("Về việc chủ động ứng phó thiên tai những tháng cuối năm")
    for name in ("Sở Nội vụ", "Sở Tài chính"):
        page.get_by_label(name, exact=True).check()


def bulk(page: Page) -> None:
    """Several arrivals chosen for one direction."""
    page.goto("/documents/incoming")
    for box in page.get_by_label("Chọn dòng").all()[:3]:
        box.check()


def proof(page: Page) -> None:
    """The proof of one register."""
    page.goto("/registers")
    page.get_by_role("link", name="Sổ chỉ thị").first.click()


def keys(page: Page) -> None:
    """The list of keys."""
    page.goto("/documents/incoming")
    page.keyboard.press("?")


def unit(page: Page) -> None:
    """One agency with its posts."""
    page.goto("/organization")
    page.get_by_role("link", name="Sở Nội vụ", exact=True).click()


def books(name: str) -> Callable[[Page], object]:
    """The page on which a register is printed."""

    def steps(page: Page) -> None:
        page.goto("/registers")
        row = page.get_by_role("row").filter(has=page.get_by_role("link", name=name, exact=True))
        row.get_by_role("link", name="In sổ").click()

    return steps


def menu(page: Page) -> None:
    """What can be printed of an arrival."""
    first("/search?q=112/CĐ-TTg", "112/CĐ-TTg")(page)
    page.wait_for_load_state("networkidle")
    page.keyboard.press("p")


SHOTS = [
    Shot("login", "", at("/login")),
    Shot("home-clerk", "demo.vanthu", at("/")),
    Shot("home-chairman", "demo.chutich", at("/")),
    Shot("home-chief", "demo.chanhvp", at("/")),
    Shot("home-director", "demo.giamdoc", at("/")),
    Shot("home-officer", "demo.chuyenvien", at("/")),
    Shot("arrivals", "demo.vanthu", at("/documents/arrivals")),
    Shot("pending", "demo.vanthu", first("/documents/arrivals", "quet-0712.pdf")),
    Shot("incoming", "demo.vanthu", at("/documents/incoming")),
    Shot("bulk", "demo.tonghop", bulk),
    Shot("register-incoming", "demo.vanthu", filled_in, whole=True),
    Shot("issue", "demo.vanthu", to_issue, whole=True),
    Shot("directive", "demo.chanhvp", first("/search?q=kỷ luật, kỷ cương trong theo dõi", "Chỉ thị"), whole=True),
    Shot("assign", "demo.chanhvp", lambda page: (SHOTS_BY_NAME["directive"].steps(page), page.keyboard.press("t"))),
    Shot("directions", "demo.chutich", at("/directions/")),
    Shot("direction", "demo.chutich", first("/directions/", "121/CĐ-TTg"), whole=True),
    Shot("tasks-late", "demo.chanhvp", at("/tasks/?tab=late_given")),
    Shot("task-working", "demo.chuyenvien", first("/tasks/?tab=mine"), whole=True),
    Shot("task-result", "demo.chanhvp", first("/tasks/?tab=to_review"), whole=True),
    Shot("task-accepted", "demo.chanhvp", first("/tasks/?tab=done"), whole=True),
    Shot("search", "demo.tonghop", at("/search?q=mua lu")),
    Shot("registers", "demo.vanthu", at("/registers")),
    Shot("proof", "demo.vanthu", proof),
    Shot("print", "demo.vanthu", books("Sổ văn bản đến")),
    Shot("print-menu", "demo.vanthu", menu),
    Shot("notices", "demo.giamdoc", at("/notices")),
    Shot("keys", "demo.tonghop", keys),
    Shot("directory", "demo.tonghop", at("/directory")),
    Shot("journal", "demo.chutich", at("/journal")),
    Shot("administration", "demo.quantri", at("/organization")),
    Shot("tokens", "demo.quantri", at("/organization/tokens")),
    Shot("unit", "demo.quantri", unit, whole=True),
]
PRINTS = [
    Print("print-arrivals", "demo.vanthu", books("Sổ văn bản đến"), "/books/in", sheet=1),
    Print("print-arrivals-title", "demo.vanthu", books("Sổ văn bản đến"), "/books/in"),
    Print("print-issued", "demo.vanthu", books("Sổ văn bản đi"), "/books/out", sheet=1),
    Print("print-follow-up", "demo.vanthu", books("Sổ văn bản đến"), "/follow-up", sheet=1),
    Print("print-slip", "demo.vanthu", menu, "/slip"),
    Print("print-copy", "demo.vanthu", menu, "/copy"),
    Print("print-stamp", "demo.vanthu", menu, "/stamp"),
    Print("print-delivery", "demo.vanthu", first("/documents/outgoing"), "/delivery"),
]
SHOTS_BY_NAME = {shot.name: shot for shot in SHOTS}


@contextmanager
def demo() -> Iterator[str]:
    """The demo on a free port, its story told; everything is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="dondoc-shots-") as data, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        command = [sys.executable, "manage.py", "run", "--port", str(port), "--data-dir", data]
        environment = os.environ | {"PYTHONUNBUFFERED": "1"}
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        ) as server:
            try:
                assert server.stdout is not None
                if not any(READY in line for line in server.stdout):
                    raise SystemExit("the demo did not start")
                yield f"http://127.0.0.1:{port}"
            finally:
                server.terminate()
                server.wait(60)


def sign_in(browser: Browser, base: str, person: str, width: int) -> Page:
    """A page of this person at this width."""
    context = browser.new_context(
        base_url=base,
        viewport={"width": width, "height": WIDTHS[width]},
        locale="vi-VN",
        timezone_id="Asia/Ho_Chi_Minh",
    )
    page = context.new_page()
    page.set_default_timeout(30_000)
    if person:
        page.goto("/login")
        page.get_by_label("Tên đăng nhập").fill(person)
        page.get_by_label("Mật khẩu").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url("/")
    return page


def take(page: Page, shot: Shot, width: int) -> Path:
    """One picture, in few enough colours to be small."""
    shot.steps(page)
    page.wait_for_load_state("networkidle")
    if shot.whole:
        height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST[width])
        page.set_viewport_size({"width": width, "height": max(height, WIDTHS[width])})
        page.wait_for_load_state("networkidle")
    picture = Image.open(io.BytesIO(page.screenshot()))
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})
    path = FOLDER / f"{shot.name}-{width}.png"
    return save(picture, path)


def save(picture: Image.Image, path: Path) -> Path:
    """A picture in few enough colours to be small."""
    few = picture.convert("RGB").quantize(colors=64, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
    return path


def take_print(page: Page, wanted: Print) -> Path:
    """One sheet of a printed form, as a viewer shows it."""
    wanted.steps(page)
    href = page.locator(f'a[href*="{wanted.link}"]').first.get_attribute("href")
    sheet = pypdfium2.PdfDocument(page.request.get(href or "").body())[wanted.sheet]
    return save(sheet.render(scale=1.3).to_pil(), FOLDER / f"{wanted.name}.png")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="which pictures; all if none is named")
    parser.add_argument("--base", help="address of a demo that already runs")
    options = parser.parse_args()
    shots = [shot for shot in SHOTS if not options.names or shot.name in options.names]
    sheets = [one for one in PRINTS if not options.names or one.name in options.names]
    FOLDER.mkdir(parents=True, exist_ok=True)
    if options.base:
        take_all(options.base, shots, sheets)
    else:
        with demo() as base:
            take_all(base, shots, sheets)


def take_all(base: str, shots: list[Shot], sheets: list[Print]) -> None:
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
        for width in WIDTHS:
            pages: dict[str, Page] = {}
            for shot in shots:
                if shot.person not in pages:
                    pages[shot.person] = sign_in(browser, base, shot.person, width)
                path = take(pages[shot.person], shot, width)
                print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} kB", file=sys.stderr)
        for sheet in sheets:
            path = take_print(sign_in(browser, base, sheet.person, 1440), sheet)
            print(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} kB", file=sys.stderr)
        browser.close()


if __name__ == "__main__":
    main()
