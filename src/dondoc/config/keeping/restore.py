"""Restoring a backup: looked through first, put together beside what is there, verified, then put in its place.

Until the last step the installation is as it was: tables are filled in a schema (SQLite: a file) of their own, which
takes the place of the old one in one stroke. What was expunged after the backup is expunged again on the way.
"""

import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from dondoc.audit import export
from dondoc.audit.engine.seal_file import NAME, SealFile
from dondoc.config.keeping import tables
from dondoc.config.keeping.folder import Backup
from dondoc.documents.actions import replay_expunges
from dondoc.lib import expunged
from dondoc.lib.actor import SYSTEM
from dondoc.portal.actions import record_restore

STAGING = "restoring"


class CannotRestore(Exception):
    """Why not, each reason a sentence."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


@dataclass
class Restored:
    """What was put back."""

    rows: int = 0
    files: int = 0
    lines: int = 0
    expunged: int = 0
    replaced: list[str] = field(default_factory=list)


def check(backup: Backup, *, barred: set[str]) -> None:
    """Raises `CannotRestore` with everything in the backup that is not as it was written."""
    if not backup.is_readable:
        raise CannotRestore(["Bản sao lưu này do một phiên bản Dondoc khác tạo, phiên bản này không đọc được."])
    faults = list(backup.faults(barred | {digest for entry in backup_list(backup) for digest in entry["files"]}))
    if faults:
        raise CannotRestore(faults)


def backup_list(backup: Backup) -> list[dict[str, Any]]:
    """What was expunged, as far as the folder of the backup knows."""
    return list(expunged.entries(backup.folder.expunged))


def occupied() -> list[str]:
    """What is in the place where the backup is to go, in words; empty if nothing is."""
    found = []
    if _has_tables():
        found.append("Cơ sở dữ liệu đã có bảng.")
    for folder in (settings.DATA_DIR / "files", settings.SEALS_DIR):
        if folder.is_dir() and any(folder.iterdir()):
            found.append(f"Thư mục {folder.name}/ đã có tệp.")
    return found


def _has_tables() -> bool:
    """Whether the database has any table; one that is not there yet is not made by asking."""
    if connection.vendor == "sqlite" and not Path(str(connection.settings_dict["NAME"])).exists():
        return False
    return bool(connection.introspection.table_names())


def restore(backup: Backup, *, known: Sequence[dict[str, Any]], at: datetime) -> Restored:
    """Puts a backup, which was checked, in the place of what is there; `known` are later acts of expunging."""
    acts = list({entry["document"]: entry for entry in (*backup_list(backup), *known)}.values())
    barred = {digest for entry in acts for digest in entry["files"]}
    stage, done = Stage(at), Restored()
    stage.enter()
    try:
        done.rows = _rows(backup)
        done.lines = _journal(backup)
    except BaseException:
        stage.abandon()
        raise
    done.files = _files(backup, barred)
    done.replaced = _folders(backup, acts, at)
    if acts:
        done.expunged = replay_expunges(acts, by=SYSTEM, at=at)
    record_restore(manifest=backup.digest, made_at=backup.manifest["made_at"], by=SYSTEM, at=at)
    done.replaced += stage.leave()
    return done


class Stage:
    """The place in which the tables are put together: a schema of PostgreSQL or a file of SQLite."""

    def __init__(self, at: datetime) -> None:
        self.kept_as = f"replaced_{at.astimezone(UTC):%Y%m%d_%H%M%S}"
        self.name = str(connection.settings_dict["NAME"])

    def enter(self) -> None:
        """From here on the connection sees only what is put together; what an earlier attempt left goes."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT current_schema()")
                (self.schema,) = cursor.fetchone()
                cursor.execute(f"DROP SCHEMA IF EXISTS {STAGING} CASCADE")
                cursor.execute(f"CREATE SCHEMA {STAGING}")
                cursor.execute(f"SET search_path = {STAGING}")
            return
        connection.close()
        connection.settings_dict["NAME"] = f"{self.name}.{STAGING}"
        _remove(Path(connection.settings_dict["NAME"]))

    def abandon(self) -> None:
        """Nothing of what was put together stays."""
        connection.close()
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(f"DROP SCHEMA IF EXISTS {STAGING} CASCADE")
        else:
            _remove(Path(connection.settings_dict["NAME"]))
            connection.settings_dict["NAME"] = self.name

    def leave(self) -> list[str]:
        """What was put together takes its place; returns under which names that which was there is kept."""
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = %s", [self.schema])
                (there,) = cursor.fetchone()
                old = f"ALTER SCHEMA {self.schema} RENAME TO {self.kept_as}" if there else f"DROP SCHEMA {self.schema}"
                # One message: both happen, or neither.
                cursor.execute(f"{old}; ALTER SCHEMA {STAGING} RENAME TO {self.schema}")
                cursor.execute(f"SET search_path = {self.schema}")
            return [f"schema {self.kept_as}"] if there else []
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()
        target, staged = Path(self.name), Path(connection.settings_dict["NAME"])
        connection.settings_dict["NAME"] = self.name
        kept = target.with_name(f"{target.name}.{self.kept_as}")
        there = target.exists() and target.stat().st_size > 0
        if there:
            # What stands in its log only belongs to it; the last connection that closes puts it in.
            with connection.cursor() as cursor:
                cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.close()
            target.replace(kept)
        _remove(target)
        staged.replace(target)
        _remove(staged)
        return [kept.name] if there else []


