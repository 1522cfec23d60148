"""Every table is of one of four kinds, and after all migrations the database itself keeps it so, on either engine.

A migration that rebuilds a table on SQLite drops its triggers without a word; that is found here too.
"""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.db.utils import DatabaseError

from dondoc.lib import triggers
from tests.world import World

pytestmark = pytest.mark.django_db

GROWS = {
    "audit.journalline", "audit.seal", "audit.sealedline", "audit.accessline",
    "deadlines.deadlineentry",
    "documents.document", "documents.documentfile", "documents.relation", "documents.correction",
    "files.storedfile",
    "tasks.tasknote", "tasks.evidence", "tasks.participant",
}  # fmt: skip
"""Rows come, and are never changed or removed."""

LOSES_NOTHING = {
    "deadlines.deadline",
    "documents.entry", "documents.number", "documents.counter", "documents.recipient", "documents.routing",
    "documents.paperpointer", "documents.register", "documents.seriesrule", "documents.documenttype",
    "organization.kind", "organization.unit", "organization.unitcode", "organization.post", "organization.holding",
    "organization.user", "organization.calendarday", "organization.apitoken",
    "tasks.task", "tasks.direction", "tasks.directionitem", "tasks.taskaccess",
}  # fmt: skip
"""Rows change by moves that are journalled, and are never removed."""

WORKING = {
    # Who may see a document is what holds now; why it came to be stands in the journal.
    "documents.documentaccess",
    # Written anew from the roles of this version, with a line in the journal.
    "organization.grant",
    # The units of a direction while it is prepared.
    "tasks.directionitem_joins", "tasks.directionitem_informed",
    # Made again from what they tell of.
    "search.searchrow", "notifications.notice", "notifications.noticeseen",
    # The queue and the framework's own.
    "workers.beat", "workers.schedule", "workers.pending", "django_tasks_database.dbtaskresult",
    "contenttypes.contenttype", "auth.permission", "auth.group", "auth.group_permissions", "sessions.session",
}  # fmt: skip
"""Rows may change and go."""


def all_models() -> Iterator[type[models.Model]]:
    yield from apps.get_models(include_auto_created=True)


def label(model: type[models.Model]) -> str:
    return model._meta.label_lower


def table(name: str) -> str:
    return apps.get_model(name)._meta.db_table if "_" not in name.split(".")[1] else name.replace(".", "_")


def guarded() -> dict[str, set[str]]:
    """Which verbs the database refuses on which table, by its own catalogue."""
    found: dict[str, set[str]] = {}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%RAISE(ABORT%'"
            )
            for name, sql in cursor.fetchall():
                words = sql.upper().split()
                assert words[3] == "BEFORE"
                found.setdefault(name, set()).add(words[4])
            return found
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgtype, tgenabled FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid"
            " WHERE NOT tgisinternal AND prosrc LIKE '%is forbidden%'"
        )
        for name, kind, enabled in cursor.fetchall():
            assert kind & 2 and enabled == "O", f"{name}: not before, or switched off"
            verbs = {verb for verb, bit in (("UPDATE", 16), ("DELETE", 8), ("TRUNCATE", 32)) if kind & bit}
            found.setdefault(name, set()).update(verbs)
    return found


def test_every_table_is_of_one_kind() -> None:
    """Whoever adds a model says what may become of its rows."""
    kinds = [GROWS, LOSES_NOTHING, WORKING]
    assert {label(model) for model in all_models()} == GROWS | LOSES_NOTHING | WORKING
    assert sum(len(kind) for kind in kinds) == len(GROWS | LOSES_NOTHING | WORKING), "one table is of two kinds"


def test_the_database_refuses_what_its_kind_forbids() -> None:
    removal = {"DELETE", "TRUNCATE"} if connection.vendor == "postgresql" else {"DELETE"}
    wanted = {table(name): {"UPDATE", *removal} for name in GROWS} | {table(name): removal for name in LOSES_NOTHING}
    assert guarded() == wanted


def test_every_table_with_rows_was_tried(province: World) -> None:
    """Not only by the catalogue: after a whole story each guarded table refuses with its own name."""
    province.submitted()
    refused = set()
    for model in all_models():
        if label(model) in WORKING or not model._base_manager.exists():
            continue
        name, key = model._meta.db_table, model._meta.pk
        assert key is not None
        statements = [f"DELETE FROM {name}"]
        if label(model) in GROWS:
            statements.append(f"UPDATE {name} SET {key.column} = {key.column}")
        for statement in statements:
            with pytest.raises(DatabaseError, match=f"{name}: .* is forbidden"), transaction.atomic():
                with connection.cursor() as cursor:
                    cursor.execute(statement)
            refused.add(name)
    assert len(refused) >= 25


@pytest.mark.parametrize("name", sorted(GROWS | LOSES_NOTHING))
def test_no_table_is_emptied_at_a_stroke(name: str) -> None:
    """SQLite has no TRUNCATE; there the word is not understood."""
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {table(name)} CASCADE")


def test_a_table_whose_triggers_were_lost_is_named() -> None:
    """As a rebuilt table of SQLite loses them."""
    _, undo = triggers.guard("tasks_tasknote", ["UPDATE", "DELETE"], connection.vendor)
    with connection.cursor() as cursor:
        for statement in undo:
            cursor.execute(statement)
    with pytest.raises(AssertionError):
        test_the_database_refuses_what_its_kind_forbids()
