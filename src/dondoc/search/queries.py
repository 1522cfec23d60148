"""Asking the index: which records match what was typed. The caller filters by what the actor may see."""

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from dondoc.lib import folding
from dondoc.search.models import LONGEST_TOKEN, SearchRow


def matching(kind: str, text: str) -> "QuerySet[SearchRow, int]":
    """The subject ids of one kind that match; a subquery for `filter(pk__in=…)`."""
    return hits(kind, text).order_by().values_list("subject_id", flat=True)


def hits(kind: str, text: str) -> QuerySet[SearchRow]:
    """The rows of one kind that match, the largest sort key first. An empty search matches nothing.

    Of a common word the database walks down the index of that order until it has enough; of a rare one it
    takes all hits and sorts them. Whoever filters by what a person sees does it on these rows, not after.
    """
    query = folding.parse_query(text)
    rows = SearchRow.objects.filter(kind=kind).order_by("-sort_key", "-pk")
    if not query.tokens and query.day is None:
        return rows.none()
    if query.day is not None:
        rows = rows.filter(day=query.day)
    if query.tokens:
        tokens = [(token.text[:LONGEST_TOKEN], token.prefix) for token in query.tokens]
        if connection.vendor == "postgresql":
            wanted = " & ".join(f"'{text}'" + (":*" if prefix else "") for text, prefix in tokens)
            # Without its table's name: as a subquery the table goes by another.
            rows = rows.filter(RawSQL("vector @@ %s::tsquery", [wanted], output_field=BooleanField()))
        else:
            wanted = " AND ".join(f'"{text}"' + ("*" if prefix else "") for text, prefix in tokens)
            rows = rows.filter(pk__in=RawSQL("SELECT rowid FROM search_fts WHERE search_fts MATCH %s", [wanted]))
    return rows
