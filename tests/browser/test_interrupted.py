"""What goes wrong at a desk: the session ends, the mouse clicks twice, a form is refused, somebody else was quicker."""

from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from dondoc.documents.models import Document, Entry
from dondoc.tasks import actions as tasks
from tests import world
from tests.browser.conftest import Enter
from tests.browser.person import Person


def type_arrival(clerk: Person, day: str) -> None:
    clerk.type("Số, ký hiệu", "8890/VPCP-KSTT")
    clerk.type("Ngày văn bản", day)
    clerk.type("Cơ quan ban hành", "Văn phòng Chính phủ")
    clerk.type("Trích yếu nội dung", "Về việc cắt giảm thủ tục hành chính")
    clerk.pick("Khẩn")


def test_an_expired_session_loses_nothing_typed(enter: Enter) -> None:
    clerk = enter("clerk")
    clerk.open("/documents/register-incoming")
    type_arrival(clerk, "24/11/2026")
    Session.objects.all().delete()
    clerk.click("Vào sổ", exact=True)
    clerk.page.wait_for_url("**/login**")
    clerk.sign_in("clerk")
    clerk.sees("Đã khôi phục nội dung nhập dở")
    assert clerk.typed("Trích yếu nội dung") == "Về việc cắt giảm thủ tục hành chính"
    expect(clerk.page.get_by_role("radio", name="Khẩn", exact=True)).to_be_checked()
    clerk.click("Vào sổ", exact=True)
    clerk.sees("Đã vào sổ: số đến 1")
    clerk.open("/documents/register-incoming")
    assert clerk.typed("Trích yếu nội dung") == ""


def test_what_one_person_typed_is_not_shown_to_the_next(enter: Enter) -> None:
    clerk = enter("clerk")
    clerk.open("/documents/register-incoming")
    type_arrival(clerk, "24/11/2026")
    clerk.context.clear_cookies()
    clerk.sign_in("snv_clerk")
    clerk.open("/documents/register-incoming")
    assert clerk.typed("Trích yếu nội dung") == ""


def test_a_double_click_sends_once(enter: Enter) -> None:
    clerk = enter("clerk")
    clerk.open("/documents/register-incoming")
    type_arrival(clerk, "24/11/2026")
    clerk.find("Vào sổ", exact=True).dblclick()
    clerk.sees("Đã vào sổ: số đến 1")
    assert Entry.objects.count() == 1


def test_a_refused_form_keeps_what_was_typed_and_the_file(enter: Enter) -> None:
    clerk = enter("clerk")
    clerk.open("/documents/register-incoming")
    clerk.attach(("cong-van.pdf", world.pdf("cong van")))
    type_arrival(clerk, "31/02/2026")
    clerk.click("Vào sổ", exact=True)
    clerk.sees("Ngày không đúng", "cong-van.pdf")
    assert clerk.typed("Ngày văn bản") == "31/02/2026"
    assert clerk.typed("Trích yếu nội dung") == "Về việc cắt giảm thủ tục hành chính"
    clerk.type("Ngày văn bản", "24/11/2026")
    clerk.click("Vào sổ", exact=True)
    clerk.sees("Đã vào sổ: số đến 1")
    assert [held.name for held in Document.objects.get().files.all()] == ["cong-van.pdf"]


def test_the_slower_of_two_is_told_what_changed(enter: Enter, committed_province: world.World) -> None:
    task = committed_province.task()
    slow = enter("snv_head")
    slow.open(f"/tasks/{task.pk}")
    quick = committed_province.actor("snv_head")
    tasks.return_task(task, ground="Thuộc chức năng của Sở Tài chính.", by=quick, at=world.NOW)
    with slow.refused(409):
        slow.click("Tiếp nhận, phân công")
    slow.sees("Trạng thái đã thay đổi", "Trả lại người giao")
