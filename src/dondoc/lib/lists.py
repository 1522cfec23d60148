"""One list for all apps: declared columns and filters, keyset pages, a count that never gets slow.

Paging runs along (sort key, id) downwards by a cursor, never by OFFSET: the last page costs what the first does.
The same declaration is the list on the page, in a spreadsheet and on paper.
"""

import base64
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from dondoc.lib.days import VIETNAM

EXACT_TO = 10_000
SIZES = (10, 20, 50, 100)
DEFAULT_SIZE = 20
PIECE = 1000
# Two numbers of 64 bits fit; what is longer is none of ours and could nest deeper than JSON is read.
LONGEST_CURSOR = 80


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading and what a row shows in it. `cell` returns text, a day, a number or safe HTML.

    Where `cell` is HTML, `value` says what a file and paper hold instead. `longest` is the length of the field in
    NĐ 30/2020 Phụ lục VI, Phần II; `width` is in characters of a spreadsheet, and the share of a printed page.
    """

    key: str
    label: str
    cell: Callable[[Any], Any]
    css: str = ""
    value: Callable[[Any], Any] | None = None
    longest: int | None = None
    width: int = 0

    def raw(self, row: Any) -> Any:
        """What a row has here, before it is made to be shown."""
        return (self.value or self.cell)(row)


def shown(value: Any) -> Any:
    """A day, a moment or a number as it is written in Việt Nam; nothing as nothing; all else as it is."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value.astimezone(VIETNAM):%H:%M %d/%m/%Y}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return value


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice above the list: (value, label) pairs, and how the chosen value narrows the rows."""

    key: str
    label: str
    choices: Sequence[tuple[str, str]]
    apply: Callable[["QuerySet[Any]", str], "QuerySet[Any]"]


@dataclass(frozen=True, slots=True)
class ListSpec:
    """What one list is made of. `sort_key` is the indexed field (descending) that it runs along.

    A list with a `name` can be taken out as a file; the settings say which function makes it (`DONDOC_EXPORTS`).
    """

    columns: Sequence[Column]
    name: str = ""
    url: Callable[[Any], str] = lambda row: ""
    filters: Sequence[Filter] = ()
    sort_key: str = "sort_key"
    css: Callable[[Any], str] = lambda row: ""
    select: Callable[[Any], int] | None = None
    empty: str = "Không có mục nào."


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell ready for the page."""

    label: str
    css: str
    content: Any
    url: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row ready for the page."""

    cells: tuple[Cell, ...]
    url: str
    css: str
    select_id: int | None


@dataclass(slots=True)
class Page:
    """One page of a list, ready for `_list.html`."""

    columns: Sequence[Column]
    rows: list[Row] = field(default_factory=list)
    filters: list[tuple[Filter, str]] = field(default_factory=list)
    hidden: list[tuple[str, str]] = field(default_factory=list)
    count: str = "0"
    size: int = DEFAULT_SIZE
    next_url: str = ""
    previous_url: str = ""
    selectable: bool = False
    filtered: bool = False
    empty: str = ""
    clear_url: str = ""
    sizes: tuple[int, ...] = SIZES
    export: str = ""
    chosen: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Table:
    """A whole list as it leaves the product: what it is, its rows in order, and how they were narrowed, in words.

    `lines` makes of a piece of rows what the columns read, where that is more than the rows themselves.
    """

    title: str
    rows: "QuerySet[Any]"
    columns: Sequence[Column]
    narrowed: Sequence[tuple[str, str]] = ()
    lines: Callable[[Sequence[Any]], Iterable[Any]] = iter

    def each(self) -> Iterator[Any]:
        """Every line, read in pieces: memory does not grow with the list."""
        rows = self.rows.iterator(chunk_size=PIECE)
        while piece := list(islice(rows, PIECE)):
            yield from self.lines(piece)


def count_of(rows: "QuerySet[Any]") -> str:
    """How many, exact to 10,000."""
    number = rows.order_by()[: EXACT_TO + 1].count()
    return "hơn 10.000" if number > EXACT_TO else f"{number:,}".replace(",", ".")


def read(
    request_get: Mapping[str, str],
    rows: "QuerySet[Any]",
    spec: ListSpec,
    *,
    keep: Sequence[str] = ("tab", "box"),
    unread: Callable[[Sequence[Any]], set[int]] | None = None,
) -> Page:
    """One page of `rows` as the query string asks. Whatever is wrong in the query string is left aside.

    `unread` tells, for the rows of the page, the ids (of the rows) that are shown bold.
    """
    page = Page(columns=spec.columns, selectable=spec.select is not None, empty=spec.empty)
    page.hidden = [(key, request_get[key]) for key in keep if request_get.get(key)]
    kept: dict[str, str] = dict(page.hidden)
    rows, page.filters = narrow(request_get, rows, spec)
    chosen = {one.key: value for one, value in page.filters if value}
    kept |= chosen
    page.filtered = bool(chosen)
    page.export, page.chosen = spec.name, list(kept.items())
    page.clear_url = "?" + urlencode(dict(page.hidden))
    size = request_get.get("size", "")
    page.size = int(size) if size in {str(s) for s in SIZES} else DEFAULT_SIZE
    if page.size != DEFAULT_SIZE:
        kept["size"] = str(page.size)
    page.count = count_of(rows)
    found, before, after = _slice(rows, spec.sort_key, request_get, page.size)
    bold = unread(found) if unread else set()
    here = "?" + urlencode({**kept, **{k: request_get[k] for k in ("after", "before") if request_get.get(k)}})
    page.rows = [_row(row, spec, here, bold) for row in found]
    if after:
        page.next_url = "?" + urlencode({**kept, "after": after})
    if before:
        page.previous_url = "?" + urlencode({**kept, "before": before})
    return page


def narrow(
    asked: Mapping[str, str], rows: "QuerySet[Any]", spec: ListSpec
) -> tuple["QuerySet[Any]", list[tuple[Filter, str]]]:
    """The rows that the query string leaves, and every filter with its value; what is no choice is left aside."""
    filters = []
    for one in spec.filters:
        value = asked.get(one.key, "")
        if value not in {choice for choice, _ in one.choices}:
            value = ""
        if value:
            rows = one.apply(rows, value)
        filters.append((one, value))
    return rows, filters


def table(title: str, asked: Mapping[str, str], rows: "QuerySet[Any]", spec: ListSpec, *more: tuple[str, str]) -> Table:
    """All rows of a list as the query string narrows them, in its order; `more` is said beside the filters."""
    rows, filters = narrow(asked, rows, spec)
    words = [(one.label, dict(one.choices)[value]) for one, value in filters if value]
    return Table(title, rows.order_by(f"-{spec.sort_key}", "-pk"), spec.columns, [*more, *words])


def _row(row: Any, spec: ListSpec, here: str, bold: set[int]) -> Row:
    url = spec.url(row)
    if url and len(here) > 1:
        url += ("&" if "?" in url else "?") + urlencode({"from": here})
    css = spec.css(row) + (" unread" if row.pk in bold else "")
    cells = tuple(
        Cell(column.label, column.css, shown(column.cell(row)), url if "wide" in column.css else "")
        for column in spec.columns
    )
    return Row(cells, url, css.strip(), spec.select(row) if spec.select else None)


def _slice(rows: "QuerySet[Any]", key: str, request_get: Mapping[str, str], size: int) -> tuple[list[Any], str, str]:
    """The rows of the page, and the cursors of the pages before and after it (empty if there are none)."""
    back = _cursor(request_get.get("before", ""))
    forward = _cursor(request_get.get("after", ""))
    if back is not None:
        value, pk = back
        later = rows.filter(Q(**{f"{key}__gt": value}) | Q(**{key: value, "pk__gt": pk})).order_by(key, "pk")
        found = first(later, size + 1)
        more = len(found) > size
        found = list(reversed(found[:size]))
        return found, _mark(found[0], key) if more and found else "", _mark(found[-1], key) if found else ""
    if forward is not None:
        value, pk = forward
        # The row comparison is one range of the index; the OR of its parts is not.
        rows = rows.filter(Q(**{f"{key}__lte": value})).exclude(Q(**{key: value}) & Q(pk__gte=pk))
    found = first(rows.order_by(f"-{key}", "-pk"), size + 1)
    more = len(found) > size
    found = found[:size]
    return (
        found,
        _mark(found[0], key) if forward is not None and found else "",
        _mark(found[-1], key) if more else "",
    )


def first(rows: "QuerySet[Any]", size: int) -> list[Any]:
    """The first rows of a list in its order: their ids alone, and then what belongs to these.

    Asked for both at once, PostgreSQL prepares the joins for every row of the list, and is slower the longer it is.
    """
    return list(rows.filter(pk__in=rows.values("pk")[:size]))


def _mark(row: Any, key: str) -> str:
    return base64.urlsafe_b64encode(json.dumps([getattr(row, key), row.pk]).encode()).decode().rstrip("=")


def _cursor(text: str) -> tuple[int, int] | None:
    """A cursor as (sort value, id); None if it is none."""
    if len(text) > LONGEST_CURSOR:
        return None
    try:
        value, pk = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, TypeError):
        return None
    if not (type(value) is int and type(pk) is int and abs(value) < 2**62 and 0 <= pk < 2**62):
        return None
    return value, pk


def back_url(request_get: Mapping[str, str], default: str) -> str:
    """Where "back" leads: the list as it was (`from`), if that is an address of this site."""
    came = request_get.get("from", "")
    if came.startswith("?"):
        return default + came
    if came.startswith("/") and not came.startswith(("//", "/\\")):
        return came
    return default
