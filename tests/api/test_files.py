"""Files through the API: brought in, named by a token, and never past the question of secrecy."""

from datetime import timedelta

import time_machine

from dondoc.audit.models import AccessLine, JournalLine
from dondoc.files.models import StoredFile
from tests.api.calling import Caller
from tests.files.making import HEAD, STAMP, scan
from tests.files.making import pdf as page
from tests.world import NOW, World, pdf

INCOMING = {"type": "CV", "issuer_name": "Sở Y tế", "abstract": "Về việc phối hợp"}


def test_a_file_with_a_secrecy_mark_leaves_nothing(province: World) -> None:
    refused = Caller(province, "clerk").upload(page(HEAD + STAMP + "[MẬT]"), status=422)
    [found] = refused["findings"]
    assert (found["code"], found["field"], found["remedy"]) == ("secret", "files", "/documents/secret")
    assert "bí mật nhà nước" in found["clause"]
    assert not StoredFile.objects.exists()
    assert JournalLine.objects.get(verb="files.store").outcome == "refused"


def test_a_scan_asks_and_goes_in_with_the_answer(province: World) -> None:
    clerk = Caller(province, "clerk")
    [asked] = clerk.upload(scan(), status=422)["findings"]
    assert (asked["severity"], asked["code"]) == ("ask", "not_secret")
    stored = clerk.upload(scan(), asked="?not_secret=true")
    entry = clerk.post("documents/incoming", INCOMING | {"files": [stored["token"]]})
    [held] = clerk.get(f"documents/{entry['document_id']}")["files"]
    assert (held["name"], held["role"], held["content_type"]) == ("vb.pdf", "main", "application/pdf")


def test_no_file_and_an_empty_one_are_told(province: World) -> None:
    clerk = Caller(province, "clerk")
    assert clerk.upload(b"", status=422)["findings"][0]["field"] == "files"
    response = clerk.client.post("/api/files", {})
    assert [finding["field"] for finding in response.json()["findings"]] == ["upload"]


def test_a_token_is_of_one_person_and_one_day(province: World) -> None:
    clerk, other = Caller(province, "clerk"), Caller(province, "snv_clerk")
    token = clerk.upload(pdf("a"))["token"]
    for tokens in ([token], [token + "x"], ["\x00"], ["a:b:c"]):
        [found] = other.post("documents/incoming", INCOMING | {"files": tokens}, status=422)["findings"]
        assert (found["field"], found["code"]) == ("files", "token")
    with time_machine.travel(NOW + timedelta(days=1, seconds=1), tick=False):
        clerk.post("documents/incoming", INCOMING | {"files": [token]}, status=422)
    clerk.post("documents/incoming", INCOMING | {"files": [token, token]})


def test_the_same_bytes_give_no_right(province: World) -> None:
    """A stranger who brings in the same bytes sees neither the document nor its file."""
    clerk, other = Caller(province, "clerk"), Caller(province, "stc_clerk")
    entry = clerk.post("documents/incoming", INCOMING | {"files": [clerk.upload(pdf("a"))["token"]]})
    [held] = clerk.get(f"documents/{entry['document_id']}")["files"]
    assert other.upload(pdf("a"))["sha256"] == held["sha256"]
    other.get(f"documents/{entry['document_id']}/files/{held['id']}", status=404)


def test_a_download_is_noted_and_is_only_a_download(province: World) -> None:
    clerk = Caller(province, "clerk")
    entry = clerk.post("documents/incoming", INCOMING | {"files": [clerk.upload(pdf("a"))["token"]]})
    [held] = clerk.get(f"documents/{entry['document_id']}")["files"]
    got = clerk.client.get(f"/api/documents/{entry['document_id']}/files/{held['id']}")
    assert b"".join(got.streaming_content) == pdf("a")
    assert got["Content-Disposition"].startswith("attachment") and got["X-Content-Type-Options"] == "nosniff"
    acts = AccessLine.objects.filter(subject_id=entry["document_id"]).order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["open", "download"]
    other = province.incoming(by="snv_clerk")
    clerk.get(f"documents/{other.document_id}/files/{held['id']}", status=404)
