"""Lists as files: XLSX that is read and printed as it is, and CSV for programs. Written row by row, memory stays flat.

A cell that begins like a formula stays text: what a stranger wrote into an abstract runs nowhere.
"""

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from dondoc.lib.days import VIETNAM
from dondoc.lib.lists import Column, shown
from dondoc.lib.typesetting import Letterhead, Mark, in_words

FORMULA = ("=", "+", "-", "@", "\t", "\r")
FONT = "Times New Roman"
DAY, MOMENT = "dd/mm/yyyy", "hh:mm dd/mm/yyyy"
WIDTHS = {"wide": 60, "num": 9, "tight": 16, "name": 30}
THIN = Side(style="thin", color="888888")
FRAME = Border(top=THIN, bottom=THIN, left=THIN, right=THIN)
LONG = "FFFFE8A3"
HEAD_ROW = 8
EVERY = 1000

Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands above and below the rows: whose list it is, what it is, how it was narrowed, who took it out."""

    head: Letterhead
    title: str
    narrowed: Sequence[tuple[str, str]]
    mark: Mark
    total: int

    @property
    def filter_line(self) -> str:
        return "Bộ lọc: " + ("; ".join(f"{label}: {value}" for label, value in self.narrowed) or "không")


def write_xlsx(
    out: IO[bytes], heading: Heading, columns: Sequence[Column], rows: Iterable[Any], progress: Progress | None = None
) -> None:
    """The list with its heading, the filter above it, real days and numbers, and the block for signatures.

    What is longer than its field of NĐ 30/2020 Phụ lục VI is written whole, coloured, and named below (LW16).
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Danh sách")
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = column.width or _width(column)
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    _page(sheet, heading)
    cells = _Cells(sheet)
    middle = max(len(columns) // 2, 1)
    for line in _top(cells, heading, middle):
        sheet.append(line)
    sheet.append([cells.made(column.label, HEAD_STYLE) for column in columns])
    too_long: dict[str, int] = {}
    count = 0
    for row in rows:
        sheet.append([_cell(cells, column, row, too_long) for column in columns])
        count += 1
        if progress and count % EVERY == 0:
            progress(count)
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(columns))}{HEAD_ROW + count}"
    for line in _bottom(cells, heading, columns, too_long, middle):
        sheet.append(line)
    book.save(out)


