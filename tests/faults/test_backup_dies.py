"""Backup and restore are killed in the middle: no half backup is taken for a whole one, no installation is half put back."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from dondoc.config.keeping.folder import Backup, BackupFolder, NotThere
from tests.keeping.conftest import Place
from tests.serving import MANAGE, environment

# How far a backup has come when it is killed: so many of its parts lie on the disk.
PARTS = [0, 1, 8, 20, 40, 49, 52]


def kill_when(place: Place, there: Callable[[], bool], *words: object) -> bool:
    """Starts a command and kills it as soon as something is there; False when it ended before."""
    line = [sys.executable, str(MANAGE), *map(str, words)]
    running = subprocess.Popen(
        line,
        env=environment(place.folder, database=place.database),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while running.poll() is None and not there():
            time.sleep(0.0005)
    finally:
        running.send_signal(signal.SIGKILL)
        ended = running.wait()
    return ended == -signal.SIGKILL


def whole(root: Path) -> list[Backup]:
    """Everything that a restore would accept."""
    found = []
    for path in root.glob("*") if root.exists() else []:
        try:
            found.append(Backup(path))
        except NotThere:
            continue
    return found


def test_a_killed_backup_is_never_taken_for_a_whole_one(
    office: Place, empty: Callable[[], Place], tmp_path: Path
) -> None:
    root, killed = tmp_path / "kept", 0
    for count in PARTS:

        def come(count: int = count) -> bool:
            drafts = list(root.glob(".draft-*"))
            # Counted by names alone: what is being written may have its last name at the next look.
            names = [name for _, _, inside in os.walk(drafts[0]) for name in inside] if drafts else []
            return bool(drafts) and len(names) >= count

        killed += kill_when(office, come, "backup", root)
        for backup in whole(root):
            assert list(backup.faults(set())) == []
    assert killed >= len(PARTS) - 2, "most were to die on their way"
    before = len(whole(root))
    office.done("backup", root)
    assert len(whole(root)) == before + 1
    assert not list(root.rglob(".draft-*")), "what was left behind is swept away"
    other = empty()
    other.done("restore", root)
    assert other.held()["faults"] == []


def test_a_folder_with_only_a_killed_backup_holds_none(office: Place, tmp_path: Path) -> None:
    root = tmp_path / "kept"
    assert kill_when(office, lambda: bool(list(root.glob(".draft-*/database/*"))), "backup", root)
    with pytest.raises(NotThere):
        BackupFolder(root).newest()
    assert "Không có bản sao lưu trọn vẹn" in office.refused("restore", root, "--replace")
    (draft,) = root.glob(".draft-*")
    assert "Không có bản sao lưu trọn vẹn" in office.refused("restore", draft, "--replace")


def test_a_killed_restore_leaves_the_old_or_the_new(office: Place, tmp_path: Path) -> None:
    """Killed after one second, two, …: the journal is whole each time, and the next attempt goes through."""
    root = tmp_path / "kept"
    office.done("backup", root)
    before = office.held()
    for seconds in (1.0, 1.5, 2.0, 2.5, 3.0, 4.0):
        began = time.monotonic()
        kill_when(office, lambda: time.monotonic() - began > seconds, "restore", root, "--replace")
        now = office.held()
        assert now["faults"] == [] and now["abstracts"] == before["abstracts"] and all(now["intact"]), seconds
        assert now["guards"] == before["guards"]
    office.done("restore", root, "--replace")
    assert office.held()["faults"] == []


def test_two_backups_at_once_do_not_disturb_each_other(office: Place, tmp_path: Path) -> None:
    root = tmp_path / "kept"
    with BackupFolder(root).held():
        assert "khác đang ghi" in office.refused("backup", root)
    office.done("backup", root)
