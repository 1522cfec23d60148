"""Reading what the product prints and writes: the words of a PDF, the cells of a sheet, how large a box is."""

from io import BytesIO
from typing import Any

import pypdfium2
import pypdfium2.raw
from openpyxl import load_workbook

MILLIMETRE = 72 / 25.4


def body(response: Any) -> bytes:
    """The whole of an answer, streamed or not."""
    return b"".join(response.streaming_content) if response.streaming else response.content


def pages(content: bytes) -> list[str]:
    """The words of each page, in one line."""
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in pypdfium2.PdfDocument(content)]


def place_of(content: bytes, words: str, page: int = 0) -> tuple[float, float]:
    """Where words begin on a page as it is seen, in millimetres from the left and the top edge."""
    found = pypdfium2.PdfDocument(content)[page]
    text = found.get_textpage()
    index, _ = text.search(words, match_case=True).get_next()
    left, _, _, top = text.get_charbox(index)
    return left / MILLIMETRE, (found.get_height() - top) / MILLIMETRE


def boxes(content: bytes, page: int = 0) -> list[tuple[float, float]]:
    """Width and height of every drawn outline of a page, in millimetres."""
    found = pypdfium2.PdfDocument(content)[page]
    sizes = []
    for drawn in found.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH], max_depth=4):
        left, bottom, right, top = drawn.get_bounds()
        sizes.append(((right - left) / MILLIMETRE, (top - bottom) / MILLIMETRE))
    return sizes


def sheet(content: bytes) -> Any:
    """The one sheet of a workbook."""
    return load_workbook(BytesIO(content)).active


def cells(found: Any) -> list[list[Any]]:
    """The values of a sheet, row by row."""
    return [[cell.value for cell in row] for row in found.iter_rows()]
