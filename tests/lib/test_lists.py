"""Lists page by a cursor: no row twice, none lost, whatever is added meanwhile; broken queries are left aside."""

import base64
import json
from urllib.parse import parse_qsl, quote

import pytest
from django.http import QueryDict

from dondoc.lib.lists import EXACT_TO, Column, Filter, ListSpec, Page, back_url, count_of, read
from dondoc.organization.models import Kind

pytestmark = pytest.mark.django_db

SPEC = ListSpec(
    columns=(Column("code", "Mã", lambda row: row.code, "wide"), Column("name", "Tên", lambda row: row.name)),
    url=lambda row: f"/kinds/{row.pk}",
    filters=(Filter("outside", "Ở đâu", [("1", "Ngoài"), ("0", "Trong")], lambda q, v: q.filter(is_outside=v == "1")),),
    sort_key="order",
)


def add(number: int, order: int | None = None, outside: bool = False) -> Kind:
    return Kind.objects.create(
        code=f"row{number}", name=f"Dòng {number}", is_agency=False, is_outside=outside, order=order or number
    )


def page(query: str = "", **more: str) -> Page:
    asked = QueryDict(query.lstrip("?"), mutable=True)
    asked.update(more)
    return read(asked, Kind.objects.filter(code__startswith="row"), SPEC)


def codes(shown: Page) -> list[str]:
    return [row.cells[0].content for row in shown.rows]


def walk(start: Page) -> list[str]:
    found, here = codes(start), start
    while here.next_url:
        here = page(here.next_url)
        found += codes(here)
    return found


def test_pages_give_every_row_once_newest_first_also_among_equals() -> None:
    for number in range(45):
        add(number, order=number // 7 + 1)
    found = walk(page(size="10"))
    rows = Kind.objects.filter(code__startswith="row").order_by("-order", "-pk")
    assert found == [row.code for row in rows]


def test_rows_added_on_top_while_paging_shift_nothing() -> None:
    for number in range(30):
        add(number)
    first = page(size="10")
    for number in range(100, 115):
        add(number)
    second = page(first.next_url)
    third = page(second.next_url)
    assert codes(first) + codes(second) + codes(third) == [f"row{n}" for n in range(29, -1, -1)]
    assert codes(page(third.previous_url)) == codes(second)


def test_a_row_added_in_the_middle_comes_once() -> None:
    for number in range(0, 60, 2):
        add(number)
    first = page(size="10")
    late = add(31)
    assert (codes(first) + walk(page(first.next_url))).count(late.code) == 1


def test_going_back_shows_the_same_pages_and_ends_at_the_first() -> None:
    for number in range(35):
        add(number)
    seen = [page(size="10")]
    while seen[-1].next_url:
        seen.append(page(seen[-1].next_url))
    here = seen[-1]
    for earlier in reversed(seen[:-1]):
        here = page(here.previous_url)
        assert codes(here) == codes(earlier)
    assert not here.previous_url and here.next_url


def _mark(content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    ["", "x", "é", "!!!!", _mark([1]), _mark([1, 2, 3]), _mark(["a", 1]), _mark([1.5, 2]), _mark({"a": 1, "b": 2}),
     _mark([2**63, 1]), _mark([1, -1]), _mark([None, None]), "[" * 9, base64.urlsafe_b64encode(b"[" * 6000).decode(),
     base64.urlsafe_b64encode(b"9" * 5000).decode(), _mark([True, True])],
)  # fmt: skip
@pytest.mark.parametrize("way", ["after", "before"])
def test_a_broken_cursor_shows_the_first_page(way: str, cursor: str) -> None:
    for number in range(12):
        add(number)
    shown = page(size="10", **{way: cursor})
    assert codes(shown) == [f"row{n}" for n in range(11, 1, -1)]


@pytest.mark.parametrize("size", ["0", "-1", "7", "1000000", "abc", "１０"])
def test_a_size_that_is_not_offered_is_the_usual_one(size: str) -> None:
    assert page(size=size).size == 20


def test_filters_narrow_and_stay_while_paging() -> None:
    for number in range(40):
        add(number, outside=number % 2 == 0)
    shown = page(outside="1", size="10")
    assert shown.filtered and shown.count == "20"
    following = page(shown.next_url)
    assert all(int(code[3:]) % 2 == 0 for code in codes(shown) + codes(following))
    assert [value for _, value in following.filters] == ["1"] and following.size == 10


def test_an_unknown_filter_value_is_left_aside() -> None:
    add(1)
    shown = page(outside="maybe")
    assert not shown.filtered and codes(shown) == ["row1"]


def test_opening_a_row_and_going_back_leads_to_the_same_list() -> None:
    for number in range(40):
        add(number, outside=True)
    second = page(page(outside="1", size="10", tab="mine").next_url)
    opened = second.rows[0].url
    asked = QueryDict(opened.partition("?")[2])
    back = back_url(asked, "/kinds/")
    assert back.startswith("/kinds/?")
    again = page(back.partition("?")[2])
    assert codes(again) == codes(second) and again.filtered and again.size == 10
    assert dict(parse_qsl(back.partition("?")[2]))["tab"] == "mine"


@pytest.mark.parametrize("came", ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:x", "", "x"])
def test_back_never_leads_away(came: str) -> None:
    assert back_url(QueryDict(f"from={quote(came)}"), "/documents/incoming") == "/documents/incoming"


def test_counts_are_exact_to_ten_thousand() -> None:
    Kind.objects.bulk_create(Kind(code=f"row{n}", name="x", is_agency=False, order=1) for n in range(EXACT_TO + 1))
    rows = Kind.objects.filter(code__startswith="row")
    assert count_of(rows) == "hơn 10.000"
    assert count_of(rows.exclude(code="row0")) == "10.000"


def test_cells_carry_the_link_of_the_row_where_the_column_is_wide() -> None:
    row = add(1)
    (shown,) = page().rows
    assert [cell.url for cell in shown.cells] == [f"/kinds/{row.pk}", ""]
