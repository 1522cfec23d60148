"""SQL that lets a table only grow, lose no rows, or keep its facts, for both engines; migrations of any app use it.

Flushing a test database goes around it on purpose: `session_replication_role` on PostgreSQL (see tests/conftest).
"""

from collections.abc import Callable, Sequence
from functools import partial

from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def guard(table: str, verbs: Sequence[str], vendor: str) -> tuple[list[str], list[str]]:
    """The statements that forbid the verbs ("UPDATE", "DELETE") on a table, and those that undo it.

    Where DELETE is forbidden, so is TRUNCATE (SQLite has none).
    """
    name = f"{table}_guard"
    if vendor == "sqlite":
        made = [
            f"CREATE TRIGGER {name}_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table}: {verb} is forbidden'); END"
            for verb in verbs
        ]
        return made, [f"DROP TRIGGER {name}_{verb.lower()}" for verb in verbs]
    made = [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION USING MESSAGE = '{table}: ' || TG_OP || ' is forbidden'; END $$",
        f"CREATE TRIGGER {name}_row BEFORE {' OR '.join(verbs)} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]
    undone = [f"DROP TRIGGER {name}_row ON {table}"]
    if "DELETE" in verbs:
        made.append(f"CREATE TRIGGER {name}_all BEFORE TRUNCATE ON {table} EXECUTE FUNCTION {name}()")
        undone.append(f"DROP TRIGGER {name}_all ON {table}")
    return made, [*undone, f"DROP FUNCTION {name}()"]


def facts(table: str, columns: Sequence[str], vendor: str) -> tuple[list[str], list[str]]:
    """The statements that forbid these columns of a table to change, and those that undo it."""
    name, differs = f"{table}_facts", "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    changed = " OR ".join(f"OLD.{column} {differs} NEW.{column}" for column in columns)
    told = f"{table}: what was registered may not change"
    if vendor == "sqlite":
        refuse = f"BEGIN SELECT RAISE(ABORT, '{told}'); END"
        return [f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} WHEN {changed} {refuse}"], [f"DROP TRIGGER {name}"]
    made = [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ "
        f"BEGIN RAISE EXCEPTION USING MESSAGE = '{told}'; END $$",
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION {name}()",
    ]
    return made, [f"DROP TRIGGER {name} ON {table}", f"DROP FUNCTION {name}()"]


def emptied_only(
    table: str, columns: Sequence[str], allowed: str, connection: BaseDatabaseWrapper
) -> tuple[list[str], list[str]]:
    """The statements by which a table that only grows lets these columns become empty, where `allowed` holds.

    `allowed` is SQL over the row OLD. All other columns stay as they are, and DELETE stays forbidden.
    """
    name, quoted = f"{table}_guard", ", ".join(f"'{column}'" for column in columns)
    empty = " AND ".join(f"NEW.{column} = ''" for column in columns)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA table_info({table})")
            found = [row[1] for row in cursor.fetchall()]
        same = " AND ".join(f'NEW."{column}" IS OLD."{column}"' for column in found if column not in columns)
        refuse = f"BEGIN SELECT RAISE(ABORT, '{table}: UPDATE is forbidden'); END"
        made = [
            f"DROP TRIGGER {name}_update",
            f"CREATE TRIGGER {name}_update BEFORE UPDATE ON {table} "
            f"WHEN NOT ({allowed} AND {empty} AND {same}) {refuse}",
        ]
        return made, [f"DROP TRIGGER {name}_update", guard(table, ["UPDATE"], "sqlite")[0][0]]
    same = f"to_jsonb(NEW) - ARRAY[{quoted}] = to_jsonb(OLD) - ARRAY[{quoted}]"
    made = [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF TG_OP = 'UPDATE' THEN IF {allowed} AND {empty} AND {same} THEN RETURN NEW; END IF; END IF; "
        f"RAISE EXCEPTION USING MESSAGE = '{table}: ' || TG_OP || ' is forbidden'; END $$"
    ]
    return made, [guard(table, ["UPDATE"], "postgresql")[0][0]]


def _run(*made: Callable[[str], tuple[list[str], list[str]]]) -> migrations.RunPython:
    def run(schema_editor: BaseDatabaseSchemaEditor, which: int) -> None:
        for statements in made:
            for statement in statements(schema_editor.connection.vendor)[which]:
                schema_editor.execute(statement)

    return migrations.RunPython(lambda apps, editor: run(editor, 0), lambda apps, editor: run(editor, 1))


def only_grow(*tables: str) -> migrations.RunPython:
    """A migration operation: rows of these tables are added, never changed or removed."""
    return _run(*(partial(guard, table, ["UPDATE", "DELETE"]) for table in tables))


def lose_nothing(*tables: str) -> migrations.RunPython:
    """A migration operation: rows of these tables are never removed."""
    return _run(*(partial(guard, table, ["DELETE"]) for table in tables))


def keep(table: str, *columns: str) -> migrations.RunPython:
    """A migration operation: in rows of this table, these columns never change."""
    return _run(partial(facts, table, columns))


def let_become_empty(table: str, *columns: str, where: str) -> migrations.RunPython:
    """A migration operation: in a table that only grows, these columns may become empty where `where` holds of OLD."""

    def run(schema_editor: BaseDatabaseSchemaEditor, which: int) -> None:
        for statement in emptied_only(table, columns, where, schema_editor.connection)[which]:
            schema_editor.execute(statement)

    return migrations.RunPython(lambda apps, editor: run(editor, 0), lambda apps, editor: run(editor, 1))
