"""Parts of the API shared by all apps: the answers that are not 200, and pages by a stable cursor."""

import base64
import json
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone
from ninja import Field, Schema
from ninja.errors import HttpError

from dondoc.lib.actor import Actor

MAX_ID = 2**53


class FindingOut(Schema):
    """One thing that rules found."""

    sentence: str
    clause: str = ""
    field: str = ""
    code: str = ""
    severity: str = "refuse"
    remedy: str = ""


class DenialOut(Schema):
    """No: why, and what to do about it."""

    code: str = ""
    sentence: str = ""
    who: str = ""
    changed: list[list[str]] = []
    findings: list[FindingOut] = []
    detail: Any = None


DENIALS: dict[int, Any] = {
    400: DenialOut,
    401: DenialOut,
    403: DenialOut,
    404: DenialOut,
    409: DenialOut,
    422: DenialOut,
}


def answers(shape: Any) -> dict[int, Any]:
    """The response map of an operation: its own shape, and every way of saying no."""
    return {200: shape, **DENIALS}


class PageIn(Schema):
    """How a list is paged: by a cursor that stays valid while rows are added."""

    cursor: str = Field("", max_length=200)
    limit: int = Field(50, ge=1, le=100)


def page(rows: "QuerySet[Any]", asked: PageIn, *, key: str = "sort_key") -> tuple[list[Any], str]:
    """One page downwards along (key, id), and the cursor of the next one (empty at the end)."""
    if asked.cursor:
        value, pk = _read(asked.cursor)
        rows = rows.filter(**{f"{key}__lte": value}).exclude(Q(**{key: value}) & Q(pk__gte=pk))
    found = list(rows.order_by(f"-{key}", "-pk")[: asked.limit + 1])
    if len(found) <= asked.limit:
        return found, ""
    last = found[asked.limit - 1]
    mark = json.dumps([getattr(last, key), last.pk]).encode()
    return found[: asked.limit], base64.urlsafe_b64encode(mark).decode()


def _read(cursor: str) -> tuple[int, int]:
    try:
        value, pk = json.loads(base64.urlsafe_b64decode(cursor))
    except (ValueError, TypeError) as error:
        raise HttpError(400, "Con trỏ trang không đúng.") from error
    if not (type(value) is int and type(pk) is int and abs(value) < 2**62 and 0 <= pk < 2**62):
        raise HttpError(400, "Con trỏ trang không đúng.")
    return value, pk


def actor_of(request: Any) -> tuple[Actor, datetime]:
    """The caller, and the instant of the call."""
    return request.auth, timezone.now()
