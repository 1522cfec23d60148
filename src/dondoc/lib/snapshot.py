"""Several reads that see the database as it was at one moment, while others go on writing, on either engine."""

import contextlib
from collections.abc import Iterator

from django.db import connection, transaction


@contextlib.contextmanager
def snapshot() -> Iterator[None]:
    """What is read inside was so at the moment of entering; inside a transaction it is what that one sees."""
    if connection.in_atomic_block or (
        connection.vendor == "sqlite" and connection.connection and connection.connection.in_transaction
    ):
        yield
    elif connection.vendor == "sqlite":
        # Django's own transactions begin IMMEDIATE and would keep every writer out.
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            cursor.execute("SELECT 1 FROM sqlite_master LIMIT 1")
        try:
            yield
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ROLLBACK")
    else:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                cursor.execute("SELECT 1")
            yield
