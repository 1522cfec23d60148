"""A search through the app that owns the records: only what the actor may see, newest first."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.db import connection

from dondoc.documents import queries
from dondoc.search import index
from dondoc.search.models import SearchRow
from tests.world import NOW, TODAY, World


@pytest.mark.parametrize("typed", ["kỷ luật", "ky luat", "CT-UBND", "ctubnd", "chỉ thị", "uỷ ban", "25/11/2026"])
def test_each_finds_what_he_may_see(province: World, typed: str) -> None:
    first = province.issue(abstract="Tăng cường kỷ luật").document
    second = province.issue(
        abstract="Tăng cường kỷ luật", recipients=[(province.units["SNV"], "")], at=NOW + timedelta(minutes=1)
    ).document
    assert list(queries.found(province.actor("clerk"), typed)) == [second, first]
    assert list(queries.found(province.actor("stc_head"), typed)) == [first]


def test_the_number_tells_two_papers_apart(province: World) -> None:
    first = province.issue().document
    province.issue(at=NOW + timedelta(minutes=1))
    for typed in ("01/CT-UBND", "1/ct-ubnd", "Số: 01/CT-UBND", "01CTUBND"):
        assert list(queries.found(province.actor("clerk"), typed)) == [first]


def test_the_newest_day_comes_first_and_no_day_last(province: World) -> None:
    days = [TODAY - timedelta(days=3), None, TODAY, TODAY - timedelta(days=400), TODAY]
    made = [province.incoming(symbol=f"{n}/CĐ-TTg", issued_on=day).document for n, day in enumerate(days, start=1)]
    wanted = [made[place] for place in (4, 2, 0, 3, 1)]
    assert queries.found(province.actor("clerk"), "mưa lũ") == wanted
    assert queries.found(province.actor("clerk"), "mưa lũ", limit=2) == wanted[:2]


@pytest.mark.django_db
def test_rows_of_before_are_sorted_by_their_day_too() -> None:
    """The migration gives rows that were indexed before the key they would get now."""
    for number, day in ((1, TODAY), (2, date(1995, 2, 28)), (3, None)):
        index.put(queries.KIND, number, texts=["x"], day=day, sort_key=7)
    import_module("dondoc.search.migrations.0003_hits").sort_by_day(None, connection.schema_editor())
    keys = SearchRow.objects.order_by("subject_id").values_list("sort_key", flat=True)
    assert list(keys) == [TODAY.toordinal(), date(1995, 2, 28).toordinal(), 0]
