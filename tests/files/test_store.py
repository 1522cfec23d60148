"""Keeping an upload: the bytes unaltered under their hash, or refused with nothing left anywhere."""

import hashlib
import json
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.db import DatabaseError, transaction

from dondoc.audit.models import JournalLine
from dondoc.files import actions, queries
from dondoc.files.actions import store
from dondoc.files.models import StoredFile
from dondoc.files.upload import TooLarge
from dondoc.lib.actor import PUBLIC, SYSTEM, Actor
from dondoc.lib.errors import Forbidden, Refused
from tests.files import making
from tests.files.conftest import Shelf
from tests.world import NOW

pytestmark = pytest.mark.django_db
SECRET = making.pdf(making.HEAD + making.STAMP + "[TUYỆT MẬT] \\ Phương án riêng")


def lines() -> list[JournalLine]:
    return list(JournalLine.objects.filter(verb="files.store").order_by("pk"))


def refusal(content: bytes, name: str, by: Actor, **more: bool) -> list[str]:
    with pytest.raises(Refused) as refused:
        store(BytesIO(content), name=name, by=by, at=NOW, **more)
    assert {finding.field for finding in refused.value.findings} == {"files"}
    return [finding.code for finding in refused.value.findings]


def test_the_bytes_lie_unaltered_under_their_hash(clerk: Actor, shelf: Shelf) -> None:
    content = making.pdf()
    stored = store(BytesIO(content), name="a.pdf", by=clerk, at=NOW)
    digest = hashlib.sha256(content).hexdigest()
    assert (stored.sha256, stored.size, stored.stored_at) == (digest, len(content), NOW)
    assert (stored.content_type, stored.page_count, stored.has_text) == ("application/pdf", 1, True)
    assert shelf.written() == [Path("files") / digest[:2] / digest]
    with queries.open_original(stored) as handle:
        assert handle.read() == content
    assert queries.is_intact(stored)


def test_stored_bytes_are_readable_by_the_owner_only(clerk: Actor, shelf: Shelf) -> None:
    store(BytesIO(making.pdf()), name="a.pdf", by=clerk, at=NOW)
    assert [oct((shelf.root / path).stat().st_mode)[-3:] for path in shelf.written()] == ["600"]


def test_the_journal_has_the_hash_and_not_the_name(clerk: Actor) -> None:
    stored = store(BytesIO(making.pdf()), name="ke-hoach-rieng.pdf", by=clerk, at=NOW)
    (line,) = lines()
    assert (line.outcome, line.subject_id, line.user_id, line.post_id) == ("done", stored.pk, 7, 9)
    assert json.loads(line.body) == {"not_secret": False, "sha256": stored.sha256, "size": stored.size}


def test_the_same_bytes_twice_are_one_file_and_two_lines(clerk: Actor, shelf: Shelf) -> None:
    first = store(BytesIO(making.pdf()), name="a.pdf", by=clerk, at=NOW)
    again = store(BytesIO(making.pdf()), name="khac.pdf", by=SYSTEM, at=NOW)
    assert first == again
    assert StoredFile.objects.count() == len(shelf.written()) == 1
    assert [line.user_id for line in lines()] == [7, None]


def test_the_same_bytes_are_looked_into_again_under_every_name(clerk: Actor) -> None:
    store(BytesIO(making.pdf()), name="a.pdf", by=clerk, at=NOW)
    assert refusal(making.pdf(), "a.docx", clerk) == ["mismatch"]


def test_bytes_left_by_an_undone_change_are_taken_up(clerk: Actor, shelf: Shelf) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        store(BytesIO(making.pdf()), name="a.pdf", by=clerk, at=NOW)
        raise RuntimeError
    assert not StoredFile.objects.exists() and len(shelf.written()) == 1
    stored = store(BytesIO(making.pdf()), name="a.pdf", by=clerk, at=NOW)
    assert queries.is_intact(stored) and len(shelf.written()) == 1


@pytest.mark.parametrize("left", [b"", b"%PDF-1.7 half"])
def test_bytes_cut_off_by_a_crash_are_written_anew(clerk: Actor, shelf: Shelf, left: bytes) -> None:
    """A process killed while writing leaves half a file under the full name."""
    content = making.pdf()
    digest = hashlib.sha256(content).hexdigest()
    half = shelf.root / "files" / digest[:2] / digest
    half.parent.mkdir(parents=True)
    half.write_bytes(left)
    stored = store(BytesIO(content), name="a.pdf", by=clerk, at=NOW)
    assert queries.is_intact(stored) and half.read_bytes() == content
    assert shelf.written() == [half.relative_to(shelf.root)]


