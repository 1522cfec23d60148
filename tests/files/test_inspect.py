"""What a file is by its content; whether it can be read; what in it bears a mark. Nothing hostile raises."""

import subprocess
import sys
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dondoc.files import inspect as inspecting
from dondoc.files.engine import types
from dondoc.files.inspect import Found, inspect
from tests.files import making

SOURCE = Path(inspecting.__file__).parents[2]
XML_HEAD = '<?xml version="1.0" encoding="utf-8"?>'
MARKED = ("SỞ NỘI VỤ", "TỐI MẬT", "Kính gửi: Sở Y tế")
PLAIN = ("SỞ NỘI VỤ", "Kính gửi: Sở Y tế", "Về việc bảo mật thông tin")


def look(content: bytes, name: str) -> Found:
    handle = BytesIO(content)
    found = inspect(handle, name, len(content))
    assert handle.tell() == 0
    return found


def codes(found: Found) -> list[str]:
    return [code for code, _ in found.problems]


@pytest.mark.parametrize(
    ("content", "name", "kind"),
    [
        (making.pdf(), "a.pdf", types.PDF),
        (b"\xef\xbb\xbf\n" + making.pdf(), "A.PDF", types.PDF),
        (making.docx(*PLAIN), "a.docx", types.DOCX),
        (making.xlsx(*PLAIN), "a.xlsx", types.XLSX),
        (making.pptx(*PLAIN), "a.pptx", types.PPTX),
        (making.odt(*PLAIN), "a.odt", types.ODT),
        (making.OLE, "a.doc", "application/msword"),
        (making.OLE, "a.xls", "application/vnd.ms-excel"),
        (making.picture("PNG"), "a.png", "image/png"),
        (making.picture("JPEG"), "a.jpg", "image/jpeg"),
        (making.picture("JPEG"), "a.JPEG", "image/jpeg"),
        (making.picture("TIFF"), "a.tif", "image/tiff"),
        (making.zipped({"a.txt": "x"}), "a.zip", "application/zip"),
        (f"{XML_HEAD}<a>x</a>".encode(), "a.xml", types.XML),
        (b"<edXML:edXML xmlns:edXML='urn:e'/>", "a.edxml", types.XML),
        ("Kính gửi".encode(), "a.txt", "text/plain"),
        ("\ufeffKính gửi".encode(), "a.txt", "text/plain"),
        (("ệ" * 5000).encode(), "a.txt", "text/plain"),
        (("x" + "ệ" * 5000).encode(), "a.txt", "text/plain"),
    ],
)
def test_type_by_content(content: bytes, name: str, kind: str) -> None:
    found = look(content, name)
    assert (found.content_type, found.problems, found.mark) == (kind, (), None)


