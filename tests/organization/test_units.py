"""Opening and closing agencies and units: the tree, the successor, kinds as data."""

from datetime import date, timedelta

import pytest
from django.test import Client

from dondoc.lib.errors import Forbidden, Refused, WrongState
from dondoc.organization import actions
from dondoc.organization.models import Kind
from dondoc.organization.queries import agencies, units_of
from tests.world import NOW, SINCE, TODAY, World


def test_a_unit_belongs_to_the_agency_above_it(province: World) -> None:
    unit = actions.open_unit(
        name="Tổ số hóa", kind=Kind.objects.get(code="unit"), parent=province.units["CCHC"], by=province.actor("admin"),
        at=NOW,
    )  # fmt: skip
    assert unit.agency == province.units["SNV"]
    assert unit.path == f"{province.units['CCHC'].path}{unit.pk}/"
    assert unit in units_of(province.units["SNV"].pk, TODAY)


def test_a_unit_without_agency_or_name_is_refused_with_both_told(province: World) -> None:
    with pytest.raises(Refused) as refused:
        actions.open_unit(name=" ", kind=Kind.objects.get(code="unit"), parent=None, by=province.actor("admin"), at=NOW)
    assert {f.field for f in refused.value.findings} == {"name", "parent"}


def test_a_closed_agency_is_there_until_its_last_day_and_names_its_successor(province: World, client: Client) -> None:
    last = TODAY + timedelta(days=5)
    closed = actions.close_unit(
        province.units["STC"], last_day=last, successor=province.units["SNV"], by=province.actor("admin"), at=NOW
    )
    assert closed in agencies(last) and closed not in agencies(last + timedelta(days=1))
    client.force_login(province.user("admin"))
    page = " ".join(client.get(f"/organization/units/{closed.pk}").content.decode().split())
    assert "01/07/2025 – 30/11/2026, kế thừa: Sở Nội vụ" in page


def test_closed_once_and_not_before_it_was_opened(province: World) -> None:
    admin, unit = province.actor("admin"), province.units["STC"]
    with pytest.raises(Refused):
        actions.close_unit(unit, last_day=SINCE - timedelta(days=1), successor=None, by=admin, at=NOW)
    actions.close_unit(unit, last_day=TODAY, successor=None, by=admin, at=NOW)
    with pytest.raises(WrongState):
        actions.close_unit(unit, last_day=TODAY, successor=None, by=admin, at=NOW)


def test_the_district_level_is_only_history(province: World, client: Client) -> None:
    district = Kind.objects.get(code="district")
    assert district.closed_on == date(2025, 6, 30)
    client.force_login(province.user("admin"))
    assert district.name not in client.get("/organization/units/open").content.decode()


def test_only_the_administrator(province: World) -> None:
    with pytest.raises(Forbidden):
        actions.close_unit(province.units["STC"], last_day=TODAY, successor=None, by=province.actor("chairman"), at=NOW)
