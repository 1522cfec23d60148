"""Locks on what has no row yet: whoever asks for the same name waits until the other's transaction has ended."""

import hashlib
from collections.abc import Iterable

from django.db import connection


def hold(names: Iterable[str]) -> None:
    """Holds these names until the running transaction ends.

    SQLite needs none: there, a transaction that may write keeps all others out from its beginning.
    """
    if connection.vendor != "postgresql":
        return
    # Always in one order, so that two who want the same names do not wait for each other.
    numbers = sorted({_number(name) for name in names})
    if numbers:
        with connection.cursor() as cursor:
            cursor.execute("SELECT " + ", ".join(["pg_advisory_xact_lock(%s)"] * len(numbers)), numbers)


def _number(name: str) -> int:
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