@pytest.mark.parametrize(
    ("content", "name", "code", "word"),
    [
        (making.pdf(), "a.docx", "mismatch", "PDF"),
        (making.pdf(), "a", "mismatch", "PDF"),
        (making.docx(*PLAIN), "a.pdf", "mismatch", "Word"),
        (making.docx(*PLAIN), "a.zip", "mismatch", "Word"),
        (making.picture("PNG"), "a.jpg", "mismatch", "ảnh PNG"),
        (making.picture("JPEG"), "a.pdf", "mismatch", "ảnh JPEG"),
        (making.zipped({"a.txt": "x"}), "a.docx", "mismatch", "ZIP"),
        (f"{XML_HEAD}<a/>".encode(), "a.txt", "mismatch", "XML"),
        (b"MZ\x90\x00" + b"\x00" * 300, "a.pdf", "unknown", "không phải loại được nhận"),
        (b"\x7fELF" + b"\x00" * 300, "a.exe", "unknown", "không phải loại được nhận"),
        (b"<!DOCTYPE html><p>x", "a.txt", "unknown", "không phải loại được nhận"),
        (b"<HTML><script>alert(1)</script>", "a.xml", "unknown", "không phải loại được nhận"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"/>', "a.xml", "unknown", "không phải loại được nhận"),
        (b"#!/bin/sh\nrm", "a.sh", "unknown", "không phải loại được nhận"),
        (b"\xff\xfeK\x00i\x00", "a.txt", "unknown", "không phải loại được nhận"),
        ("Kính gửi".encode("cp1258", "replace"), "a.txt", "unknown", "không phải loại được nhận"),
        (making.OLE, "a.msg", "unknown", "không phải loại được nhận"),
        (b"GIF89a" + b"\x00" * 50, "a.png", "unknown", "không phải loại được nhận"),
        (b"", "a.pdf", "empty", "rỗng"),
    ],
)
def test_what_is_not_what_it_says_is_refused_in_words(content: bytes, name: str, code: str, word: str) -> None:
    found = look(content, name)
    assert codes(found) == [code]
    assert word in found.problems[0][1] and f"“{name}”" in found.problems[0][1]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (making.locked(making.pdf(), user="kín"), "a.pdf", "encrypted"),
        (making.OLE, "a.docx", "encrypted"),
        (making.OLE, "a.xlsx", "encrypted"),
        (b"%PDF-1.7\n", "a.pdf", "broken"),
        (b"%PDF-1.7\n" + b"\x00" * 5000, "a.pdf", "broken"),
        (making.pdf()[:300], "a.pdf", "broken"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "a.png", "broken"),
        (making.picture("PNG")[:-30], "a.png", "broken"),
        (b"\xff\xd8\xff" + b"\x00" * 50, "a.jpg", "broken"),
        (b"II*\x00" + b"\x00" * 50, "a.tif", "broken"),
        (making.zipped({"word/document.xml": "<w:document"}), "a.docx", "broken"),
        (making.zipped({"word/document.xml": ""}), "a.docx", "broken"),
        (making.zipped({"xl/workbook.xml": "<w/>", "xl/sharedStrings.xml": "<"}), "a.xlsx", "broken"),
        (b"<a><b></a>", "a.xml", "broken"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(content: bytes, name: str, code: str) -> None:
    assert codes(look(content, name)) == [code]


def test_a_pdf_that_only_forbids_changes_is_read() -> None:
    found = look(making.locked(making.pdf(), user="", owner="chủ"), "a.pdf")
    assert (found.problems, found.pages, found.has_text) == ((), 1, True)


@pytest.mark.parametrize(
    ("content", "name", "pages", "has_text"),
    [
        (making.pdf(), "a.pdf", 1, True),
        (making.pdf("một #pagebreak() hai #pagebreak() ba"), "a.pdf", 3, True),
        (making.scan(), "a.pdf", 1, False),
        (making.pdf("#pagebreak()"), "a.pdf", 2, False),
        (making.picture("PNG"), "a.png", 1, False),
        (making.tiff(3), "a.tiff", 3, False),
        (making.docx(*PLAIN), "a.docx", None, True),
        (making.xlsx(*PLAIN), "a.xlsx", None, True),
        (making.odt(*PLAIN), "a.odt", None, True),
        (b"x", "a.txt", None, True),
        (b"<a>x</a>", "a.xml", None, True),
        (making.OLE, "a.doc", None, None),
        (making.zipped({"a.pdf": making.pdf()}), "a.zip", None, None),
    ],
)
def test_pages_and_text(content: bytes, name: str, pages: int | None, has_text: bool | None) -> None:
    found = look(content, name)
    assert (found.pages, found.has_text, found.problems) == (pages, has_text, ())


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (making.pdf(making.HEAD + making.STAMP + "[TỐI MẬT]"), "a.pdf"),
        (making.locked(making.pdf(making.HEAD + making.STAMP + "[TỐI MẬT]")), "a.pdf"),
        (making.docx(*MARKED), "a.docx"),
        (making.docx("SỞ NỘI VỤ", "TỐ|I MẬ|T"), "a.docx"),
        (making.docx(*PLAIN, header=("TỐI MẬT",)), "a.docx"),
        (making.docx(*["x"] * 100, header=("TỐI MẬT",)), "a.docx"),
        (making.xlsx(*MARKED), "a.xlsx"),
        (making.xlsx(*MARKED, inline=True), "a.xlsx"),
        (making.pptx(*MARKED), "a.pptx"),
        (making.odt(*MARKED), "a.odt"),
        ("\r\n".join(MARKED).encode(), "a.txt"),
        ("<a><b>TỐI MẬT</b></a>".encode(), "a.xml"),
        (f"{XML_HEAD}<a>Độ mật: Tối mật</a>".encode(), "a.edxml"),
    ],
)
def test_a_mark_is_found_in_every_type_that_can_be_read(content: bytes, name: str) -> None:
    assert look(content, name).mark == "TỐI MẬT"


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    inside = tmp_path / "inside.txt"
    inside.write_text("TỐI MẬT")
    text = f'{XML_HEAD}<!DOCTYPE a [<!ENTITY e SYSTEM "file://{inside}">]><a>&e;</a>'
    assert look(text.encode(), "a.xml").mark is None
    laughs = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(12))
    bomb = f'{XML_HEAD}<!DOCTYPE a [<!ENTITY e0 "ha">{laughs}]><a>&e12;</a>'
    assert look(bomb.encode(), "a.xml").mark is None


