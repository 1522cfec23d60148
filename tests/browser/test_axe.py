"""No serious finding of axe on any page, at a desk and on a phone; nothing scrolls sideways; a page unlisted fails."""

import json
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import axe_playwright_python
import pytest
from django.contrib.auth import get_user_model
from django.template.loader import render_to_string
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from dondoc.tasks import actions as tasks
from dondoc.tasks.actions import Assignment
from dondoc.tasks.facts import Term
from tests import world
from tests.browser.conftest import SIZES, Enter
from tests.browser.pages import NOT_PAGES, furnish, visits
from tests.browser.person import Person

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
WIDTHS = sorted(SIZES)


def findings(person: Person, where: str) -> list[str]:
    """What axe finds serious or critical on the page as it stands, at both widths, and what is wider than the page."""
    found: list[str] = []
    for width in WIDTHS:
        person.page.set_viewport_size({"width": width, "height": SIZES[width]})
        if not person.page.evaluate("Boolean(window.axe)"):
            person.page.evaluate(AXE)
        result = person.page.evaluate("axe.run({resultTypes: ['violations']})")
        for one in result["violations"]:
            if one["impact"] in ("serious", "critical"):
                nodes = [node["html"][:160] for node in one["nodes"][:3]]
                found.append(f"{where} at {width}: {one['id']}: {json.dumps(nodes, ensure_ascii=False)}")
        wide = person.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if wide > 0:
            found.append(f"{where} at {width}: the page is {wide} px too wide")
    return found


def named(patterns: list[URLPattern | URLResolver], prefix: str = "") -> Iterator[str]:
    """The URL names of all pages; programs' addresses are not pages."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            if pattern.namespace != "api":
                yield from named(pattern.url_patterns, f"{pattern.namespace}:" if pattern.namespace else prefix)
        elif pattern.name:
            yield prefix + pattern.name


def answers_get(client: Client, name: str) -> bool:
    """Whether there is anything to look at: a verb that only takes a form's answer says 405."""
    for arguments in ([], [1], [1, 1], [1, 1, 1], [UUID(int=1)]):
        try:
            return client.get(reverse(name, args=arguments)).status_code != 405
        except Exception as error:
            if type(error).__name__ != "NoReverseMatch":
                raise
    raise AssertionError(name)


def test_every_page_is_listed(province: world.World, client: Client) -> None:
    client.force_login(province.user("clerk"))
    furnish(province)
    # These two stand before anybody is signed in, each behind a step of its own; they have tests of their own below.
    listed = {visit.name for visit in visits(province)} | {"organization:found", "organization:sign_in_code"}
    names = set(named(get_resolver().url_patterns))
    assert names >= NOT_PAGES
    assert {name for name in names - NOT_PAGES if answers_get(client, name)} == listed


def test_no_page_has_a_serious_finding(enter: Enter, committed_province: world.World) -> None:
    furnish(committed_province)
    people: dict[str, Person] = {}
    found: list[str] = []
    for visit in visits(committed_province):
        person = people.setdefault(visit.person, None) or enter(visit.person)  # type: ignore[arg-type]
        people[visit.person] = person
        person.open(visit.path)
        found += findings(person, f"{visit.path} for {visit.person or 'a visitor'}")
    assert not found, "\n".join(found)


def test_the_second_factor_has_no_serious_finding(enter: Enter, committed_province: world.World) -> None:
    """In use, on the page of the account; and the code that is asked for after the password."""
    archivist = enter("archivist")
    codes = world.enrolled(committed_province, "archivist").recovery
    archivist.open("/account/second-factor")
    found = findings(archivist, "second factor in use")
    again = enter("")
    again.open("/login")
    again.type("Tên đăng nhập", "archivist")
    again.page.get_by_label("Mật khẩu", exact=True).fill(world.PASSWORD)
    again.page.keyboard.press("Enter")
    again.page.wait_for_url("**/login/code")
    found += findings(again, "the code after the password")
    again.page.get_by_role("main").get_by_role("textbox").first.fill(codes[0])
    again.page.keyboard.press("Enter")
    again.sees("Bàn làm việc")
    assert not found, "\n".join(found)


