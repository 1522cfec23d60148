"""Reads of the journal and the access log, for history tabs and "has he read it?"."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Min, QuerySet

from dondoc.audit.models import AccessLine, JournalLine


def history(subject_kind: str, subject_id: int) -> QuerySet[JournalLine]:
    """Every act on one record, newest first. The caller has fetched the record through `visible_to`."""
    return JournalLine.objects.filter(subject_kind=subject_kind, subject_id=subject_id).order_by("-id")


def read_by(user_id: int | None, subject_kind: str, subject_ids: Iterable[int]) -> set[int]:
    """Which of these records the person has opened."""
    return set(
        AccessLine.objects.filter(subject_kind=subject_kind, subject_id__in=list(subject_ids), user_id=user_id)
        .values_list("subject_id", flat=True)
        .distinct()
    )


def readers(subject_kind: str, subject_id: int) -> dict[int, datetime]:
    """Who has opened one record, and when first: user id -> instant."""
    rows = (
        AccessLine.objects.filter(subject_kind=subject_kind, subject_id=subject_id, user_id__isnull=False)
        .values("user_id")
        .annotate(first=Min("at"))
    )
    return {row["user_id"]: row["first"] for row in rows if row["user_id"] is not None}


def openings(subject_kind: str, subject_id: int, *, since: datetime) -> QuerySet[AccessLine]:
    """The openings of one record since an instant."""
    return AccessLine.objects.filter(subject_kind=subject_kind, subject_id=subject_id, at__gte=since)
