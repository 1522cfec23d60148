"""The second factor: the standard's own examples, enrolling, signing in, replay, loss."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from dondoc.lib.errors import Forbidden, WrongState
from dondoc.organization import actions, queries
from dondoc.organization.engine import one_time_codes as engine
from dondoc.organization.models import RecoveryCode, SecondFactor
from tests.world import NOW, PASSWORD, World, enrolled

LATER = NOW + timedelta(minutes=2)


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


# RFC 6238 appendix B, SHA-1, the last six of its eight digits.
@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (20000000000, "353130")],
)
def test_rfc_6238_appendix_b(seconds: int, code: str) -> None:
    at = datetime.fromtimestamp(seconds, tz=UTC)
    secret = b"12345678901234567890"
    assert engine.code_at(secret, at) == code
    assert engine.step_of(secret, f" {code[:3]} {code[3:]}", at=at, after=None) == seconds // 30


@pytest.mark.parametrize(("away", "taken"), [(-60, False), (-30, True), (0, True), (30, True), (60, False)])
def test_a_clock_may_be_half_a_minute_off(away: int, taken: bool) -> None:
    secret = engine.new_secret()
    code = engine.code_at(secret, NOW + timedelta(seconds=away))
    assert (engine.step_of(secret, code, at=NOW, after=None) is not None) == taken


@pytest.mark.parametrize("typed", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦"])
def test_what_is_no_code(typed: str) -> None:
    assert engine.step_of(engine.new_secret(), typed, at=NOW, after=None) is None


def to_code(client: Client, username: str = "chief") -> None:
    response = client.post("/login?next=/directory", {"username": username, "password": PASSWORD, "next": "/directory"})
    assert response.headers["Location"] == "/login/code"


def give(client: Client, code: str) -> str:
    """Types a code; the page, empty when it was taken."""
    response = client.post("/login/code", {"code": code})
    return "" if response.status_code == 302 else response.content.decode()


def test_enrolling_shows_the_secret_and_then_the_recovery_codes_once(province: World, client: Client) -> None:
    client.post("/login", {"username": "chief", "password": PASSWORD})
    client.post("/account/second-factor")
    page = client.get("/account/second-factor")
    secret = queries.secret_of(SecondFactor.objects.get())
    assert engine.typed_by_hand(secret) in page.content.decode() and "<svg" in page.content.decode()
    assert page.headers["Cache-Control"] == "no-store"
    assert not queries.has_second_factor(province.user("chief"))
    assert "Mã không đúng" in client.post("/account/second-factor", {"code": "000000"}).content.decode()
    done = client.post("/account/second-factor", {"code": engine.code_at(secret, LATER)}).content.decode()
    codes = re.findall(r'type="text" value="([^"]+)"', done)
    assert len(set(codes)) == 10 and queries.has_second_factor(province.user("chief"))
    assert codes[0] not in client.get("/account").content.decode()


def test_nothing_of_it_lies_in_the_database_as_it_is(province: World) -> None:
    with_factor = enrolled(province, "chief")
    kept = SecondFactor.objects.get().secret.encode()
    assert (
        with_factor.secret not in kept
        and engine.typed_by_hand(with_factor.secret).replace(" ", "").encode() not in kept
    )
    plain = {engine.plain(code) for code in with_factor.recovery}
    assert plain.isdisjoint(RecoveryCode.objects.values_list("digest", flat=True))


def test_the_password_alone_opens_nothing(province: World, client: Client) -> None:
    enrolled(province, "chief")
    to_code(client)
    assert client.get("/account").headers["Location"].startswith("/login")
    assert client.get("/api/me").status_code == 401


def test_with_the_code_one_is_where_one_wanted_to_be(province: World, client: Client) -> None:
    with_factor = enrolled(province, "chief")
    to_code(client)
    response = client.post("/login/code", {"code": engine.code_at(with_factor.secret, LATER)})
    assert response.headers["Location"] == "/directory"
    assert client.get("/account").status_code == 200


def test_a_code_is_taken_once(province: World) -> None:
    with_factor = enrolled(province, "chief")
    code = engine.code_at(with_factor.secret, LATER)
    first, second = Client(), Client()
    to_code(first)
    to_code(second)
    assert give(first, code) == ""
    assert "đã dùng" in give(second, code)


def test_a_recovery_code_is_taken_once_however_it_is_copied(province: World) -> None:
    with_factor = enrolled(province, "chief")
    first, second = Client(), Client()
    to_code(first)
    assert give(first, with_factor.recovery[3].upper().replace("-", " ")) == ""
    to_code(second)
    assert "đã dùng" in give(second, with_factor.recovery[3])
    assert queries.codes_left(province.user("chief")) == 9


def test_wrong_codes_lock_like_wrong_passwords_and_the_password_forgives_none(province: World, client: Client) -> None:
    with_factor = enrolled(province, "chief")
    for _ in range(4):
        to_code(client)
        assert "Mã không đúng" in give(client, "000000")
    to_code(client)
    assert "Tài khoản bị khóa đến" in give(client, "000000")
    assert "Tài khoản bị khóa đến" in give(client, engine.code_at(with_factor.secret, LATER))
    assert (
        "Tài khoản bị khóa đến" in client.post("/login", {"username": "chief", "password": PASSWORD}).content.decode()
    )


def test_the_password_is_remembered_for_five_minutes_only(province: World, client: Client) -> None:
    with_factor = enrolled(province, "chief")
    assert client.get("/login/code").headers["Location"] == "/login"
    to_code(client)
    later = LATER + timedelta(minutes=6)
    with time_machine.travel(later, tick=False):
        response = client.post("/login/code", {"code": engine.code_at(with_factor.secret, later)})
    assert response.headers["Location"] == "/login"


def test_new_recovery_codes_end_the_old_ones(province: World, client: Client) -> None:
    with_factor = enrolled(province, "chief")
    to_code(client)
    give(client, engine.code_at(with_factor.secret, LATER))
    code = engine.code_at(with_factor.secret, LATER + timedelta(seconds=30))
    page = client.post("/account/second-factor", {"code": code}).content.decode()
    renewed = re.findall(r'type="text" value="([^"]+)"', page)
    assert len(renewed) == 10
    other = Client()
    to_code(other)
    assert "Mã không đúng" in give(other, with_factor.recovery[0])
    assert give(other, renewed[0]) == ""


def test_the_administrator_takes_a_lost_one_away(province: World, client: Client) -> None:
    enrolled(province, "chief")
    chief = province.user("chief")
    with pytest.raises(Forbidden):
        actions.reset_second_factor(chief, by=province.actor("chief"), at=NOW)
    client.force_login(province.user("admin"))
    client.post(f"/organization/accounts/{chief.pk}/second-factor/reset")
    assert Client().post("/login", {"username": "chief", "password": PASSWORD}).headers["Location"] == "/"
    with pytest.raises(WrongState):
        actions.reset_second_factor(chief, by=province.actor("admin"), at=NOW)


def test_a_second_one_is_not_started_beside_the_first(province: World) -> None:
    enrolled(province, "chief")
    with pytest.raises(WrongState):
        actions.start_second_factor(province.user("chief"), by=province.actor("chief"), at=NOW)


def test_who_must_have_one_enrols_before_anything_else(
    province: World, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DONDOC_SECOND_FACTOR_ROLES", ["chief_of_office"])
    client.post("/login", {"username": "chief", "password": PASSWORD})
    assert client.get("/directory").headers["Location"] == "/account/second-factor"
    assert client.get("/api/me").status_code == 401
    assert "phải đăng nhập với lớp xác thực" in client.get("/account/second-factor").content.decode()
    other = Client()
    other.post("/login", {"username": "vice", "password": PASSWORD})
    assert other.get("/directory").status_code == 200
    client.post("/account/second-factor")
    secret = queries.secret_of(SecondFactor.objects.get())
    client.post("/account/second-factor", {"code": engine.code_at(secret, LATER)})
    assert client.get("/directory").status_code == 200