def _remove(database: Path) -> None:
    for ending in ("", "-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)


def _rows(backup: Backup) -> int:
    """Tables as they were in the version that made the backup, their rows, and then this version's migrations."""
    executor = MigrationExecutor(connection)
    targets = [(app, name) for app, name in backup.manifest["migrations"]]
    unknown = [f"{app}.{name}" for app, name in targets if (app, name) not in executor.loader.graph.nodes]
    if unknown:
        raise CannotRestore([f"Bản sao lưu do phiên bản mới hơn tạo; thiếu {', '.join(unknown)}."])
    executor.migrate(targets)
    models = tables.kept(MigrationExecutor(connection).loader.project_state(targets).apps)
    told = backup.manifest["tables"]
    if missing := {model._meta.db_table for model in models} ^ set(told):
        raise CannotRestore([f"Bản sao lưu và phiên bản này khác nhau ở bảng {', '.join(sorted(missing))}."])
    count = 0
    tables.empty(models)
    with tables.Unlinked():
        for model in models:
            table = model._meta.db_table
            with backup.open(f"database/{table}.copy.gz") as rows:
                loaded = tables.load(model, told[table]["columns"], rows)
            if loaded != told[table]["rows"]:
                raise CannotRestore([f"Bảng {table}: {loaded} dòng, bản kê ghi {told[table]['rows']}."])
            count += loaded
    tables.set_sequences(models)
    call_command("migrate", verbosity=0, interactive=False)
    return count


def _journal(backup: Backup) -> int:
    """The lines of the journal that was put together; it is verified by the keys and seals of the backup."""
    report = export.verify_database(keys_dir=backup.path / "keys", seals_at=SealFile(backup.path / "seals" / NAME))
    if not report.sound:
        raise CannotRestore([fault.sentence for fault in report.faults])
    return report.lines


def _files(backup: Backup, barred: set[str]) -> int:
    """Stored files into the storage, except those that were expunged."""
    storage, count = storages["default"], 0
    for digest, size in backup.files():
        path = f"{digest[:2]}/{digest}"
        if digest in barred:
            storage.delete(path)
            continue
        if storage.exists(path) and storage.size(path) != size:
            storage.delete(path)
        if not storage.exists(path):
            with backup.folder.stored(digest).open("rb") as source:
                storage.save(path, File(source))
        count += 1
    return count


def _folders(backup: Backup, acts: Sequence[dict[str, Any]], at: datetime) -> list[str]:
    """Keys, seals, the list of what was expunged and the mark of a demo; what was there is kept aside."""
    aside = settings.DATA_DIR / f"replaced-{at.astimezone(UTC):%Y-%m-%dT%H%M%SZ}"
    for folder in (settings.KEYS_DIR, settings.SEALS_DIR):
        # Every start makes Django's secret; alone it is nothing to be kept.
        if folder.is_dir() and {path.name for path in folder.iterdir()} - {"django-secret"}:
            aside.mkdir(mode=0o700, exist_ok=True)
            folder.rename(aside / folder.name)
        folder.mkdir(mode=0o700, exist_ok=True)
        for source in sorted((backup.path / folder.name).glob("*")):
            shutil.copyfile(source, folder / source.name)
            (folder / source.name).chmod(0o600)
    listed = {entry["document"] for entry in expunged.entries(expunged.path(settings.SEALS_DIR))}
    for act in acts:
        if act["document"] not in listed:
            expunged.append(settings.SEALS_DIR, act)
    if backup.manifest["demo"]:
        settings.DEMO_MARK.touch()
    return [aside.name] if aside.exists() else []


def known_acts(given: Path | None) -> Iterator[dict[str, Any]]:
    """Acts of expunging that the machine itself remembers, and those in a list that was given."""
    yield from expunged.entries(expunged.path(settings.SEALS_DIR))
    if given is not None:
        yield from expunged.entries(given)
