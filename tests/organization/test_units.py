"""Opening and closing agencies and units: the tree, the successor, kinds as data."""

from datetime import date, timedelta

import pytest
from django.test import Client

from dondoc.lib.errors import Forbidden, Refused, WrongState
from dondoc.organization import actions
from dondoc.organization.models import Kind
from dondoc.organization.queries import name_on, units_of
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


def test_a_new_name_holds_from_its_day_and_the_old_one_before(province: World, client: Client) -> None:
    unit, admin = province.units["STC"], province.actor("admin")
    changed = actions.rename_unit(
        unit, name="Sở Tài chính và Đầu tư", abbreviation="STCĐT", from_day=TODAY, by=admin, at=NOW
    )
    yesterday = TODAY - timedelta(days=1)
    names = [name_on(changed, day) for day in (SINCE, yesterday, TODAY)]
    assert names == ["Sở Tài chính", "Sở Tài chính", "Sở Tài chính và Đầu tư"]
    client.force_login(province.user("admin"))
    page = client.get(f"/organization/units/{unit.pk}?day=24/11/2026").content.decode()
    assert "Tên ngày 24/11/2026" in page and "Sở Tài chính, 01/07/2025 – 24/11/2026" in page
    with pytest.raises(Refused) as refused:
        actions.rename_unit(
            changed, name="Sở Tài chính và Đầu tư", abbreviation="STCĐT", from_day=TODAY, by=admin, at=NOW
        )
    assert {f.field for f in refused.value.findings} == {"name", "from_day"}


def test_an_agency_is_not_closed_over_the_heads_of_those_in_it(province: World) -> None:
    with pytest.raises(Refused) as refused:
        actions.close_unit(
            province.units["SNV"], last_day=SINCE - timedelta(days=1), successor=province.units["CCHC"],
            by=province.actor("admin"), at=NOW,
        )  # fmt: skip
    found = [finding.code or finding.field for finding in refused.value.findings]
    assert found == ["last_day", "successor", "unit_open", "post_held", "post_held", "not_handed_over"]


def test_closed_once(province: World) -> None:
    admin = province.actor("admin")
    unit = actions.open_unit(
        name="Tổ", kind=Kind.objects.get(code="unit"), parent=province.units["STC"], by=admin, at=NOW
    )
    actions.note_hand_over(unit=unit, last_day=TODAY, by=admin, at=NOW)
    closed = actions.close_unit(unit, last_day=TODAY, successor=None, by=admin, at=NOW)
    assert closed in units_of(province.units["STC"].pk, TODAY)
    assert closed not in units_of(province.units["STC"].pk, TODAY + timedelta(days=1))
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
