"""Dấu ĐẾN and the copy for printing: 35 × 50 mm, upright on any page, and the stored bytes untouched."""

import hashlib
from io import BytesIO
from typing import Any

import pikepdf
import pypdfium2
import pytest
import time_machine
from django.test import Client
from PIL import Image, ImageChops

from dondoc.audit.models import AccessLine
from dondoc.documents import actions
from dondoc.documents.models import Entry
from dondoc.files import queries as files
from dondoc.files.actions import store
from tests.reading import body, boxes, pages, place_of
from tests.world import NOW, World, pdf


@pytest.fixture(autouse=True)
def _day() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def asks(world: World, username: str, path: str) -> Any:
    client = Client()
    client.force_login(world.user(username))
    return client.get(path)


def arrival(world: World, content: bytes) -> Entry:
    stored = store(BytesIO(content), name="a.pdf", not_secret=True, by=world.actor("clerk"), at=NOW)
    return world.incoming(files=[(stored, "cong-dien.pdf")])


def copy(world: World, entry: Entry, query: str = "") -> bytes:
    held = entry.document.files.get()
    return body(asks(world, "clerk", f"/documents/{entry.document_id}/files/{held.pk}/copy{query}"))


def two_pages(turn: int = 0, corner: tuple[int, int] = (0, 0)) -> bytes:
    made, other = (pikepdf.open(BytesIO(pdf(words))) for words in ("first page", "second page"))
    made.pages.append(other.pages[0])
    for page in made.pages:
        page.obj["/Rotate"] = turn
        left, bottom, right, top = (float(edge) for edge in page.mediabox)
        x, y = corner
        page.mediabox = [left + x, bottom + y, right + x, top + y]
    out = BytesIO()
    made.save(out, static_id=True)
    return out.getvalue()


def test_the_stamp_is_35_by_50_millimetres_and_says_what_the_decree_asks(province: World) -> None:
    entry = province.incoming()
    actions.forward(entry, to=[(province.units["VP"], "handle")], by=province.actor("clerk"), at=NOW)
    content = body(asks(province, "clerk", f"/documents/{entry.document_id}/stamp"))
    assert any(abs(width - 50) < 0.6 and abs(height - 35) < 0.6 for width, height in boxes(content))
    (words,) = pages(content)
    assert "ỦY BAN NHÂN DÂN TỈNH ĐẾN Số: 1 Ngày: 25/11/2026 Chuyển: Văn phòng Ủy ban nhân dân tỉnh" in words
    assert "Số và ký hiệu HS: ...." in words


def test_only_the_agency_that_registered_it_stamps_it(province: World) -> None:
    entry = province.issue()
    assert asks(province, "clerk", f"/documents/{entry.document_id}/stamp").status_code == 404
    assert asks(province, "snv_clerk", f"/documents/{entry.document_id}/stamp").status_code == 404
    recipient = entry.document.recipients.get(unit=province.units["SNV"])
    actions.register_arrival(recipient, by=province.actor("snv_clerk"), at=NOW)
    content = body(asks(province, "snv_clerk", f"/documents/{entry.document_id}/stamp"))
    assert "SỞ NỘI VỤ ĐẾN Số: 1" in pages(content)[0]


def test_the_copy_has_the_stamp_on_its_first_page_and_the_mark_on_all(province: World) -> None:
    content = copy(province, arrival(province, two_pages()))
    line = AccessLine.objects.get(act="print")
    first, second = pages(content)
    assert "first page" in first and "ĐẾN" in first and "Số: 1" in first
    assert "second page" in second and "ĐẾN" not in second
    for words in (first, second):
        assert f"Người in: Hoàng Thị Hoa, Văn thư · Mã in: {line.pk}" in words


