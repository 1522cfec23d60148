"""SQL that lets a table only grow, or lose no rows, for both engines; migrations of any app use it.

Flushing a test database goes around it on purpose: `session_replication_role` on PostgreSQL (see tests/conftest).
"""

from collections.abc import Sequence

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


def _operation(tables: Sequence[str], verbs: Sequence[str]) -> migrations.RunPython:
    def run(schema_editor: BaseDatabaseSchemaEditor, which: int) -> None:
        for table in tables:
            for statement in guard(table, verbs, schema_editor.connection.vendor)[which]:
                schema_editor.execute(statement)

    return migrations.RunPython(lambda apps, editor: run(editor, 0), lambda apps, editor: run(editor, 1))


def only_grow(*tables: str) -> migrations.RunPython:
    """A migration operation: rows of these tables are added, never changed or removed."""
    return _operation(tables, ["UPDATE", "DELETE"])


def lose_nothing(*tables: str) -> migrations.RunPython:
    """A migration operation: rows of these tables are never removed."""
    return _operation(tables, ["DELETE"])
