"""The journal as one JSONL file, and reading it back: what an outsider needs to verify it without the database."""

import contextlib
import hashlib
import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key
from django.conf import settings

from dondoc.audit.engine import canonical, spans
from dondoc.audit.engine.seal_file import SealFile
from dondoc.audit.engine.verifier import Fault, Report, verify
from dondoc.audit.journal import is_ours
from dondoc.audit.models import JournalLine, Seal, SealedLine
from dondoc.audit.seals import as_dict, seal_file, unsealed
from dondoc.lib import keys
from dondoc.lib.snapshot import snapshot


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
    """The seals as the sealer wrote them outside the database; a line cut off by a crash is left out."""
    return SealFile(path).entries()


def verify_database(*, keys_dir: Path | None = None, seals_at: SealFile | None = None) -> Report:
    """The journal of the database against its own seals and their file; of this installation unless told others."""
    keys_dir, file = keys_dir or settings.KEYS_DIR, seals_at or seal_file()
    with contextlib.ExitStack() as moment:
        with file.quiet():
            moment.enter_context(snapshot())
            filed = file.entries()
        return verify(
            lines(),
            seals(),
            sealed_lines(),
            public_key=keys.seal_key(keys_dir).public_key(),
            mac_key=keys.secret(keys_dir, "journal-mac"),
            filed=filed,
        )


def write(out: TextIO) -> int:
    """Writes the export; returns the number of lines of the journal in it.

    Its last row says how many there are of each kind and which unsealed lines are ours, signed with the seals' key.
    """
    key = keys.seal_key(settings.KEYS_DIR)
    pem = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    summary = Summary()

    def put(row: dict[str, Any]) -> None:
        summary.add(row)
        out.write(canonical.dumps(row) + "\n")

    put({"type": "key", "pem": pem})
    with snapshot():
        vouched = spans.write(line["id"] for line in unsealed() if is_ours(line))
        for line in lines():
            put({"type": "line", **line})
        for made in seals():
            put({"type": "seal", **made})
        for entry in sealed_lines():
            put({"type": "sealed", "entry": list(entry)})
    end = summary.as_row() | {"vouched": vouched}
    signature = key.sign(canonical.dumps(end).encode()).hex()
    out.write(canonical.dumps(end | {"signature": signature}) + "\n")
    return summary.counts["line"]


@dataclass
class Summary:
    """What an export holds: how many rows of each kind, the last line and seal, and a digest over all."""

    counts: Counter[str] = field(default_factory=Counter)
    last_line: int = 0
    last_seal: int = 0
    running: Any = field(default_factory=hashlib.sha256)

    def add(self, row: dict[str, Any]) -> None:
        self.counts[row["type"]] += 1
        if row["type"] == "line":
            self.last_line = max(self.last_line, row["id"])
        if row["type"] == "seal":
            self.last_seal = max(self.last_seal, row["sequence"])
        self.running.update(canonical.dumps(row).encode() + b"\n")

    def as_row(self) -> dict[str, Any]:
        return {
            "type": "end",
            "lines": self.counts["line"],
            "seals": self.counts["seal"],
            "sealed": self.counts["sealed"],
            "last_line": self.last_line,
            "last_seal": self.last_seal,
            "digest": self.running.hexdigest(),
        }


class NotAnExport(ValueError):
    """The file is not a journal that was exported."""


def verify_file(path: Path, *, public_key: Path | None = None, filed: Path | None = None) -> Report:
    """Verifies an export without the database.

    The key in the export says only that it hangs together; give `public_key` from a place you trust.
    """
    rows: dict[str, list[Any]] = {"key": [], "line": [], "seal": [], "sealed": [], "end": []}
    summary = Summary()
    try:
        with path.open(encoding="utf-8") as handle:
            for text in handle:
                row = json.loads(text)
                if row["type"] != "end":
                    summary.add(row)
                rows[row["type"]].append(row)
        pem = public_key.read_bytes() if public_key else rows["key"][0]["pem"].encode()
        key = load_pem_public_key(pem)
        end = rows["end"][-1] if rows["end"] else None
        report = verify(
            rows["line"],
            rows["seal"],
            [tuple(row["entry"]) for row in rows["sealed"]],
            public_key=key if isinstance(key, Ed25519PublicKey) else None,
            vouched=frozenset(spans.read(end["vouched"])) if end else frozenset(),
            filed=filed_seals(filed) if filed else None,
        )
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise NotAnExport(str(path)) from error
    assert isinstance(key, Ed25519PublicKey)
    _check_end(report, summary, end, key)
    return report


def _check_end(report: Report, summary: Summary, end: dict[str, Any] | None, key: Ed25519PublicKey) -> None:
    """The last row of an export against what is in it."""
    if end is None:
        report.faults.append(Fault("cut", "Tệp kết xuất không có dòng kết thúc: phần cuối đã bị cắt."))
        return
    signed = {name: value for name, value in end.items() if name != "signature"}
    try:
        key.verify(bytes.fromhex(end.get("signature", "")), canonical.dumps(signed).encode())
    except (InvalidSignature, ValueError):
        report.faults.append(Fault("rewritten", "Chữ ký của tệp kết xuất không đúng: tệp đã bị lập lại."))
    held = summary.as_row()
    if (held["last_line"], held["last_seal"]) != (end["last_line"], end["last_seal"]):
        sentence = (
            f"Tệp kết xuất ghi đến dòng {end['last_line']}, niêm phong số {end['last_seal']}; "
            f"nay đến dòng {held['last_line']}, niêm phong số {held['last_seal']}: phần cuối đã bị cắt hoặc thêm."
        )
        report.faults.append(Fault("cut", sentence, line_id=end["last_line"], seal=end["last_seal"]))
    elif held["digest"] != end["digest"] and report.sound:
        report.faults.append(Fault("changed", "Nội dung tệp kết xuất không khớp mã băm ở dòng kết thúc."))
