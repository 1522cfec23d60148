"""A telegram of the Government arrives, the Office prepares it, and the Chairman directs it from his phone."""

from datetime import timedelta

import time_machine

from dondoc.documents.models import Entry
from dondoc.tasks import actions as tasks
from dondoc.tasks.actions import Assignment
from dondoc.tasks.facts import Term
from dondoc.tasks.models import Task
from tests import world
from tests.browser.conftest import Enter
from tests.browser.person import Person
from tests.files import making

ABSTRACT = "Về việc tập trung ứng phó mưa lũ"
WORDS = "Giao Sở Nội vụ chủ trì, báo cáo trước 17 giờ hằng ngày."


def test_a_telegram_is_registered_prepared_and_directed(enter: Enter) -> None:
    register(enter("clerk"))
    prepare(enter("coordinator"))
    agree(enter("chairman", width=390))
    head = enter("snv_head")
    head.open("/")
    head.click(WORDS)
    head.sees("26/11/2026", "Sở Nội vụ", "Sở Tài chính", "Hỏa tốc")


def register(clerk: Person) -> None:
    """J1: besides typing, the file, the urgency and the key that sends. The symbol names the type."""
    clerk.open("/documents/incoming")
    clerk.press("n")
    clerk.page.wait_for_url("**/register-incoming")
    with clerk.at_most(3):
        clerk.attach(("cong-dien.pdf", world.pdf("cong dien")))
        clerk.type("Số, ký hiệu", "112/CĐ-TTg")
        clerk.type("Ngày văn bản", "25/11/2026")
        clerk.type("Cơ quan ban hành", "Thủ tướng Chính phủ")
        clerk.type("Trích yếu nội dung", ABSTRACT)
        clerk.pick("Hỏa tốc")
        clerk.press("Control+Enter")
    clerk.sees("Đã vào sổ: số đến 1", "Công điện số 112/CĐ-TTg ngày 25/11/2026", "Hỏa tốc")


def prepare(coordinator: Person) -> None:
    coordinator.open("/documents/incoming")
    coordinator.click(ABSTRACT)
    coordinator.click("Trình cho ý kiến")
    coordinator.type("Đề xuất ý kiến chỉ đạo", WORDS)
    coordinator.pick("Chủ trì", "Sở Nội vụ")
    joins = coordinator.page.get_by_role("group", name="Phối hợp")
    coordinator.pick("Sở Tài chính", within=joins)
    coordinator.pick("1")
    coordinator.click("Trình", exact=True)
    coordinator.sees("Đã trình 1 văn bản", "Chờ cho ý kiến")


def agree(chairman: Person) -> None:
    """J2: open, agree. The proposal is filled in; the document lies above, the box below."""
    chairman.open("/directions/")
    with chairman.at_most(2):
        chairman.click(ABSTRACT)
        assert chairman.typed("Ý kiến") == WORDS
        document = chairman.page.get_by_role("region", name="Bản xem văn bản").bounding_box()
        box = chairman.page.get_by_role("textbox", name="Ý kiến").bounding_box()
        assert document and box and document["y"] + document["height"] <= box["y"]
        chairman.click("Đồng ý, giao việc")
    chairman.sees("Đã cho ý kiến, giao 1 nhiệm vụ", "Không còn văn bản nào chờ ý kiến")


def prepared(province: world.World, number: int) -> None:
    """A telegram that lies before the Chairman, given some minutes after the one before."""
    at = world.NOW - timedelta(minutes=60 - number)
    entry = province.incoming(symbol=f"{number}/CĐ-TTg", abstract=f"Về việc đê điều số {number}", at=at)
    proposal = Assignment(
        content="Kiểm tra đê", leads=[province.units["SNV"]], joins=[province.units["STC"]], term=Term("working_day", 1)
    )
    leader, by = province.post("chairman"), province.actor("coordinator")
    tasks.prepare_direction([entry], leader=leader, given=[proposal], words="Kiểm tra ngay.", by=by, at=at)


def test_the_queue_moves_on_by_itself_and_a_change_takes_four_clicks(
    enter: Enter, committed_province: world.World
) -> None:
    for number in (11, 12, 13):
        prepared(committed_province, number)
    chairman = enter("chairman", width=390)
    chairman.open("/directions/")
    with chairman.at_most(2):
        chairman.click("Về việc đê điều số 11")
        chairman.click("Đồng ý, giao việc")
    chairman.sees("Về việc đê điều số 12", "Hàng chờ (2)")
    chairman.click("Hàng chờ")
    with chairman.at_most(4):
        chairman.click("Về việc đê điều số 12")
        chairman.pick("Ủy ban nhân dân xã Đồng Lãm")
        chairman.pick("3")
        chairman.click("Đồng ý, giao việc")
    chairman.sees("Về việc đê điều số 13")
    changed = Task.objects.select_related("lead", "deadline").get(document__abstract="Về việc đê điều số 12")
    assert (changed.lead.pk, f"{changed.deadline.due:%d/%m}") == (committed_province.units["XA"].pk, "30/11")
    assert [one.unit.abbreviation for one in changed.participants.select_related("unit")] == ["STC"]


def test_a_scan_is_registered_with_three_clicks(enter: Enter) -> None:
    """J1: the file, the answer that it bears no secrecy mark, and the key that sends."""
    clerk = enter("clerk")
    clerk.open("/documents/register-incoming")
    with clerk.at_most(3):
        clerk.attach(("cong-van.pdf", making.scan()))
        clerk.pick("Bản quét không có lớp chữ: tôi đã xem, văn bản không có dấu chỉ độ mật")
        clerk.type("Số, ký hiệu", "8890/VPCP-KSTT")
        clerk.type("Cơ quan ban hành", "Văn phòng Chính phủ")
        clerk.type("Trích yếu nội dung", "Về việc cắt giảm thủ tục hành chính")
        clerk.press("Control+Enter")
    clerk.sees("Đã vào sổ: số đến 1", "Công văn số 8890/VPCP-KSTT")


def test_a_direction_on_paper_is_entered_with_its_scan(
    enter: Enter, committed_province: world.World, clock: time_machine.Traveller
) -> None:
    entry: Entry = committed_province.incoming()
    clerk = enter("clerk")
    clerk.open(f"/documents/{entry.document_id}")
    clerk.click("Nhập bút phê trên giấy")
    clerk.type("Nguyên văn bút phê", "Sở Tài chính xử lý, báo cáo tôi.")
    clerk.pick("Chủ trì", "Sở Tài chính")
    clerk.click("Nhập thay")
    clerk.sees("Hãy đính kèm bản quét có bút phê")
    assert clerk.typed("Nguyên văn bút phê") == "Sở Tài chính xử lý, báo cáo tôi."
    clerk.attach(("but-phe.pdf", world.pdf("but phe")))
    clerk.click("Nhập thay")
    clerk.sees("Đã nhập thay ý kiến trên giấy", "nhập thay", "Sở Tài chính xử lý, báo cáo tôi.", "Chủ tịch")
