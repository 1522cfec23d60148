"""Who was head on that day, for any day; acting heads, overlaps, several posts of one person."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from dondoc.lib.errors import Refused, WrongState
from dondoc.organization import actions
from dondoc.organization.models import Holding
from dondoc.organization.queries import head_on, holdings_of
from tests.world import NOW, SINCE, TODAY, World, ended

CHANGE = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def changed(province: World) -> World:
    """The director left at the end of August; one of the officers acted through September, then led."""
    admin, post = province.actor("admin"), province.post("snv_head")
    ended(Holding.objects.get(post=post), CHANGE - timedelta(days=1), by=admin)
    user = province.user("snv_unit_head")
    actions.appoint(post, user=user, from_day=CHANGE, until_day=date(2026, 9, 30), acting=True, by=admin, at=NOW)
    actions.appoint(post, user=user, from_day=date(2026, 10, 1), by=admin, at=NOW)
    return province


@pytest.mark.parametrize(
    ("day", "name", "acting"),
    [
        (SINCE - timedelta(days=1), None, False),
        (SINCE, "Nguyễn Văn An", False),
        (CHANGE - timedelta(days=1), "Nguyễn Văn An", False),
        (CHANGE, "Phạm Hồng Điệp", True),
        (date(2026, 9, 30), "Phạm Hồng Điệp", True),
        (date(2026, 10, 1), "Phạm Hồng Điệp", False),
        (date(2030, 1, 1), "Phạm Hồng Điệp", False),
    ],
)
def test_who_was_head_on_a_day(changed: World, day: date, name: str | None, acting: bool) -> None:
    held = head_on(changed.units["SNV"], day)
    assert (held.user.full_name if held else None, held.acting if held else False) == (name, acting)


def test_an_acting_head_comes_before_the_holder(province: World) -> None:
    actions.appoint(
        province.post("stc_head"), user=province.user("stc_officer"), from_day=TODAY, acting=True,
        by=province.actor("admin"), at=NOW,
    )  # fmt: skip
    held = head_on(province.units["STC"], TODAY)
    assert held is not None and held.user == province.user("stc_officer")


@pytest.mark.parametrize(("day", "name"), [("31/8/2026", "Nguyễn Văn An"), ("01/09/2026", "Phạm Hồng Điệp")])
def test_the_pages_answer_for_any_day(changed: World, client: Client, day: str, name: str) -> None:
    client.force_login(changed.user("admin"))
    unit = changed.units["SNV"].pk
    page = " ".join(client.get(f"/organization/units/{unit}?day={day}").content.decode().split())
    assert f"<dd>{name}, Giám đốc" in page
    client.force_login(changed.user("xa_clerk"))
    page = client.get(f"/directory?agency={unit}&day={day}&name={name}").content.decode()
    assert "Giám đốc" in page


def test_a_day_that_is_none_is_told_and_today_is_shown(changed: World, client: Client) -> None:
    client.force_login(changed.user("admin"))
    page = client.get(f"/organization/units/{changed.units['SNV'].pk}?day=31/2/2026").content.decode()
    assert "Ngày không đúng" in page and "31/2/2026" in page


@pytest.mark.parametrize(
    ("begins", "ends"), [(SINCE, None), (date(2020, 1, 1), None), (date(2020, 1, 1), SINCE), (TODAY, TODAY)]
)
def test_two_holders_at_once_are_refused(province: World, begins: date, ends: date | None) -> None:
    with pytest.raises(Refused) as refused:
        actions.appoint(
            province.post("stc_head"), user=province.user("stc_officer"), from_day=begins, until_day=ends,
            by=province.actor("admin"), at=NOW,
        )  # fmt: skip
    assert [f.field for f in refused.value.findings] == ["user"]


def test_before_the_first_holder_somebody_else_can_be_noted(province: World) -> None:
    actions.appoint(
        province.post("stc_head"), user=province.user("stc_officer"), from_day=date(2020, 1, 1),
        until_day=SINCE - timedelta(days=1), by=province.actor("admin"), at=NOW,
    )  # fmt: skip
    held = head_on(province.units["STC"], date(2022, 5, 5))
    assert held is not None and held.user == province.user("stc_officer")


def test_an_end_before_the_beginning_is_refused(province: World) -> None:
    admin = province.actor("admin")
    with pytest.raises(Refused):
        actions.end_holding(
            Holding.objects.get(user__username="chief"), last_day=SINCE - timedelta(days=1), by=admin, at=NOW
        )
    with pytest.raises(Refused):
        actions.appoint(
            province.post("vice"), user=province.user("chief"), from_day=TODAY, until_day=SINCE, acting=True, by=admin,
            at=NOW,
        )  # fmt: skip


def test_what_ended_is_not_ended_again(changed: World) -> None:
    held = Holding.objects.get(user__username="snv_head")
    with pytest.raises(WrongState):
        actions.end_holding(held, last_day=TODAY, by=changed.actor("admin"), at=NOW)


def test_an_agency_has_one_post_of_head(province: World) -> None:
    with pytest.raises(Refused):
        actions.open_post(unit=province.units["SNV"], kind="head", title="Giám đốc", by=province.actor("admin"), at=NOW)


def test_a_person_in_two_posts_chooses_and_sees_in_which_he_acts(province: World, client: Client) -> None:
    admin, user = province.actor("admin"), province.user("snv_head")
    own, other = province.post("snv_head"), province.post("stc_head")
    actions.appoint(other, user=user, from_day=TODAY, acting=True, by=admin, at=NOW)
    assert holdings_of(user, TODAY).count() == 2
    client.force_login(user)
    assert "Đang làm việc với chức danh: Giám đốc, Sở Nội vụ" in client.get("/").content.decode()
    client.post("/act-as", {"post": other.pk})
    page = client.get("/").content.decode()
    assert "Đang làm việc với chức danh: Giám đốc, Sở Tài chính (giao quyền, phụ trách)" in page
    assert client.post("/act-as", {"post": province.post("chairman").pk}).status_code == 404
    assert client.get("/api/me").json()["post_id"] == other.pk
    client.post("/act-as", {"post": own.pk})
    assert client.get("/api/me").json()["post_id"] == own.pk


def test_a_person_in_one_post_has_no_banner(province: World, client: Client) -> None:
    client.force_login(province.user("snv_head"))
    assert "Đang làm việc với chức danh" not in client.get("/").content.decode()


def test_a_post_that_ended_falls_back_to_another(province: World, client: Client) -> None:
    admin, user = province.actor("admin"), province.user("snv_head")
    own, other = province.post("snv_head"), province.post("stc_head")
    actions.appoint(other, user=user, from_day=TODAY, until_day=TODAY, acting=True, by=admin, at=NOW)
    with time_machine.travel(NOW + timedelta(hours=12), tick=False):
        client.force_login(user)
        client.post("/act-as", {"post": other.pk})
        assert client.get("/api/me").json()["post_id"] == other.pk
    with time_machine.travel(NOW + timedelta(hours=16), tick=False):
        assert client.get("/api/me").json()["post_id"] == own.pk


def test_lr36_a_post_is_not_left_without_a_hand_over_nor_somebody_after(province: World) -> None:
    admin, held = province.actor("admin"), Holding.objects.get(user__username="snv_officer")
    with pytest.raises(Refused) as refused:
        actions.end_holding(held, last_day=TODAY, by=admin, at=NOW)
    (finding,) = refused.value.findings
    assert (finding.code, finding.remedy, finding.remedy_args) == ("not_handed_over", "tasks:hand_over", (held.pk,))
    user = province.user("snv_unit_head")
    actions.appoint(held.post, user=user, from_day=TODAY, acting=True, by=admin, at=NOW)
    assert actions.end_holding(held, last_day=TODAY, by=admin, at=NOW).until_day == TODAY
