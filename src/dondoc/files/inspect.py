"""Looks into an upload before anything is kept: what it is, whether it can be read, whether it bears a secrecy mark."""

import json
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from lxml import etree

from dondoc.files import secrecy
from dondoc.files.engine import types

CHILD_SECONDS = 45
_WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MAX_XML = 20 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Found:
    """What was found in an upload; `problems` are (code, sentence)."""

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
    if kind not in types.ENDINGS.get(ending, set()):
        sentence = f"Tệp “{name}” thực chất là {types.NAMES[kind]}, không đúng với đuôi tên tệp."
        return Found(kind, problems=(("mismatch", sentence),))
    if kind == types.PDF or kind.startswith("image/"):
        return _in_child(handle, name, kind)
    if kind == types.DOCX:
        return _word(handle, name, kind)
    if kind == "text/plain":
        handle.seek(0)
        text = handle.read(20000).decode("utf-8", "ignore")
        handle.seek(0)
        return Found(kind, has_text=True, mark=secrecy.find_mark(text))
    return Found(kind)


def _in_child(handle: IO[bytes], name: str, kind: str) -> Found:
    found = ask_child(handle, "inspect")
    if found is None or found.get("broken"):
        return Found(kind, problems=(("broken", f"Tệp “{name}” bị hỏng, không đọc được. Hãy quét hoặc xuất lại."),))
    if found.get("encrypted"):
        return Found(kind, problems=(("encrypted", f"Tệp “{name}” có mật khẩu. Hãy gỡ mật khẩu rồi tải lên lại."),))
    text = found["text"]
    has_text = bool(text.strip()) if kind == types.PDF else False
    return Found(kind, pages=found["pages"], has_text=has_text, mark=secrecy.find_mark(text))


def _word(handle: IO[bytes], name: str, kind: str) -> Found:
    """The first paragraphs of a Word file, for the secrecy screen."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        with zipfile.ZipFile(handle) as archive:
            if archive.getinfo("word/document.xml").file_size > _MAX_XML:
                raise ValueError("too large")
            root = etree.fromstring(archive.read("word/document.xml"), parser)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, RuntimeError, etree.XMLSyntaxError):
        return Found(kind, problems=(("broken", f"Tệp “{name}” bị hỏng, không đọc được."),))
    finally:
        handle.seek(0)
    paragraphs = ["".join(p.itertext(f"{_WORD}t")) for p in root.iter(f"{_WORD}p")][:80]
    return Found(kind, has_text=True, mark=secrecy.find_mark("\n".join(paragraphs)))


def ask_child(handle: IO[bytes], *arguments: str) -> Any:
    """Runs the child on the file; parsed JSON for `inspect`, bytes otherwise, None if it failed or took too long."""
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
    return json.loads(done.stdout) if arguments[0] == "inspect" else done.stdout
