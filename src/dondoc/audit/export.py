"""The journal as one JSONL file, and reading it back: what an outsider needs to verify it without the database."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
from django.conf import settings

from dondoc.audit.engine import canonical
from dondoc.audit.engine.verifier import Report, verify
from dondoc.audit.journal import mac_key
from dondoc.audit.models import JournalLine, Seal, SealedLine
from dondoc.audit.seals import as_dict
from dondoc.lib import keys


def lines() -> Iterator[dict[str, Any]]:
    """Every line, oldest first."""
    for line in JournalLine.objects.order_by("pk").values("id", "mac", *canonical.FIELDS).iterator(5000):
        line["at"] = canonical.instant(line["at"])
        yield line


def seals() -> Iterator[dict[str, Any]]:
    for made in Seal.objects.order_by("sequence").iterator():
        yield as_dict(made)


def sealed_lines() -> Iterator[tuple[int, int, int, str]]:
    rows = SealedLine.objects.order_by("line_id").values_list("line_id", "seal_sequence", "position", "digest")
    yield from rows.iterator(5000)


def filed_seals(path: Path) -> list[dict[str, Any]]:
    """The seals as the sealer wrote them outside the database; an unreadable last line (a crash) is left out."""
    if not path.exists():
        return []
    found = []
    for text in path.read_text().splitlines():
        try:
            found.append(json.loads(text))
        except ValueError:
            continue
    return found


def verify_database() -> Report:
    """The journal of the running installation against its own seals and its file."""
    return verify(
        lines(),
        seals(),
        sealed_lines(),
        public_key=keys.seal_key(settings.KEYS_DIR).public_key(),
        mac_key=mac_key(),
        filed=filed_seals(settings.SEALS_DIR / "seals.jsonl"),
    )


def write(out: TextIO) -> int:
    """Writes the export; returns the number of lines of the journal in it."""
    public = keys.seal_key(settings.KEYS_DIR).public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    _put(out, {"type": "key", "pem": pem})
    count = 0
    for line in lines():
        _put(out, {"type": "line", **line})
        count += 1
    for made in seals():
        _put(out, {"type": "seal", **made})
    for line_id, sequence, position, digest in sealed_lines():
        _put(out, {"type": "sealed", "entry": [line_id, sequence, position, digest]})
    return count


def _put(out: TextIO, row: dict[str, Any]) -> None:
    out.write(json.dumps(row, ensure_ascii=False, sort_keys=True) + "\n")


def verify_file(path: Path, *, public_key: Path | None = None, filed: Path | None = None) -> Report:
    """Verifies an export without the database.

    The key in the export says only that it hangs together; give `public_key` from a place you trust.
    """
    rows: dict[str, list[Any]] = {"line": [], "seal": [], "sealed": []}
    pem = public_key.read_bytes() if public_key else b""
    for text in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(text)
        kind = row.pop("type")
        if kind == "key":
            pem = pem or row["pem"].encode()
        else:
            rows[kind].append(tuple(row["entry"]) if kind == "sealed" else row)
    key = load_pem_public_key(pem) if pem else None
    return verify(
        rows["line"],
        rows["seal"],
        rows["sealed"],
        public_key=key if isinstance(key, Ed25519PublicKey) else None,
        filed=filed_seals(filed) if filed else None,
    )
