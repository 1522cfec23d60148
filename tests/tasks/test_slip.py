"""Phiếu giải quyết văn bản đến: its three parts, filled with what was directed, charged and proposed, or blank."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from dondoc.documents.models import Entry
from dondoc.tasks import actions
from dondoc.tasks.actions import Assignment
from dondoc.tasks.facts import Term
from tests.reading import body, pages
from tests.world import NOW, World

PARTS = (
    "1. Ý kiến của lãnh đạo cơ quan, tổ chức",
    "2. Ý kiến của lãnh đạo đơn vị",
    "3. Ý kiến đề xuất của người giải quyết",
)


@pytest.fixture(autouse=True)
def _day() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def slip(world: World, entry: Entry, username: str = "clerk") -> str:
    client = Client()
    client.force_login(world.user(username))
    response = client.get(f"/documents/{entry.document_id}/slip")
    assert response.status_code == 200
    return " ".join(pages(body(response)))


def parts(words: str) -> list[str]:
    """What stands in each of the three parts."""
    starts = [words.index(part) for part in PARTS]
    return [words[start:end] for start, end in zip(starts, [*starts[1:], len(words)], strict=True)]


def test_an_arrival_nobody_has_looked_at_has_lines_to_write_on(province: World) -> None:
    words = slip(province, province.incoming())
    assert "PHIẾU GIẢI QUYẾT VĂN BẢN ĐẾN Công điện số 112/CĐ-TTg ngày 25/11/2026 của Thủ tướng Chính phủ" in words
    assert "Về việc ứng phó mưa lũ Số đến: 1; ngày đến: 25/11/2026" in words
    for part in parts(words):
        assert "....." in part


def test_what_was_directed_charged_and_proposed_stands_in_its_part(province: World) -> None:
    entry = province.incoming()
    given = Assignment("Trực ban", [province.units["SNV"]], joins=[province.units["STC"]], term=Term("working_day", 7))
    (direction,) = actions.prepare_direction(
        [entry], leader=province.post("chairman"), given=[given], words="Trực ngay #hết",
        by=province.actor("coordinator"), at=NOW,
    )  # fmt: skip
    assert "Trực ngay" not in slip(province, entry), "what the leader has not said is not his opinion"
    (task,) = actions.give_direction(direction, by=province.actor("chairman"), at=NOW)
    head, officer = province.actor("snv_head"), province.actor("snv_officer")
    actions.acknowledge(task, person=province.post("snv_officer"), by=head, at=NOW)
    actions.report_progress(task, text="Đề nghị tăng cường lực lượng", by=officer, at=NOW)
    first, second, third = parts(slip(province, entry))
    assert "Trực ngay #hết" in first
    assert "Chủ trì: Sở Nội vụ. Trực ban" in first and "Phối hợp: Sở Tài chính" in first
    assert f"Thời hạn: {task.deadline.due:%d/%m/%Y}" in first
    assert "Ngày 25 tháng 11 năm 2026 Chủ tịch" in first
    assert "Sở Nội vụ giao Vũ Thị Én, Chuyên viên; thời hạn" in second
    assert "Đề nghị tăng cường lực lượng" in third and "Vũ Thị Én, Chuyên viên" in third


def test_another_agency_gets_none(province: World) -> None:
    client = Client()
    client.force_login(province.user("snv_clerk"))
    assert client.get(f"/documents/{province.incoming().document_id}/slip").status_code == 404
