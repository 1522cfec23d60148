"""The pages on which an administrator issues and revokes the keys of programs."""

from typing import Any

import pytest
import time_machine
from django.test import Client

from dondoc.audit.models import JournalLine
from dondoc.organization.models import ApiToken, Holding
from tests.world import NOW, World


@pytest.fixture(autouse=True)
def _clock() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def signed_in(province: World, username: str) -> Client:
    client = Client()
    client.force_login(province.user(username))
    return client


def issue(client: Client, holding: int, **given: Any) -> Any:
    return client.post(f"/organization/tokens/issue?holding={holding}", {"name": "Trục liên thông", "days": 90} | given)


@pytest.fixture
def holding(province: World) -> int:
    return Holding.objects.get(user__username="clerk").pk


def test_a_key_is_issued_and_its_secret_shown_once(province: World, holding: int) -> None:
    admin = signed_in(province, "admin")
    page = admin.get(f"/organization/tokens/issue?holding={holding}").content.decode()
    assert "Vào sổ, trả lại văn bản đến" in page and "Cho ý kiến chỉ đạo" not in page
    response = issue(admin, holding, granted=["documents.register"])
    secret = response.context["secrets"][0]
    assert secret in response.content.decode() and "no-store" in response["Cache-Control"]
    bearer = {"authorization": f"Bearer {secret}"}
    assert Client().get("/api/me", headers=bearer).json()["person"] == "Hoàng Thị Hoa"
    listed = admin.get("/organization/tokens").content.decode()
    assert "Trục liên thông" in listed and secret not in listed
    line = JournalLine.objects.get(verb="organization.issue_token")
    assert (line.user_id, line.channel) == (province.user("admin").pk, "web")


def test_a_revoked_key_stays_on_the_list(province: World, holding: int) -> None:
    admin = signed_in(province, "admin")
    secret = issue(admin, holding).context["secrets"][0]
    token = ApiToken.objects.get()
    assert "Chỉ đọc" in admin.get("/organization/tokens").content.decode()
    admin.post(f"/organization/tokens/{token.pk}/revoke")
    assert Client().get("/api/me", headers={"authorization": f"Bearer {secret}"}).status_code == 401
    page = admin.get("/organization/tokens").content.decode()
    assert "Đã thu hồi 25/11/2026" in page and f"/organization/tokens/{token.pk}/revoke" not in page
    assert admin.post(f"/organization/tokens/{token.pk}/revoke").status_code == 409


@pytest.mark.parametrize(
    ("given", "field"),
    [({"name": ""}, "name"), ({"days": "0"}, "days"), ({"days": ""}, "days"), ({"granted": ["x"]}, "granted")],
)
def test_what_is_wrong_stands_beside_its_field(province: World, holding: int, given: Any, field: str) -> None:
    response = issue(signed_in(province, "admin"), holding, **given)
    assert list(response.context["form"].errors) == [field]
    assert not ApiToken.objects.exists()


def test_a_key_is_for_a_post_that_somebody_holds(province: World) -> None:
    admin = signed_in(province, "admin")
    for asked in ("", "?holding=", "?holding=999999", "?holding=²"):
        assert admin.get(f"/organization/tokens/issue{asked}").status_code == 404


@pytest.mark.parametrize("username", ["clerk", "chairman"])
def test_only_an_administrator_comes_here(province: World, holding: int, username: str) -> None:
    client = signed_in(province, username)
    assert client.get("/organization/tokens").status_code == 403
    assert issue(client, holding).status_code == 403
    assert client.post("/organization/tokens/1/revoke").status_code == 403


def test_the_page_is_found_from_the_administration(province: World) -> None:
    page = signed_in(province, "admin").get("/organization").content.decode()
    assert 'href="/organization/tokens"' in page
