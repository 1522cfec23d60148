"""A chosen file is looked at before the form is filled in: refused, asked about, or fine; nothing of it is kept."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dondoc.audit.models import JournalLine
from dondoc.files.models import StoredFile
from tests.world import World, pdf, scan_png


def _examined(province: World, content: bytes, name: str) -> dict[str, Any]:
    client = Client()
    client.force_login(province.user("clerk"))
    answer = client.post(reverse("documents:examine_file"), {"file": SimpleUploadedFile(name, content)})
    assert answer.status_code == 200
    said: dict[str, Any] = answer.json()
    return said


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (pdf("an ordinary letter with enough words"), "a.pdf", {"asks": ""}),
        (b"%PDF-1.4 broken", "a.pdf", {"refused": "Tệp “a.pdf” bị hỏng, không đọc được. Hãy quét hoặc xuất lại."}),
        (
            scan_png(),
            "a.png",
            {"asks": "“a.png” là bản quét không có lớp chữ. Xác nhận: văn bản không có dấu chỉ độ mật?"},
        ),
    ],
    ids=["fine", "broken", "scan"],
)
def test_it_says_what_sending_would_say(province: World, content: bytes, name: str, said: dict[str, str]) -> None:
    assert _examined(province, content, name) == said


def test_nothing_of_it_is_kept(province: World) -> None:
    _examined(province, pdf("an ordinary letter"), "a.pdf")
    assert not StoredFile.objects.exists()
    assert JournalLine.objects.get(verb="files.examine").outcome == "done"


def test_a_secrecy_mark_is_refused_and_journalled_without_a_word_of_it(province: World) -> None:
    assert "không được đưa lên hệ thống này" in _examined(province, "MẬT\nnội dung".encode(), "a.txt")["refused"]
    line = JournalLine.objects.get(verb="files.examine")
    assert line.outcome == "refused" and "nội dung" not in line.body


def test_without_a_file_there_is_nothing_to_say(province: World) -> None:
    client = Client()
    client.force_login(province.user("clerk"))
    assert client.post(reverse("documents:examine_file")).status_code == 404
