"""docs/openapi.json is the API as it is; every operation is described, named and says all its answers."""

import json
from typing import Any

import pytest
from django.test import Client
from ninja import Schema

from dondoc.config.api import api
from dondoc.config.management.commands.export_openapi import KEPT, description
from dondoc.lib.api import DENIALS

KEPT_SCHEMA = json.loads(KEPT.read_text(encoding="utf-8"))
OPERATIONS = [
    pytest.param(method, operation, id=operation["operationId"])
    for path in KEPT_SCHEMA["paths"].values()
    for method, operation in path.items()
]


def test_the_file_is_what_the_code_says() -> None:
    """Run ./dondoc export-openapi after a change of the API."""
    assert KEPT.read_text(encoding="utf-8") == description()


def test_it_is_openapi_3_1() -> None:
    assert KEPT_SCHEMA["openapi"].startswith("3.1.")


@pytest.mark.django_db
def test_the_server_gives_it_to_anybody() -> None:
    assert Client().get("/api/openapi.json").json() == KEPT_SCHEMA


@pytest.mark.parametrize(("method", "operation"), OPERATIONS)
def test_an_operation_is_described_and_says_all_its_answers(method: str, operation: dict[str, Any]) -> None:
    assert method in ("get", "post")
    assert operation["description"].endswith(".") and len(operation["summary"]) < 110
    assert {str(status) for status in (200, *DENIALS)} == set(operation["responses"])
    assert operation["security"] == [{"TokenPost": []}, {"SessionPost": []}]
    for answer in operation["responses"].values():
        assert answer["content"]


def test_operation_ids_are_unique() -> None:
    ids = [parameters.values[1]["operationId"] for parameters in OPERATIONS]
    assert len(ids) == len(set(ids))


def test_no_two_shapes_share_a_name() -> None:
    """The description knows a shape by its bare name: the second would silently replace the first."""
    found: dict[str, set[str]] = {}
    waiting = [Schema]
    while waiting:
        for shape in waiting.pop().__subclasses__():
            waiting.append(shape)
            if shape.__module__.startswith("dondoc."):
                found.setdefault(shape.__name__, set()).add(shape.__module__)
    assert api.urls and {name: places for name, places in found.items() if len(places) > 1} == {
        # Parameters of lists are flattened: their shapes are not named in the description.
        "ListIn": {"dondoc.documents.api.shapes", "dondoc.tasks.api.shapes"}
    }
