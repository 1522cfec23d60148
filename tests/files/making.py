"""Makes the files that the tests bring in: PDF by typst, office files by hand, pictures, broken and locked ones."""

import functools
import zipfile
from io import BytesIO
from typing import Any

import pikepdf
import typst
from PIL import Image

HEAD = """
#set page(width: 21cm, height: 29.7cm, margin: 2cm)
#set text(size: 13pt, lang: "vi")
#grid(columns: (1fr, 1fr), align: center,
  [ỦY BAN NHÂN DÂN \\ TỈNH LÂM SƠN],
  [CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM \\ Độc lập - Tự do - Hạnh phúc],
  [Số: 06/UBND-VP], [_Lâm Sơn, ngày 24 tháng 11 năm 2026_])
"""
ORDINARY = HEAD + "Kính gửi: Sở Y tế. \n\n Về việc bảo mật thông tin và bí mật kinh doanh."
STAMP = "#box(stroke: red, inset: 4pt)"


@functools.cache
def pdf(markup: str = ORDINARY) -> bytes:
    """A set page; the same bytes for the same markup, although typst writes the time into them."""
    made = typst.compile(markup.encode())
    assert isinstance(made, bytes)
    return made


def scan() -> bytes:
    """A PDF that holds a picture and no letter."""
    return picture("PDF")


def locked(content: bytes, *, user: str = "", owner: str = "chủ") -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(content)) as made:
        made.save(out, encryption=pikepdf.Encryption(user=user, owner=owner))
    return out.getvalue()


def picture(kind: str = "PNG", size: tuple[int, int] = (600, 800), **options: Any) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, "white").save(out, kind, **options)
    return out.getvalue()


def tiff(pages: int) -> bytes:
    return picture("TIFF", save_all=True, append_images=[Image.new("RGB", (600, 800), "gray")] * (pages - 1))


def zipped(members: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_T = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"


def _w(paragraphs: list[str], root: str) -> str:
    """Paragraphs cut into runs at "|", as Word does."""
    runs = ["".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in text.split("|")) for text in paragraphs]
    return f'<w:{root} xmlns:w="{_W}">' + "".join(f"<w:p>{text}</w:p>" for text in runs) + f"</w:{root}>"


def docx(*paragraphs: str, header: tuple[str, ...] = ()) -> bytes:
    members: dict[str, str | bytes] = {"[Content_Types].xml": "<Types/>"}
    members["word/document.xml"] = _w(list(paragraphs), "document")
    if header:
        members["word/header1.xml"] = _w(list(header), "hdr")
    return zipped(members)


def xlsx(*cells: str, inline: bool = False) -> bytes:
    shared = "".join(f"<si><t>{cell}</t></si>" for cell in cells)
    inside = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return zipped(
        {
            "xl/workbook.xml": f'<workbook xmlns="{_S}"/>',
            "xl/sharedStrings.xml": f'<sst xmlns="{_S}">{"" if inline else shared}</sst>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_S}">{inside if inline else ""}</worksheet>',
        }
    )


def pptx(*lines: str) -> bytes:
    paragraphs = "".join(f"<a:p><a:r><a:t>{line}</a:t></a:r></a:p>" for line in lines)
    slide = f'<p:sld xmlns:p="urn:p" xmlns:a="{_A}">{paragraphs}</p:sld>'
    return zipped({"ppt/presentation.xml": "<p/>", "ppt/slides/slide1.xml": slide})


def odt(*lines: str) -> bytes:
    paragraphs = "".join(f"<t:p>{line[:2]}<t:span>{line[2:]}</t:span></t:p>" for line in lines)
    content = f'<c xmlns:t="{_T}">{paragraphs}</c>'
    kind = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind, "content.xml": content}, zipfile.ZIP_STORED)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
