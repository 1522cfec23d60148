"""Sổ theo dõi giải quyết văn bản đến: seven columns, with deadlines and progress of the work that was given."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from dondoc.documents import actions as documents
from dondoc.documents.models import Register
from tests.reading import body, cells, pages, sheet
from tests.world import NOW, TODAY, World

YEAR = {"since": "2026-01-01", "until": "2026-12-31"}
COLUMNS = ["Số đến", "Tên loại, số, ký hiệu, ngày, tháng và tên cơ quan, tổ chức ban hành văn bản",
           "Đơn vị hoặc người nhận", "Thời hạn giải quyết", "Tiến độ giải quyết", "Số, ký hiệu văn bản trả lời",
           "Ghi chú"]  # fmt: skip


@pytest.fixture(autouse=True)
def _day() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def arrivals(world: World) -> Register:
    return Register.objects.get(agency=world.units["UBND"], direction="in")


def rows(world: World) -> list[list[Any]]:
    client = Client()
    client.force_login(world.user("clerk"))
    asked = {"register": arrivals(world).pk, "kind": "xlsx", **YEAR}
    return cells(sheet(body(client.post("/export/follow-up", asked))))[7:]


def test_it_has_its_seven_columns_on_paper_too(province: World) -> None:
    province.incoming()
    client = Client()
    client.force_login(province.user("clerk"))
    response = client.get(f"/registers/{arrivals(province).pk}/follow-up", YEAR)
    title, page = pages(body(response))
    assert "SỔ THEO DÕI GIẢI QUYẾT VĂN BẢN ĐẾN" in title
    assert " ".join(COLUMNS) + " (1) (2) (3) (4) (5) (6) (7)" in page
    assert "1 Công điện số 112/CĐ-TTg ngày 25/11/2026 của Thủ tướng Chính phủ Đã vào sổ" in page


def test_work_given_on_an_arrival_is_its_receiver_deadline_and_progress(province: World) -> None:
    entry = province.incoming()
    task = province.task(document=entry.document)
    heading, row = rows(province)[:2]
    assert heading == COLUMNS
    assert row[2] == "Sở Nội vụ"
    assert row[3] == f"{task.deadline.due:%d/%m/%Y}"
    assert row[4] == "Sở Nội vụ: đã giao, còn 7 ngày"


def test_without_work_the_entry_itself_says_how_it_stands(province: World) -> None:
    entry = province.incoming(due_on=TODAY + timedelta(days=5))
    documents.forward(entry, to=[(province.post("chief"), "handle")], by=province.actor("clerk"), at=NOW)
    row = rows(province)[1]
    assert row[2:5] == ["Chánh Văn phòng, Văn phòng Ủy ban nhân dân tỉnh", "30/11/2026", "Đã chuyển"]


def test_what_answers_it_is_named(province: World) -> None:
    entry = province.incoming()
    answer = province.issue(answers=[entry.document], type_=province.type("TB"))
    assert rows(province)[1][5] == answer.document.symbol