def test_altered_bytes_are_noticed(clerk: Actor, shelf: Shelf) -> None:
    stored = store(BytesIO(making.pdf()), name="a.pdf", by=clerk, at=NOW)
    (shelf.root / "files" / stored.path).write_bytes(b"khac")
    assert not queries.is_intact(stored)


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (SECRET, "phuong-an-rieng.pdf", "secret"),
        (making.docx("MẬT", "Phương án riêng"), "a.docx", "secret"),
        ("TỐI MẬT\nPhương án riêng".encode(), "a.txt", "secret"),
        (making.locked(making.pdf(), user="kín"), "a.pdf", "encrypted"),
        (b"%PDF-1.7\n", "a.pdf", "broken"),
        (making.pdf(), "a.docx", "mismatch"),
        (b"MZ\x90\x00", "a.exe", "unknown"),
        (b"", "a.pdf", "empty"),
        (making.scan(), "a.pdf", "not_secret"),
        (making.picture(), "a.png", "not_secret"),
        (making.OLE, "a.doc", "not_secret"),
        (making.zipped({"a": "b"}), "a.zip", "not_secret"),
    ],
)
def test_what_is_refused_leaves_nothing(content: bytes, name: str, code: str, clerk: Actor, shelf: Shelf) -> None:
    assert refusal(content, name, clerk) == [code]
    assert shelf.written() == []
    assert not StoredFile.objects.exists()
    (line,) = lines()
    assert (line.outcome, line.subject_id) == ("refused", None)
    assert name not in line.body and hashlib.sha256(content).hexdigest() not in line.body
    assert [finding["code"] for finding in json.loads(line.body)["findings"]] == [code]


def test_a_secret_is_refused_whatever_the_clerk_ticks(clerk: Actor, shelf: Shelf) -> None:
    """LR1: the mark was read, so nobody is asked."""
    with pytest.raises(Refused) as refused:
        store(BytesIO(SECRET), name="a.pdf", not_secret=True, by=clerk, at=NOW)
    (finding,) = refused.value.findings
    assert (finding.code, finding.severity, finding.remedy) == ("secret", "refuse", "documents:record_pointer")
    assert "TUYỆT MẬT" in finding.sentence and "Điều 22.4" in finding.clause
    assert shelf.written() == []


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (making.scan(), "a.pdf"),
        (making.tiff(2), "a.tif"),
        (making.OLE, "a.xls"),
        (making.zipped({"a": "b"}), "a.zip"),
    ],
)
def test_what_cannot_be_read_is_kept_once_the_clerk_has_answered(content: bytes, name: str, clerk: Actor) -> None:
    """LW13: stop and ask; the answer stands in the journal."""
    with pytest.raises(Refused) as refused:
        store(BytesIO(content), name=name, by=clerk, at=NOW)
    (finding,) = refused.value.findings
    assert finding.severity == "ask" and "dấu chỉ độ mật?" in finding.sentence
    stored = store(BytesIO(content), name=name, not_secret=True, by=clerk, at=NOW)
    assert not stored.has_text and queries.is_intact(stored)
    assert json.loads(lines()[-1].body)["not_secret"] is True


def test_a_file_over_the_limit_is_refused_in_words(clerk: Actor, shelf: Shelf) -> None:
    with pytest.raises(Refused, match=r"“a\.pdf” lớn hơn 20 MB"):
        store(TooLarge(BytesIO(), "a.pdf"), name="a.pdf", by=clerk, at=NOW)
    assert shelf.written() == []


@pytest.mark.parametrize("nobody", [PUBLIC, Actor(user_id=7, post_id=None, channel="web")])
def test_only_who_acts_in_a_post_brings_files_in(nobody: Actor, shelf: Shelf) -> None:
    with pytest.raises(Forbidden):
        store(BytesIO(making.pdf()), name="a.pdf", by=nobody, at=NOW)
    assert shelf.written() == []
    assert [line.outcome for line in lines()] == ["forbidden"]


def test_a_full_disk_leaves_no_row(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*args: object, **kwargs: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storages["default"], "save", full)
    with pytest.raises(OSError, match="No space"):
        store(BytesIO(making.pdf()), name="a.pdf", by=clerk, at=NOW)
    assert not StoredFile.objects.exists() and not lines()


def test_two_who_store_the_same_at_once_get_one_row(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other's row appears between looking and writing."""
    content = making.pdf()

    def meanwhile(upload: BytesIO) -> str:
        StoredFile.objects.get_or_create(
            sha256=hashlib.sha256(content).hexdigest(),
            defaults={"size": len(content), "content_type": "application/pdf", "stored_at": NOW},
        )
        return hashlib.sha256(content).hexdigest()

    found = actions._keep
    monkeypatch.setattr(actions, "_keep", lambda upload, *rest: (meanwhile(upload), found(upload, *rest))[1])
    stored = store(BytesIO(content), name="a.pdf", by=clerk, at=NOW)
    assert StoredFile.objects.get() == stored and queries.is_intact(stored)


def test_what_was_stored_is_never_altered(clerk: Actor) -> None:
    stored = store(BytesIO(making.pdf()), name="a.pdf", by=clerk, at=NOW)
    for change in (lambda: StoredFile.objects.update(size=1), lambda: StoredFile.objects.all().delete()):
        with pytest.raises(DatabaseError, match="is forbidden"), transaction.atomic():
            change()
    assert StoredFile.objects.get() == stored
