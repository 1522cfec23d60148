"""The file of seals outside the database: each seal on a line, written before its commit and never rewritten."""

import contextlib
import fcntl
import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

NAME = "seals.jsonl"


class SealFile:
    """One file of seals; whoever seals holds it alone, whoever verifies keeps sealers out for a moment."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Nobody else seals; the file is made when it is not there."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._locked(os.O_RDWR | os.O_CREAT, fcntl.LOCK_EX):
            yield

    @contextlib.contextmanager
    def quiet(self) -> Iterator[None]:
        """Nobody seals meanwhile: every seal in the file is in the database, or will never be put there."""
        if not self.path.exists():
            yield
            return
        with self._locked(os.O_RDONLY, fcntl.LOCK_SH):
            yield

    @contextlib.contextmanager
    def _locked(self, mode: int, kind: int) -> Iterator[None]:
        descriptor = os.open(self.path, mode, 0o600)
        try:
            fcntl.flock(descriptor, kind)
            yield
        finally:
            os.close(descriptor)

    def append(self, entry: Mapping[str, Any]) -> None:
        """Adds a line and waits until it is on the disk."""
        with self.path.open("ab+") as out:
            line = (json.dumps(entry, sort_keys=True) + "\n").encode()
            # A line that a crash cut off must not swallow the next one.
            out.write(line if _is_whole(out) else b"\n" + line)
            out.flush()
            os.fsync(out.fileno())

    def last(self) -> dict[str, Any] | None:
        """The newest seal that was written whole."""
        size = self.path.stat().st_size
        with self.path.open("rb") as handle:
            for reach in (1 << 13, 1 << 20, size):
                handle.seek(max(0, size - reach))
                lines = handle.read().split(b"\n")
                # The first piece may be the end of a line that begins before it.
                for line in reversed(lines if reach >= size else lines[1:]):
                    entry = _read(line)
                    if entry is not None:
                        return entry
        return None

    def entries(self) -> list[dict[str, Any]]:
        """Every seal in it; a line that a crash cut off is left out."""
        if not self.path.exists():
            return []
        return [entry for line in self.path.read_bytes().split(b"\n") if (entry := _read(line)) is not None]


def _is_whole(handle: Any) -> bool:
    if handle.seek(0, os.SEEK_END) == 0:
        return True
    handle.seek(-1, os.SEEK_END)
    return bool(handle.read(1) == b"\n")


def _read(line: bytes) -> dict[str, Any] | None:
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return entry if isinstance(entry, dict) and {"sequence", "digest"} <= set(entry) else None
