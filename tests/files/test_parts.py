"""Pages taken out of a PDF, and files put one behind the other: by the child process, the originals unaltered."""

from io import BytesIO

import pikepdf
import pytest
from PIL import Image

from dondoc.files import queries
from dondoc.files.actions import store
from dondoc.files.models import StoredFile
from tests.world import NOW, World, book, pdf, scan_png

pytestmark = pytest.mark.django_db


def stored(world: World, pages: int) -> StoredFile:
    return store(BytesIO(book(pages)), name="book.pdf", by=world.actor("clerk"), at=NOW)


def texts(content: bytes, world: World) -> str:
    made = store(BytesIO(content), name="made.pdf", by=world.actor("clerk"), at=NOW)
    return queries.text_of(made)


def test_a_part_has_its_pages_and_only_these(province: World) -> None:
    whole = stored(province, 5)
    made = queries.part_of(whole, 2, 3)
    assert made is not None
    with pikepdf.open(BytesIO(made)) as opened:
        assert len(opened.pages) == 2
    text = texts(made, province)
    assert "trang so 2" in text and "trang so 3" in text
    assert "trang so 1" not in text and "trang so 4" not in text
    assert queries.is_intact(whole)


def test_files_and_pictures_follow_one_another(province: World) -> None:
    jpeg = BytesIO()
    Image.new("RGB", (400, 200), "white").save(jpeg, "JPEG", dpi=(100, 100))
    picture = store(BytesIO(jpeg.getvalue()), name="a.jpg", not_secret=True, by=province.actor("clerk"), at=NOW)
    made = queries.joined([stored(province, 2), picture, province.scan()])
    assert made is not None and jpeg.getvalue() in made, "a JPEG goes in as it is"
    with pikepdf.open(BytesIO(made)) as opened:
        assert len(opened.pages) == 4
        assert [float(side) for side in opened.pages[2].mediabox[2:]] == [288, 144]


def test_what_cannot_be_made_gives_none(province: World) -> None:
    assert queries.part_of(stored(province, 2), 2, 9) is None
    assert (
        queries.joined([stored(province, 1), store(BytesIO(b"chu"), name="a.txt", by=province.actor("clerk"), at=NOW)])
        is None
    )


def test_a_signed_pdf_is_known(province: World) -> None:
    signed = pdf("signed").replace(b"%%EOF", b"% /ByteRange [0 1 2 3]\n%%EOF")
    assert queries.is_signed(store(BytesIO(signed), name="s.pdf", by=province.actor("clerk"), at=NOW))
    assert not queries.is_signed(stored(province, 1))
    assert scan_png() and not queries.is_signed(province.scan())
