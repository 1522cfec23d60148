"""Looks into an upload before anything is kept: what it is, whether it can be read, whether it bears a secrecy mark."""

import itertools
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from lxml import etree

from dondoc.files import secrecy
from dondoc.files.engine import types

CHILD_SECONDS = 45
_MAX_XML = 20 * 1024 * 1024
_PARAGRAPHS = 200
_MEMBERS = 8
# Where an office file keeps what is read first, what a paragraph is there, and where in it the letters are.
_OFFICE = {
    types.DOCX: (r"word/(header\d*|document)\.xml", ["{*}p"], "{*}t"),
    types.XLSX: (r"xl/(sharedStrings|worksheets/sheet1)\.xml", ["{*}si", "{*}is"], "{*}t"),
    types.PPTX: (r"ppt/slides/slide1\.xml", ["{*}p"], "{*}t"),
    types.ODT: (r"(styles|content)\.xml", ["{*}p", "{*}h"], None),
}


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in an upload; `problems` are (code, sentence).

    `has_text` is False for a scan, None where we cannot read (ZIP, old Word and Excel): no mark was looked for.
    """

    content_type: str = ""
    pages: int | None = None
    has_text: bool | None = None
    mark: str | None = None
    problems: tuple[tuple[str, str], ...] = ()


def inspect(handle: IO[bytes], name: str, size: int) -> Found:
    """Inspects an upload; the handle is left at its start."""
    if size == 0:
        return Found(problems=(("empty", f"Tệp “{name}” rỗng. Hãy chọn lại tệp."),))
    kind = types.detect(handle, name)
    ending = types.ending_of(name)
    if not kind:
        sentence = f"Tệp “{name}” không phải loại được nhận (PDF, Word, Excel, ảnh, ZIP, XML, TXT)."
        return Found(problems=(("unknown", sentence),))
    if kind == types.LOCKED:
        return Found(kind, problems=(_encrypted(name),))
    if kind not in types.ENDINGS.get(ending, set()):
        sentence = f"Tệp “{name}” thực chất là {types.NAMES[kind]}, không đúng với đuôi tên tệp."
        return Found(kind, problems=(("mismatch", sentence),))
    if kind == types.PDF or kind.startswith("image/"):
        return _in_child(handle, name, kind)
    if kind in _OFFICE:
        return _in_office(handle, name, kind)
    if kind == types.XML:
        return _in_xml(handle, name, kind)
    if kind == "text/plain":
        handle.seek(0)
        text = handle.read(20000).decode("utf-8", "ignore")
        handle.seek(0)
        return Found(kind, has_text=True, mark=secrecy.find_mark(text))
    return Found(kind)


def _in_child(handle: IO[bytes], name: str, kind: str) -> Found:
    found = ask_child(handle, "inspect")
    if found is None or found.get("broken"):
        return Found(kind, problems=(_broken(name),))
    if found.get("encrypted"):
        return Found(kind, problems=(_encrypted(name),))
    text = found["text"]
    has_text = bool(text.strip()) if kind == types.PDF else False
    return Found(kind, pages=found["pages"], has_text=has_text, mark=secrecy.find_mark(text))


def _in_office(handle: IO[bytes], name: str, kind: str) -> Found:
    """The first paragraphs of a Word, Excel, PowerPoint or ODT file, for the secrecy screen."""
    pattern, paragraph, letters = _OFFICE[kind]
    mark = None
    try:
        with zipfile.ZipFile(handle) as archive:
            members = [member for member in archive.infolist() if re.fullmatch(pattern, member.filename)]
            for member in members[:_MEMBERS]:
                if member.file_size > _MAX_XML:
                    return Found(kind, mark=mark)
                found = itertools.islice(_parse(archive.read(member)).iter(*paragraph), _PARAGRAPHS)
                mark = mark or _mark_of("".join(p.itertext(letters) if letters else p.itertext()) for p in found)
    except (*types.ZIP_FAULTS, etree.XMLSyntaxError):
        return Found(kind, problems=(_broken(name),))
    finally:
        handle.seek(0)
    return Found(kind, has_text=True, mark=mark)


def _in_xml(handle: IO[bytes], name: str, kind: str) -> Found:
    """The texts of an XML file, for the secrecy screen."""
    content = handle.read(_MAX_XML + 1)
    handle.seek(0)
    if len(content) > _MAX_XML:
        return Found(kind)
    try:
        lines = list(itertools.islice(_parse(content).itertext(), 10 * _PARAGRAPHS))
    except (ValueError, etree.XMLSyntaxError):
        return Found(kind, problems=(_broken(name),))
    return Found(kind, has_text=True, mark=_mark_of(lines))


def _parse(content: bytes) -> etree._Element:
    """XML of a stranger: no entities, no network, no DTD."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    return etree.fromstring(content, parser)


def _mark_of(lines: Iterable[str]) -> str | None:
    return secrecy.find_mark("\n".join(line for line in lines if line.strip()))


def _broken(name: str) -> tuple[str, str]:
    return "broken", f"Tệp “{name}” bị hỏng, không đọc được. Hãy quét hoặc xuất lại."


def _encrypted(name: str) -> tuple[str, str]:
    return "encrypted", f"Tệp “{name}” có mật khẩu. Hãy gỡ mật khẩu rồi tải lên lại."


def ask_child(handle: IO[bytes], *arguments: str) -> Any:
    """Runs the child on the file; parsed JSON for `inspect` and `text`, else bytes; None if it failed or was slow."""
    handle.seek(0)
    content = handle.read()
    handle.seek(0)
    source = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-m", "dondoc.files.engine.child", *arguments]
    try:
        done = subprocess.run(  # noqa: S603  our own module, arguments are numbers
            command, input=content, capture_output=True, timeout=CHILD_SECONDS, cwd=source, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode != 0 or not done.stdout:
        return None
    return json.loads(done.stdout) if arguments[0] in ("inspect", "text") else done.stdout
