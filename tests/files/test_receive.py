"""The files of a form: what can be kept is kept, by tokens if the form comes back, and each refusal is told."""

import time
from io import BytesIO
from typing import Any

import pytest
from django.core import signing
from django.core.files.uploadedfile import SimpleUploadedFile

from dondoc.files import queries
from dondoc.files.actions import receive, store
from dondoc.files.models import StoredFile
from dondoc.lib.actor import Actor
from tests.files import making
from tests.files.conftest import Shelf
from tests.world import NOW

pytestmark = pytest.mark.django_db
OTHER = Actor(user_id=8, post_id=9, channel="web", kind="registry_clerk")


def bring(by: Actor, *uploads: tuple[str, bytes], tokens: tuple[str, ...] = (), not_secret: bool = False) -> Any:
    files = [SimpleUploadedFile(name, content) for name, content in uploads]
    kept, findings = receive(files, tokens, not_secret=not_secret, by=by, at=NOW)
    return [(stored.sha256, name) for stored, name in kept], [finding.code for finding in findings]


def test_one_refused_does_not_lose_the_others(clerk: Actor, shelf: Shelf) -> None:
    kept, told = bring(clerk, ("a.pdf", making.pdf()), ("b.exe", b"MZ"), ("c.docx", making.docx("x")), ("d.pdf", b""))
    assert [name for _, name in kept] == ["a.pdf", "c.docx"]
    assert told == ["unknown", "empty"]
    assert len(shelf.written()) == 2


def test_a_secret_among_them_is_not_kept(clerk: Actor, shelf: Shelf) -> None:
    kept, told = bring(clerk, ("a.docx", making.docx("MẬT")), ("b.docx", making.docx("x")))
    assert ([name for _, name in kept], told) == (["b.docx"], ["secret"])
    assert len(shelf.written()) == 1


def test_names_are_normalised_and_have_no_folders(clerk: Actor) -> None:
    decomposed = "Kê\u0301 hoa\u0323ch \u00d0A.pdf"
    kept, _ = bring(clerk, (decomposed, making.pdf()))
    assert [name for _, name in kept] == ["Kế hoạch ĐA.pdf"]


def test_the_same_file_chosen_twice_is_one(clerk: Actor) -> None:
    kept, _ = bring(clerk, ("a.pdf", making.pdf()), ("a.pdf", making.pdf()))
    assert len(kept) == 1


def test_a_form_that_comes_back_keeps_its_files(clerk: Actor) -> None:
    stored = store(BytesIO(making.pdf()), name="a.pdf", by=clerk, at=NOW)
    token = queries.token(stored, "a.pdf", clerk)
    kept, told = bring(clerk, ("b.docx", making.docx("x")), tokens=(token, token))
    assert ([name for _, name in kept], told) == (["a.pdf", "b.docx"], [])


@pytest.mark.parametrize("text", ["", "x", "a:b:c", "é:ế:", "." * 500, "\x00", ":" * 9])
def test_a_made_up_token_stands_for_nothing(text: str, clerk: Actor) -> None:
    assert queries.of_token(text, clerk) is None
    assert bring(clerk, tokens=(text,)) == ([], [])


def test_a_token_serves_only_the_person_who_brought_the_file_in(clerk: Actor) -> None:
    stored = store(BytesIO(making.pdf()), name="a.pdf", by=clerk, at=NOW)
    assert queries.of_token(queries.token(stored, "a.pdf", clerk), OTHER) is None


def test_a_token_signed_for_another_purpose_stands_for_nothing(clerk: Actor) -> None:
    stored = store(BytesIO(making.pdf()), name="a.pdf", by=clerk, at=NOW)
    assert queries.of_token(signing.dumps([stored.pk, "a.pdf", clerk.user_id]), clerk) is None
    for senseless in ([stored.pk], "x", 7, {"pk": 1}):
        assert queries.of_token(signing.dumps(senseless, salt="dondoc.files"), clerk) is None


def test_a_token_lasts_a_day(clerk: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    stored = store(BytesIO(making.pdf()), name="a.pdf", by=clerk, at=NOW)
    token = queries.token(stored, "a.pdf", clerk)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 86_000)
    assert queries.of_token(token, clerk) == (stored, "a.pdf")
    monkeypatch.setattr(time, "time", lambda: now + 86_500)
    assert queries.of_token(token, clerk) is None


def test_a_token_of_a_file_that_is_not_there_stands_for_nothing(clerk: Actor) -> None:
    assert queries.of_token(queries.token(StoredFile(pk=999_999), "a.pdf", clerk), clerk) is None
