"""The list of what was expunged, beside the seals and outside the database: a backup from before cannot undo it."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

NAME = "expunged.jsonl"


def path(directory: Path) -> Path:
    return directory / NAME


def append(directory: Path, entry: Mapping[str, Any]) -> None:
    """Adds one act of expunging and waits until it is on the disk; called before its transaction commits."""
    directory.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(path(directory), os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab") as out:
        # A line that a crash cut off ends here.
        out.write(b"\n" + json.dumps(entry, ensure_ascii=False, sort_keys=True).encode() + b"\n")
        out.flush()
        os.fsync(out.fileno())


def entries(file: Path) -> Iterator[dict[str, Any]]:
    """Every act of expunging in a list; a line that a crash cut off is left out."""
    if not file.exists():
        return
    for line in file.read_bytes().split(b"\n"):
        try:
            entry = json.loads(line)
        except ValueError:
            continue
        if isinstance(entry, dict) and "files" in entry:
            yield entry


def digests(directory: Path) -> set[str]:
    """The hashes of all files that were destroyed."""
    return {digest for entry in entries(path(directory)) for digest in entry["files"]}
