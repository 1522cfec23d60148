"""The ledger only grows, and no deadline goes away: the database itself refuses, whoever asks."""

from datetime import date

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from dondoc.deadlines.actions import set_deadline
from dondoc.deadlines.models import Deadline, DeadlineEntry
from dondoc.lib.actor import SYSTEM
from dondoc.lib.days import moment

pytestmark = pytest.mark.django_db
START = date(2026, 11, 23)
NOW = moment(START, 9)
LEDGER = "deadlines_deadlineentry"


@pytest.fixture
def deadline() -> Deadline:
    return set_deadline(start=START, unit="working_day", amount=3, by=SYSTEM, at=NOW)


@pytest.mark.parametrize(
    "statement",
    [
        f"UPDATE {LEDGER} SET new_due = '2030-01-01'",
        f"UPDATE {LEDGER} SET reason = ''",
        f"DELETE FROM {LEDGER}",
        "DELETE FROM deadlines_deadline",
    ],
)
def test_no_statement_alters_what_was_written(deadline: Deadline, statement: str) -> None:
    with pytest.raises(DatabaseError, match="is forbidden"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert deadline.entries.get().new_due == deadline.due


@pytest.mark.parametrize("table", [LEDGER, "deadlines_deadline"])
def test_no_table_is_emptied(deadline: Deadline, table: str) -> None:
    """SQLite has no TRUNCATE; its DELETE without a condition is the same."""
    connection.check_constraints()  # what waits for the end of the transaction would refuse TRUNCATE first
    empty = f"TRUNCATE {table} CASCADE" if connection.vendor == "postgresql" else f"DELETE FROM {table}"
    with pytest.raises(DatabaseError, match="is forbidden"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(empty)
    assert DeadlineEntry.objects.filter(deadline=deadline).exists()


def test_a_line_is_added_and_stays_in_order(deadline: Deadline) -> None:
    later = date(2026, 12, 4)
    DeadlineEntry.objects.create(
        deadline=deadline, position=2, kind="extend", old_due=deadline.due, new_due=later, reason="Mưa lũ", at=NOW
    )
    Deadline.objects.filter(pk=deadline.pk).update(due=later)
    deadline.refresh_from_db()
    assert [line.kind for line in deadline.entries.all()] == ["set", "extend"]
    assert (deadline.original_due, deadline.due) == (date(2026, 11, 27), later)


def test_two_lines_never_share_a_place(deadline: Deadline) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        DeadlineEntry.objects.create(deadline=deadline, position=1, kind="extend", at=NOW)
