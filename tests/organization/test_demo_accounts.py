"""Demo accounts have published passwords: they open nothing from another machine, whatever a request says of itself."""

from datetime import date

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from dondoc.lib.actor import SYSTEM
from dondoc.organization import actions
from dondoc.organization.models import Kind
from tests.world import NOW, PASSWORD, TODAY

pytestmark = pytest.mark.django_db

NEAR = ["127.0.0.1", "127.0.0.2", "::1", "::ffff:127.0.0.1"]
FAR = [
    {"REMOTE_ADDR": "10.0.0.5"},
    {"REMOTE_ADDR": "::ffff:10.0.0.5"},
    {"REMOTE_ADDR": ""},
    {"REMOTE_ADDR": "10.0.0.5", "HTTP_X_FORWARDED_FOR": "127.0.0.1"},
    {"REMOTE_ADDR": "10.0.0.5", "HTTP_X_REAL_IP": "127.0.0.1"},
    # A proxy on this machine brings people from other machines.
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "10.0.0.5"},
    {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": "127.0.0.1, 10.0.0.5"},
]


@pytest.fixture(autouse=True)
def _demo(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEMO", True)
    monkeypatch.setattr(settings, "DEMO_OPEN", False)


@pytest.fixture
def _account() -> None:
    person = actions.open_account(
        username="demo.vanthu", full_name="Hoàng Thị Hoa", password=PASSWORD, must_change=False, by=SYSTEM, at=NOW
    )
    kind = Kind.objects.get(code="department")
    unit = actions.open_unit(name="Sở Nội vụ", kind=kind, parent=None, from_day=TODAY, by=SYSTEM, at=NOW)
    post = actions.open_post(unit=unit, kind="officer", title="Văn thư", from_day=TODAY, by=SYSTEM, at=NOW)
    actions.appoint(post, user=person, from_day=date(2025, 1, 1), by=SYSTEM, at=NOW)


def signs_in(client: Client, **head: str) -> bool:
    given = {"username": "demo.vanthu", "password": PASSWORD}
    return client.post(reverse("organization:sign_in"), given, **head).status_code == 302  # type: ignore[arg-type]


@pytest.mark.parametrize("address", NEAR)
@pytest.mark.usefixtures("_account")
def test_from_this_machine_they_sign_in(client: Client, address: str) -> None:
    assert settings.DEMO_PASSWORD in client.get(reverse("organization:sign_in"), REMOTE_ADDR=address).content.decode()
    assert signs_in(client, REMOTE_ADDR=address)


@pytest.mark.parametrize("head", FAR, ids=str)
@pytest.mark.usefixtures("_account")
def test_from_another_machine_they_do_not(client: Client, head: dict[str, str]) -> None:
    assert not signs_in(client, **head)
    assert client.get("/directory", **head).status_code == 302, "nobody is signed in"  # type: ignore[arg-type]


@pytest.mark.parametrize("head", FAR, ids=str)
@pytest.mark.usefixtures("_account")
def test_from_another_machine_they_are_not_shown(client: Client, head: dict[str, str]) -> None:
    page = client.get(reverse("organization:sign_in"), **head).content.decode()  # type: ignore[arg-type]
    assert settings.DEMO_PASSWORD not in page


@pytest.mark.usefixtures("_account")
def test_opened_on_purpose_they_sign_in_from_everywhere(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEMO_OPEN", True)
    assert signs_in(client, REMOTE_ADDR="10.0.0.5")


@pytest.mark.parametrize("page", ["organization:found", "organization:sign_in"])
def test_nobody_founds_an_agency_in_a_demo_whose_province_is_not_there_yet(client: Client, page: str) -> None:
    answer = client.get(reverse(page), follow=True)
    assert "agency_name" not in answer.content.decode()
