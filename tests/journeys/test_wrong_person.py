"""Every address of the product, tried by everybody who may not: 403 or 404, never content, nothing changed."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
import time_machine
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from dondoc.audit.models import JournalLine
from tests.journeys import hidden as story
from tests.journeys.hidden import DOORS, EVERYBODY, Door, Hidden
from tests.world import NOW, PEOPLE, World

METHODS = ("get", "post")
# Written by looking and by signing in, not by doing.
BESIDE = {"audit", "sessions", "workers", "django_tasks_database"}


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def hidden(province: World) -> Hidden:
    return story.tell(province)


def routes(resolver: URLResolver, before: str = "") -> Iterator[str]:
    """Every route below a resolver."""
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, before + str(pattern.pattern))
        else:
            assert isinstance(pattern, URLPattern)
            yield before + str(pattern.pattern)


def test_every_address_of_the_product_has_its_door() -> None:
    assert set(routes(get_resolver())) == set(DOORS)


def test_the_methods_of_the_api_are_those_of_its_doors() -> None:
    from dondoc.config.api import api

    declared = {
        re.sub(r"\{(\w+)\}", r"<int:\1>", path.lstrip("/")): set(operations)
        for path, operations in api.get_openapi_schema()["paths"].items()
    }
    known = {route: {m for m in METHODS if DOORS[route].knows(m)} for route in declared}
    assert known == declared


def signed_in(told: Hidden, username: str) -> Client:
    """A browser of this person; of nobody when the name is empty."""
    client = Client()
    if username:
        client.force_login(told.world.user(username))
    return client


def send(client: Client, method: str, door: Door, told: Hidden) -> tuple[Any, bytes]:
    """Asks at a door; the answer and its whole body."""
    address = door.address(method, told)
    if method == "get":
        response = client.get(address)
    else:
        body = door.body(told) if door.body else {}
        response = (
            client.post(address, body, content_type="application/json") if door.json else client.post(address, body)
        )
    if response.streaming:
        return response, b"".join(response.streaming_content)
    return response, response.content


def everything() -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables but those beside."""
    return {
        model._meta.label: sorted(model._default_manager.values_list(), key=lambda row: str(row[0]))
        for model in apps.get_models()
        if model._meta.app_label not in BESIDE and model._meta.label != "organization.User"
    }


def deeds() -> int:
    return JournalLine.objects.filter(outcome="done").count()


WRONG = {
    "the committee": [username for username, *_, code in PEOPLE if code in ("UBND", "VP")],
    "home affairs": [username for username, *_, code in PEOPLE if code in ("SNV", "CCHC")],
    "other agencies": [username for username, *_, code in PEOPLE if code in ("STC", "XA")],
    "without a post": ["idle", ""],
}


@pytest.mark.parametrize("people", WRONG.values(), ids=list(WRONG))
def test_whoever_may_not_gets_no_content_and_changes_nothing(hidden: Hidden, people: list[str]) -> None:
    before = everything()
    faults = [fault for username in people for fault in tried_by(hidden, username)]
    assert not faults, "\n".join(faults)
    assert everything() == before


def tried_by(told: Hidden, username: str) -> Iterator[str]:
    """Tries every door that this person may not use and looks at all he may: whatever goes wrong."""
    client = signed_in(told, username)
    betrayed, done = told.betrayed_to(username), deeds()
    for route, door in DOORS.items():
        for method in METHODS:
            users = door.users(method)
            # A person without a post may look where everybody may, and finds nothing there.
            may = users is None or username in users or (username == "idle" and users == EVERYBODY)
            if method == "post" and (may or door.own):
                continue
            response, body = send(client, method, door, told)
            answer = f"{username or 'nobody'}: {method} {route}: {response.status_code}"
            if not may and not refused(response, username, door, known=door.knows(method)):
                yield answer
            yield from (f"{answer} betrays {mark[:40]!r}" for mark in betrayed if mark in body)
            if deeds() != done:
                yield f"{answer} did something"
                done = deeds()


def refused(response: Any, username: str, door: Door, *, known: bool) -> bool:
    """Whether an answer is a no: 403 or 404; 405 where the method does not exist; the way to the login page."""
    if door.names and response.status_code == 422:
        return True
    if response.status_code in (403, 404) or (response.status_code == 405 and not known):
        return True
    if not username:
        return response.status_code == 401 or (response.status_code == 302 and response.url.startswith("/login?next="))
    # Without a post there is nobody to act as: the API does not know such a caller.
    return username == "idle" and response.status_code == 401


@pytest.mark.parametrize("method", METHODS)
def test_whoever_may_gets_in(hidden: Hidden, method: str) -> None:
    """The same requests by the right people, each undone again: without this the test above would prove nothing."""
    clients: dict[str, Client] = {}
    faults = []
    for route, door in DOORS.items():
        users = door.users(method)
        if users is None or not door.knows(method) or (method == "post" and door.own):
            continue
        # Everybody who may look; of those who may write, the first: each verb has its own test of who may.
        for username in sorted(users)[: 1 if method == "post" else None]:
            client = clients.get(username) or clients.setdefault(username, signed_in(hidden, username))
            with transaction.atomic():
                done = deeds()
                response, body = send(client, method, door, hidden)
                if response.status_code not in (200, 302):
                    faults.append(f"{username} {method} {route}: {response.status_code} {body[:300]!r}")
                if method == "post" and route != "act-as" and deeds() == done:
                    faults.append(f"{username} {method} {route}: {response.status_code} did nothing")
                transaction.set_rollback(True)
    assert not faults, "\n".join(faults)


def test_the_marks_are_shown_to_those_who_may_see(hidden: Hidden) -> None:
    """A mark that no page shows would be found nowhere, whoever asked."""
    shown = b""
    for username in ("chairman", "clerk", "chief", "coordinator", "snv_head", "snv_officer"):
        client = signed_in(hidden, username)
        for name in ("directive", "letter", "telegram", "waiting", "moved"):
            shown += client.get(f"/documents/{hidden.ids[name]}").content
        for name in ("assigned", "taken", "submitted", "returned"):
            shown += client.get(f"/tasks/{hidden.ids[name]}").content
        for route in ("documents/secret", "registers", "directions/<int:pk>"):
            shown += send(client, "get", DOORS[route], hidden)[1]
    client = signed_in(hidden, "clerk")
    shown += client.get("/documents/arrivals").content
    for route in ("documents/pending/<int:pk>/file", "documents/pending/<int:pk>/pages/<int:number>"):
        shown += send(client, "get", DOORS[route], hidden)[1]
    for route in ("exports/<int:pk>", "exports/<int:pk>/file"):
        shown += send(signed_in(hidden, "chief"), "get", DOORS[route], hidden)[1]
    client = signed_in(hidden, "chairman")
    shown += client.get(f"/documents/{hidden.ids['moved']}/expunge").content
    for route, door in DOORS.items():
        if "files" in route or "evidence" in route or route.endswith(":number>"):
            shown += send(client, "get", door, hidden)[1] if door.knows("get") else b""
    missing = [mark[:60] for marks in hidden.marks.values() for mark in marks if mark not in shown]
    assert missing == []
