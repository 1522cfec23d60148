"""A key stands for one person in one post, does what is listed in it, and ends when it must."""

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from dondoc.audit.models import JournalLine
from dondoc.lib.actor import SYSTEM
from dondoc.lib.errors import Refused
from dondoc.organization import actions as organization
from dondoc.organization.models import ApiToken, Holding, User
from tests.api.calling import Caller, key
from tests.world import NOW, TODAY, World, ended


def ask(secret: str) -> Any:
    return Client().get("/api/me", headers={"authorization": f"Bearer {secret}"})


def test_a_key_is_one_person_in_one_post(province: World) -> None:
    me = Caller(province, "clerk").get("me")
    assert (me["person"], me["post_id"], me["role"]) == ("Hoàng Thị Hoa", province.post("clerk").pk, "registry_clerk")
    assert me["seats"][0] == f"u{province.units['UBND'].pk}"


def test_a_key_is_stored_hashed(province: World) -> None:
    token, secret = key(province, "clerk")
    assert token.digest == hashlib.sha256(secret.encode()).hexdigest()
    assert secret not in "".join(str(value) for value in ApiToken.objects.filter(pk=token.pk).values_list()[0])
    assert not any(secret in body for body in JournalLine.objects.values_list("body", flat=True))


def test_an_unknown_key_and_none_at_all_are_asked_to_sign_in(province: World) -> None:
    for response in (ask("dd_mot-khoa-la"), ask(""), Client().get("/api/me"), Client().post("/api/files")):
        assert (response.status_code, response.json()["code"]) == (401, "unauthorized")
        assert response["WWW-Authenticate"] == "Bearer"


def test_an_expired_key_opens_nothing(province: World) -> None:
    _, secret = key(province, "clerk", days=1, at=NOW - timedelta(days=1))
    assert ask(secret).status_code == 401
    _, secret = key(province, "clerk", days=1, at=NOW - timedelta(hours=23))
    assert ask(secret).status_code == 200


def test_a_revoked_key_opens_nothing(province: World) -> None:
    token, secret = key(province, "clerk")
    assert ask(secret).status_code == 200
    organization.revoke_token(token, by=province.actor("admin"), at=NOW)
    assert ask(secret).status_code == 401


def test_a_key_ends_with_the_holding_of_its_post(province: World) -> None:
    _, secret = key(province, "clerk")
    holding = Holding.objects.get(user__username="clerk")
    ended(holding, TODAY, at=NOW)
    assert ask(secret).status_code == 200
    Holding.objects.filter(pk=holding.pk).update(until_day=TODAY - timedelta(days=1))
    assert ask(secret).status_code == 401


def test_a_key_stays_with_its_person_when_another_takes_the_post(province: World) -> None:
    _, secret = key(province, "clerk")
    holding = Holding.objects.get(user__username="clerk")
    ended(holding, date(2026, 11, 20), at=NOW - timedelta(days=10))
    organization.appoint(holding.post, user=province.user("archivist"), from_day=TODAY, by=SYSTEM, at=NOW)
    assert ask(secret).status_code == 401


@pytest.mark.parametrize("fields", [{"is_active": False}, {"locked_until": NOW + timedelta(hours=1)}])
def test_a_key_of_a_person_who_may_not_sign_in_opens_nothing(province: World, fields: dict[str, Any]) -> None:
    _, secret = key(province, "clerk")
    User.objects.filter(username="clerk").update(**fields)
    assert ask(secret).status_code == 401


def test_a_key_opens_again_when_the_lock_is_over(province: World) -> None:
    _, secret = key(province, "clerk")
    User.objects.filter(username="clerk").update(locked_until=NOW)
    assert ask(secret).status_code == 200


def test_a_key_does_only_what_is_listed(province: World) -> None:
    document = province.incoming().document_id
    caller = Caller(province, "clerk", ["documents.forward"])
    assert caller.get("me")["permissions"] == ["documents.forward", "organization.see_agency", "organization.see_unit"]
    refused = caller.post(f"documents/{document}/correct", {"field": "note", "new": "a", "reason": "b"}, status=403)
    assert (refused["code"], refused["who"]) == ("forbidden", "Văn thư cơ quan")
    caller.post(f"documents/{document}/forward", {"post_ids": [province.post("chief").pk]})
    assert JournalLine.objects.filter(verb="documents.correct", outcome="forbidden", channel="api").count() == 1


def test_a_key_without_permissions_reads_and_does_nothing_else(province: World) -> None:
    entry = province.issue()
    caller = Caller(province, "snv_clerk", [])
    [waiting] = caller.get("documents/arrivals")["items"]
    assert waiting["document"]["id"] == entry.document_id
    caller.get(f"documents/{entry.document_id}")
    caller.get("registers")
    assert caller.post(f"documents/arrivals/{waiting['id']}/register", {}, status=403)["code"] == "forbidden"
    assert caller.post("notices/see", {"last_id": 1}, status=403)["sentence"] == "Khóa API này chỉ được đọc."


def test_the_journal_is_read_only_by_a_key_that_lists_it(province: World) -> None:
    Caller(province, "snv_head", ["tasks.work"]).get("journal", status=403)
    Caller(province, "snv_head", ["organization.read_journal"]).get("journal")


@pytest.mark.parametrize(
    ("given", "fields"),
    [
        ({"name": "  "}, ["name"]),
        ({"name": "x" * 101}, ["name"]),
        ({"days": 0}, ["days"]),
        ({"days": 367, "name": ""}, ["name", "days"]),
        ({"granted": ["documents.issue", "organization.administer"]}, ["granted"]),
    ],
)
def test_a_senseless_key_is_refused(province: World, given: dict[str, Any], fields: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        key(province, "clerk", **given)
    assert [finding.field for finding in refused.value.findings] == fields


def test_a_key_for_a_holding_that_has_ended_is_refused(province: World) -> None:
    holding = Holding.objects.get(user__username="clerk")
    ended(holding, date(2026, 11, 20), at=NOW - timedelta(days=10))
    with pytest.raises(Refused):
        key(province, "clerk")
