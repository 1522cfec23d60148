"""J1 with a pile: scans dropped at once become lines, and one after another is registered by Enter."""

from playwright.sync_api import expect

from dondoc.documents import queries
from dondoc.documents.models import Entry
from tests import world
from tests.browser.conftest import Enter


def test_a_pile_is_dropped_told_of_and_registered_one_after_another(
    enter: Enter, committed_province: world.World
) -> None:
    clerk = enter("clerk")
    clerk.open("/documents/arrivals")
    clerk.attach(("1.pdf", world.pdf("one")), ("hong.pdf", b"%PDF-1.7 x"), ("anh.png", world.scan_png()))
    clerk.click("Đưa vào hàng chờ")
    clerk.sees("Tệp “hong.pdf” bị hỏng", "“anh.png” là bản quét không có lớp chữ", "Đã đưa 1 tệp vào hàng chờ")
    clerk.page.get_by_role("checkbox", name="Bản quét không có lớp chữ").check()
    clerk.click("Đưa vào hàng chờ")
    expect(clerk.page.locator("tbody tr")).to_have_count(2)
    with clerk.at_most(3):
        clerk.click("1.pdf")
        clerk.page.wait_for_url("**/register")
        clerk.type("Số, ký hiệu", "112/CĐ-TTg")
        clerk.type("Cơ quan ban hành", "Thủ tướng Chính phủ")
        clerk.type("Trích yếu nội dung", "Về việc ứng phó mưa lũ")
        clerk.press("Enter")
        clerk.sees("Vào sổ “anh.png”", "Đã vào sổ: số đến 1")
    clerk.type("Số, ký hiệu", "5/GM-BNV")
    clerk.type("Trích yếu nội dung", "Mời họp")
    assert clerk.page.locator("#issuers option").first.get_attribute("value") == "Thủ tướng Chính phủ"
    clerk.type("Cơ quan ban hành", "Bộ Nội vụ")
    clerk.press("Enter")
    clerk.sees("Đã vào sổ: số đến 2", "Đã tiếp nhận hết văn bản gửi đến trong hệ thống.")
    assert Entry.objects.count() == 2 and not queries.pending(committed_province.actor("clerk")).exists()


def test_one_scan_becomes_several_documents(enter: Enter, committed_province: world.World) -> None:
    clerk = enter("clerk")
    clerk.open("/documents/arrivals")
    clerk.attach(("quet.pdf", world.book(4)))
    clerk.click("Đưa vào hàng chờ")
    expect(clerk.page.locator("tbody tr")).to_have_count(1)
    clerk.click("Tách")
    clerk.pick("Trang 3: văn bản mới")
    clerk.click("Tách", exact=True)
    clerk.sees("Đã tách thành 2 tệp", "quet (trang 1-2).pdf", "quet (trang 3-4).pdf")
