"""Signing in: failures, the lock, the first password, a person without a post."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from dondoc.audit.models import JournalLine
from dondoc.lib.errors import Forbidden, Refused
from dondoc.organization import actions
from dondoc.organization.models import User
from tests.world import NOW, PASSWORD, World

WRONG = "mat-khau-khac-han"
FRESH = "mot-cau-that-dai"


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def attempt(client: Client, password: str = PASSWORD, username: str = "chief") -> str:
    """Tries to sign in; the page, empty when it worked."""
    response = client.post("/login", {"username": username, "password": password})
    return "" if response.status_code == 302 else response.content.decode()


def test_whoever_knows_his_password_gets_in_and_the_journal_knows(province: World, client: Client) -> None:
    assert attempt(client, username="CHIEF") == ""
    assert client.get("/api/me").json()["person"] == "Phạm Minh Đức"
    line = JournalLine.objects.get(verb="organization.sign_in")
    assert (line.subject_id, line.channel) == (province.user("chief").pk, "public")


@pytest.mark.parametrize("username", ["chief", "nobody"])
def test_a_wrong_password_and_an_unknown_name_are_told_alike(province: World, client: Client, username: str) -> None:
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in attempt(client, WRONG, username)


def test_lr35_the_fifth_failure_locks_for_twelve_hours(province: World, client: Client) -> None:
    for _ in range(4):
        assert "không đúng" in attempt(client, WRONG)
    assert "bị khóa 12 giờ" in attempt(client, WRONG)
    assert "Tài khoản bị khóa đến 21:00 25/11/2026" in attempt(client)
    with time_machine.travel(NOW + timedelta(hours=11, minutes=59), tick=False):
        assert attempt(client)
    with time_machine.travel(NOW + timedelta(hours=12), tick=False):
        assert attempt(client) == ""


def test_a_success_forgets_earlier_failures(province: World, client: Client) -> None:
    for _ in range(4):
        attempt(client, WRONG)
    attempt(client)
    client.post("/logout")
    for _ in range(4):
        assert "không đúng" in attempt(client, WRONG)
    assert attempt(client) == ""


def test_the_administrator_unlocks_with_a_first_password(province: World, client: Client) -> None:
    for _ in range(5):
        attempt(client, WRONG)
    client.force_login(province.user("admin"))
    assert client.get("/organization/accounts").content.decode().count("</svg>Bị khóa") == 1
    page = client.post(f"/organization/accounts/{province.user('chief').pk}/reset").content.decode()
    client.post("/logout")
    (first,) = re.findall(r'id="secret-1" type="text" value="([^"]+)"', page)
    assert attempt(client) != "" and attempt(client, first) == ""
    assert client.get("/documents/incoming").headers["Location"] == "/password"


def test_a_lock_that_has_run_out_is_not_shown(province: World, client: Client) -> None:
    for _ in range(5):
        attempt(client, WRONG)
    with time_machine.travel(NOW + timedelta(hours=13), tick=False):
        client.force_login(province.user("admin"))
        assert "</svg>Bị khóa" not in client.get("/organization/accounts").content.decode()


def test_a_first_password_is_changed_before_anything_else(province: World, client: Client) -> None:
    actions.open_account(username="moi", full_name="Lê Mới", password=FRESH, by=province.actor("admin"), at=NOW)
    assert attempt(client, FRESH, "moi") == ""
    for path in ("/", "/directory", "/documents/1"):
        assert client.get(path).headers["Location"] == "/password"
    assert client.get("/api/me").status_code == 401
    change = {"current": FRESH, "password": WRONG, "again": WRONG}
    assert client.post("/password", change).status_code == 302
    assert client.get("/directory").status_code == 200
    line = JournalLine.objects.get(verb="organization.change_password")
    assert line.user_id == User.objects.get(username="moi").pk


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"current": WRONG}, "Mật khẩu hiện tại không đúng."),
        ({"again": "khac"}, "Hai lần nhập mật khẩu mới không giống nhau."),
        ({"password": "ngan", "again": "ngan"}, "Mật khẩu cần ít nhất 10 ký tự."),
        ({"password": "chief-cua-toi", "again": "chief-cua-toi"}, "không được chứa tên đăng nhập"),
        ({"password": "1234567890", "again": "1234567890"}, "quá phổ biến"),
        ({"password": PASSWORD, "again": PASSWORD}, "Mật khẩu mới phải khác mật khẩu đang dùng."),
    ],
)
def test_a_weak_or_mistyped_password_is_told_in_vietnamese(
    province: World, client: Client, change: dict[str, str], told: str
) -> None:
    client.force_login(province.user("chief"))
    typed = {"current": PASSWORD, "password": FRESH, "again": FRESH} | change
    assert told in client.post("/password", typed).content.decode()
    assert User.objects.get(username="chief").check_password(PASSWORD)


def test_nobody_changes_the_password_of_another(province: World) -> None:
    with pytest.raises(Forbidden):
        actions.change_password(province.user("chief"), password=FRESH, by=province.actor("chairman"), at=NOW)


def test_two_accounts_of_one_name_are_refused(province: World) -> None:
    with pytest.raises(Refused) as refused:
        actions.open_account(username="CHIEF", full_name="", password="ngan", by=province.actor("admin"), at=NOW)
    assert {f.field for f in refused.value.findings} == {"username", "full_name", "password"}


def test_after_signing_in_one_is_where_one_wanted_to_be_but_never_elsewhere(province: World, client: Client) -> None:
    typed = {"username": "chief", "password": PASSWORD}
    assert client.post("/login", typed | {"next": "/tasks/"}).headers["Location"] == "/tasks/"
    client.post("/logout")
    assert client.post("/login", typed | {"next": "https://elsewhere.vn/"}).headers["Location"] == "/"
