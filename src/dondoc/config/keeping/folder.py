"""What a folder of backups looks like, and whether what lies in it is what was put there. No database, no settings.

    DIR/files/ab/ab12…            stored files by SHA-256, shared by all backups in DIR
    DIR/expunged.jsonl            what was destroyed on purpose and is missed by nobody
    DIR/2026-11-25T013000Z/       one backup: manifest.json, manifest.sig, files.tsv.gz, database/, keys/, seals/

A backup is written under a name that begins with a dot and renamed when it is whole.
"""

import contextlib
import fcntl
import gzip
import hashlib
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

FORMAT = 1
MANIFEST, SIGNATURE, FILES = "manifest.json", "manifest.sig", "files.tsv.gz"
DRAFT = ".draft-"
BLOCK = 1 << 20


class Busy(Exception):
    """Somebody else writes a backup into this folder."""


class NotThere(Exception):
    """The folder holds no whole backup."""


class Writer:
    """A new file that counts and hashes what is written to it."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.handle = path.open("xb")
        self.digest, self.size = hashlib.sha256(), 0

    def write(self, block: bytes) -> int:
        self.digest.update(block)
        self.size += len(block)
        return self.handle.write(block)

    def flush(self) -> None:
        self.handle.flush()

    def close(self) -> None:
        """Waits until it is on the disk."""
        self.handle.flush()
        os.fsync(self.handle.fileno())
        self.handle.close()

    def as_part(self) -> dict[str, Any]:
        return {"sha256": self.digest.hexdigest(), "bytes": self.size}


class Draft:
    """A backup while it is written: parts one by one, at last the manifest, and then its name."""

    def __init__(self, root: Path, name: str) -> None:
        self.root, self.name, self.path = root, name, root / f"{DRAFT}{name}"
        self.path.mkdir()
        self.parts: dict[str, dict[str, Any]] = {}

    @contextlib.contextmanager
    def part(self, name: str) -> Iterator[IO[bytes]]:
        """A part to write into; one that ends in `.gz` is compressed on its way."""
        writer = Writer(self.path / name)
        if name.endswith(".gz"):
            with gzip.GzipFile("", "wb", compresslevel=1, fileobj=writer, mtime=0) as packed:
                yield packed  # type: ignore[misc]
        else:
            yield writer  # type: ignore[misc]
        writer.close()
        self.parts[name] = writer.as_part()

    def finish(self, told: dict[str, Any], key: Ed25519PrivateKey) -> Path:
        """Writes the manifest with its signature and gives the backup its name: from here on it counts."""
        manifest = json.dumps(told | {"format": FORMAT, "parts": self.parts}, indent=1, sort_keys=True).encode()
        for name, content in ((MANIFEST, manifest), (SIGNATURE, key.sign(manifest).hex().encode())):
            writer = Writer(self.path / name)
            writer.write(content)
            writer.close()
        for folder in (*(path for path in self.path.iterdir() if path.is_dir()), self.path):
            _sync(folder)
        whole = self.root / self.name
        self.path.rename(whole)
        _sync(self.root)
        return whole


class BackupFolder:
    """A folder into which backups go."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.expunged = root / "expunged.jsonl"

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Nobody else writes into it; what a killed backup has left is swept away. Raises `Busy`.

        Whatever is made meanwhile is readable by its owner only: a backup is as secret as what it was made of.
        """
        before = os.umask(0o077)
        try:
            with self._locked():
                yield
        finally:
            os.umask(before)

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        self.root.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self.root / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            os.close(descriptor)
            raise Busy(str(self.root)) from error
        try:
            for left in self.root.glob(f"{DRAFT}*"):
                shutil.rmtree(left)
            for left in self.root.glob(f"files/*/{DRAFT}*"):
                left.unlink()
            yield
        finally:
            os.close(descriptor)

    def stored(self, digest: str) -> Path:
        return self.root / "files" / digest[:2] / digest

    def holds(self, digest: str, size: int) -> bool:
        """Whether a file is there already; `Backup.faults` looks into it, this does not."""
        with contextlib.suppress(FileNotFoundError):
            return self.stored(digest).stat().st_size == size
        return False

    def keep(self, digest: str, source: IO[bytes]) -> bool:
        """Takes in a file under its hash; False, and nothing of it stays, when its bytes have another."""
        path = self.stored(digest)
        draft = path.with_name(f"{DRAFT}{digest}")
        writer = Writer(draft)
        while block := source.read(BLOCK):
            writer.write(block)
        writer.close()
        if writer.digest.hexdigest() != digest:
            draft.unlink()
            return False
        draft.replace(path)
        return True

    def forget(self, digests: set[str]) -> None:
        """Removes files that were expunged."""
        for digest in digests:
            self.stored(digest).unlink(missing_ok=True)

    def newest(self) -> "Backup":
        """The newest whole backup; the folder may also be that backup itself."""
        if (self.root / MANIFEST).is_file():
            return Backup(self.root)
        whole = sorted(path.parent for path in self.root.glob(f"[!.]*/{MANIFEST}"))
        if not whole:
            raise NotThere(str(self.root))
        return Backup(whole[-1])


class Backup:
    """One whole backup, to be read. Raises `NotThere` when its manifest cannot be read."""

    def __init__(self, path: Path) -> None:
        self.path, self.folder = path, BackupFolder(path.parent)
        try:
            if path.name.startswith("."):
                raise ValueError("a draft")
            self.raw = (path / MANIFEST).read_bytes()
            self.manifest: dict[str, Any] = json.loads(self.raw)
            self.parts: dict[str, dict[str, Any]] = self.manifest["parts"]
            self.is_readable = self.manifest["format"] == FORMAT
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise NotThere(str(path)) from error

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.raw).hexdigest()

    @contextlib.contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        with gzip.open(self.path / name, "rb") as handle:
            yield handle  # type: ignore[misc]

    def files(self) -> Iterator[tuple[str, int]]:
        """Hash and size of every stored file that belongs to it."""
        with self.open(FILES) as rows:
            for line in rows:
                digest, size = line.decode().split("\t")
                yield digest, int(size)

    def faults(self, expunged: set[str]) -> Iterator[str]:
        """A sentence for each thing that is not as it was written, the manifest first; reads every byte."""
        if not self._is_signed():
            yield f"Bản kê {MANIFEST} không khớp chữ ký {SIGNATURE}."
        missing = False
        for name, told in sorted(self.parts.items()):
            found = _hash_of(self.path / name)
            if found != told["sha256"]:
                missing = missing or name == FILES
                yield f"Phần {name} {'bị thiếu' if found is None else 'đã bị thay đổi'}."
        if missing:
            return
        for digest, _ in self.files():
            found = _hash_of(self.folder.stored(digest))
            if found != digest and not (found is None and digest in expunged):
                yield f"Tệp {digest} {'bị thiếu' if found is None else 'đã bị thay đổi'}."

    def _is_signed(self) -> bool:
        try:
            key = load_pem_public_key((self.path / "keys" / "journal-seal.pub").read_bytes())
            assert isinstance(key, Ed25519PublicKey)
            key.verify(bytes.fromhex((self.path / SIGNATURE).read_text()), self.raw)
        except (OSError, ValueError, InvalidSignature):
            return False
        return True


def _hash_of(path: Path) -> str | None:
    digest = hashlib.sha256()
    try:
        with path.open("rb") as handle:
            while block := handle.read(BLOCK):
                digest.update(block)
    except OSError:
        return None
    return digest.hexdigest()


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
