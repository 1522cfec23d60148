"""Phiếu gửi: one page for each receiver of an issued document."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from tests.reading import body, pages
from tests.world import NOW, World


@pytest.fixture(autouse=True)
def _day() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def test_each_receiver_has_a_page_with_what_was_sent_and_room_to_sign(province: World) -> None:
    entry = province.issue(recipients=[(province.units["SNV"], ""), (None, "Công ty *A*")], urgency=1, page_count=3)
    client = Client()
    client.force_login(province.user("clerk"))
    first, second = pages(body(client.get(f"/documents/{entry.document_id}/delivery")))
    for words, receiver, way in ((first, "Sở Nội vụ", "Trên hệ thống"), (second, "Công ty *A*", "Bản giấy")):
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM Độc lập - Tự do - Hạnh phúc" in words
        assert "ngày 25 tháng 11 năm 2026" in words
        assert f"PHIẾU GỬI Gửi kèm {entry.document}" in words
        assert f"Kính gửi: {receiver}" in words
        assert f"Số, ký hiệu {entry.document.symbol}" in words
        assert "Độ khẩn Khẩn Số trang 3" in words and way in words
        assert "NGƯỜI NHẬN" in words and "NGƯỜI GỬI" in words and "Hoàng Thị Hoa" in words


def test_an_arrival_has_none(province: World) -> None:
    client = Client()
    client.force_login(province.user("clerk"))
    assert client.get(f"/documents/{province.incoming().document_id}/delivery").status_code == 404
