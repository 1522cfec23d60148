"""The folder into which a scanner saves: what lies in it whole, and where it goes once it was taken in.

The folder belongs to others: links are not followed, folders in it not entered, and nothing is believed about a file
between two looks at it.
"""

import hashlib
import os
import stat
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import IO

# A file that was written to within these seconds is still being written.
QUIET_SECONDS = 5
TAKEN = "da-nhan"


@dataclass(frozen=True, slots=True)
class Lying:
    """A file as it lay in the folder; another size or time of writing makes it another file."""

    folder: Path
    name: str
    size: int
    written_ns: int

    @property
    def key(self) -> str:
        """Names this file and tells nothing of its name."""
        told = f"{self.folder.name}\0{self.name}\0{self.size}\0{self.written_ns}"
        return hashlib.sha256(told.encode(errors="surrogateescape")).hexdigest()

    def open(self) -> IO[bytes] | None:
        """The bytes, if it is still the same file."""
        try:
            handle = os.fdopen(os.open(self.folder / self.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb")
        except OSError:
            return None
        if _seen(os.fstat(handle.fileno())) != (self.size, self.written_ns):
            handle.close()
            return None
        return handle

    def put_away(self, day: date) -> None:
        """Moves the file to the folder of what was taken in on a day; one that is gone already is no fault."""
        target = self.folder / TAKEN / day.isoformat()
        target.mkdir(parents=True, exist_ok=True)
        place, number = target / self.name, 1
        while place.exists():
            number += 1
            place = target / f"{number}-{self.name}"
        try:
            (self.folder / self.name).rename(place)
        except FileNotFoundError:
            return

    def destroy(self) -> None:
        """Removes a secret paper's scan: it must not lie on a networked machine."""
        (self.folder / self.name).unlink(missing_ok=True)


def lying(folder: Path, *, now: float) -> list[Lying]:
    """The whole files in a folder, oldest first; `now` is the clock of the file system, in seconds."""
    found = []
    try:
        entries = list(os.scandir(folder))
    except OSError:
        return []
    for entry in entries:
        if entry.name.startswith((".", "~")) or not entry.is_file(follow_symlinks=False):
            continue
        try:
            size, written_ns = _seen(entry.stat(follow_symlinks=False))
        except OSError:
            continue
        if now - written_ns / 1e9 >= QUIET_SECONDS:
            found.append(Lying(folder, entry.name, size, written_ns))
    return sorted(found, key=lambda one: (one.written_ns, one.name))


def _seen(state: os.stat_result) -> tuple[int, int]:
    """Size and time of writing of a regular file."""
    return (state.st_size, state.st_mtime_ns) if stat.S_ISREG(state.st_mode) else (-1, -1)