def test_no_refusal_has_a_serious_finding(enter: Enter, committed_province: world.World) -> None:
    """The pages of 403, 404, 409, 422 and 500, and forms as they come back with what is wrong."""
    task, vice_post = committed_province.submitted(), committed_province.post("vice")
    given = [Assignment("Ứng phó", [committed_province.units["SNV"]], term=Term("working_day", 3))]
    telegram, office = committed_province.incoming(), committed_province.actor("chief")
    (direction,) = tasks.prepare_direction([telegram], leader=vice_post, given=given, by=office, at=world.NOW)
    found: list[str] = []
    officer, chief, clerk = enter("snv_officer"), enter("chief"), enter("clerk")
    with officer.refused(403):
        officer.open("/organization")
    found += findings(officer, "403")
    with officer.refused(404):
        officer.open("/documents/999999")
    found += findings(officer, "404")
    vice = enter("vice")
    vice.open(f"/directions/{direction.pk}")
    vice.click("Trả lại đề xuất")
    vice.page.locator("[name=reason]").first.evaluate("field => { field.required = false; }")
    with vice.refused(422):
        vice.click("Trả lại", exact=True)
    found += findings(vice, "422")
    chief.open(f"/tasks/{task.pk}")
    chief.click("Trả lại kết quả", exact=True)
    chief.sees("Hãy ghi lý do trả lại kết quả")
    found += findings(chief, "a task's form refused")
    chief.open(f"/tasks/{task.pk}")
    second = chief.context.new_page()
    second.goto(f"/tasks/{task.pk}")
    second.get_by_role("button", name="Đạt, hoàn thành").click()
    second.wait_for_load_state()
    with chief.refused(409):
        chief.click("Đạt, hoàn thành")
    found += findings(chief, "409")
    for path, button in (("/documents/register-incoming", "Vào sổ"), ("/documents/issue", "Cho số và phát hành")):
        clerk.open(path)
        clerk.click(button, exact=True)
        clerk.sees("Chưa lưu được")
        found += findings(clerk, f"{path} refused")
    visitor = enter("")
    visitor.open("/login")
    visitor.page.set_content(render_to_string("500.html"))
    found += findings(visitor, "500")
    assert not found, "\n".join(found)


def test_first_steps_have_no_serious_finding(enter: Enter, committed_province: world.World) -> None:
    """The forced change of a first password, a person without a post, and what opens in place: menus and keys."""
    furnish(committed_province)
    found: list[str] = []
    newcomer = enter("")
    newcomer.sign_in("newcomer", "dat-lan-dau-2026")
    found += findings(newcomer, "first password")
    user = committed_province.user("newcomer")
    user.must_change_password = False
    user.save()
    newcomer.open("/")
    found += findings(newcomer, "no post")
    admin = enter("admin")
    holding = committed_province.post("snv_officer").holdings.get()
    admin.open(f"/organization/tokens/issue?holding={holding.pk}")
    admin.type("Tên", "Phần mềm một cửa")
    admin.page.get_by_role("main").get_by_role("checkbox").first.check()
    admin.click("Cấp khóa")
    admin.sees("Đã cấp khóa “Phần mềm một cửa”")
    found += findings(admin, "a token, shown once")
    clerk = enter("clerk")
    clerk.open("/documents/incoming")
    clerk.press("?")
    found += findings(clerk, "keys")
    clerk.press("Escape")
    clerk.page.locator("summary").filter(visible=True).first.click()
    found += findings(clerk, "an open menu")
    assert not found, "\n".join(found)


@pytest.mark.usefixtures("transactional_db")
def test_the_founding_page_has_no_serious_finding(visit_empty: Person) -> None:
    assert not get_user_model().objects.exists()
    found = []
    for path in ("/", "/found"):
        visit_empty.open(path)
        found += findings(visit_empty, path)
    assert not found, "\n".join(found)


def test_the_phone_s_direction_page_is_made_for_thumbs(enter: Enter, committed_province: world.World) -> None:
    """Whatever is tapped while directing is at least 44 px high and wide."""
    furnish(committed_province)
    chairman = enter("chairman", width=390)
    chairman.open("/directions/")
    chairman.click("Về việc trực ban")
    small = chairman.page.evaluate(
        """() => [...document.querySelectorAll("a, button, summary, input:not([type=hidden]), textarea, select")]
            .filter(el => el.checkVisibility() && !el.closest(".skip"))
            .map(el => [el.closest("label") || el, el])
            .map(([box, el]) => [box.getBoundingClientRect(), (el.innerText || el.name || el.outerHTML).trim()])
            .filter(([box]) => box.height < 44 || box.width < 44)
            .map(([box, text]) => `${text.slice(0, 60)}: ${Math.round(box.width)}×${Math.round(box.height)}`)"""
    )
    assert not small, "\n".join(small)
