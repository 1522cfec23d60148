"""A search through the app that owns the records: only what the actor may see, newest first."""

from datetime import timedelta

import pytest

from dondoc.documents import queries
from tests.world import NOW, World


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
