"""The Chairman's directive goes out, becomes work, and the work comes back with its evidence: by the pages only."""

from datetime import date

import time_machine

from dondoc.lib.days import moment
from tests import world
from tests.browser.conftest import Enter
from tests.browser.person import Person
from tests.files import making

FIRST, SECOND, THIRD = date(2026, 11, 9), date(2026, 11, 10), date(2026, 11, 11)
ABSTRACT = "Về việc tăng cường kỷ luật, kỷ cương trong thực hiện nhiệm vụ"
PLAN = "Xây dựng kế hoạch kiểm tra kỷ luật hành chính"
REVIEW = "Rà soát các nội dung phân cấp về ngân sách"
NOTICE = "Niêm yết thời hạn giải quyết thủ tục"


def test_a_directive_goes_out_becomes_work_and_comes_back(enter: Enter, clock: time_machine.Traveller) -> None:
    clock.move_to(moment(FIRST, 8))
    issue(enter("clerk"))
    assign(enter("chief"))
    clock.move_to(moment(SECOND, 8))
    for clerk in ("snv_clerk", "stc_clerk", "xa_clerk"):
        take_into_the_register(enter(clerk))
    give_to_the_officer(enter("snv_head"), PLAN, "Vũ Thị Én")
    give_to_the_officer(enter("stc_head"), REVIEW, "Mai Thị Lựu")
    do_it_himself(enter("xa_head"))
    clock.move_to(moment(THIRD, 8))
    issue_the_report(enter("snv_clerk"))
    officer, chief = enter("snv_officer"), enter("chief")
    report_and_submit(officer)
    send_back(chief)
    submit_again(officer)
    accept(chief)
    clock.move_to(world.NOW)
    for username in ("stc_officer", "stc_head", "chief"):
        is_late_everywhere(enter(username))


def issue(clerk: Person) -> None:
    """The signed scan is attached, and seen to bear no secrecy mark; the number comes from the register."""
    clerk.open("/")
    clerk.click("Văn bản đi")
    clerk.click("Phát hành văn bản")
    clerk.attach(("chi-thi.pdf", making.scan()))
    clerk.pick("Bản quét không có lớp chữ: tôi đã xem, văn bản không có dấu chỉ độ mật")
    clerk.pick("Tên loại", "Chỉ thị")
    clerk.type("Trích yếu nội dung", ABSTRACT)
    clerk.pick("Người ký", "Nguyễn Hữu Thành")
    for unit in ("Sở Nội vụ", "Sở Tài chính", "Ủy ban nhân dân xã Đồng Lãm"):
        clerk.pick(unit)
    clerk.click("Cho số và phát hành")
    clerk.sees("Đã phát hành Chỉ thị số 01/CT-UBND ngày 09/11/2026", "Nguyễn Hữu Thành")
    for unit in ("Sở Nội vụ", "Sở Tài chính", "Ủy ban nhân dân xã Đồng Lãm"):
        assert "Chờ tiếp nhận" in clerk.row(unit).inner_text()


def assign(chief: Person) -> None:
    """The Office makes three tasks of it, each with its working days, sent in one act."""
    chief.open("/documents/outgoing")
    chief.click(ABSTRACT)
    chief.click("Giao nhiệm vụ")
    given = ((PLAN, "Sở Nội vụ", "7"), (REVIEW, "Sở Tài chính", "3"), (NOTICE, "Ủy ban nhân dân xã Đồng Lãm", "10"))
    for place, (content, lead, days) in enumerate(given):
        if place:
            chief.click("Thêm nhiệm vụ")
        card = chief.page.locator(".card").filter(has=chief.page.get_by_role("heading", name=f"Nhiệm vụ {place + 1}"))
        chief.type("Nội dung công việc", content, within=card)
        chief.pick("Chủ trì", lead, within=card)
        chief.pick(days, within=card)
    chief.click("Giao", exact=True)
    chief.sees("Đã giao 3 nhiệm vụ")
    for content, due in ((PLAN, "18/11/2026"), (REVIEW, "12/11/2026"), (NOTICE, "23/11/2026")):
        assert due in chief.row(content).inner_text()


def take_into_the_register(clerk: Person) -> None:
    """The item waits in the queue of every receiver; one click registers it."""
    clerk.open("/")
    clerk.click("Chờ tiếp nhận")
    clerk.sees(ABSTRACT)
    with clerk.at_most(1):
        clerk.click("Vào sổ", exact=True, within=clerk.row(ABSTRACT))
    clerk.sees("Đã vào sổ: số đến 1")