def test_a_zip_bomb_is_not_unpacked() -> None:
    """More than 20 MB of XML is not read; the clerk is asked instead."""
    found = look(making.zipped({"word/document.xml": " " * (21 * 1024 * 1024)}), "a.docx")
    assert (found.content_type, found.has_text, found.problems) == (types.DOCX, None, ())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    kind=st.sampled_from(["docx", "xlsx", "odt", "zip", "xml", "txt"]),
    changes=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 255)), min_size=1, max_size=8),
    cut=st.floats(0.2, 1),
)
def test_nothing_hostile_raises(kind: str, changes: list[tuple[float, int]], cut: float) -> None:
    contents = {
        "docx": making.docx(*PLAIN),
        "xlsx": making.xlsx(*PLAIN),
        "odt": making.odt(*PLAIN),
        "zip": making.zipped({"a": "b"}),
        "xml": b"<a><b>x</b></a>",
        "txt": "Kính gửi".encode(),
    }
    content = bytearray(contents[kind])
    for place, byte in changes:
        content[int(place * len(content))] = byte
    content = content[: max(1, int(cut * len(content)))]
    assert isinstance(look(bytes(content), f"a.{kind}"), Found)


@pytest.mark.parametrize("method", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_member_is_broken(method: int) -> None:
    content = bytearray(making.zipped({"word/document.xml": making._w(["x" * 400] * 30, "document")}, method))
    start = content.index(b"word/document.xml") + len("word/document.xml")
    content[start + 12 : start + 40] = b"\xff" * 28
    assert codes(look(bytes(content), "a.docx")) == ["broken"]


def test_a_child_that_dies_or_hangs_is_a_broken_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inspecting, "CHILD_SECONDS", 0.001)
    assert codes(look(making.pdf(), "a.pdf")) == ["broken"]


def test_a_picture_too_large_to_open_is_not_opened() -> None:
    """A PNG of a few bytes that claims 60,000 × 60,000 points."""
    content = bytearray(making.picture("PNG", (10, 10)))
    content[16:24] = (60_000).to_bytes(4, "big") * 2
    assert codes(look(bytes(content), "a.png")) == ["broken"]


def test_the_child_knows_nothing_of_django_and_bounds_itself() -> None:
    program = (
        "import resource, sys; from dondoc.files.engine import child; child.limit();"
        "assert not [name for name in sys.modules if name.startswith('django')];"
        "print(resource.getrlimit(resource.RLIMIT_AS)[0] == child.MEMORY, resource.getrlimit(resource.RLIMIT_CORE)[0])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=SOURCE, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "0"]
