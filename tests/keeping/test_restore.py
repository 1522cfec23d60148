"""Backup and restore by their real commands: everything is there again, and nothing else is accepted."""

import os
import shutil
from pathlib import Path

from tests.keeping.conftest import OF_THE_ACTS, Empty, Place
from tests.serving import script


def backups(root: Path) -> list[Path]:
    return sorted(path.parent for path in root.glob("*/manifest.json"))


def test_everything_is_there_again(office: Place, empty: Empty, tmp_path: Path) -> None:
    before = office.held()
    office.done("backup", tmp_path / "kept")
    other = empty()
    said = other.done("restore", tmp_path / "kept")
    assert "nhật ký nguyên vẹn" in said
    after = other.held()
    assert len(before["intact"]) >= 2 and all(after["intact"])
    assert after["faults"] == [] and after["guards"] == before["guards"] != {}
    for table, rows in before["tables"].items():
        assert table in OF_THE_ACTS or after["tables"][table] == rows, table
    assert after["tables"]["audit_journalline"][0] == before["tables"]["audit_journalline"][0] + 1
    assert "Về việc “tab\tvà \\ gạch chéo”" in after["abstracts"]


def test_work_goes_on_in_what_was_restored(office: Place, empty: Empty, tmp_path: Path) -> None:
    """The next row has the next number, the next seal goes on from the last one, and all of it can be kept again."""
    office.done("backup", tmp_path / "kept")
    other = empty()
    other.done("restore", tmp_path / "kept")
    script(other.folder, "tests.faults.one_more_act", database=other.database)
    assert "Nhật ký nguyên vẹn" in other.done("verify-journal")
    other.done("backup", tmp_path / "again")
    third = empty()
    third.done("restore", tmp_path / "again")
    assert third.held()["faults"] == []


def test_a_second_backup_copies_only_new_files(office: Place, tmp_path: Path) -> None:
    root = tmp_path / "kept"
    first = office.done("backup", root)
    assert "(0 tệp mới)" not in first
    stored = {path: path.stat().st_ino for path in root.glob("files/*/*")}
    os.utime(backups(root)[0])
    wait_for_another_name(root)
    assert "(0 tệp mới)" in office.done("backup", root)
    assert {path: path.stat().st_ino for path in root.glob("files/*/*")} == stored
    assert len(backups(root)) == 2


def wait_for_another_name(root: Path) -> None:
    """Backups are named by the second."""
    from datetime import UTC, datetime

    from tests.serving import wait_for

    newest = backups(root)[-1].name
    wait_for(lambda: f"{datetime.now(UTC):%Y-%m-%dT%H%M%SZ}" > newest)


def test_only_the_owner_can_read_a_backup(office: Place, tmp_path: Path) -> None:
    """It holds keys, hashes of passwords and the texts of all documents."""
    office.done("backup", tmp_path / "kept")
    for path in (tmp_path / "kept").rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path


def test_a_place_that_is_not_empty_is_left_alone_unless_told(office: Place, tmp_path: Path) -> None:
    office.done("backup", tmp_path / "kept")
    before = office.held()
    said = office.refused("restore", tmp_path / "kept")
    assert "Cơ sở dữ liệu đã có bảng." in said and "--replace" in said
    assert office.held() == before
    said = office.done("restore", tmp_path / "kept", "--replace")
    assert "Dữ liệu cũ được giữ tại" in said
    after = office.held()
    assert after["faults"] == [] and after["abstracts"] == before["abstracts"]
    assert list(office.folder.glob("replaced-*/keys/journal-seal.pem"))


def test_a_restore_that_failed_leaves_what_was_there(office: Place, tmp_path: Path) -> None:
    office.done("backup", tmp_path / "kept")
    before = office.held()
    part = backups(tmp_path / "kept")[0] / "database" / "documents_entry.copy.gz"
    part.write_bytes(part.read_bytes()[:-1])
    office.refused("restore", tmp_path / "kept", "--replace")
    assert office.held() == before


