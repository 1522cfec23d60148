"""An empty installation asks for its first agency and administrator, exactly once."""

import pytest
from django.test import Client

from dondoc.audit.models import JournalLine
from dondoc.lib.actor import PUBLIC
from dondoc.lib.errors import WrongState
from dondoc.organization import actions
from dondoc.organization.models import Kind, Unit, User
from tests.world import NOW, World

pytestmark = pytest.mark.django_db
TYPED = {
    "agency_name": "Ủy ban nhân dân tỉnh Thử Nghiệm",
    "abbreviation": "UBND",
    "full_name": "Ngô Văn Ích",
    "username": "quantri",
    "password": "mot-cau-that-dai",
}


def typed(**more: str) -> dict[str, object]:
    return TYPED | {"kind": Kind.objects.get(code="province").pk} | more


def test_the_first_page_leads_there_and_the_administrator_goes_on(client: Client) -> None:
    assert 'href="/found"' in client.get("/").content.decode()
    assert client.get("/login").headers["Location"] == "/found"
    assert client.post("/found", typed()).headers["Location"] == "/organization"
    agency = Unit.objects.get()
    assert (agency.is_agency, agency.path) == (True, f"/{agency.pk}/")
    assert client.get("/organization").status_code == 200
    assert [line.verb for line in JournalLine.objects.filter(verb__startswith="organization.found")] == [
        "organization.found"
    ]


def test_a_weak_password_is_told_and_nothing_is_made(client: Client) -> None:
    page = client.post("/found", typed(password="ngan")).content.decode()
    assert "Mật khẩu cần ít nhất 10 ký tự." in page and "Ngô Văn Ích" in page
    assert not Unit.objects.exists() and not User.objects.exists()


def test_only_once(province: World, client: Client) -> None:
    assert client.get("/found").headers["Location"] == "/login"
    assert client.post("/found", typed()).headers["Location"] == "/login"
    with pytest.raises(WrongState):
        actions.found(**(TYPED | {"kind": Kind.objects.get(code="province")}), by=PUBLIC, at=NOW)  # type: ignore[arg-type]
