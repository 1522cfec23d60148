"""An agency keeps all its codes, each with its days."""

from datetime import date

import pytest
from django.test import Client

from dondoc.lib.errors import Forbidden, Refused, WrongState
from dondoc.organization import actions
from dondoc.organization.models import UnitCode
from tests.world import NOW, TODAY, World

OLD, NEW = date(2020, 1, 1), date(2025, 7, 1)


def given(world: World, unit: str = "SNV", code: str = "H99.10", **more: object) -> UnitCode:
    values: dict[str, object] = {"scheme": "qd20", "from_day": OLD, "by": world.actor("admin")}
    return actions.add_code(world.units[unit], code=code, **(values | more), at=NOW)  # type: ignore[arg-type]


def test_a_new_code_leaves_the_old_one_with_its_days(province: World, client: Client) -> None:
    old = given(province, scheme="qcvn102", code="000.00.10.H99")
    actions.end_code(old, last_day=date(2025, 6, 30), by=province.actor("admin"), at=NOW)
    given(province, from_day=NEW)
    client.force_login(province.user("admin"))
    page = " ".join(client.get(f"/organization/units/{province.units['SNV'].pk}").content.decode().split())
    for shown in ("000.00.10.H99", "QCVN 102:2016/BTTTT", "01/01/2020 – 30/06/2025", "H99.10", "01/07/2025"):
        assert shown in page


def test_a_code_names_one_agency_at_a_time(province: World) -> None:
    code = given(province)
    with pytest.raises(Refused) as refused:
        given(province, "STC", from_day=NEW)
    assert [f.code for f in refused.value.findings] == ["code_taken"]
    actions.end_code(code, last_day=date(2025, 6, 30), by=province.actor("admin"), at=NOW)
    assert given(province, "STC", from_day=NEW).unit == province.units["STC"]


def test_ended_once_and_not_before_it_began(province: World) -> None:
    code = given(province, from_day=NEW)
    with pytest.raises(Refused):
        actions.end_code(code, last_day=OLD, by=province.actor("admin"), at=NOW)
    actions.end_code(code, last_day=NEW, by=province.actor("admin"), at=NOW)
    with pytest.raises(WrongState):
        actions.end_code(code, last_day=TODAY, by=province.actor("admin"), at=NOW)


@pytest.mark.parametrize(
    ("change", "field"), [({"code": ""}, "code"), ({"code": "x" * 36}, "code"), ({"scheme": "?"}, "scheme")]
)
def test_dieu_4_1_form_of_a_code(province: World, change: dict[str, object], field: str) -> None:
    with pytest.raises(Refused) as refused:
        given(province, **change)  # type: ignore[arg-type]
    assert [f.field for f in refused.value.findings] == [field]


def test_only_the_administrator(province: World) -> None:
    with pytest.raises(Forbidden):
        given(province, by=province.actor("chairman"))


def test_added_and_ended_on_pages(province: World, client: Client) -> None:
    client.force_login(province.user("admin"))
    unit = province.units["SNV"].pk
    client.post(f"/organization/units/{unit}/codes/add", {"scheme": "qd20", "code": "H99.10", "from_day": "01/07/2025"})
    code = UnitCode.objects.get(unit_id=unit)
    wrong = client.post(f"/organization/codes/{code.pk}/end", {"last_day": "01/07/2020"})
    assert "Ngày hết hiệu lực phải từ ngày bắt đầu trở đi." in wrong.content.decode()
    client.post(f"/organization/codes/{code.pk}/end", {"last_day": "31/12/2026"})
    assert UnitCode.objects.get().until_day == date(2026, 12, 31)
