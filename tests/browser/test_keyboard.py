"""The chain by keyboard alone: nobody touches a mouse, and where the focus is can always be seen."""

import re

from dondoc.documents import actions as documents
from tests import world
from tests.browser.conftest import Enter
from tests.browser.person import Person

ABSTRACT = "Về việc tập trung ứng phó mưa lũ"
WORDS = "Giao Sở Nội vụ chủ trì, báo cáo hằng ngày."

FOCUS = """() => {
    const el = document.activeElement;
    const drawn = el.matches(".dd-chip input") ? el.nextElementSibling : el.matches(".dd-drop input") ? el.parentElement : el;
    const style = getComputedStyle(drawn), box = drawn.getBoundingClientRect();
    const label = el.getAttribute("aria-label") || [...(el.labels || [])].map((one) => one.innerText).join(" ");
    return {
        name: (label || el.innerText || el.name || el.tagName).trim(),
        seen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
            && box.width > 0 && box.bottom > 0 && box.top < innerHeight,
    };
}"""


def tab_to(person: Person, name: str, *, key: str = "Tab") -> None:
    """Presses Tab until what bears this name has the focus; on the way every focus must be visible."""
    passed: list[str] = []
    for _ in range(120):
        press(person, key)
        focus = person.page.evaluate(FOCUS)
        if focus["name"] != "BODY":
            assert focus["seen"], f"the focus on “{focus['name']}” cannot be seen on {person.page.url}"
        if name in focus["name"]:
            return
        passed.append(focus["name"].splitlines()[0])
    raise AssertionError(f"Tab does not reach “{name}” on {person.page.url}: {passed}")


def press(person: Person, key: str) -> None:
    """What is on a page can be read before its keys work."""
    person.page.wait_for_load_state()
    person.page.keyboard.press(key)


def write(person: Person, name: str, text: str) -> None:
    tab_to(person, name)
    person.page.keyboard.type(text)


def come_in(enter: Enter, username: str) -> Person:
    person = enter("")
    person.open("/login")
    write(person, "Tên đăng nhập", username)
    write(person, "Mật khẩu", world.PASSWORD)
    press(person, "Enter")
    person.sees("Bàn làm việc")
    return person


def go(person: Person, letter: str, path: str) -> None:
    press(person, "g")
    press(person, letter)
    person.page.wait_for_url(f"**{path}")


def open_first(person: Person) -> None:
    press(person, "j")
    press(person, "Enter")
    person.page.wait_for_url(re.compile(r"/\d+(\?|$)"))


def test_the_chain_by_keyboard_alone(enter: Enter, committed_province: world.World) -> None:
    register(come_in(enter, "clerk"))
    prepare(come_in(enter, "coordinator"))
    direct(come_in(enter, "chairman"))
    documents.issue(
        type_=committed_province.type("BC"), abstract="Báo cáo", signer=committed_province.post("snv_head"),
        recipients=[(committed_province.units["UBND"], "")], files=[(committed_province.pdf("bc", by="snv_clerk"), "b.pdf")],
        by=committed_province.actor("snv_clerk"), at=world.NOW,
    )  # fmt: skip
    clerk, head = come_in(enter, "clerk"), come_in(enter, "snv_head")
    take_in(clerk)
    do(head)
    accept(come_in(enter, "chief"))


def register(clerk: Person) -> None:
    """An arrival by hand: N opens the form, Ctrl+Enter sends it; the type follows from the symbol."""
    go(clerk, "d", "/documents/incoming")
    press(clerk, "n")
    clerk.page.wait_for_url("**/register-incoming")
    write(clerk, "Số, ký hiệu", "112/CĐ-TTg")
    write(clerk, "Ngày văn bản", "25/11/2026")
    write(clerk, "Cơ quan ban hành", "Thủ tướng Chính phủ")
    write(clerk, "Trích yếu nội dung", ABSTRACT)
    tab_to(clerk, "Thường")
    for _ in range(3):
        press(clerk, "ArrowRight")
    press(clerk, "Control+Enter")
    clerk.sees("Đã vào sổ: số đến 1", "Hỏa tốc")


def prepare(coordinator: Person) -> None:
    """E prepares; the lead is chosen by typing in the list, the deadline by arrows."""
    go(coordinator, "d", "/documents/incoming")
    open_first(coordinator)
    press(coordinator, "e")
    coordinator.page.wait_for_url("**/directions/prepare**")
    write(coordinator, "Đề xuất ý kiến chỉ đạo", WORDS)
    write(coordinator, "Chủ trì", "Sở N")
    tab_to(coordinator, "Thường lệ")
    press(coordinator, "ArrowRight")
    press(coordinator, "Control+Enter")
    coordinator.sees("Đã trình 1 văn bản")


def direct(chairman: Person) -> None:
    go(chairman, "y", "/directions/")
    open_first(chairman)
    chairman.sees(ABSTRACT)
    press(chairman, "a")
    chairman.sees("Đã cho ý kiến, giao 1 nhiệm vụ")


def take_in(clerk: Person) -> None:
    """A registers the first of the queue."""
    go(clerk, "c", "/documents/arrivals")
    clerk.sees("Báo cáo số 01/BC-SNV")
    press(clerk, "a")
    clerk.sees("Đã vào sổ: số đến 2")


def do(head: Person) -> None:
    """A takes the task in; the result names the report by its symbol."""
    tab_to(head, WORDS)
    press(head, "Enter")
    head.page.wait_for_url("**/tasks/*")
    press(head, "a")
    head.sees("Đã tiếp nhận nhiệm vụ")
    write(head, "Tóm tắt kết quả", "Đã báo cáo.")
    write(head, "Văn bản kết quả đã vào sổ", "01/BC-SNV")
    press(head, "Control+Enter")
    head.sees("Đã gửi kết quả")


def accept(chief: Person) -> None:
    go(chief, "t", "/tasks/")
    tab_to(chief, "Đã giao")
    press(chief, "Enter")
    chief.sees(WORDS)
    open_first(chief)
    press(chief, "a")
    chief.sees("Đã xác nhận hoàn thành")


def test_p_takes_a_list_out_and_opens_what_is_printed_of_a_document(
    enter: Enter, committed_province: world.World
) -> None:
    files = [(committed_province.pdf("telegram"), "cong-dien.pdf")]
    entry = committed_province.incoming(files=files)
    clerk = enter("clerk")
    clerk.open("/documents/incoming")
    with clerk.page.expect_download() as taken:
        press(clerk, "p")
    assert taken.value.suggested_filename.startswith("Danh sách văn bản đến")
    clerk.open(f"/documents/{entry.document_id}")
    press(clerk, "p")
    focus = clerk.page.evaluate(FOCUS)
    assert " ".join(focus["name"].split()) == "Bản in có dấu ĐẾN" and focus["seen"]
    with clerk.page.expect_download() as taken:
        press(clerk, "Enter")
    assert taken.value.suggested_filename == "Ban in cong-dien.pdf"
