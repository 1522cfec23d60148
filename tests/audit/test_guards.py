"""Every table is of one of four kinds, and after all migrations the database itself keeps it so, on either engine.

A migration that rebuilds a table on SQLite drops its triggers without a word; that is found here too.
"""

from collections.abc import Iterator
from io import BytesIO

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.db.utils import DatabaseError

from dondoc.documents import actions as documents
from dondoc.lib import triggers
from dondoc.lib.actor import SYSTEM
from dondoc.organization import actions as organization
from tests.world import NOW, World, pdf

pytestmark = pytest.mark.django_db

GROWS = {
    "audit.journalline", "audit.seal", "audit.sealedline", "audit.accessline",
    "deadlines.deadlineentry", "deadlines.reminder", "deadlines.rhythm",
    "documents.document", "documents.documentfile", "documents.relation", "documents.correction",
    "documents.pendingpart", "documents.numberblock",
    "documents.presentation", "documents.clockalarm",
    "files.storedfile", "files.destruction",
    "organization.formername", "organization.handover",
    "tasks.tasknote", "tasks.evidence", "tasks.participant", "tasks.handoveritem",
}  # fmt: skip
"""Rows come, and are never changed or removed."""

LOSES_NOTHING = {
    "deadlines.deadline",
    "documents.entry", "documents.number", "documents.counter", "documents.recipient", "documents.routing",
    "documents.paperpointer", "documents.expunge", "documents.pendingfile", "documents.scanfolder", "documents.register", "documents.seriesrule", "documents.documenttype",
    "organization.kind", "organization.unit", "organization.unitcode", "organization.post", "organization.holding",
    "organization.user", "organization.closure", "organization.absence", "organization.calendarday", "organization.apitoken",
    "tasks.task", "tasks.direction", "tasks.directionitem", "tasks.taskaccess",
}  # fmt: skip
"""Rows change by moves that are journalled, and are never removed."""

FACTS = {
    "deadlines_deadline": ["start_day", "original_due", "created_at"],
    "documents_counter": ["register_id", "year", "opened_with"],
    "documents_entry": ["document_id", "agency_id", "direction", "number_id", "arrived_on", "registered_at",
                        "registered_by_id", "registered_post_id"],
    "documents_expunge": ["document_id", "ground", "clause", "reason", "asked_at", "asked_by_id"],
    "documents_number": ["register_id", "year", "number", "taken_at", "taken_by_id"],
    "documents_pendingfile": ["agency_id", "origin", "added_at", "added_by_id"],
    "documents_recipient": ["document_id", "position", "name", "unit_id"],
    "documents_routing": ["entry_id", "from_post_id", "from_user_id", "to_post_id", "role", "at"],
    "organization_closure": ["user_id", "why", "closed_at"],
    "organization_holding": ["post_id", "user_id", "acting", "from_day"],
}  # fmt: skip
"""Columns of such rows that never change."""

WORKING = {
    # Who may see a document is what holds now; why it came to be stands in the journal.
    "documents.documentaccess",
    # Written anew from the roles of this version, with a line in the journal.
    "organization.grant",
    # Go with the session, and with the second factor that is taken away.
    "organization.signedin", "organization.secondfactor", "organization.recoverycode",
    # The units of a direction while it is prepared.
    "tasks.directionitem_joins", "tasks.directionitem_informed",
    # What was taken out, by whom, and how much stands in the journal; the file goes after a week.
    "portal.export",
    # Made again from what they tell of.
    "search.searchrow", "notifications.notice", "notifications.noticeseen",
    "notifications.preference",
    # What went out and when also stands in the journal; a webhook's address ends, its row stays by its deliveries.
    "notifications.delivery", "notifications.webhook",
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
                "SELECT tbl_name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE '%is forbidden%'"
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
    tried = set()
    for model in all_models():
        if label(model) in WORKING or not model._base_manager.exists():
            continue
        name, key = model._meta.db_table, model._meta.pk
        assert key is not None
        statements = [f"DELETE FROM {name}"]
        if label(model) in GROWS:
            statements.append(f"UPDATE {name} SET {key.column} = {key.column}")
        for statement in statements:
            assert refused_by(statement) == f"{name}: {statement.split()[0]} is forbidden"
            tried.add(name)
    assert len(tried) >= 24


@pytest.mark.parametrize("name", sorted(FACTS))
def test_registered_facts_do_not_change(name: str, province: World) -> None:
    """A database answers before it looks whether the new value would do at all."""
    task = province.submitted()
    assert task.document is not None
    documents.add_pending(BytesIO(pdf("waits")), name="a.pdf", by=province.actor("clerk"), at=NOW)
    documents.forward(
        province.incoming(), to=[(province.post("chairman"), "handle")], by=province.actor("clerk"), at=NOW
    )
    documents.ask_expunge(
        task.document, ground="recall", clause="Điều 18", reason="Nhầm", by=province.actor("clerk"), at=NOW
    )
    organization.close_idle_accounts([province.user("vice")], idle_days=1, by=SYSTEM, at=NOW)
    for column in FACTS[name]:
        statement = f"UPDATE {name} SET {column} = NULL WHERE {column} IS NOT NULL"
        assert refused_by(statement) == f"{name}: what was registered may not change", column


def refused_by(statement: str) -> str:
    """What the database answers to a statement; the first line of it."""
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    return str(refused.value).splitlines()[0]


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
