"""Lists as files: real days and numbers, text that stays text, the filter on top, nothing cut."""

import csv
import io
from datetime import date, datetime
from typing import Any
from zipfile import ZipFile

import pytest

from dondoc.lib.lists import Column
from dondoc.lib.sheets import Heading, write_csv, write_xlsx
from dondoc.lib.typesetting import Letterhead, Mark
from tests.reading import cells, sheet
from tests.world import NOW, TODAY

COLUMNS = (
    Column("number", "Số đến", lambda row: row[0], "num"),
    Column("day", "Ngày đến", lambda row: row[1], "tight"),
    Column("text", "Trích yếu", lambda row: row[2], "wide", longest=50),
)
FORMULAS = ["=1+1", "+84", "-5%", "@SUM(A1)", "\t=1", '=HYPERLINK("http://x")']
HEADING = Heading(
    Letterhead("Sở Nội vụ", "Ủy ban nhân dân tỉnh"),
    "Danh sách văn bản đến",
    [("Năm", "2026"), ("Độ khẩn", "Khẩn")],
    Mark("Lê Thị Cúc, Văn thư", NOW, "Danh sách", 12),
    1,
)


def xlsx(*rows: tuple[Any, ...]) -> bytes:
    out = io.BytesIO()
    write_xlsx(out, HEADING, COLUMNS, rows)
    return out.getvalue()


def text(*rows: tuple[Any, ...]) -> str:
    out = io.BytesIO()
    write_csv(out, HEADING, COLUMNS, rows)
    return out.getvalue().decode("utf-8")


def test_above_the_rows_stand_agency_filter_day_and_who() -> None:
    found = cells(sheet(xlsx((7, TODAY, "Mưa lũ"))))
    top = [value for row in found[:7] for value in row if value]
    assert top == [
        "ỦY BAN NHÂN DÂN TỈNH",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "SỞ NỘI VỤ",
        "Độc lập - Tự do - Hạnh phúc",
        "DANH SÁCH VĂN BẢN ĐẾN",
        "Bộ lọc: Năm: 2026; Độ khẩn: Khẩn",
        "Ngày xuất: 09:00 25/11/2026 · Người xuất: Lê Thị Cúc, Văn thư · Mã xuất: 12 · Số dòng: 1",
    ]
    assert found[7] == ["Số đến", "Ngày đến", "Trích yếu"]
    bottom = [value for row in found[9:] for value in row if value]
    assert bottom[:3] == ["Ngày 25 tháng 11 năm 2026", "NGƯỜI LẬP BIỂU", "THỦ TRƯỞNG CƠ QUAN"]


def test_numbers_and_days_are_real_ones() -> None:
    found = sheet(xlsx((7, TODAY, "Mưa lũ"), (8, NOW, "Bão")))
    assert (found["A9"].value, found["A9"].data_type) == (7, "n")
    assert (found["B9"].value, found["B9"].number_format, found["B9"].is_date) == (
        datetime(2026, 11, 25),
        "dd/mm/yyyy",
        True,
    )
    assert (found["B10"].value, found["B10"].number_format) == (datetime(2026, 11, 25, 9), "hh:mm dd/mm/yyyy")


def test_the_heading_stays_in_sight_and_filters_its_rows() -> None:
    found = sheet(xlsx((7, TODAY, "a"), (8, TODAY, "b")))
    assert found.freeze_panes == "A9"
    assert found.auto_filter.ref == "A8:C10"
    assert found.print_title_rows == "$8:$8"
    assert found.page_setup.orientation == "landscape"
    assert "Lê Thị Cúc" in found.oddFooter.left.text


@pytest.mark.parametrize("formula", FORMULAS)
def test_what_begins_like_a_formula_stays_text(formula: str) -> None:
    content = xlsx((1, TODAY, formula))
    cell = sheet(content)["C9"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (formula, "s", True)
    assert b"<f>" not in ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml")
    row = list(csv.reader(io.StringIO(text((1, TODAY, formula)))))[1]
    assert row[2] == f"'{formula}"


def test_what_a_sheet_cannot_hold_becomes_a_space() -> None:
    assert sheet(xlsx((1, TODAY, "a\x0bb")))["C9"].value == "a b"


def test_lw16_what_is_longer_than_its_field_is_written_whole_coloured_and_named() -> None:
    found = sheet(xlsx((1, TODAY, "ngắn"), (2, TODAY, "d" * 51)))
    assert found["C10"].value == "d" * 51
    assert found["C10"].fill.fgColor.rgb != found["C9"].fill.fgColor.rgb
    notes = [str(row[0]) for row in cells(found)[10:] if row[0]]
    assert "1 ô ở cột “Trích yếu” (tô màu) dài hơn 50 ký tự" in notes[0]
    assert "NĐ 30/2020 Phụ lục VI" in notes[0]


def test_lw16_says_nothing_when_nothing_is_too_long() -> None:
    assert "Lưu ý" not in str(cells(sheet(xlsx((1, TODAY, "d" * 50)))))


def test_csv_is_for_programs() -> None:
    written = text((7, date(2026, 2, 5), "Mưa, “lũ”\nbão"), (None, None, ""))
    assert written.startswith("\ufeffSố đến,Ngày đến,Trích yếu\r\n")
    assert list(csv.reader(io.StringIO(written.lstrip("\ufeff"))))[1:] == [
        ["7", "2026-02-05", "Mưa, “lũ”\nbão"],
        ["", "", ""],
    ]


def test_progress_is_told_now_and_then() -> None:
    told: list[int] = []
    rows = ((number, TODAY, "x") for number in range(2500))
    write_xlsx(io.BytesIO(), HEADING, COLUMNS, rows, told.append)
    assert told == [1000, 2000]
