"""The sealer: chains what was committed into seals, signs each, and writes it to a file outside the database."""

from datetime import datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, QuerySet

from dondoc.audit.engine import canonical, spans
from dondoc.audit.engine.seal_file import NAME, SealFile
from dondoc.audit.journal import is_ours
from dondoc.audit.models import JournalLine, Seal, SealedLine
from dondoc.lib import keys

# A transaction may commit after lines with higher ids were sealed; the beat looks back this far for it, and the
# first seal of a day looks at everything.
LOOK_BACK = 50_000
BATCH = 5_000
GENESIS = "0" * 64

Entries = list[tuple[int, str]]


def seal_file() -> SealFile:
    return SealFile(settings.SEALS_DIR / NAME)


def seal(*, at: datetime, kind: str = "beat", thorough: bool = False) -> Seal | None:
    """Seals every committed line that stands in no seal yet; None if there is nothing to seal.

    Two sealers at once: the file is held by one, and on two machines the sequence is unique, so one wins and the
    other's work is undone. A seal of the day's end (`kind="day"`) is made even over no lines; `thorough` looks for
    lines of any age.
    """
    file = seal_file()
    try:
        with file.held():
            last = Seal.objects.order_by("-sequence").first()
            left = _left_behind(file, last)
            if left is not None:
                return left
            return _make(file, last, at=at, kind=kind, thorough=thorough)
    except IntegrityError:
        return None


def _make(file: SealFile, last: Seal | None, *, at: datetime, kind: str, thorough: bool) -> Seal | None:
    """The next seal, in the file before it is committed: one that the database lost is found, the reverse is not."""
    known = last.last_line_id if last else 0
    lines = _next(0 if thorough else known - LOOK_BACK)
    if not lines and kind != "day":
        return None
    entries = [(line["id"], canonical.digest(line)) for line in lines]
    fields: dict[str, Any] = {
        "sequence": last.sequence + 1 if last else 1,
        "at": at,
        "kind": kind,
        "count": len(entries),
        "total": (last.total if last else 0) + len(entries),
        "last_line_id": max([known, *(line_id for line_id, _ in entries)]),
        "previous": last.digest if last else GENESIS,
    }
    fields["digest"] = canonical.seal_digest(fields, entries)
    fields["signature"] = keys.seal_key(settings.KEYS_DIR).sign(fields["digest"].encode()).hex()
    with transaction.atomic():
        made = _store(fields, entries)
        file.append(as_dict(made) | {"lines": spans.write(line_id for line_id, _ in entries)})
    return made


def _left_behind(file: SealFile, last: Seal | None) -> Seal | None:
    """Takes up a seal that was written to the file just before a crash undid it in the database."""
    written = file.last()
    if written is None or written["sequence"] != (last.sequence if last else 0) + 1:
        return None
    if written["previous"] != (last.digest if last else GENESIS):
        return None
    ids = spans.read(written.get("lines", ""))
    rows = JournalLine.objects.filter(pk__in=ids).order_by("pk").values("id", "mac", *canonical.FIELDS)
    entries = [(line["id"], canonical.digest(line)) for line in rows]
    if canonical.seal_digest(written, entries) != written["digest"]:
        # Its lines are no longer what they were. A new seal goes on, and the verifier names this one.
        return None
    public = keys.seal_key(settings.KEYS_DIR).public_key()
    try:
        public.verify(bytes.fromhex(written["signature"]), written["digest"].encode())
    except InvalidSignature:
        return None
    with transaction.atomic():
        return _store({k: v for k, v in written.items() if k != "lines"}, entries)


def _store(fields: dict[str, Any], entries: Entries) -> Seal:
    at = fields["at"] if isinstance(fields["at"], datetime) else datetime.fromisoformat(fields["at"])
    made = Seal.objects.create(**fields | {"at": at})
    SealedLine.objects.bulk_create(
        [
            SealedLine(line_id=line_id, seal_sequence=made.sequence, position=position, digest=digest)
            for position, (line_id, digest) in enumerate(entries)
        ],
        batch_size=500,
    )
    return made


def unsealed() -> QuerySet[JournalLine, dict[str, Any]]:
    """Committed lines that stand in no seal, oldest first."""
    sealed = SealedLine.objects.filter(line_id=OuterRef("pk"))
    return JournalLine.objects.filter(~Exists(sealed)).order_by("pk").values("id", "mac", *canonical.FIELDS)


def _next(after: int) -> list[dict[str, Any]]:
    """The next lines to be sealed. One that is not ours is never sealed, so that it stays named."""
    found: list[dict[str, Any]] = []
    while len(found) < BATCH:
        rows = list(unsealed().filter(pk__gt=after)[:BATCH])
        if not rows:
            break
        after = rows[-1]["id"]
        found += [line for line in rows if is_ours(line)]
    return found[:BATCH]


def as_dict(made: Seal) -> dict[str, Any]:
    """A seal as it stands in the file and in an export."""
    return {
        "sequence": made.sequence,
        "at": canonical.instant(made.at),
        "kind": made.kind,
        "count": made.count,
        "total": made.total,
        "last_line_id": made.last_line_id,
        "previous": made.previous,
        "digest": made.digest,
        "signature": made.signature,
    }