def give_to_the_officer(head: Person, content: str, person: str) -> None:
    head.open("/")
    head.click(content)
    head.pick("Người thực hiện", person)
    head.click("Tiếp nhận, phân công")
    head.sees("Đã tiếp nhận nhiệm vụ", person)


def do_it_himself(head: Person) -> None:
    """Whoever answers for a unit takes the task in with one click."""
    head.open("/")
    head.click(NOTICE)
    with head.at_most(1):
        head.click("Tiếp nhận, phân công")
    head.sees("Đã tiếp nhận nhiệm vụ")


def issue_the_report(clerk: Person) -> None:
    """The department's report is registered by its own clerk, who lets the officer see it."""
    clerk.open("/documents/issue")
    clerk.attach(("bc.pdf", world.pdf("bao cao")))
    clerk.pick("Tên loại", "Báo cáo")
    clerk.type("Trích yếu nội dung", "Kế hoạch kiểm tra kỷ luật hành chính")
    clerk.pick("Người ký", "Nguyễn Văn An")
    clerk.pick("Ủy ban nhân dân tỉnh")
    clerk.click("Cho số và phát hành")
    clerk.sees("Đã phát hành Báo cáo số 01/BC-SNV ngày 11/11/2026")
    clerk.click("Chuyển văn bản")
    clerk.pick("Vũ Thị Én, Chuyên viên")
    clerk.click("Chuyển", exact=True)
    clerk.sees("Đã chuyển đến 1 nơi")


def report_and_submit(officer: Person) -> None:
    """Progress, then the result with a registered document: one click besides typing."""
    officer.open("/")
    officer.click(PLAN)
    officer.type("Tình hình thực hiện", "Đã lập dự thảo, đang lấy ý kiến.")
    officer.click("Ghi tình hình")
    officer.sees("Đã ghi tình hình thực hiện", "Đã lập dự thảo, đang lấy ý kiến.")
    with officer.at_most(1):
        officer.type("Tóm tắt kết quả", "Đã trình kế hoạch.")
        officer.type("Văn bản kết quả đã vào sổ", "1/bc-snv")
        officer.click("Gửi kết quả")
    officer.sees("Đã gửi kết quả, chờ bên giao xác nhận", "Báo cáo số 01/BC-SNV")


def send_back(chief: Person) -> None:
    chief.open("/")
    chief.click("Chờ xác nhận kết quả")
    chief.click(PLAN)
    chief.sees("Đã trình kế hoạch.")
    chief.type("lý do", "Chưa nêu rõ trách nhiệm từng đơn vị.")
    chief.click("Trả lại kết quả", exact=True)
    chief.sees("Đã trả lại kết quả")


def submit_again(officer: Person) -> None:
    """The reason is on the page, and a file counts as evidence too."""
    officer.open("/")
    officer.click(PLAN)
    officer.sees("Chưa nêu rõ trách nhiệm từng đơn vị.", "bị trả lại kết quả 1 lần")
    officer.type("Tóm tắt kết quả", "Đã bổ sung trách nhiệm.")
    officer.attach(("phu-luc.pdf", world.pdf("phu luc")))
    officer.click("Gửi kết quả")
    officer.sees("Đã gửi kết quả", "phu-luc.pdf")


def accept(chief: Person) -> None:
    chief.open("/tasks/?tab=to_review")
    chief.click(PLAN)
    with chief.at_most(1):
        chief.click("Đạt, hoàn thành")
    chief.sees("Đã xác nhận hoàn thành", "Hoàn thành đúng hạn")
    chief.click("Chỉ thị số 01/CT-UBND")
    assert "Hoàn thành đúng hạn" in chief.row(PLAN).inner_text()


def is_late_everywhere(person: Person) -> None:
    """Due on 12/11, eight working days ago (24/11 is a holiday): on the home page, in the list, on the document."""
    person.open("/")
    person.sees("Quá hạn 8 ngày")
    person.click("quá hạn")
    assert all(words in person.row(REVIEW).inner_text() for words in ("Quá hạn 8 ngày", "Mai Thị Lựu"))
    person.click(REVIEW)
    person.sees("Quá hạn 8 ngày", "Mai Thị Lựu")
    person.click("Chỉ thị số 01/CT-UBND")
    assert "Quá hạn 8 ngày" in person.row(REVIEW).inner_text()