def test_the_stored_bytes_stay_as_they_came(province: World) -> None:
    original = two_pages()
    entry = arrival(province, original)
    copy(province, entry)
    held = entry.document.files.get()
    with files.open_original(held.stored) as kept:
        assert kept.read() == original
    assert held.stored.sha256 == hashlib.sha256(original).hexdigest()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_stamp_is_seen_upright_at_its_place_however_the_page_is_turned(province: World, turn: int) -> None:
    picture = seen(copy(province, arrival(province, two_pages(turn, corner=(100, -50)))))
    red = red_of(picture)
    left, top, right, bottom = (edge / DOTS for edge in red.getbbox() or (0, 0, 0, 0))
    assert (left, top) == pytest.approx((30, 52), abs=0.5)
    assert (right - left, bottom - top) == pytest.approx((50, 35), abs=0.5)
    # The line beside ĐẾN stands left, below the name of the agency; turned round it would stand right, above it.
    line = red.crop(tuple(int(edge * DOTS) for edge in (left + 13.7, top + 11, left + 14.7, top + 21)))  # type: ignore[arg-type]
    beside = [line.crop((0, y, line.width, y + 1)).getbbox() for y in range(line.height)]
    assert all(beside)
    foot = picture.crop((0, picture.height - 11 * DOTS, picture.width, picture.height))
    assert foot.convert("L").getextrema()[0] < 150, "the line of the mark is seen at the foot"


DOTS = 8
"""Dots of the picture per millimetre."""


def seen(content: bytes) -> Image.Image:
    """The first page as a viewer shows it."""
    picture: Image.Image = pypdfium2.PdfDocument(content)[0].render(scale=DOTS / 72 * 25.4).to_pil().convert("RGB")
    return picture


def red_of(picture: Image.Image) -> Image.Image:
    """The red dots of a picture as a mask."""
    red, green, blue = picture.split()
    dark = ImageChops.multiply(*(band.point(lambda value: 255 * (value < 90)) for band in (green, blue)))
    return ImageChops.multiply(red.point(lambda value: 255 * (value > 140)), dark)


def test_the_stamp_goes_to_the_right_where_that_is_free(province: World) -> None:
    content = copy(province, arrival(province, two_pages()), "?place=right")
    left, _ = place_of(content, "ĐẾN")
    assert 135 < left < 150


def test_a_stamp_stays_within_a_small_page(province: World) -> None:
    made = pikepdf.open(BytesIO(pdf("small")))
    made.pages[0].mediabox = [0, 0, 200, 200]
    out = BytesIO()
    made.save(out)
    left, top = place_of(copy(province, arrival(province, out.getvalue())), "ĐẾN")
    assert 0 < left < 70 and 0 < top < 70


def test_an_issued_document_is_copied_with_the_mark_and_no_stamp(province: World) -> None:
    entry = province.issue()
    (words,) = pages(copy(province, entry))
    assert "Bản in từ hệ thống" in words and "ĐẾN" not in words


def test_a_picture_takes_no_stamp_and_the_page_says_what_to_do(province: World) -> None:
    entry = province.incoming(files=[(province.scan(), "quet.png")])
    held = entry.document.files.get()
    response = asks(province, "clerk", f"/documents/{entry.document_id}/files/{held.pk}/copy")
    assert response.status_code == 422
    assert "trên tờ riêng" in response.content.decode()
    assert f"/files/{held.pk}/copy" not in asks(province, "clerk", f"/documents/{entry.document_id}").content.decode()


def test_a_copy_is_a_download(province: World) -> None:
    entry = arrival(province, two_pages())
    held = entry.document.files.get()
    response = asks(province, "clerk", f"/documents/{entry.document_id}/files/{held.pk}/copy")
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"


def test_whoever_may_not_see_the_document_gets_no_copy(province: World) -> None:
    entry = arrival(province, two_pages())
    held = entry.document.files.get()
    assert asks(province, "snv_clerk", f"/documents/{entry.document_id}/files/{held.pk}/copy").status_code == 404


def test_the_stamp_goes_where_nothing_is_written(province: World) -> None:
    """Into the free room nearest to its place (NĐ 30/2020 Phụ lục IV, V): the words stay to be read."""
    made = pikepdf.open(BytesIO(pdf("x")))
    lines = "".join(
        f"BT /F1 10 Tf 85 {842 - 120 - 12 * line} Td (words words words words) Tj ET " for line in range(20)
    )
    made.pages[0].Contents = made.make_stream(lines.encode())
    out = BytesIO()
    made.save(out)
    before, after = seen(out.getvalue()), seen(copy(province, arrival(province, out.getvalue())))
    red = red_of(after)
    written = before.convert("L").point(lambda value: 255 * (value < 250))
    assert red.getbbox() and ImageChops.multiply(red, written).getbbox() is None
