"""Forms as PDF: data never become markup, every page says who printed it, the font is the one shipped."""

import hashlib
import json
from datetime import date
from io import BytesIO

import pikepdf

from dondoc.lib.lists import Column
from dondoc.lib.typesetting import FONTS, Book, Letterhead, Mark, in_words, typeset_book
from tests.reading import pages
from tests.world import NOW

MARK = Mark("Hoàng Thị Hoa, Văn thư", NOW, "Sổ đăng ký văn bản đến", 4711)
COLUMNS = (
    Column("number", "Số đến", lambda row: row[0], width=10),
    Column("abstract", "Trích yếu", lambda row: row[1], width=60),
)
MARKUP = "#panic() *đậm* $x$ `mã` <nhãn> @tham-chiếu \\ #sys.inputs.data // hết"


def book(rows: list[tuple[int, str]], **more: str) -> bytes:
    made = Book(
        "SỔ THỬ",
        Letterhead("Sở Nội vụ", "Ủy ban nhân dân tỉnh"),
        COLUMNS,
        rows,
        date(2026, 1, 1),
        date(2026, 11, 25),
        **more,
    )
    return typeset_book(made, mark=MARK)


def test_what_looks_like_markup_is_printed_as_it_was_typed() -> None:
    assert MARKUP in pages(book([(1, MARKUP)]))[1]


def test_every_page_bears_who_printed_when_what_under_which_number_and_its_place() -> None:
    printed = pages(book([(number, "Về việc ứng phó mưa lũ") for number in range(1, 200)]))
    assert len(printed) > 3
    for number, words in enumerate(printed, 1):
        assert (
            "Ngày in: 09:00 25/11/2026 · Người in: Hoàng Thị Hoa, Văn thư · Sổ đăng ký văn bản đến · Mã in: 4711"
            in words
        )
        assert f"Trang {number}/{len(printed)}" in words
        assert "09:00 25/11/2026 · mã in 4711" in words


def test_the_heading_of_the_columns_stands_on_every_page_of_the_table() -> None:
    for words in pages(book([(number, "x") for number in range(200)]))[1:]:
        assert "mã in 4711 Số đến Trích yếu (1) (2) " in words


def test_the_title_page_is_that_of_the_decree() -> None:
    title = pages(book([(1, "x")], numbers="Từ số 1 đến số 9"))[0]
    assert (
        "ỦY BAN NHÂN DÂN TỈNH SỞ NỘI VỤ SỔ THỬ Năm: 2026 Từ ngày 01/01/2026 đến ngày 25/11/2026 Từ số 1 đến số 9 Quyển số:"
        in title
    )


def test_a_book_without_rows_says_so() -> None:
    assert "Không có dòng nào trong kỳ." in pages(book([]))[1]


def test_it_is_archival_and_has_its_own_font_in_it() -> None:
    with pikepdf.open(BytesIO(book([(1, "Ủy ban")]))) as pdf:
        about = pdf.open_metadata()
        assert (about["pdfaid:part"], about["pdfaid:conformance"]) == ("2", "B")
        assert about["dc:title"] == "Sổ đăng ký văn bản đến"
        fonts = {str(font.BaseFont) for font in pdf.pages[1].Resources.Font.values()}
    assert fonts and all("LiberationSerif" in name for name in fonts)


def test_the_fonts_are_those_that_were_taken() -> None:
    listed = json.loads((FONTS / "FONTS.json").read_text())
    assert {path.name for path in FONTS.glob("*.ttf")} == {row["file"] for row in listed}
    for row in listed:
        assert hashlib.sha256((FONTS / row["file"]).read_bytes()).hexdigest() == row["sha256"]
    assert "SIL OPEN FONT LICENSE" in (FONTS / "OFL.txt").read_text()


def test_a_day_is_written_with_two_figures_below_ten_and_in_the_first_two_months() -> None:
    assert in_words(date(2026, 2, 5)) == "ngày 05 tháng 02 năm 2026"
    assert in_words(date(2026, 11, 25)) == "ngày 25 tháng 11 năm 2026"
    assert in_words(date(2026, 3, 5)) == "ngày 05 tháng 3 năm 2026"
