"""Making a backup: one moment of the database, the seals of that moment, keys, and the files not yet kept.

The law wants a daily incremental and a monthly full copy (LT14: TT 05/2025, QCVN 12 mục 2.2.12). Files are kept by
hash: within one folder only new ones are copied, a new folder is a full copy.
"""

import contextlib
import gzip
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.storage import storages
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from dondoc.audit.seals import seal_file
from dondoc.config.keeping import tables
from dondoc.config.keeping.folder import FILES, Backup, BackupFolder, Draft
from dondoc.files.models import StoredFile
from dondoc.files.queries import destroyed
from dondoc.lib import expunged, keys
from dondoc.lib.snapshot import snapshot


class NotMigrated(Exception):
    """The database is not of this version."""


class Damaged(Exception):
    """Stored files that are missing or no longer have their hash: a backup without them would not be one."""

    def __init__(self, digests: list[str]) -> None:
        super().__init__(", ".join(digests))
        self.digests = digests


@dataclass(frozen=True, slots=True)
class Made:
    """What was backed up, for the journal and for whoever asked for it."""

    path: Path
    digest: str
    rows: int
    files: int
    copied: int
    size: int


def back_up(root: Path, *, at: datetime) -> Made:
    """Makes one backup in a folder. Whoever works goes on: only the sealer waits, for the moment of beginning."""
    folder = BackupFolder(root)
    with folder.held():
        barred = expunged.digests(settings.SEALS_DIR)
        folder.forget(barred)
        if barred:
            shutil.copyfile(expunged.path(settings.SEALS_DIR), folder.expunged)
        draft = Draft(root, f"{at.astimezone(UTC):%Y-%m-%dT%H%M%SZ}")
        rows = dict(_database(draft))
        _keys(draft)
        count, copied = _files(draft, folder)
        size = sum(part["bytes"] for part in draft.parts.values())
        told = {
            "made_at": at.isoformat(),
            "engine": connection.vendor,
            "migrations": _leaves(),
            "tables": rows,
            "files": count,
            "demo": settings.DEMO_MARK.exists(),
        }
        whole = draft.finish(told, keys.seal_key(settings.KEYS_DIR))
        return Made(whole, Backup(whole).digest, sum(one["rows"] for one in rows.values()), count, copied, size)


def _leaves() -> list[list[str]]:
    executor = MigrationExecutor(connection)
    leaves = sorted(executor.loader.graph.leaf_nodes())
    if executor.migration_plan(leaves):
        raise NotMigrated
    return [list(leaf) for leaf in leaves]


def _database(draft: Draft) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every table and the list of stored files as of one moment, with the seals of the same moment."""
    _leaves()
    file = seal_file()
    with contextlib.ExitStack() as moment:
        with file.quiet():
            moment.enter_context(snapshot())
            seals = {path.name: path.read_bytes() for path in sorted(settings.SEALS_DIR.glob("*.jsonl"))}
        for name, content in seals.items():
            with draft.part(f"seals/{name}") as out:
                out.write(content)
        for model in tables.kept():
            table = model._meta.db_table
            with draft.part(f"database/{table}.copy.gz") as out:
                count = tables.dump(model, out)
            yield table, {"columns": tables.columns(model), "rows": count}
        with draft.part(FILES) as out:
            for digest, size in stored_files():
                out.write(f"{digest}\t{size}\n".encode())


def stored_files() -> Iterator[tuple[str, int]]:
    """Hash and size of every stored file whose bytes are to be there."""
    rows = StoredFile.objects.exclude(pk__in=destroyed()).order_by("pk")
    yield from rows.values_list("sha256", "size").iterator(5000)


def _keys(draft: Draft) -> None:
    keys.seal_key(settings.KEYS_DIR)
    keys.secret(settings.KEYS_DIR, "journal-mac")
    for path in sorted(settings.KEYS_DIR.iterdir()):
        if path.is_file() and not path.name.startswith("."):
            with draft.part(f"keys/{path.name}") as out:
                out.write(path.read_bytes())


def _files(draft: Draft, folder: BackupFolder) -> tuple[int, int]:
    """Copies what the folder does not hold; returns how many belong to this backup, and how many were copied."""
    storage = storages["default"]
    count = copied = 0
    damaged = []
    with gzip.open(draft.path / FILES, "rb") as rows:
        for line in rows:
            digest, size = line.decode().split("\t")
            count += 1
            if folder.holds(digest, int(size)):
                continue
            try:
                with storage.open(f"{digest[:2]}/{digest}") as source:
                    kept = folder.keep(digest, source)
            except OSError:
                kept = False
            if kept:
                copied += 1
            # Expunged since the moment of the snapshot: it is missed by nobody.
            elif digest not in expunged.digests(settings.SEALS_DIR):
                damaged.append(digest)
    if damaged:
        raise Damaged(damaged)
    return count, copied
