"""Where one is signed in: seen, ended one by one, ended everywhere."""

from collections.abc import Iterator

import pytest
import time_machine
from django.test import Client

from dondoc.lib.errors import Forbidden
from dondoc.organization import actions
from dondoc.organization.engine import browsers
from dondoc.organization.models import SignedIn
from tests.world import NOW, PASSWORD, World

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/141.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1"


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def signed_in(username: str = "chief", agent: str = CHROME, address: str = "10.1.2.3") -> Client:
    client = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    assert client.post("/login", {"username": username, "password": PASSWORD}).status_code == 302
    return client


def is_in(client: Client) -> bool:
    return client.get("/account").status_code == 200


def test_one_sees_where_and_since_when_one_is_signed_in(province: World) -> None:
    here, there = signed_in(), signed_in(agent=PHONE, address="10.9.9.9")
    page = here.get("/account").content.decode()
    for words in ("Chrome, Windows", "Safari, iPhone", "10.1.2.3", "10.9.9.9", "09:00 25/11/2026", "Máy đang dùng"):
        assert words in page
    there.post("/logout")
    assert "10.9.9.9" not in here.get("/account").content.decode()


def test_one_ends_a_session_left_open_elsewhere_and_nobody_elses(province: World) -> None:
    here, there, other = signed_in(), signed_in(agent=PHONE), signed_in("vice")
    (row,) = SignedIn.objects.filter(user=province.user("chief"), browser="Safari, iPhone")
    (foreign,) = SignedIn.objects.filter(user=province.user("vice"))
    assert here.post(f"/account/sessions/{foreign.pk}/end").status_code == 404
    assert here.post(f"/account/sessions/{row.pk}/end").status_code == 302
    assert (is_in(here), is_in(there), is_in(other)) == (True, False, True)
    with pytest.raises(Forbidden):
        actions.end_session(foreign, by=province.actor("chief"), at=NOW)


def test_signing_out_elsewhere_keeps_only_this_machine(province: World) -> None:
    here, there, unnoted = signed_in(), signed_in(agent=PHONE), Client()
    unnoted.force_login(province.user("chief"))
    here.post("/account/sign-out-elsewhere")
    assert (is_in(here), is_in(there), is_in(unnoted)) == (True, False, False)
    assert SignedIn.objects.filter(user=province.user("chief")).count() == 1


def test_the_administrator_signs_somebody_out_everywhere(province: World) -> None:
    here, there, admin = signed_in(), signed_in(agent=PHONE), signed_in("admin")
    address = f"/organization/accounts/{province.user('chief').pk}"
    assert "Safari, iPhone" in admin.get(address).content.decode()
    admin.post(f"{address}/sign-out")
    assert (is_in(here), is_in(there), is_in(admin)) == (False, False, True)
    assert "Không có phiên đăng nhập nào." in admin.get(address).content.decode()


def test_a_changed_password_ends_the_other_sessions_and_keeps_this_one_noted(province: World) -> None:
    here, there = signed_in(), signed_in(agent=PHONE)
    change = {"current": PASSWORD, "password": "mot-cau-that-dai", "again": "mot-cau-that-dai"}
    assert here.post("/password", change).status_code == 302
    assert (is_in(here), is_in(there)) == (True, False)
    assert "Máy đang dùng" in here.get("/account").content.decode()


def test_the_reset_of_a_password_signs_out(province: World) -> None:
    here, admin = signed_in(), signed_in("admin")
    admin.post(f"/organization/accounts/{province.user('chief').pk}/reset")
    assert not is_in(here)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (CHROME, "Chrome, Windows"),
        (CHROME + " Edg/141.0", "Edge, Windows"),
        (CHROME.replace("Chrome", "coc_coc_browser/1 Chrome"), "Cốc Cốc, Windows"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", "Không rõ trình duyệt"),
    ],
)
def test_browsers_in_words(said: str, words: str) -> None:
    assert browsers.named(said) == words