def write_csv(
    out: IO[bytes], heading: Heading, columns: Sequence[Column], rows: Iterable[Any], progress: Progress | None = None
) -> None:
    """Heading row and rows alone, UTF-8 with its mark so that spreadsheets read the accents; days as ISO dates."""
    text = io.TextIOWrapper(out, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(text)
    writer.writerow([column.label for column in columns])
    for count, row in enumerate(rows, 1):
        writer.writerow([_plain(column.raw(row)) for column in columns])
        if progress and count % EVERY == 0:
            progress(count)
    text.detach()


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return value.astimezone(VIETNAM).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    text = str(shown(value))
    return f"'{text}" if text.startswith(FORMULA) else text


def _width(column: Column) -> int:
    return next((width for css, width in WIDTHS.items() if css in column.css.split()), 22)


def _page(sheet: Any, heading: Heading) -> None:
    """A4 across, as wide as the page, the heading row on every page, and the mark at the foot."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_title_rows = f"{HEAD_ROW}:{HEAD_ROW}"
    sheet.oddFooter.left.text = _mark_line(heading).replace("&", "&&")
    sheet.oddFooter.right.text = "Trang &P/&N"


def _mark_line(heading: Heading) -> str:
    mark = heading.mark.as_json()
    return f"Ngày xuất: {mark['at']} · Người xuất: {mark['who']} · Mã xuất: {mark['number']}"


@dataclass(frozen=True, slots=True)
class Style:
    """How a cell looks."""

    bold: bool = False
    size: int = 11
    format: str = "General"
    framed: bool = False
    fill: str = ""
    wrapped: bool = False
    middle: bool = False
    quoted: bool = False


PLAIN, BOLD, TITLE = Style(), Style(bold=True), Style(bold=True, size=15)
HEAD_STYLE = Style(bold=True, framed=True, fill="FFDDE6F0", wrapped=True, middle=True)


class _Cells:
    """Makes the cells of one sheet. A style is looked up in the book's tables once, not for every cell that has it."""

    def __init__(self, sheet: Any) -> None:
        self.sheet = sheet
        self.styles: dict[Style, Any] = {}

    def made(self, value: Any, style: Style = PLAIN) -> Any:
        """One cell. Text is always text: no formula is made of it, and editing the cell in Excel makes none either."""
        formula = False
        if isinstance(value, str):
            value = ILLEGAL_CHARACTERS_RE.sub(" ", value)
            formula = value.startswith(FORMULA)
            if formula:
                style = replace(style, quoted=True)
        cell = WriteOnlyCell(self.sheet, value=value)
        if formula:
            cell.data_type = "s"
        if style in self.styles:
            cell._style = self.styles[style]
            return cell
        cell.font = Font(name=FONT, size=style.size, bold=style.bold)
        cell.alignment = Alignment(
            horizontal="center" if style.middle else None,
            vertical="center" if style.middle else "top",
            wrap_text=style.wrapped,
        )
        cell.number_format = style.format
        cell.quotePrefix = style.quoted
        if style.fill:
            cell.fill = PatternFill("solid", fgColor=style.fill)
        if style.framed:
            cell.border = FRAME
        self.styles[style] = cell._style
        return cell


def _top(cells: _Cells, heading: Heading, middle: int) -> list[list[Any]]:
    def both(left: str, right: str) -> list[Any]:
        return [cells.made(left, BOLD), *[None] * (middle - 1), cells.made(right, BOLD)]

    return [
        both(heading.head.superior.upper(), "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        both(heading.head.agency.upper(), "Độc lập - Tự do - Hạnh phúc"),
        [],
        [cells.made(heading.title.upper(), TITLE)],
        [cells.made(heading.filter_line)],
        [cells.made(f"{_mark_line(heading)} · Số dòng: {shown(heading.total)}")],
        [],
    ]


def _bottom(
    cells: _Cells, heading: Heading, columns: Sequence[Column], too_long: dict[str, int], middle: int
) -> list[list[Any]]:
    limits = {column.key: column for column in columns}
    notes = [
        [
            cells.made(
                f"Lưu ý: {count} ô ở cột “{limits[key].label}” (tô màu) dài hơn {limits[key].longest} ký tự của trường "
                "dữ liệu theo NĐ 30/2020 Phụ lục VI; nội dung được giữ nguyên."
            )
        ]
        for key, count in too_long.items()
    ]
    gap: list[Any] = [None] * (middle - 1)
    day = in_words(heading.mark.at.astimezone(VIETNAM).date())
    return [
        [],
        *notes,
        [None, *gap, cells.made(f"{day[0].upper()}{day[1:]}")],
        [cells.made("NGƯỜI LẬP BIỂU", BOLD), *gap, cells.made("THỦ TRƯỞNG CƠ QUAN", BOLD)],
        [cells.made("(Ký, ghi rõ họ tên)"), *gap, cells.made("(Ký, ghi rõ họ tên, đóng dấu)")],
    ]


FRAMED, WRAPPED = Style(framed=True), Style(framed=True, wrapped=True)
DAY_STYLE, MOMENT_STYLE = Style(framed=True, format=DAY), Style(framed=True, format=MOMENT)


def _cell(cells: _Cells, column: Column, row: Any, too_long: dict[str, int]) -> Any:
    value = column.raw(row)
    if isinstance(value, datetime):
        return cells.made(value.astimezone(VIETNAM).replace(tzinfo=None), MOMENT_STYLE)
    if isinstance(value, date):
        return cells.made(value, DAY_STYLE)
    if isinstance(value, int):
        return cells.made(value, FRAMED)
    text = str(shown(value))
    style = WRAPPED if "wide" in column.css else FRAMED
    if column.longest is not None and len(text) > column.longest:
        too_long[column.key] = too_long.get(column.key, 0) + 1
        style = replace(style, fill=LONG)
    return cells.made(text, style)
