"""What a file is by its content, not by its name. Pure."""

import lzma
import zipfile
import zlib
from typing import IO

PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
LOCKED = "application/x-ole-storage"  # what Office makes of a DOCX, XLSX or PPTX with a password
ODT = "application/vnd.oasis.opendocument.text"
XML = "application/xml"
ENDINGS = {
    "pdf": {PDF},
    "docx": {DOCX},
    "xlsx": {XLSX},
    "pptx": {PPTX},
    "doc": {"application/msword"},
    "xls": {"application/vnd.ms-excel"},
    "odt": {ODT},
    "png": {"image/png"},
    "jpg": {"image/jpeg"},
    "jpeg": {"image/jpeg"},
    "tif": {"image/tiff"},
    "tiff": {"image/tiff"},
    "zip": {"application/zip"},
    "xml": {XML},
    "edxml": {XML},
    "txt": {"text/plain"},
}
NAMES = {
    PDF: "PDF",
    DOCX: "Word",
    XLSX: "Excel",
    PPTX: "PowerPoint",
    "application/msword": "Word",
    "application/vnd.ms-excel": "Excel",
    ODT: "ODT",
    "image/png": "ảnh PNG",
    "image/jpeg": "ảnh JPEG",
    "image/tiff": "ảnh TIFF",
    "application/zip": "ZIP",
    XML: "XML",
    "text/plain": "văn bản thuần",
}
_OLE = {
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "docx": LOCKED,
    "xlsx": LOCKED,
    "pptx": LOCKED,
}
# What reading a broken or hostile ZIP raises, members and their XML included.
ZIP_FAULTS = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, RuntimeError, KeyError)
_ZIP_MEMBERS = {"word/document.xml": DOCX, "xl/workbook.xml": XLSX, "ppt/presentation.xml": PPTX}


def ending_of(name: str) -> str:
    """The ending of a file's name, lower case, without the dot."""
    return name.rsplit(".", 1)[-1].lower() if "." in name else ""


def detect(handle: IO[bytes], name: str) -> str:
    """The content type by the bytes; empty if it is nothing that is accepted. The name only tells DOC from XLS."""
    handle.seek(0)
    head = handle.read(4096)
    handle.seek(0)
    if b"%PDF-" in head[:1024]:
        return PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if head.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if head[:4] in (b"II*\x00", b"MM\x00*"):
        return "image/tiff"
    if head.startswith(b"PK\x03\x04"):
        return _inside_zip(handle)
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return _OLE.get(ending_of(name), "")
    return _text(head, name)


def _inside_zip(handle: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(handle) as archive:
            members = set(archive.namelist()[:5000])
            for member, kind in _ZIP_MEMBERS.items():
                if member in members:
                    return kind
            small = "mimetype" in members and archive.getinfo("mimetype").file_size < 200
            if small and archive.read("mimetype") == ODT.encode():
                return ODT
    except ZIP_FAULTS:
        return ""
    finally:
        handle.seek(0)
    return "application/zip"


def _text(head: bytes, name: str) -> str:
    """Plain text or XML; never HTML or SVG, which a browser would run."""
    if b"\x00" in head:
        return ""
    try:
        text = head.decode("utf-8", errors="strict" if len(head) < 4096 else "ignore").lstrip("\ufeff \r\n\t").lower()
    except UnicodeDecodeError:
        return ""
    if "<html" in text or "<!doctype html" in text or "<svg" in text or "<script" in text:
        return ""
    if text.startswith("<?xml") or ending_of(name) in ("xml", "edxml"):
        return XML
    return "text/plain" if ending_of(name) == "txt" else ""
