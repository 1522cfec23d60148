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
class _Frame:
    """One running action: its verb, the id of the action's first line, and the verbs it has recorded."""

    verb: str
    first_line: int | None = None
    recorded: set[str] = field(default_factory=set)


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


def record(verb: str, *, by: Actor, at: datetime, subject: models.Model | None = None, **details: Any) -> JournalLine:
    """Inserts one line. `details` become canonical JSON: ids, codes, hashes; never abstracts or texts."""
    frames = _frames.get()
    cause = next((frame.first_line for frame in reversed(frames[:-1]) if frame.first_line), None)
    line = _insert(verb, "done", by, at, subject, cause, details)
    if frames:
        frames[-1].recorded.add(verb)
        frames[-1].first_line = frames[-1].first_line or line.pk
    return line


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
        _insert(verb, denial.code, by, at, subject, None, details)


def _insert(
    verb: str,
    outcome: str,
    by: Actor,
    at: datetime,
    subject: models.Model | None,
    cause: int | None,
    details: dict[str, Any],
) -> JournalLine:
    fields = {
        "at": at,
        "verb": verb,
        "outcome": outcome,
        "user_id": by.user_id,
        "post_id": by.post_id,
        "on_behalf_of": by.on_behalf_of,
        "channel": by.channel,
        "subject_kind": subject._meta.label_lower if subject is not None else "",
        "subject_id": subject.pk if subject is not None else None,
        "cause_id": cause,
        "body": canonical.dumps(details),
    }
    return JournalLine.objects.create(**fields, mac=canonical.mac(mac_key(), fields))


@functools.cache
def mac_key() -> str:
    """The key of the lines' marks; a file of the data directory, never in the database."""
    return keys.secret(settings.KEYS_DIR, "journal-mac")


def is_ours(line: Mapping[str, Any]) -> bool:
    """Whether the product wrote this line as it is."""
    return hmac.compare_digest(canonical.mac(mac_key(), line), line["mac"])


def opened(subject: models.Model, *, by: Actor, at: datetime, act: str = "open") -> None:
    """One line of the access log: this person opened (or downloaded, printed) this record."""
    AccessLine.objects.create(
        at=at,
        user_id=by.user_id,
        post_id=by.post_id,
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        act=act,
    )
