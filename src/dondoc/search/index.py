"""Writing the index; higher apps call it inside their actions, in the same transaction."""

from collections.abc import Iterable
from datetime import date

from dondoc.lib import folding
from dondoc.search.models import LONGEST_TOKEN, SearchRow


def tokens_of(texts: Iterable[str]) -> str:
    """The tokens of several texts as stored, each once."""
    return " ".join(dict.fromkeys(token[:LONGEST_TOKEN] for text in texts for token in folding.tokens(text)))


def put(kind: str, subject_id: int, *, texts: Iterable[str], day: date | None, sort_key: int) -> None:
    """Indexes a record, or indexes it anew. Triggers keep the engine's full-text structure in step."""
    row = SearchRow(kind=kind, subject_id=subject_id, tokens=tokens_of(texts), day=day, sort_key=sort_key)
    SearchRow.objects.bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["kind", "subject_id"],
        update_fields=["tokens", "day", "sort_key"],
    )
