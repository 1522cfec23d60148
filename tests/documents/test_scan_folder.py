"""The scanner's folder: whole files come in once, scans wait for an answer unstored, a secret leaves nothing."""

import os
import time
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from dondoc.documents import actions, jobs, queries
from dondoc.documents.engine.scan_folder import QUIET_SECONDS, TAKEN, Lying, lying
from dondoc.documents.models import PendingFile, ScanFolder
from dondoc.files.models import StoredFile
from dondoc.lib.errors import Forbidden, Refused
from tests.files import making
from tests.world import NOW, World, pdf, scan_png

pytestmark = pytest.mark.django_db
SECRET = making.pdf(making.HEAD + making.STAMP + "[TUYỆT MẬT]")


@pytest.fixture
def folder(province: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ScanFolder:
    monkeypatch.setattr(settings, "SCANS_DIR", tmp_path)
    made = actions.set_scan_folder(province.units["UBND"], name="van-phong", by=province.actor("admin"), at=NOW)
    queries.path_of(made).mkdir()
    return made


def scanned(folder: ScanFolder, name: str, content: bytes, *, seconds_ago: int = 60) -> Path:
    path = queries.path_of(folder) / name
    path.write_bytes(content)
    written = time.time() - seconds_ago
    os.utime(path, (written, written))
    return path


def waiting(world: World) -> list[tuple[str, str]]:
    return [(one.name, one.state) for one in queries.pending(world.actor("clerk"))]


def test_what_was_scanned_becomes_a_line_once_and_is_put_away(province: World, folder: ScanFolder) -> None:
    path = scanned(folder, "quet-01.pdf", pdf("scanned"))
    for _ in range(3):
        jobs.sweep_folders.call()
    assert waiting(province) == [("quet-01.pdf", "waiting")]
    assert not path.exists()
    assert [one.name for one in (queries.path_of(folder) / TAKEN).rglob("*.pdf")] == ["quet-01.pdf"]
    pending = PendingFile.objects.get()
    assert (pending.origin, pending.agency, pending.added_by) == ("folder", province.units["UBND"], None)


def test_what_a_crash_left_between_line_and_folder_is_put_away_without_a_second_line(
    province: World, folder: ScanFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = scanned(folder, "a.pdf", pdf("a"))
    with monkeypatch.context() as broken:
        broken.setattr(Lying, "put_away", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            jobs.sweep(folder)
    assert path.exists() and PendingFile.objects.count() == 1
    jobs.sweep(folder)
    assert not path.exists() and PendingFile.objects.count() == 1


def test_a_file_still_being_written_a_link_a_folder_and_a_hidden_file_stay(
    province: World, folder: ScanFolder, tmp_path: Path
) -> None:
    secret = tmp_path / "elsewhere.pdf"
    secret.write_bytes(pdf("elsewhere"))
    there = queries.path_of(folder)
    scanned(folder, "half.pdf", pdf("half"), seconds_ago=0)
    scanned(folder, ".hidden.pdf", pdf("hidden"))
    (there / "link.pdf").symlink_to(secret)
    (there / "inner").mkdir()
    os.mkfifo(there / "pipe.pdf")
    jobs.sweep(folder)
    assert waiting(province) == []
    assert [one.name for one in lying(there, now=time.time() + QUIET_SECONDS + 1)] == ["half.pdf"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("khoa.pdf", pdf("locked", password="x"), "mật khẩu"),
        ("hong.pdf", b"%PDF-1.7 broken", "hỏng"),
        ("rong.pdf", b"", "rỗng"),
        ("virus.exe", b"MZ\x00\x01", "không phải loại"),
    ],
)
def test_what_cannot_be_taken_in_has_a_line_that_says_why_and_stays(
    province: World, folder: ScanFolder, name: str, content: bytes, told: str
) -> None:
    path = scanned(folder, name, content)
    for _ in range(2):
        jobs.sweep(folder)
    pending = PendingFile.objects.get()
    assert (pending.name, pending.state, pending.stored) == (name, "refused", None)
    assert told in pending.problem and path.read_bytes() == content
    clerk = province.actor("clerk")
    actions.set_aside_pending(pending, reason="Sẽ quét lại", by=clerk, at=NOW)
    with pytest.raises(Refused):
        actions.bring_back_pending(pending, by=clerk, at=NOW)


def test_a_file_over_the_limit_is_told_without_being_read(
    province: World, folder: ScanFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "DONDOC_UPLOAD_LIMIT", 1024 * 1024)
    path = scanned(folder, "to.pdf", b"%PDF-1.7")
    os.truncate(path, 300 * 1024 * 1024)
    os.utime(path, (time.time() - 60, time.time() - 60))
    jobs.sweep(folder)
    assert "lớn hơn 1 MB" in PendingFile.objects.get().problem


def test_a_secret_in_the_folder_leaves_neither_bytes_nor_name(province: World, folder: ScanFolder) -> None:
    scanned(folder, "phuong-an-tac-chien.pdf", SECRET)
    jobs.sweep(folder)
    pending = PendingFile.objects.get()
    assert (pending.state, pending.name, pending.digest) == ("refused", "Tệp quét có dấu chỉ độ mật", "")
    assert "sổ bí mật nhà nước" in pending.problem and "tac-chien" not in pending.problem
    assert not StoredFile.objects.exists()


def test_a_scan_waits_unstored_until_the_registry_has_answered(
    client: Client, province: World, folder: ScanFolder
) -> None:
    path = scanned(folder, "anh.png", scan_png())
    jobs.sweep(folder)
    pending = PendingFile.objects.get()
    assert pending.state == "asked" and not StoredFile.objects.exists() and path.exists()
    client.force_login(province.user("clerk"))
    assert client.get(f"/documents/pending/{pending.pk}/pages/0").headers["Content-Type"] == "image/png"
    assert "MẬT, TỐI MẬT" in client.get(f"/documents/pending/{pending.pk}/answer").content.decode()
    answer = client.post(f"/documents/pending/{pending.pk}/answer", {"secret": "no"})
    assert answer["Location"] == f"/documents/pending/{pending.pk}/register"
    pending.refresh_from_db()
    assert pending.state == "waiting" and pending.stored is not None
    jobs.sweep(folder)
    assert not path.exists()


def test_a_scan_with_a_mark_is_destroyed_and_leaves_nothing(
    client: Client, province: World, folder: ScanFolder, django_capture_on_commit_callbacks: Any
) -> None:
    path = scanned(folder, "ke-hoach.png", scan_png())
    jobs.sweep(folder)
    pending = PendingFile.objects.get()
    client.force_login(province.user("clerk"))
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(f"/documents/pending/{pending.pk}/answer", {"secret": "yes"})
    assert answer["Location"] == "/documents/secret"
    pending.refresh_from_db()
    assert (pending.state, pending.name, pending.stored) == ("refused", "Tệp quét có dấu chỉ độ mật", None)
    assert not path.exists() and not StoredFile.objects.exists()


def test_a_scan_that_was_replaced_meanwhile_is_not_taken_for_the_one_that_was_seen(
    client: Client, province: World, folder: ScanFolder
) -> None:
    scanned(folder, "a.png", scan_png())
    jobs.sweep(folder)
    pending = PendingFile.objects.get()
    scanned(folder, "a.png", scan_png() + b"other", seconds_ago=30)
    client.force_login(province.user("clerk"))
    answer = client.post(f"/documents/pending/{pending.pk}/answer", {"secret": "no"})
    assert answer.status_code == 422 and "đã thay đổi" in answer.content.decode()
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("name", ["", "../keys", "a/b", "Sở Nội vụ", "-a", "x" * 61])
def test_a_folder_is_one_plain_name_below_the_scans(province: World, name: str) -> None:
    with pytest.raises(Refused):
        actions.set_scan_folder(province.units["UBND"], name=name, by=province.actor("admin"), at=NOW)


def test_two_agencies_never_share_a_folder_and_only_the_administrator_sets_it(
    province: World, folder: ScanFolder
) -> None:
    with pytest.raises(Refused):
        actions.set_scan_folder(province.units["SNV"], name="van-phong", by=province.actor("admin"), at=NOW)
    with pytest.raises(Forbidden):
        actions.set_scan_folder(province.units["SNV"], name="so-noi-vu", by=province.actor("clerk"), at=NOW)
    again = actions.set_scan_folder(
        province.units["UBND"], name="van-phong", is_watched=False, by=province.actor("admin"), at=NOW
    )
    assert again == folder and queries.scan_folder(province.units["UBND"].pk) is None


def test_only_the_program_takes_files_in(province: World, folder: ScanFolder) -> None:
    path = scanned(folder, "a.pdf", pdf("a"))
    one = lying(path.parent, now=time.time())[0]
    with pytest.raises(Forbidden):
        actions.take_in(
            folder, lying=one, name="a.pdf", upload=BytesIO(), seen=None, by=province.actor("clerk"), at=NOW
        )  # type: ignore[arg-type]
