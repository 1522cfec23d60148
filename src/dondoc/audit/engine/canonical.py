"""The one way a journal line is written as bytes; digests, the export and the verifier all use it. Pure."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

FIELDS = (
    "at",
    "verb",
    "outcome",
    "user_id",
    "post_id",
    "on_behalf_of",
    "channel",
    "subject_kind",
    "subject_id",
    "cause_id",
    "body",
)


def dumps(value: Any) -> str:
    """Canonical JSON: sorted keys, no spaces, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def instant(at: datetime) -> str:
    """An instant as both engines give it back: UTC with microseconds."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def content(line: Mapping[str, Any]) -> str:
    """What the author of a line vouches for; its id and its mac are not part of it."""
    values = {name: line[name] for name in FIELDS}
    if isinstance(values["at"], datetime):
        values["at"] = instant(values["at"])
    return dumps(values)


def mac(key: str, line: Mapping[str, Any]) -> str:
    """The mark that only the product can make: a line added behind its back has none that fits."""
    return hmac.new(key.encode(), content(line).encode(), hashlib.sha256).hexdigest()


def digest(line: Mapping[str, Any]) -> str:
    """The digest of one line as sealed: its id, content and mac."""
    text = dumps([line["id"], content(line), line["mac"]])
    return hashlib.sha256(text.encode()).hexdigest()


def seal_digest(seal: Mapping[str, Any], lines: list[tuple[int, str]]) -> str:
    """The digest of a seal: its own fields, the previous digest and every (id, digest) in order."""
    at = seal["at"] if isinstance(seal["at"], str) else instant(seal["at"])
    head = [
        seal["sequence"],
        at,
        seal["kind"],
        seal["count"],
        seal["total"],
        seal["last_line_id"],
        seal["previous"],
    ]
    return hashlib.sha256(dumps([head, lines]).encode()).hexdigest()
