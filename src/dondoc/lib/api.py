"""Parts of the API shared by all apps: shapes of input, the answers that are not 200, pages by a stable cursor."""

import base64
import json
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated, Any

from annotated_types import MaxLen
from django.db.models import Q, QuerySet
from django.utils import timezone
from ninja import Field, Path, Schema
from ninja.errors import HttpError
from pydantic import BeforeValidator, ConfigDict, StrictBool, StrictInt, ValidationInfo, field_validator

from dondoc.lib.actor import Actor
from dondoc.lib.errors import Refused
from dondoc.lib.folding import normalise
from dondoc.lib.lists import first
from dondoc.lib.rules import Finding

MAX_ID = 2**53
# The years a form takes too; a day beyond them is a slip of the pen, and slow to reckon with.
FIRST_DAY, LAST_DAY = date(1945, 1, 1), date(2100, 12, 31)


def _written(value: Any) -> Any:
    """A day is written out; a number would be read as seconds since 1970."""
    if not isinstance(value, str):
        raise ValueError("a day is written YYYY-MM-DD")
    return value


Pk = Annotated[int, Path(ge=1, le=MAX_ID)]
Id = Annotated[StrictInt, Field(ge=1, le=MAX_ID)]
Day = Annotated[date, BeforeValidator(_written), Field(ge=FIRST_DAY, le=LAST_DAY)]
Truth = StrictBool


class In(Schema):
    """What a call sends. Texts are brought to one Unicode form; an unknown field is an error, never left aside."""

    model_config = ConfigDict(extra="forbid")

    @field_validator("*", mode="after")
    @classmethod
    def _one_form(cls, value: Any, info: ValidationInfo) -> Any:
        """The text as it will be stored. Normalising may lengthen it, so that its limit is asked again."""
        if not isinstance(value, str) or info.field_name is None:
            return value
        text = normalise(value)
        limits = [one.max_length for one in cls.model_fields[info.field_name].metadata if isinstance(one, MaxLen)]
        if limits and len(text) > min(limits):
            raise ValueError(f"longer than {min(limits)} characters")
        return text


class ReasonIn(In):
    reason: str = Field("", max_length=500)


class DoneOut(Schema):
    """The id of what the act made or changed."""

    id: int


class FindingOut(Schema):
    """One thing that is wrong: a sentence, its clause, the field it belongs to, and the page that mends it."""

    sentence: str
    clause: str = ""
    instrument: str = Field("", description="the legal instrument of the clause")
    field: str = ""
    code: str = ""
    severity: str = Field("refuse", description="refuse, or ask: then the call is repeated with the code confirmed")
    remedy: str = Field("", description="address of the page that puts it right")


class DenialOut(Schema):
    """No: why, and what to do about it."""

    code: str = Field(description="invalid, unauthorized, forbidden, not_found, wrong_state, refused …")
    sentence: str
    who: str = Field("", description="who could do it (403)")
    changed: list[list[str]] = Field([], description="what is different now (409): pairs of what and value")
    findings: list[FindingOut] = Field([], description="everything that is wrong, at once (422)")


DENIALS: dict[int, Any] = dict.fromkeys((400, 401, 403, 404, 409, 422), DenialOut)


def answers(shape: Any) -> dict[int, Any]:
    """The response map of an operation: its own shape, and every way of saying no."""
    return {200: shape, **DENIALS}


# How an operation that answers with the bytes of a file declares them.
BYTES: dict[str, Any] = {
    "responses": {200: {"content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}}}
}


class PageIn(Schema):
    """How a list is paged: by a cursor that stays valid while rows are added."""

    cursor: str = Field("", max_length=200, description="`next` of the page before; empty for the first page")
    limit: int = Field(50, ge=1, le=100)


def page(rows: "QuerySet[Any]", asked: PageIn, *, key: str = "sort_key") -> tuple[list[Any], str]:
    """One page downwards along (key, id), and the cursor of the next one (empty at the end)."""
    if asked.cursor:
        value, pk = _read(asked.cursor)
        rows = rows.filter(**{f"{key}__lte": value}).exclude(Q(**{key: value}) & Q(pk__gte=pk))
    found = first(rows.order_by(f"-{key}", "-pk"), asked.limit + 1)
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


def named(rows: "QuerySet[Any]", ids: list[int], *, field: str, sentence: str) -> list[Any]:
    """The rows that a body names by id, in the order given and each once. Raises `Refused` when one is not there."""
    found = rows.in_bulk(list(dict.fromkeys(ids)))
    if len(found) < len(set(ids)):
        raise Refused([Finding(sentence, field=field, code="unknown")])
    return [found[pk] for pk in dict.fromkeys(ids)]


def actor_of(request: Any) -> tuple[Actor, datetime]:
    """The caller, and the instant of the call."""
    return request.auth, timezone.now()


def reader_of(request: Any) -> tuple[Actor, datetime]:
    """The caller as a reader: the list of a key bounds what it may do, not what its post may see."""
    actor, at = actor_of(request)
    return replace(actor, only=None), at
