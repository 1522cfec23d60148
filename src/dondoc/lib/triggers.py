"""SQL that lets a table only grow, lose no rows, or keep its facts, for both engines; migrations of any app use it.

Flushing a test database goes around it on purpose: `session_replication_role` on PostgreSQL (see tests/conftest).
"""

from collections.abc import Callable, Sequence
from functools import partial

from django.db import migrations
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