def test_a_changed_byte_in_any_part_is_named(office: Place, empty: Empty, tmp_path: Path) -> None:
    root = tmp_path / "kept"
    office.done("backup", root)
    (one,) = backups(root)
    other = empty()
    assert "nguyên vẹn" in other.done("restore", root, "--check")
    parts = [path for path in sorted(one.rglob("*")) if path.is_file()]
    harmed = [*(path for path in parts if path.parent.name != "database"), *parts[1:3], *root.glob("files/*/*")]
    assert {path.parent.name for path in harmed} >= {one.name, "keys", "seals", "database"}
    for path in harmed:
        whole = path.read_bytes()
        path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
        said = other.refused("restore", root, "--check")
        named = {"manifest.sig": "manifest.json", "journal-seal.pub": "keys/journal-seal.pub"}.get(path.name, path.name)
        assert named in said or "Không có bản sao lưu trọn vẹn" in said, path
        path.write_bytes(whole)
    several = [one / "seals" / "seals.jsonl", next(root.glob("files/*/*"))]
    for path in several:
        path.unlink()
    said = other.refused("restore", root)
    assert all(path.name in said for path in several), "each is named, not only the first"


def test_a_journal_that_was_rewritten_in_the_backup_is_refused(office: Place, empty: Empty, tmp_path: Path) -> None:
    """Also by somebody who has the keys and puts the manifest right: the file of seals says otherwise."""
    import gzip
    import hashlib
    import json

    from dondoc.lib.keys import seal_key

    root = tmp_path / "kept"
    office.done("backup", root)
    (one,) = backups(root)
    part = one / "database" / "audit_journalline.copy.gz"
    with gzip.open(part) as handle:
        rows = handle.read()
    part.write_bytes(gzip.compress(rows.replace(b"documents.register_incoming", b"documents.register_arrival")))
    manifest = json.loads((one / "manifest.json").read_text())
    manifest["parts"]["database/audit_journalline.copy.gz"]["sha256"] = hashlib.sha256(part.read_bytes()).hexdigest()
    (one / "manifest.json").write_text(json.dumps(manifest))
    signature = seal_key(one / "keys").sign((one / "manifest.json").read_bytes()).hex()
    (one / "manifest.sig").write_text(signature)
    other = empty()
    assert "Bản sao lưu" in other.done("restore", root, "--check")
    said = other.refused("restore", root)
    assert "(documents.register_arrival" in said and "đã bị sửa sau khi niêm phong" in said
    assert not list(other.folder.glob("*.sqlite3*")), "what was put together for nothing goes"
    assert "Không" in other.refused("restore", tmp_path / "nothing")


def test_a_backup_without_a_stored_file_is_none(office: Place, tmp_path: Path) -> None:
    lost, changed = sorted(path for path in (office.folder / "files").rglob("*") if path.is_file())[:2]
    lost.unlink()
    changed.write_bytes(changed.read_bytes()[:-1])
    said = office.refused("backup", tmp_path / "kept")
    assert lost.name in said and changed.name in said
    assert not backups(tmp_path / "kept")


def test_what_was_expunged_after_the_backup_stays_destroyed(office: Place, empty: Empty, tmp_path: Path) -> None:
    """Whether the machine remembers, the folder of backups does, or a list that was carried elsewhere."""
    root, abstract = tmp_path / "kept", "Về việc “tab\tvà \\ gạch chéo”"
    office.done("backup", root)
    (first,) = backups(root)
    gone = script(office.folder, "tests.keeping.expunge", database=office.database)
    shutil.copytree(root, tmp_path / "elsewhere")
    said = office.done("restore", root, "--replace")
    assert "Đã tiêu hủy lại 1 văn bản" in said
    held = office.held()
    assert abstract not in held["abstracts"] and "" in held["abstracts"] and held["faults"] == []
    assert not list(office.folder.glob(f"files/*/{gone['sha256']}"))
    other = empty()
    listed = office.folder / "seals" / "expunged.jsonl"
    assert gone["sha256"] in listed.read_text()
    other.done("restore", tmp_path / "elsewhere", "--expunged", listed)
    assert abstract not in other.held()["abstracts"]
    wait_for_another_name(root)
    office.done("backup", root)
    assert not list(root.glob(f"files/*/{gone['sha256']}")), "the bytes go from the folder of backups too"
    third = empty()
    third.done("restore", first)
    assert abstract not in third.held()["abstracts"], "the folder remembers, also for its older backups"
