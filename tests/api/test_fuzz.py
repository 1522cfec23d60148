"""Thousands of calls that nobody would make: none breaks the server, each is answered as the description says.

Cases come from docs/openapi.json; half of them name real records, so that they reach the acts behind the checks of
shape. What a call changed is undone, so each stands alone. DONDOC_FUZZ_EXAMPLES=200 digs deeper than the test run.
"""

import os
import traceback
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import got_request_exception, request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from dondoc.files import queries as files
from dondoc.notifications.models import Notice
from tests.api.calling import key
from tests.api.fuzzing import NASTY, undone
from tests.world import World

EXAMPLES = int(os.environ.get("DONDOC_FUZZ_EXAMPLES", "4"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
PRODUCT = get_wsgi_application()
STEADY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def served(environ: Any, start_response: Any) -> list[bytes]:
    """The product, with every answer read to its end."""
    response = PRODUCT(environ, start_response)
    try:
        return [b"".join(response)]
    finally:
        response.close()


class Pools:
    """Real values for the names under which bodies, paths and queries speak of records."""

    def __init__(self, province: World, username: str) -> None:
        directive = province.issue()
        telegram = province.incoming()
        there = province.incoming(by="snv_clerk")
        task, handed_in = province.taken(), province.submitted()
        direction = _laid_before_the_chairman(province)
        stored = province.pdf("but phe", by=username)
        token = files.token(stored, "a.pdf", province.actor(username))
        documents = [directive.document_id, telegram.document_id, there.document_id]
        posts = [province.post(name).pk for name in ("chairman", "chief", "snv_head", "snv_officer")]
        units = [unit.pk for unit in province.units.values()]
        arrivals = list(directive.document.recipients.values_list("pk", flat=True))
        registers = list(province.units["UBND"].registers.values_list("pk", flat=True))
        scans = list(directive.document.files.values_list("pk", flat=True))
        self.of_path: dict[str, list[Any]] = {
            "/api/documents/arrivals/": arrivals,
            "/api/documents/": documents,
            "/api/tasks/": [task.pk, handed_in.pk],
            "/api/directions/": [direction],
            "/api/registers/": registers,
            "/api/units/": units,
            "/api/posts/": posts,
        }
        self.of_name: dict[str, list[Any]] = {
            "file_pk": scans,
            "scan_id": scans,
            "year": [2026],
            "number": [1, 2],
            "type": ["CT", "CV", "CĐ"],
            "kind": ["department", "unit"],
            "role": ["officer", "head", "handle", "annex"],
            "files": [token],
            "file": [token],
            "last_id": list(Notice.objects.values_list("pk", flat=True)[:3]),
            "username": ["clerk", "snv_officer"],
        }
        days = ["2026-11-25", "2026-12-01"]
        for names, pool in (
            ("issued_on arrived_on due_on reply_by fixed received_on last_day from_day until_day", days),
            ("document_id other_id answers document_ids", documents),
            ("entry_id entry_ids", [telegram.pk, directive.pk]),
            ("signer_id leader_id person_id custodian_id post_ids", posts),
            ("unit_id unit_ids leads joins informed lead_id agency_id parent_id successor_id drafting_unit_id", units),
        ):
            self.of_name |= dict.fromkeys(names.split(), pool)

    def of(self, path: str, name: str) -> list[Any]:
        if name == "pk":
            return next((pool for prefix, pool in self.of_path.items() if path.startswith(prefix)), [])
        return self.of_name.get(name, [])

    def season(self, draw: Any, path: str, name: str, value: Any) -> Any:
        """The value with real ids, or with texts that have broken programs before, in some of its places."""
        if isinstance(value, dict):
            return {key: self.season(draw, path, key, inner) for key, inner in value.items()}
        pool = self.of(path, name)
        if isinstance(value, list):
            if pool and draw(st.booleans()):
                return draw(st.lists(st.sampled_from(pool), max_size=3))
            return [self.season(draw, path, name, inner) for inner in value]
        if pool and draw(st.booleans()):
            return draw(st.sampled_from(pool))
        if isinstance(value, str) and draw(st.integers(0, 3)) == 0:
            return draw(st.sampled_from(NASTY))
        return value


def _laid_before_the_chairman(province: World) -> int:
    from dondoc.tasks import actions
    from dondoc.tasks.actions import Assignment

    entry = province.incoming(symbol="113/CĐ-TTg")
    [direction] = actions.prepare_direction(
        [entry],
        leader=province.post("chairman"),
        given=[Assignment("Xử lý", [province.units["SNV"]])],
        by=province.actor("coordinator"),
        at=entry.registered_at,
    )
    return direction.pk


@pytest.fixture(autouse=True)
def _one_connection() -> Iterator[None]:
    """The server would drop the connection after each call, and the test's transaction with it."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def faults() -> Iterator[list[str]]:
    """The tracebacks of whatever left a view as an error of the server."""
    seen: list[str] = []

    def note(**more: Any) -> None:
        seen.append(traceback.format_exc())

    got_request_exception.connect(note)
    yield seen
    got_request_exception.disconnect(note)


@pytest.mark.parametrize(
    ("username", "mode"),
    [(name, GenerationMode.POSITIVE) for name in ("clerk", "chairman", "coordinator", "snv_officer", "admin")]
    + [("clerk", GenerationMode.NEGATIVE)],
)
def test_no_call_breaks_and_every_answer_is_as_described(
    province: World, faults: list[str], username: str, mode: GenerationMode
) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", served)
    pools = Pools(province, username)
    _, secret = key(province, username)
    headers = {"Authorization": f"Bearer {secret}"}
    broken: list[str] = []

    for operation in (found.ok() for found in schema.get_all_operations()):

        @STEADY
        @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
        def call(case: Any, data: Any) -> None:
            case.path_parameters = pools.season(data.draw, case.path, "", case.path_parameters)
            if isinstance(case.body, dict | list):
                case.body = pools.season(data.draw, case.path, "", case.body)
            with undone():
                response = case.call(headers=headers)
            case.validate_response(response, checks=CHECKS)

        try:
            call()
        except Exception as error:
            broken.append(f"{operation.label}\n{error}\n{''.join(faults[-1:])}")
    assert not broken, "\n\n".join(broken)


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer dd_x"}, {"Cookie": "dondoc_session=x"}])
def test_no_operation_answers_without_a_key(province: World, headers: dict[str, str]) -> None:
    schema = schemathesis.openapi.from_wsgi("/api/openapi.json", served)
    pools = Pools(province, "clerk")
    for operation in (found.ok() for found in schema.get_all_operations()):
        path = {name: pools.of(operation.path, name)[0] for name in ("pk",) if pools.of(operation.path, name)}
        case = operation.Case(
            path_parameters={"pk": 1, "file_pk": 1, "year": 2026, "number": 1, "evidence_pk": 1} | path
        )
        response = case.call(headers=headers)
        assert response.status_code == 401, operation.label
        case.validate_response(response, checks=CHECKS)
