"""What every test stands on: the reference data, one small province, no network, no silent template faults."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests import world


class UndefinedVariable(str):
    """Stands for an undefined template variable and fails the test when a page shows it."""

    def __mod__(self, missing: Any) -> str:
        raise AssertionError(f"undefined template variable: {missing}")

    def __contains__(self, part: object) -> bool:
        return part == "%s"


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Roles and calendar are there before any test, as `prepare` leaves them."""
    from dondoc.config.prepare import load_reference

    with django_db_blocker.unblock():
        load_reference()


@pytest.fixture(autouse=True)
def _strict_templates() -> Iterator[None]:
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = ""
    yield


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only this machine may be spoken to."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family != socket.AF_UNIX and address[0] not in ("127.0.0.1", "::1", "localhost"):
            raise AssertionError(f"a test tried to reach {address}")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture
def province(db: None) -> world.World:
    """The small province of the tests, told by the real actions."""
    return world.build()


@pytest.fixture
def committed_province(transactional_db: None) -> Iterator[world.World]:
    """The same, committed: for threads, processes and browsers. What it left is swept away afterwards."""
    from dondoc.config.prepare import load_reference
    from dondoc.organization import access

    access.forget_grants()
    load_reference()
    yield world.build()


@pytest.fixture(autouse=True)
def _flush_goes_around_triggers(monkeypatch: pytest.MonkeyPatch) -> None:
    """Emptying the test database after a committed test is the one time that rows of guarded tables go."""
    flush = connection.ops.sql_flush

    def sql_flush(*args: Any, **kwargs: Any) -> list[str]:
        statements = flush(*args, **kwargs)
        if connection.vendor == "postgresql":
            keep = (
                "documents_documenttype",
                "organization_kind",
                "organization_grant",
                "organization_calendarday",
            )
            statements = [s for s in statements if s]
            return [
                "SET session_replication_role = replica",
                *_without(statements, keep),
                "SET session_replication_role = DEFAULT",
            ]
        return statements

    monkeypatch.setattr(connection.ops, "sql_flush", sql_flush)


def _without(statements: list[str], tables: tuple[str, ...]) -> list[str]:
    """TRUNCATE statements without the tables whose rows come from migrations; one DELETE a table instead."""
    found: list[str] = []
    for statement in statements:
        if not statement.startswith("TRUNCATE"):
            found.append(statement)
            continue
        names = [name.strip().strip('";') for name in statement[len("TRUNCATE") :].replace("CASCADE", "").split(",")]
        found += [f'DELETE FROM "{name}"' for name in names if name and name not in tables]
    return found


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests under browser, faults and concurrency run on PostgreSQL only."""
    for item in items:
        if any(part in item.path.parts for part in ("browser", "faults", "concurrency")):
            item.add_marker(pytest.mark.postgresql)


__all__ = ["call_command"]
