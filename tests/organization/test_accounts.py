"""Accounts: found, unlocked, closed and opened again, and those that lie idle."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from dondoc.lib.actor import PUBLIC, SYSTEM
from dondoc.lib.errors import Forbidden, Refused, WrongState
from dondoc.organization import actions, jobs, queries
from dondoc.organization.models import User
from tests.world import NOW, PASSWORD, World

FRESH = "mot-cau-that-dai"


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def somebody(province: World) -> User:
    """An account without a post."""
    return actions.open_account(
        username="moi", full_name="Lê Đình Mới", password=FRESH, must_change=False, by=province.actor("admin"), at=NOW
    )


@pytest.mark.parametrize("typed", ["Đình", "dinh moi", "MOI", "moi"])
def test_accounts_are_found_by_name_with_or_without_accents(province: World, client: Client, typed: str) -> None:
    somebody(province)
    client.force_login(province.user("admin"))
    page = client.get("/organization/accounts", {"name": typed}).content.decode()
    assert "Lê Đình Mới" in page and "Hoàng Thị Hoa" not in page


def test_each_state_shows_its_own(province: World, client: Client) -> None:
    user = somebody(province)
    for _ in range(5):
        actions.fail_sign_in("chief", by=PUBLIC, at=NOW)
    actions.reset_password(province.user("clerk"), password=FRESH, by=province.actor("admin"), at=NOW)
    actions.close_idle_accounts([province.user("vice")], idle_days=1, by=SYSTEM, at=NOW)
    found = {
        state: set(queries.in_state(User.objects.all(), state, NOW).values_list("username", flat=True))
        for state in queries.ACCOUNT_STATES
    }
    assert (found["locked"], found["first"], found["closed"]) == ({"chief"}, {"clerk"}, {"vice"})
    assert found["without"] == {user.username}
    assert found["open"].isdisjoint({"chief", "clerk", "vice"}) and "chairman" in found["open"]
    client.force_login(province.user("admin"))
    assert "Phạm Minh Đức" in client.get("/organization/accounts?state=locked").content.decode()


def test_a_first_password_is_made_here_and_shown_once(province: World, client: Client) -> None:
    client.force_login(province.user("admin"))
    made = client.post("/organization/accounts/open", {"full_name": "Lê Mới", "username": "Moi"})
    user = User.objects.get(username="moi")
    (first,) = [word for word in made.content.decode().split('"') if user.check_password(word)]
    assert made.headers["Cache-Control"] == "no-store" and user.must_change_password
    assert first not in client.get(f"/organization/accounts/{user.pk}").content.decode()


def test_unlocking_keeps_the_password(province: World, client: Client) -> None:
    for _ in range(5):
        actions.fail_sign_in("chief", by=PUBLIC, at=NOW)
    client.force_login(province.user("admin"))
    address = f"/organization/accounts/{province.user('chief').pk}"
    assert "Mở khóa" in client.get(address).content.decode()
    assert client.post(f"{address}/unlock").status_code == 302
    assert Client().post("/login", {"username": "chief", "password": PASSWORD}).status_code == 302
    with pytest.raises(WrongState):
        actions.unlock(province.user("chief"), by=province.actor("admin"), at=NOW)


def test_lr36_an_account_with_a_post_is_not_closed(province: World) -> None:
    with pytest.raises(Refused) as refused:
        actions.close_account(province.user("snv_officer"), by=province.actor("admin"), at=NOW)
    (finding,) = refused.value.findings
    assert (finding.code, finding.clause) == ("not_handed_over", "NĐ 30/2020 Điều 31.3đ")
    assert province.user("snv_officer").is_active


def test_who_left_is_out_at_once_and_comes_back_with_a_first_password(province: World, client: Client) -> None:
    user, admin = somebody(province), province.actor("admin")
    client.post("/login", {"username": "moi", "password": FRESH})
    assert client.get("/account").status_code == 200
    actions.close_account(user, by=admin, at=NOW)
    assert client.get("/account").status_code == 302
    assert "không đúng" in client.post("/login", {"username": "moi", "password": FRESH}).content.decode()
    with pytest.raises(WrongState):
        actions.reset_password(user, password=PASSWORD, by=admin, at=NOW)
    actions.reopen_account(user, password=PASSWORD, by=admin, at=NOW)
    assert client.get("/account").status_code == 302, "the session of before stays ended"
    client.post("/login", {"username": "moi", "password": PASSWORD})
    assert client.get("/account").headers["Location"] == "/password"
    with pytest.raises(WrongState):
        actions.reopen_account(user, password=PASSWORD, by=admin, at=NOW)


def test_nobody_closes_his_own_account_nor_one_that_is_closed(province: World) -> None:
    admin, user = province.actor("admin"), somebody(province)
    with pytest.raises(Refused) as refused:
        actions.close_account(province.user("admin"), by=admin, at=NOW)
    assert "của mình" in refused.value.findings[-1].sentence
    actions.close_account(user, by=admin, at=NOW)
    with pytest.raises(WrongState):
        actions.close_account(user, by=admin, at=NOW)
    with pytest.raises(Forbidden):
        actions.reopen_account(user, password=FRESH, by=province.actor("chairman"), at=NOW)


def test_lt19_after_45_days_without_use_an_account_is_closed(province: World) -> None:
    for username in ("chief", "clerk", "admin"):
        actions.sign_in(province.user(username), by=PUBLIC, at=NOW - timedelta(days=46))
    actions.sign_in(province.user("chief"), by=PUBLIC, at=NOW - timedelta(days=45))
    somebody(province)
    with_key = province.actor("snv_officer")
    actions.issue_token(
        name="Máy", holding=queries.holdings_left(province.user("snv_officer"), NOW.date())[0], granted=[], days=30,
        by=province.actor("admin"), at=NOW,
    )  # fmt: skip
    idle = {user.username for user in queries.idle_accounts(NOW, days=45)}
    assert "clerk" in idle
    assert idle.isdisjoint({"chief", "moi", "admin"}), "used lately, new, and the last administrator"
    assert with_key.user_id not in {user.pk for user in queries.idle_accounts(NOW, days=45)}
    jobs.close_idle_accounts.call()
    assert not province.user("clerk").is_active and province.user("chief").is_active
    closure = province.user("clerk").closures.get()
    assert (closure.why, closure.reopened_at) == ("idle", None)


def test_an_account_opened_again_has_its_days_again(province: World) -> None:
    admin = province.actor("admin")
    actions.sign_in(province.user("clerk"), by=PUBLIC, at=NOW - timedelta(days=90))
    jobs.close_idle_accounts.call()
    actions.reopen_account(province.user("clerk"), password=FRESH, by=admin, at=NOW)
    assert province.user("clerk") not in queries.idle_accounts(NOW + timedelta(days=44), days=45)
    assert province.user("clerk") in queries.idle_accounts(NOW + timedelta(days=46), days=45)


def test_with_no_days_set_nothing_is_closed(province: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DONDOC_IDLE_DAYS", 0)
    jobs.close_idle_accounts.call()
    assert not User.objects.filter(is_active=False).exists()
