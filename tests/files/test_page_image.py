"""Previews: one page as PNG, made once by the child and kept; nothing where there is no such page."""

from io import BytesIO

import pytest
from PIL import Image

from dondoc.files import queries
from dondoc.files.actions import store
from dondoc.files.models import StoredFile
from dondoc.files.queries import MAX_PREVIEW_PAGES, WIDTHS, page_image
from dondoc.lib.actor import SYSTEM
from tests.files import making
from tests.files.conftest import Shelf
from tests.world import NOW

pytestmark = pytest.mark.django_db


def kept(content: bytes, name: str) -> StoredFile:
    return store(BytesIO(content), name=name, not_secret=True, by=SYSTEM, at=NOW)


def opened(image: bytes | None) -> Image.Image:
    assert image is not None
    return Image.open(BytesIO(image))


@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_of_a_pdf(width: int) -> None:
    image = opened(page_image(kept(making.pdf(), "a.pdf"), 0, width))
    assert image.format == "PNG" and abs(image.width - width) <= 1
    assert abs(image.height / image.width - 29.7 / 21) < 0.01
    assert image.convert("L").getextrema()[0] < 128  # there are letters on it


def test_every_page_is_its_own() -> None:
    stored = kept(making.pdf("một #pagebreak() #rect(width: 100%, height: 90%, fill: black)"), "a.pdf")
    first, second = page_image(stored, 0, 480), page_image(stored, 1, 480)
    assert first != second
    assert opened(second).convert("L").getpixel((240, 300)) == 0


def test_pictures_and_pages_of_a_tiff() -> None:
    tiff = kept(making.tiff(2), "a.tif")
    assert opened(page_image(tiff, 0, 480)).getpixel((5, 5)) == (255, 255, 255)
    assert opened(page_image(tiff, 1, 480)).getpixel((5, 5)) == (128, 128, 128)
    assert opened(page_image(kept(making.picture("JPEG"), "a.jpg"), 0, 480)).width == 480
    small = kept(making.picture("PNG", (40, 20)), "a.png")
    assert opened(page_image(small, 0, 900)).size == (40, 20)


def test_it_is_made_once_and_kept_apart_from_the_originals(monkeypatch: pytest.MonkeyPatch, shelf: Shelf) -> None:
    stored = kept(making.pdf(), "a.pdf")
    first = page_image(stored, 0, 480)
    monkeypatch.setattr(queries, "ask_child", lambda *args: pytest.fail("rendered twice"))
    assert page_image(stored, 0, 480) == first
    assert [path.parts[0] for path in shelf.written()] == ["files", "previews"]


@pytest.mark.parametrize(
    ("page", "width"), [(-1, 480), (1, 480), (999, 480), (0, 0), (0, -480), (0, 481), (0, 100_000)]
)
def test_no_other_page_or_width(page: int, width: int, shelf: Shelf) -> None:
    assert page_image(kept(making.pdf(), "a.pdf"), page, width) is None
    assert len(shelf.written()) == 1


def test_only_the_first_pages_have_previews() -> None:
    stored = kept(making.pdf("x" + "#pagebreak() x" * (MAX_PREVIEW_PAGES + 1)), "a.pdf")
    assert stored.page_count == MAX_PREVIEW_PAGES + 2
    assert page_image(stored, MAX_PREVIEW_PAGES - 1, 480) is not None
    assert page_image(stored, MAX_PREVIEW_PAGES, 480) is None


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (making.docx("x"), "a.docx"),
        (b"x", "a.txt"),
        (making.zipped({"a": "b"}), "a.zip"),
    ],
)
def test_other_types_have_none(content: bytes, name: str) -> None:
    stored = kept(content, name)
    assert not stored.has_preview and page_image(stored, 0, 480) is None


def test_a_page_that_cannot_be_drawn_has_none_and_leaves_nothing(shelf: Shelf) -> None:
    stored = kept(making.pdf(), "a.pdf")
    (shelf.root / "files" / stored.path).write_bytes(b"%PDF-1.7 broken since")
    assert page_image(stored, 0, 480) is None
    assert len(shelf.written()) == 1


@pytest.mark.parametrize("size", ["width: 2pt, height: 14000pt", "width: 14000pt, height: 14000pt"])
def test_a_monstrous_page_does_not_harm(size: str) -> None:
    image = page_image(kept(making.pdf(f"#set page({size}, margin: 0pt)\n.#place(rect())"), "a.pdf"), 0, 480)
    assert image is None or opened(image).width <= 481
