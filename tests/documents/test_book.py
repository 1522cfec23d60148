"""Registers on paper and as a file: the columns of the decree in their order, for the agency that keeps them."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from dondoc.audit.models import AccessLine
from dondoc.documents import actions
from dondoc.documents.models import Register
from dondoc.documents.views import printing
from tests.reading import body, cells, pages, sheet
from tests.world import NOW, World

YEAR = {"since": "2026-01-01", "until": "2026-12-31"}
IN = ["Ngày đến", "Số đến", "Tác giả", "Số, ký hiệu văn bản", "Ngày tháng văn bản",
      "Tên loại và trích yếu nội dung văn bản", "Đơn vị hoặc người nhận", "Ngày chuyển", "Ký nhận", "Ghi chú"]  # fmt: skip
OUT = ["Số, ký hiệu văn bản", "Ngày tháng văn bản", "Tên loại và trích yếu nội dung văn bản", "Người ký",
       "Nơi nhận văn bản", "Đơn vị, người nhận bản lưu", "Số lượng bản", "Ngày chuyển", "Ký nhận", "Ghi chú"]  # fmt: skip
POST = ["Ngày chuyển", "Số, ký hiệu văn bản", "Nơi nhận văn bản", "Số lượng bì", "Ký nhận và dấu bưu điện", "Ghi chú"]


@pytest.fixture(autouse=True)
def _day() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def register(world: World, code: str, direction: str) -> Register:
    return Register.objects.get(agency=world.units[code], direction=direction)


def asks(world: World, username: str, path: str, **more: str) -> Any:
    client = Client()
    client.force_login(world.user(username))
    return client.get(path, YEAR | more)


def printed(world: World, username: str, code: str, direction: str, kind: str, **more: str) -> str:
    response = asks(world, username, f"/registers/{register(world, code, direction).pk}/books/{kind}", **more)
    assert response.status_code == 200, response.content
    assert response["Content-Type"] == "application/pdf"
    return " ".join(pages(body(response))[1:])


def exported(world: World, username: str, code: str, direction: str, kind: str) -> list[list[Any]]:
    client = Client()
    client.force_login(world.user(username))
    asked = {"register": register(world, code, direction).pk, "book": kind, "kind": "xlsx", **YEAR}
    response = client.post("/export/register", asked)
    assert response.status_code == 200
    return cells(sheet(body(response)))[7:]


def numbered(columns: list[str]) -> str:
    return " ".join(columns) + " " + " ".join(f"({place})" for place in range(1, len(columns) + 1))


def test_arrivals_have_their_ten_columns(province: World) -> None:
    entry = province.incoming(note="Bản chính gửi sau")
    actions.forward(entry, to=[(province.units["VP"], "handle")], by=province.actor("clerk"), at=NOW)
    words = printed(province, "clerk", "UBND", "in", "in")
    assert numbered(IN) in words
    assert (
        "25/11/2026 1 Thủ tướng Chính phủ 112/CĐ-TTg 25/11/2026 Công điện: Về việc ứng phó mưa lũ Văn phòng Ủy ban nhân "
        "dân tỉnh 25/11/2026 Hỏa tốc; Bản chính gửi sau"
    ) in words
    heading, row = exported(province, "clerk", "UBND", "in", "in")[:2]
    assert heading == IN
    assert row[1] == 1 and row[6] == "Văn phòng Ủy ban nhân dân tỉnh"


def test_work_given_on_an_arrival_is_where_it_went(province: World) -> None:
    entry = province.incoming()
    province.task(document=entry.document)
    row = exported(province, "clerk", "UBND", "in", "in")[1]
    assert row[6] == "Sở Nội vụ; Sở Tài chính"
    assert row[7].date() == NOW.date()


def test_issued_have_their_ten_columns_and_a_void_number_its_reason(province: World) -> None:
    province.issue(copies=25)
    void = province.issue(recipients=[(None, "Công ty A")], abstract="Ký nhầm")
    actions.void_number(void.number, reason="Ký nhầm người", by=province.actor("clerk"), at=NOW)
    words = printed(province, "clerk", "UBND", "out", "out")
    assert numbered(OUT) in words
    assert "Số hủy" not in words and "Hủy số. Ký nhầm người" in words
    rows = exported(province, "clerk", "UBND", "out", "out")
    assert rows[0] == OUT
    assert rows[1][0] == "01/CT-UBND"
    assert rows[1][3:7] == ["Nguyễn Hữu Thành", "Sở Nội vụ; Sở Tài chính; Ủy ban nhân dân xã Đồng Lãm", "VT", 25]


def test_a_correction_stands_beside_the_fact(province: World) -> None:
    entry = province.incoming()
    actions.correct(
        entry.document, field="abstract", new="Về việc hộ đê", reason="Ghi sai", by=province.actor("clerk"), at=NOW
    )
    note = exported(province, "clerk", "UBND", "in", "in")[1][9]
    assert note == "Hỏa tốc; Đính chính “Về việc ứng phó mưa lũ” thành “Về việc hộ đê”"


def test_the_postal_list_has_six_columns_and_only_what_goes_by_post(province: World) -> None:
    province.issue()
    province.issue(recipients=[(province.units["SNV"], ""), (None, "Công ty A"), (None, "Ông B")], abstract="Gửi giấy")
    rows = exported(province, "clerk", "UBND", "out", "post")
    assert rows[0] == POST
    assert rows[1][1:4] == ["02/CT-UBND", "Công ty A; Ông B", 2]
    assert rows[2] == [None] * 6
    assert numbered(POST) in printed(province, "clerk", "UBND", "out", "post")


def test_only_the_days_asked_for_stand_in_it(province: World) -> None:
    province.incoming()
    path = f"/registers/{register(province, 'UBND', 'in').pk}/books/in"
    response = asks(province, "clerk", path, since="2026-11-01", until="2026-11-24")
    assert "Không có dòng nào trong kỳ." in pages(body(response))[1]


def test_each_print_is_a_line_of_the_access_log_whose_number_it_bears(province: World) -> None:
    books = register(province, "UBND", "in")
    words = pages(body(asks(province, "chairman", f"/registers/{books.pk}/books/in")))
    line = AccessLine.objects.get(act="print")
    assert (line.subject_kind, line.subject_id, line.user_id) == (
        "documents.register",
        books.pk,
        province.user("chairman").pk,
    )
    for page in words:
        assert f"Người in: Nguyễn Hữu Thành, Chủ tịch · Sổ đăng ký văn bản đến, Sổ in · Mã in: {line.pk}" in page


@pytest.mark.parametrize(
    ("username", "status"), [("snv_clerk", 404), ("admin", 404), ("chief", 403), ("stc_head", 404)]
)
def test_others_cannot_print_it(province: World, username: str, status: int) -> None:
    province.incoming()
    kept = register(province, "UBND", "in")
    if username == "admin":
        # He belongs to the agency and sets registers up, but reads no documents.
        status = 403
    for path in ("print", "books/in", "follow-up"):
        assert asks(province, username, f"/registers/{kept.pk}/{path}").status_code == status
    client = Client()
    client.force_login(province.user(username))
    asked = {"register": kept.pk, "book": "in", "kind": "xlsx", **YEAR}
    assert client.post("/export/register", asked).status_code == 404


def test_a_period_too_long_for_paper_says_what_to_do(province: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printing, "LONGEST_BOOK", 1)
    province.incoming()
    province.incoming(symbol="113/CĐ-TTg")
    kept = register(province, "UBND", "in").pk
    refused = asks(province, "clerk", f"/registers/{kept}/books/in")
    assert refused.status_code == 422
    assert "xuất Excel" in refused.content.decode()
    page = asks(province, "clerk", f"/registers/{kept}/print").content.decode()
    assert "Quá dài để in một lần" in page and "/books/in?" not in page


def test_the_page_offers_the_books_of_the_register_for_a_period(province: World) -> None:
    province.incoming()
    page = asks(province, "clerk", f"/registers/{register(province, 'UBND', 'in').pk}/print").content.decode()
    assert "Sổ đăng ký văn bản đến" in page and "Sổ theo dõi giải quyết văn bản đến" in page
    assert "bưu điện" not in page
    page = asks(province, "clerk", f"/registers/{register(province, 'UBND', 'out').pk}/print").content.decode()
    assert "Sổ đăng ký văn bản đi" in page and "Sổ gửi văn bản đi bưu điện" in page and "theo dõi" not in page


def test_a_period_the_wrong_way_round_is_said_beside_its_field(province: World) -> None:
    path = f"/registers/{register(province, 'UBND', 'in').pk}/print"
    page = asks(province, "clerk", path, since="2026-12-01", until="2026-01-01").content.decode()
    assert "Ngày cuối kỳ phải sau ngày đầu kỳ." in page
