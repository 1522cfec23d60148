"""The sealer: chains what was committed into seals, signs each, and writes it to a file outside the database."""

import json
import os
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef

from dondoc.audit.engine import canonical
from dondoc.audit.models import JournalLine, Seal, SealedLine
from dondoc.lib import keys

# A transaction may commit after lines with higher ids were sealed; the sealer looks back this far for it.
LOOK_BACK = 50_000
BATCH = 5_000
GENESIS = "0" * 64


def seal(*, at: datetime, kind: str = "beat") -> Seal | None:
    """Seals every committed line that stands in no seal yet; None if there is nothing to seal.

    Two sealers at once: the sequence is unique, so one wins and the other's work is undone.
    A seal of the day's end (`kind="day"`) is made even over no lines.
    """
    last = Seal.objects.order_by("-sequence").first()
    lines = _unsealed(last.last_line_id if last else 0)
    if not lines and kind != "day":
        return None
    entries = [(line["id"], canonical.digest(line)) for line in lines]
    fields: dict[str, Any] = {
        "sequence": last.sequence + 1 if last else 1,
        "at": at,
        "kind": kind,
        "count": len(entries),
        "total": (last.total if last else 0) + len(entries),
        "last_line_id": max([last.last_line_id if last else 0, *(line_id for line_id, _ in entries)]),
        "previous": last.digest if last else GENESIS,
    }
    digest = canonical.seal_digest(fields, entries)
    signature = keys.seal_key(settings.KEYS_DIR).sign(digest.encode()).hex()
    try:
        with transaction.atomic():
            made = Seal.objects.create(**fields, digest=digest, signature=signature)
            SealedLine.objects.bulk_create(
                [
                    SealedLine(line_id=line_id, seal_sequence=made.sequence, position=position, digest=entry)
                    for position, (line_id, entry) in enumerate(entries)
                ],
                batch_size=500,
            )
            # Written before the commit: a seal in the file that the database lost is found, the reverse is not.
            _append(as_dict(made))
    except IntegrityError:
        return None
    return made


def _unsealed(last_line_id: int) -> list[dict[str, Any]]:
    sealed = SealedLine.objects.filter(line_id=OuterRef("pk"))
    lines = JournalLine.objects.filter(pk__gt=last_line_id - LOOK_BACK).filter(~Exists(sealed))
    return list(lines.order_by("pk").values("id", "mac", *canonical.FIELDS)[:BATCH])


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


def _append(entry: dict[str, Any]) -> None:
    settings.SEALS_DIR.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(settings.SEALS_DIR / "seals.jsonl", os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    try:
        os.write(descriptor, (json.dumps(entry, sort_keys=True) + "\n").encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
