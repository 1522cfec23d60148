"""Reads of the journal and the access log, for history tabs and "has he read it?"."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db.models import Exists, Min, OuterRef, QuerySet

from dondoc.audit.models import AccessLine, JournalLine, SealedLine


def history(subject_kind: str, subject_id: int) -> QuerySet[JournalLine]:
    """Every act on one record, newest first. The caller has fetched the record through `visible_to`."""
    return JournalLine.objects.filter(subject_kind=subject_kind, subject_id=subject_id).order_by("-id")


def lines(*, posts: "QuerySet[Any] | None" = None) -> QuerySet[JournalLine]:
    """The journal, newest first; with `posts`, only what was done in one of these. The caller has asked the right."""
    rows = JournalLine.objects.annotate(is_sealed=Exists(SealedLine.objects.filter(line_id=OuterRef("pk"))))
    return rows if posts is None else rows.filter(post_id__in=posts)


def read_by(user_id: int | None, subject_kind: str, subject_ids: Iterable[int]) -> set[int]:
    """Which of these records the person has opened."""
    return set(
        AccessLine.objects.filter(subject_kind=subject_kind, subject_id__in=list(subject_ids), user_id=user_id)
        .values_list("subject_id", flat=True)
        .distinct()
    )


def readers(subject_kind: str, subject_id: int) -> QuerySet[Any]:
    """Who has opened one record, and when first: a row with `user_id` and `first` for each."""
    rows = AccessLine.objects.filter(subject_kind=subject_kind, subject_id=subject_id, user_id__isnull=False)
    return rows.values("user_id").annotate(first=Min("at"))


def openings(subject_kind: str, subject_id: int | OuterRef, *, since: datetime | OuterRef) -> QuerySet[AccessLine]:
    """The openings of one record since an instant; as a subquery, of the record that the outer row names."""
    return AccessLine.objects.filter(subject_kind=subject_kind, subject_id=subject_id, at__gte=since)
