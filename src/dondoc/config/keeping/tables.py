"""Rows of tables as text, one form for both engines: what PostgreSQL's COPY writes (tabs, `\\N`, backslashes).

PostgreSQL writes and reads it itself; for SQLite it is made here. So a backup of one engine restores into the other.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import IO, Any
from uuid import UUID

from django.apps import apps as current_apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils.dateparse import parse_duration
from django.utils.duration import duration_iso_string

Model = type[models.Model]

# Who is signed in, which worker lives, what runs when: all of it is made anew, and none of it may come back.
LEFT_OUT = {
    "django_session",
    "organization_signedin",
    "workers_beat",
    "workers_schedule",
    "django_content_type",
    "auth_permission",
    "auth_group",
    "auth_group_permissions",
}
BATCH = 2_000
_ESCAPES = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}
_MEANT = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}
_MUST_ESCAPE = re.compile(r"[\\\t\n\r]")
_ESCAPED = re.compile(r"\\(.)")


def kept(apps: Any = current_apps) -> list[Model]:
    """The models whose rows are kept, in the order of their tables' names."""
    found: dict[str, Model] = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    return [found[table] for table in sorted(found) if table not in LEFT_OUT]


def columns(model: Model) -> list[str]:
    return [str(field.column) for field in model._meta.concrete_fields]


def dump(model: Model, out: IO[bytes]) -> int:
    """Writes all rows of a table as the running transaction sees them; returns how many."""
    if connection.vendor == "postgresql":
        return _copy_out(model, out)
    names = [field.attname for field in model._meta.concrete_fields]
    count = 0
    for row in model._base_manager.order_by("pk").values_list(*names).iterator(BATCH):
        out.write(("\t".join(map(_as_text, row)) + "\n").encode())
        count += 1
    return count


def _copy_out(model: Model, out: IO[bytes]) -> int:
    names = ", ".join(f'"{name}"' for name in columns(model))
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL datestyle = 'ISO'")
        cursor.execute("SET LOCAL intervalstyle = 'iso_8601'")
        with cursor.copy(f'COPY "{model._meta.db_table}" ({names}) TO STDOUT') as copy:
            for block in copy:
                out.write(block)
        return int(cursor.rowcount)


def load(model: Model, names: Sequence[str], rows: IO[bytes]) -> int:
    """Puts rows into a table; `names` are the columns in which they come. Returns how many."""
    quoted = ", ".join(f'"{name}"' for name in names)
    table = model._meta.db_table
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            with cursor.copy(f'COPY "{table}" ({quoted}) FROM STDIN') as copy:
                while block := rows.read(1 << 20):
                    copy.write(block)
            return int(cursor.rowcount)
    marks = ", ".join(["%s"] * len(names))
    statement, count = f'INSERT INTO "{table}" ({quoted}) VALUES ({marks})', 0  # noqa: S608  names of our own columns
    with connection.cursor() as cursor:
        for batch in _batches(values(model, names, rows)):
            cursor.executemany(statement, batch)
            count += len(batch)
    return count


def values(model: Model, names: Sequence[str], rows: Iterable[bytes]) -> Iterator[list[Any]]:
    """The rows as the connected database takes them."""
    fields = {field.column: field for field in model._meta.concrete_fields}
    readers = [(_reader(fields[name]), fields[name]) for name in names]
    for line in rows:
        cells = line.decode().rstrip("\n").split("\t")
        yield [
            None if cell == "\\N" else field.get_db_prep_save(read(_unescape(cell)), connection)
            for cell, (read, field) in zip(cells, readers, strict=True)
        ]


def _batches(rows: Iterator[list[Any]]) -> Iterator[list[list[Any]]]:
    while batch := list(islice(rows, BATCH)):
        yield batch


def _as_text(value: Any) -> str:
    """A value as PostgreSQL writes it."""
    if value is None:
        return "\\N"
    if isinstance(value, bool):
        return "t" if value else "f"
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False)
    elif isinstance(value, datetime | date):
        value = value.isoformat()
    elif hasattr(value, "total_seconds"):
        value = duration_iso_string(value)
    return _MUST_ESCAPE.sub(lambda found: _ESCAPES[found[0]], str(value))


def _unescape(cell: str) -> str:
    return _ESCAPED.sub(lambda found: _MEANT.get(found[1], found[1]), cell) if "\\" in cell else cell


def _reader(field: Any) -> Callable[[str], Any]:
    """How the text of a column becomes a value of Python."""
    if field.is_relation:
        return _reader(field.target_field)
    readers: dict[str, Callable[[str], Any]] = {
        "BooleanField": lambda text: text == "t",
        "DateTimeField": datetime.fromisoformat,
        "DateField": date.fromisoformat,
        "DecimalField": Decimal,
        "UUIDField": UUID,
        "JSONField": json.loads,
        "DurationField": parse_duration,
    }
    kind = field.get_internal_type()
    return readers.get(kind, int if kind.endswith(("IntegerField", "AutoField")) else str)


def empty(models_: Iterable[Model]) -> None:
    """Removes what migrations have put into these tables, although their triggers forbid it."""
    with connection.cursor() as cursor:
        for table in (model._meta.db_table for model in models_ if model._base_manager.exists()):
            if connection.vendor == "postgresql":
                cursor.execute(f'ALTER TABLE "{table}" DISABLE TRIGGER USER')
                cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608  names of our own tables, here and below
                cursor.execute(f'ALTER TABLE "{table}" ENABLE TRIGGER USER')
                continue
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            triggers = cursor.fetchall()
            for name, _ in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            cursor.execute(f'DELETE FROM "{table}"')  # noqa: S608
            for _, sql in triggers:
                cursor.execute(sql)


class Unlinked:
    """Rows may be put in any order while this is entered; at its end every reference is checked.

    On PostgreSQL the foreign keys are taken off and put on again, which checks each in one pass over its table.
    """

    def __enter__(self) -> None:
        self.keys: list[tuple[str, str, str]] = []
        if connection.vendor != "postgresql":
            connection.disable_constraint_checking()
            self.whole = transaction.atomic()
            self.whole.__enter__()
            return
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
                " WHERE contype = 'f' AND connamespace = current_schema()::regnamespace"
            )
            self.keys = cursor.fetchall()
            for table, name, _ in self.keys:
                cursor.execute(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')

    def __exit__(self, *fault: Any) -> None:
        if connection.vendor != "postgresql":
            if fault[0] is None:
                connection.check_constraints()
            self.whole.__exit__(*fault)
            connection.enable_constraint_checking()
        elif fault[0] is None:
            with connection.cursor() as cursor:
                for table, name, definition in self.keys:
                    cursor.execute(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {definition}')


def set_sequences(models_: Sequence[Model]) -> None:
    """The next row of each table gets the number after the last one."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models_):
            cursor.execute(statement)
