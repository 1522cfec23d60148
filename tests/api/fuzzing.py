"""What the fuzzing tests share: texts that have broken programs before, and calls whose changes are undone."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import transaction

NASTY = [
    "",
    " ",
    "\x00",
    "a\x00b",
    "²",
    "٣",
    "-1",
    "1e9",
    "NaN",
    "\u202e",
    "İ" * 60,
    "ệ" * 500,
    "\u0958" * 200,
    "🙂" * 100,
]


@contextmanager
def undone() -> Iterator[None]:
    """What happens inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
