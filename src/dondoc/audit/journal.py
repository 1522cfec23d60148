"""`@action` and `record`: every write of the product runs inside one and leaves the other."""

import functools
import hmac
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

from django.conf import settings
from django.db import models, transaction

from dondoc.audit.engine import canonical
from dondoc.audit.models import AccessLine, JournalLine
from dondoc.lib import keys
from dondoc.lib.actor import Actor
from dondoc.lib.errors import Denial, Refused

P = ParamSpec("P")
R = TypeVar("R")

ACTIONS: dict[str, Callable[..., Any]] = {}


class Unrecorded(AssertionError):
    """An action ended without its line in the journal: a fault of ours, so everything is undone."""


@dataclass
class _Line:
    """A line that waits for the line of the act it belongs to, and those that wait for it."""

    fields: dict[str, Any]
    inner: list["_Line"] = field(default_factory=list)


@dataclass
class _Frame:
    """One running action: its verb, what it has recorded, the id of its first line, and what waits for that.

    An act writes its line last, when all is known; the acts inside it come first. So inner lines wait in memory
    until the outermost act has its line, and are written in the same transaction with their cause.
    """

    verb: str
    recorded: set[str] = field(default_factory=set)
    line: int | None = None
    own: list[_Line] = field(default_factory=list)
    inner: list[_Line] = field(default_factory=list)


_frames: ContextVar[tuple[_Frame, ...]] = ContextVar("dondoc_actions", default=())


def action(verb: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Makes a function the one way to do `verb`: one transaction, one journal line, refusals journalled.

    The function takes keywords `by: Actor` and `at: datetime`. Called inside another action it joins that
    transaction, and its line names the outer line as its cause.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            frame = _Frame(verb)
            outer = _frames.get()
            token = _frames.set((*outer, frame))
            try:
                with transaction.atomic():
                    result = function(*args, **kwargs)
                    if verb not in frame.recorded:
                        raise Unrecorded(f"{verb} left no line in the journal")
                    if outer:
                        _hand_over(frame, outer)
                return result
            except Denial as denial:
                if not outer:
                    _record_denial(verb, denial, args, kwargs)
                raise
            finally:
                _frames.reset(token)

        ACTIONS[verb] = run
        run.verb = verb  # type: ignore[attr-defined]
        return run

    return decorate


def _hand_over(frame: _Frame, outer: tuple[_Frame, ...]) -> None:
    """The lines of an inner act that went well go to the act around it; those of one that failed go with it."""
    frame.own[0].inner.extend(frame.inner)
    around = outer[-1]
    if around.line is not None:
        _write(frame.own, around.line)
    else:
        around.inner.extend(frame.own)


def record(verb: str, *, by: Actor, at: datetime, subject: models.Model | None = None, **details: Any) -> None:
    """Records one line. `details` become canonical JSON: ids, codes, hashes; never abstracts or texts."""
    frames = _frames.get()
    line = _Line(_fields(verb, "done", by, at, subject, details))
    if len(frames) > 1:
        frames[-1].own.append(line)
    elif frames:
        line.inner, frames[0].inner = frames[0].inner, []
        written = _write([line], None)
        frames[0].line = frames[0].line or written
    else:
        _write([line], None)
    if frames:
        frames[-1].recorded.add(verb)


def _write(lines: list[_Line], cause: int | None) -> int:
    """Inserts lines with their cause, and after each what waited for it; gives the id of the first."""
    first = 0
    for line in lines:
        fields = line.fields | {"cause_id": cause}
        pk: int = JournalLine.objects.create(**fields, mac=canonical.mac(mac_key(), fields)).pk
        first = first or pk
        if line.inner:
            _write(line.inner, pk)
    return first


def _record_denial(verb: str, denial: Denial, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
    """A refused act leaves a line of its own, after the change itself was undone."""
    by, at = kwargs.get("by"), kwargs.get("at")
    if not isinstance(by, Actor) or not isinstance(at, datetime):
        return
    subject = args[0] if args and isinstance(args[0], models.Model) else None
    details: dict[str, Any] = {}
    if isinstance(denial, Refused):
        details["findings"] = [
            {"clause": f.clause, "code": f.code, "field": f.field, "severity": f.severity} for f in denial.findings
        ]
    with transaction.atomic():
        _write([_Line(_fields(verb, denial.code, by, at, subject, details))], None)


def _fields(
    verb: str, outcome: str, by: Actor, at: datetime, subject: models.Model | None, details: dict[str, Any]
) -> dict[str, Any]:
    return {
        "at": at,
        "verb": verb,
        "outcome": outcome,
        "user_id": by.user_id,
        "post_id": by.post_id,
        "on_behalf_of": by.on_behalf_of,
        "channel": by.channel,
        "subject_kind": subject._meta.label_lower if subject is not None else "",
        "subject_id": subject.pk if subject is not None else None,
        "body": canonical.dumps(details),
    }


@functools.cache
def mac_key() -> str:
    """The key of the lines' marks; a file of the data directory, never in the database."""
    return keys.secret(settings.KEYS_DIR, "journal-mac")


def is_ours(line: Mapping[str, Any]) -> bool:
    """Whether the product wrote this line as it is."""
    return hmac.compare_digest(canonical.mac(mac_key(), line), line["mac"])


def opened(subject: models.Model, *, by: Actor, at: datetime, act: str = "open") -> AccessLine:
    """One line of the access log: this person opened (or downloaded, printed) this record.

    A print bears the id of its line, so that paper leads back to who made it.
    """
    return AccessLine.objects.create(
        at=at,
        user_id=by.user_id,
        post_id=by.post_id,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        act=act,
    )
