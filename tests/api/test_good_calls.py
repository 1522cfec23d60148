"""Every act of the API succeeds once; and with one thing wrong in it, it is refused in words, never in an error."""

import json
import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dondoc.audit.models import JournalLine
from tests.api.calling import key
from tests.api.fuzzing import NASTY, undone
from tests.api.good_calls import Call, good_calls
from tests.architecture.test_api_verbs import operations
from tests.world import World

EXAMPLES = int(os.environ.get("DONDOC_FUZZ_EXAMPLES", "15"))
WRONG = [
    *NASTY,
    *(None, True, False, 0, -1, 1.5, 2**31, 2**53, 2**63, 10**400, float("nan"), float("inf")),
    *("0001-01-01", "9999-12-31", "2026-02-30", "1945-01-01", "2100-12-31"),
    *([], {}, [None], [[]], [1, 1], ["x", "x"], [2**63], "x" * 100_000, {"a": "\x00"}),
]


@pytest.fixture
def calls(province: World) -> list[Call]:
    return good_calls(province)


@pytest.fixture
def clients(province: World, calls: list[Call]) -> dict[str, Client]:
    names = {call.username for call in calls}
    return {name: Client(headers={"authorization": f"Bearer {key(province, name)[1]}"}) for name in names}


def sent(client: Client, call: Call, body: Any) -> Any:
    return client.post(f"/api/{call.path}", json.dumps(body), content_type="application/json")


def test_there_is_a_good_call_of_every_act(calls: list[Call]) -> None:
    assert {call.verb for call in calls} == operations("post") - {"files.store", "documents.add_pending"}


def test_every_good_call_succeeds_and_leaves_its_line(calls: list[Call], clients: dict[str, Client]) -> None:
    for call in calls:
        with undone():
            before = JournalLine.objects.latest("pk").pk
            response = sent(clients[call.username], call, call.body)
            assert response.status_code == 200, (call, response.content.decode())
            lines = JournalLine.objects.filter(pk__gt=before, verb=call.verb)
            assert {(line.outcome, line.channel) for line in lines} == {("done", "api")}, call.verb


def test_every_good_call_is_forbidden_to_a_key_that_only_reads(province: World, calls: list[Call]) -> None:
    for call in calls:
        _, secret = key(province, call.username, [])
        response = sent(Client(headers={"authorization": f"Bearer {secret}"}), call, call.body)
        assert response.status_code == 403, call.verb


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every place in a body."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inner:
        yield (*path, name)
        yield from places(one, (*path, name))


def put(body: Any, path: tuple[Any, ...], value: Any) -> Any:
    """The body with another value at one place."""
    if not path:
        return value
    copy = list(body) if isinstance(body, list) else dict(body)
    copy[path[0]] = put(body[path[0]], path[1:], value)
    return copy


def doubled(value: Any) -> Any:
    """A list with everything in it twice."""
    return [*value, *value] if isinstance(value, list) else value


def test_one_wrong_thing_is_refused_in_words(calls: list[Call], clients: dict[str, Client]) -> None:
    for call in (call for call in calls if call.body):

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(data=st.data())
        def try_one(data: Any) -> None:
            path = data.draw(st.sampled_from(list(places(call.body))))
            there = call.body
            for step in path:
                there = there[step]
            wrong = data.draw(st.sampled_from([*WRONG, doubled(there)]))
            with undone():
                response = sent(clients[call.username], call, put(call.body, path, wrong))
            assert response.status_code in (200, 400, 403, 404, 409, 422), (call.verb, path, wrong)
            if response.status_code == 422:
                assert response.json()["findings"], (call.verb, path, wrong)

        try_one()
