"""Printed forms: data as JSON into a Typst template, PDF/A out. Nothing in the data can become markup.

Every page bears who printed it, when, of what, and under which number of the access log (NĐ 30/2020 Phụ lục VI,
III.6k and l).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal

import typst

from dondoc.lib.days import VIETNAM
from dondoc.lib.lists import Column, shown

PACKAGE = Path(__file__).resolve().parents[1]
FONTS = Path(__file__).with_name("fonts")
ARCHIVAL: Literal["a-2b"] = "a-2b"


@dataclass(frozen=True, slots=True)
class Mark:
    """What every printed page bears: who printed it, when, what it is, and its line in the access log."""

    who: str
    at: datetime
    what: str
    number: int

    def as_json(self) -> dict[str, str]:
        local = self.at.astimezone(VIETNAM)
        return {"who": self.who, "at": f"{local:%H:%M %d/%m/%Y}", "what": self.what, "number": str(self.number)}


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The names at the head of a form, of the agency and of the one directly above it (empty where there is none)."""

    agency: str
    superior: str = ""


@dataclass(frozen=True, slots=True)
class Book:
    """A register to be printed: title page, then one table with numbered columns (NĐ 30/2020 Phụ lục IV)."""

    title: str
    head: Letterhead
    columns: Sequence[Column]
    rows: Sequence[Any]
    since: date
    until: date
    numbers: str = ""
    paper: str = "a4"


def typeset(template: Path, data: Mapping[str, Any], *, mark: Mark, own_fonts: str = "") -> bytes:
    """One form as PDF/A-2b; the template reads `data`, and the shared page its `mark`.

    `own_fonts` is a folder of the agency's fonts: a licensed Times New Roman in it comes before the one shipped.
    """
    inputs = {"data": json.dumps({**data, "mark": mark.as_json()}, ensure_ascii=False)}
    made = typst.compile(
        str(template),
        root=str(PACKAGE),
        font_paths=[str(FONTS), *([own_fonts] if own_fonts else [])],
        ignore_system_fonts=True,
        format="pdf",
        sys_inputs=inputs,
        pdf_standards=[ARCHIVAL],
        timestamp=int(mark.at.timestamp()),
    )
    assert isinstance(made, bytes)
    return made


def typeset_book(book: Book, *, mark: Mark, own_fonts: str = "") -> bytes:
    """A register: the columns that a list declares, in their order, each as wide as it asks for."""
    data = {
        "title": book.title,
        "head": asdict(book.head),
        "columns": [{"label": column.label, "width": column.width} for column in book.columns],
        "rows": [[str(shown(column.raw(row))) for column in book.columns] for row in book.rows],
        "year": str(book.until.year),
        "since": f"{book.since:%d/%m/%Y}",
        "until": f"{book.until:%d/%m/%Y}",
        "numbers": book.numbers,
        "paper": book.paper,
    }
    return typeset(Path(__file__).with_name("typst") / "book.typ", data, mark=mark, own_fonts=own_fonts)


def in_words(day: date) -> str:
    """A day as a form writes it: two figures for days below ten and for January and February (Phụ lục I, II.4)."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"
