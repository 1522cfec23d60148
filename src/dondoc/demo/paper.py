"""The papers of the story: a letter with the state heading, set as PDF."""

import hashlib
import json

import pypdfium2
import typst

from dondoc.files.actions import Look, Seen

_PAGE = """
#let d = json(bytes(sys.inputs.data))
#set page(paper: "a4", margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 18mm))
#set text(font: ("Liberation Serif", "Times New Roman", "DejaVu Serif", "Libertinus Serif"), size: 13pt, lang: "vi")
#set par(justify: true, leading: 0.7em, spacing: 1em)
#set text(12pt)
#grid(columns: (1fr, 1.35fr), column-gutter: 4mm, align: center,
  [#set par(justify: false)
  #upper(d.issuer) \\ Số: #d.symbol],
  [#set par(justify: false)
  *CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM* \\ *Độc lập - Tự do - Hạnh phúc* \\ _#d.place _])
#v(8mm)
#set text(13pt)
#align(center)[*#upper(d.type)* \\ *#d.abstract*]
#v(5mm)
#for p in d.paragraphs { par(p) }
#v(10mm)
#grid(columns: (1fr, 1fr), [#text(11pt)[_*Nơi nhận:*_ \\ #for r in d.recipients [- #r; \\ ] - Lưu: VT.]],
  align(center)[*#upper(d.post)* \\ #v(18mm) *#d.signer*])
"""


def paper(
    *, type_name: str, symbol: str, issuer: str, place: str, abstract: str, paragraphs: list[str],
    recipients: list[str], post: str, signer: str,
) -> bytes:  # fmt: skip
    """A letter as PDF; the data go in as JSON, so no text can be markup."""
    data = {
        "type": type_name,
        "symbol": symbol,
        "issuer": issuer,
        "place": place,
        "abstract": abstract,
        "paragraphs": paragraphs,
        "recipients": recipients[:6],
        "post": post,
        "signer": signer,
    }
    made = typst.compile(_PAGE.encode(), sys_inputs={"data": json.dumps(data, ensure_ascii=False)})
    assert isinstance(made, bytes)
    return made


def seen(content: bytes) -> Look:
    """What there is to see in a paper of ours: nobody has to open it in a process of its own, as with a stranger's."""
    pages = len(pypdfium2.PdfDocument(content))
    return Look(Seen("application/pdf", pages=pages, has_text=True), len(content), hashlib.sha256(content).hexdigest())
