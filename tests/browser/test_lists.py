"""Lists keep their place and their filters; many are handled at once; the keys that officials know work."""

import re

from playwright.sync_api import expect

from dondoc.lib.actor import SYSTEM
from dondoc.organization import actions as organization
from dondoc.organization.models import Kind
from dondoc.tasks.models import Direction
from tests import world
from tests.browser.conftest import Enter


def arrivals(province: world.World, count: int) -> None:
    """So many arrivals, every second one very urgent."""
    for number in range(1, count + 1):
        symbol, abstract = f"{number + 10}/CĐ-TTg", f"Về việc hồ đập số {number:02d}"
        province.incoming(symbol=symbol, abstract=abstract, urgency=3 * (number % 2))


def test_filters_and_page_survive_opening_and_going_back(enter: Enter, committed_province: world.World) -> None:
    arrivals(committed_province, 24)
    clerk = enter("clerk")
    clerk.open("/documents/incoming")
    clerk.page.get_by_label("Số dòng").select_option("10")
    clerk.page.wait_for_url(re.compile("size=10"))
    clerk.page.get_by_label("Độ khẩn").select_option(label="Hỏa tốc")
    clerk.page.wait_for_url(re.compile("urgency=3"))
    clerk.click("Sau", exact=True)
    clerk.sees("Về việc hồ đập số 03", "Về việc hồ đập số 01")
    clerk.sees_not("Về việc hồ đập số 02", "Về việc hồ đập số 05")
    place = clerk.page.url
    clerk.click("Về việc hồ đập số 03")
    clerk.click("Danh sách", exact=True)
    assert clerk.page.url == place
    expect(clerk.page.get_by_label("Độ khẩn")).to_have_value("3")
    clerk.sees("Về việc hồ đập số 03")
    clerk.click("Bỏ lọc")
    clerk.sees("24 mục", "Về việc hồ đập số 24")


def test_many_are_prepared_at_once(enter: Enter, committed_province: world.World) -> None:
    arrivals(committed_province, 4)
    coordinator = enter("coordinator")
    coordinator.open("/documents/incoming")
    for number in (1, 3, 4):
        coordinator.row(f"hồ đập số 0{number}").get_by_role("checkbox").check()
    coordinator.click("Trình cho ý kiến")
    coordinator.sees("Về việc hồ đập số 01", "Về việc hồ đập số 03", "Về việc hồ đập số 04")
    coordinator.sees_not("Về việc hồ đập số 02")
    coordinator.type("Đề xuất ý kiến chỉ đạo", "Giao Sở Nội vụ kiểm tra.")
    coordinator.pick("Chủ trì", "Sở Nội vụ")
    coordinator.click("Trình", exact=True)
    coordinator.sees("Đã trình 3 văn bản")
    leader = committed_province.post("chairman")
    assert Direction.objects.filter(leader=leader, state="prepared").count() == 3


def test_keys_move_mark_and_open(enter: Enter, committed_province: world.World) -> None:
    arrivals(committed_province, 3)
    coordinator = enter("coordinator")
    coordinator.open("/documents/incoming")
    for key in ("j", "j", "x", "k", "x"):
        coordinator.press(key)
    marked = coordinator.page.locator("tbody tr").filter(has=coordinator.page.get_by_role("checkbox", checked=True))
    assert [re.search(r"số (\d\d)", row).group(1) for row in marked.all_inner_texts()] == ["03", "02"]  # type: ignore[union-attr]
    coordinator.sees("2 văn bản")
    coordinator.press("Enter")
    coordinator.sees("Công điện số 13/CĐ-TTg")


def test_keys_search_help_and_go(enter: Enter, committed_province: world.World) -> None:
    arrivals(committed_province, 2)
    coordinator = enter("coordinator")
    coordinator.open("/")
    for letter, path in (("d", "/documents/incoming"), ("i", "/documents/outgoing"), ("t", "/tasks/")):
        coordinator.press("g")
        coordinator.press(letter)
        coordinator.page.wait_for_url(f"**{path}")
    coordinator.press("?")
    keys = coordinator.page.get_by_role("dialog", name="Phím tắt")
    expect(keys).to_be_visible()
    coordinator.press("Escape")
    expect(keys).to_be_hidden()
    coordinator.press("/")
    coordinator.page.keyboard.type("ho dap so 02")
    coordinator.press("Enter")
    coordinator.sees("Kết quả cho “ho dap so 02”", "Về việc hồ đập số 02")


def test_all_recipients_left_by_typing_are_chosen_at_once(enter: Enter, committed_province: world.World) -> None:
    names = ["Sở Xây dựng", *(f"Ủy ban nhân dân xã {number}" for number in range(12))]
    for name in names:
        organization.open_unit(
            name=name, kind=Kind.objects.get(code="commune" if "xã" in name else "department"),
            parent=committed_province.units["UBND"], from_day=world.SINCE, by=SYSTEM, at=world.NOW,
        )  # fmt: skip
    clerk = enter("clerk")
    clerk.open("/documents/issue")
    boxes = clerk.page.locator("#id_recipients-chips input")
    every = boxes.count()
    shown = clerk.page.locator("#id_recipients-chips label:not([hidden])")
    clerk.type("Tìm trong: Nơi nhận trong hệ thống", "so ")
    departments = shown.count()
    assert 0 < departments < every, "typing narrows"
    clerk.click("Chọn tất cả đang hiện")
    clerk.sees(f"Đã chọn {departments}/{every}")
    clerk.type("Tìm trong: Nơi nhận trong hệ thống", "")
    assert clerk.page.locator("#id_recipients-chips input:checked").count() == departments, "the others stay unchosen"
    clerk.click("Bỏ chọn tất cả")
    clerk.sees(f"Đã chọn 0/{every}")
    clerk.type("Tìm trong: Nơi nhận trong hệ thống", "xa")
    assert names[0] in shown.all_inner_texts(), "without marks every reading is shown"
    clerk.type("Tìm trong: Nơi nhận trong hệ thống", "xã")
    communes = shown.all_inner_texts()
    assert communes and all("xã" in name for name in communes), "with marks only what bears them: no department"
