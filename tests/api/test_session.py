"""The session of the pages calls the API too, with its CSRF token and in the post chosen there."""

from typing import Any

import pytest
from django.test import Client

from dondoc.lib.actor import SYSTEM
from dondoc.organization import actions as organization
from dondoc.organization.models import User
from tests.world import NOW, PASSWORD, SINCE, World


@pytest.fixture
def browser(province: World) -> Client:
    client = Client(enforce_csrf_checks=True)
    client.get("/login")
    token = client.cookies["dondoc_csrf"].value
    given = {"username": "clerk", "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post("/login", given).status_code == 302
    return client


def forward(client: Client, document: int, post: int, **headers: str) -> Any:
    return client.post(
        f"/api/documents/{document}/forward", {"post_ids": [post]}, content_type="application/json", headers=headers
    )


def test_a_signed_in_person_reads(browser: Client) -> None:
    assert browser.get("/api/me").json()["person"] == "Hoàng Thị Hoa"


def test_an_act_without_its_csrf_token_is_refused(province: World, browser: Client) -> None:
    document, post = province.incoming().document_id, province.post("chief").pk
    refused = forward(browser, document, post)
    assert (refused.status_code, refused.json()["code"]) == (403, "csrf")
    refused = forward(browser, document, post, x_csrftoken="x" * 64)
    assert refused.status_code == 403
    done = forward(browser, document, post, x_csrftoken=browser.cookies["dondoc_csrf"].value)
    assert done.status_code == 200


def test_a_session_acts_in_the_chosen_post(province: World, browser: Client) -> None:
    post = organization.open_post(
        unit=province.units["VP"], kind="officer", title="Chuyên viên", order=99, from_day=SINCE, by=SYSTEM, at=NOW
    )
    organization.appoint(post, user=province.user("clerk"), from_day=SINCE, by=SYSTEM, at=NOW)
    assert browser.get("/api/me").json()["role"] == "registry_clerk"
    token = browser.cookies["dondoc_csrf"].value
    browser.post("/act-as", {"post": post.pk, "csrfmiddlewaretoken": token})
    assert browser.get("/api/me").json()["role"] == "officer"


def test_a_first_password_must_be_changed_before_the_api_opens(province: World, browser: Client) -> None:
    User.objects.filter(username="clerk").update(must_change_password=True)
    assert browser.get("/api/me").status_code == 401


def test_a_person_without_a_post_is_nobody(province: World) -> None:
    organization.open_account(
        username="moi", full_name="Lê Mới", password=PASSWORD, must_change=False, by=SYSTEM, at=NOW
    )
    client = Client()
    client.force_login(province.user("moi"))
    assert client.get("/api/me").status_code == 401


def test_signing_out_ends_it(browser: Client) -> None:
    browser.post("/logout", {"csrfmiddlewaretoken": browser.cookies["dondoc_csrf"].value})
    assert browser.get("/api/me").status_code == 401
