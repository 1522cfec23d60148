"""The child process that opens hostile PDF and image files under limits: `python -m dondoc.files.engine.child ACT …`.

Reads the file from standard input. `inspect` and `text` write JSON to standard output, `render PAGE WIDTH` a PNG,
`part FIRST LAST` (pages from 1), `join SIZE SIZE …` (files one behind the other) and `overlay SIZE LEFT TOP FIRST`
(SIZE bytes of what is laid over, then the file) a PDF.
Imports nothing of Django: it starts in a fraction of a second and may die without harm.
"""

import io
import itertools
import json
import resource
import sys
from collections.abc import Callable
from typing import Any

MEMORY = 2 * 1024**3
CPU_SECONDS = 30
MAX_PIXELS = 100_000_000
MAX_TEXT_PAGES = 300
# What a scanner uses where a picture does not say it, and the least that is believed.
DOTS = 200
LEAST_DOTS = 50
# A page of which a picture covers most and that has fewer letters than this was scanned: its marks are in the picture.
FEW_LETTERS = 400
MILLIMETRE = 72 / 25.4
# The stamp in millimetres, how far it stays from the edge of the page and from what is written on it, and what counts
# as written: a scan has specks.
STAMP, EDGE, AROUND, DARK, SPECKS = (50, 35), 8, 2, 170, 3


def limit() -> None:
    """No more memory and time than a page needs."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def inspect_pdf(content: bytes) -> dict[str, Any]:
    """Page count and the text of the first page; or that it is encrypted or broken."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(content)
        pages = len(pdf)
        text = _text_of_first(pdf[0]) if pages else ""
    except pypdfium2.PdfiumError as error:
        return {"encrypted": "password" in str(error).lower(), "broken": "password" not in str(error).lower()}
    if not pages:
        return {"encrypted": False, "broken": True}
    return {"encrypted": False, "broken": False, "pages": pages, "text": text[:20000]}


def _text_of_first(page: Any) -> str:
    """The text layer of a page; empty for a scan on which only a stamp's or a signature's few words are text."""
    import pypdfium2.raw

    text = str(page.get_textpage().get_text_bounded())
    if len(text.strip()) >= FEW_LETTERS:
        return text
    area = page.get_width() * page.get_height()
    for image in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE], max_depth=3):
        left, bottom, right, top = image.get_bounds()
        if (right - left) * (top - bottom) > area / 2:
            return ""
    return text


def inspect_image(content: bytes) -> dict[str, Any]:
    """Page count of a picture (a TIFF has many)."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    try:
        with Image.open(io.BytesIO(content)) as image:
            image.verify()
        with Image.open(io.BytesIO(content)) as image:
            pages = getattr(image, "n_frames", 1)
    except Exception:  # noqa: BLE001  whatever a hostile picture does, it is broken
        return {"encrypted": False, "broken": True}
    return {"encrypted": False, "broken": False, "pages": pages, "text": ""}


def text_of_pdf(content: bytes) -> list[str]:
    """The text layer of every page, up to a bound that no directive reaches."""
    import pypdfium2

    pdf = pypdfium2.PdfDocument(content)
    return [pdf[page].get_textpage().get_text_bounded() for page in range(min(len(pdf), MAX_TEXT_PAGES))]


def render(content: bytes, page: int, width: int) -> bytes:
    """One page as PNG of the given width."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    if b"%PDF-" in content[:1024]:
        import pypdfium2

        pdf_page = pypdfium2.PdfDocument(content)[page]
        scale = min(width / pdf_page.get_width(), 8)
        image = pdf_page.render(scale=scale).to_pil()
    else:
        image = Image.open(io.BytesIO(content))
        image.seek(page)
        image = image.convert("RGB")
        image.thumbnail((width, width * 4))
    out = io.BytesIO()
    image.save(out, "PNG", optimize=False)
    return out.getvalue()


def part(content: bytes, first: int, last: int) -> bytes:
    """Some pages of a PDF as a PDF of their own."""
    import pypdfium2

    made = pypdfium2.PdfDocument.new()
    made.import_pages(pypdfium2.PdfDocument(content), pages=list(range(first - 1, last)))
    return _saved(made)


def join(contents: list[bytes]) -> bytes:
    """PDF files and pictures one behind the other; a picture becomes a page of its own size."""
    import pypdfium2

    made = pypdfium2.PdfDocument.new()
    for content in contents:
        if b"%PDF-" in content[:1024]:
            made.import_pages(pypdfium2.PdfDocument(content))
        else:
            _add_pictures(made, content)
    return _saved(made)


def _add_pictures(pdf: Any, content: bytes) -> None:
    """Each frame of a picture as a page; a JPEG goes in as it is, anything else pixel by pixel."""
    import pypdfium2
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    with Image.open(io.BytesIO(content)) as picture:
        for frame in range(getattr(picture, "n_frames", 1)):
            picture.seek(frame)
            dots = float(picture.info.get("dpi", (DOTS, DOTS))[0])
            scale = 72 / (dots if dots >= LEAST_DOTS else DOTS)
            width, height = picture.width * scale, picture.height * scale
            drawn = pypdfium2.PdfImage.new(pdf)
            if picture.format == "JPEG":
                drawn.load_jpeg(io.BytesIO(content), inline=True)
            else:
                drawn.set_bitmap(pypdfium2.PdfBitmap.from_pil(picture.convert("RGB")))
            drawn.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
            page = pdf.new_page(width, height)
            page.insert_obj(drawn)
            page.gen_content()


def _saved(pdf: Any) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def overlay(content: bytes, size: int, left: int, top: int, first: int) -> bytes:
    """A copy of a PDF: page 2 of the overlay at the foot of every page and, if `first`, its page 1 on the first.

    `left` and `top` are millimetres from the corner as the page is seen, however it is rotated in the file.
    """
    import pikepdf

    with pikepdf.open(io.BytesIO(content[:size])) as over, pikepdf.open(io.BytesIO(content[size:])) as pdf:
        for number, page in enumerate(pdf.pages):
            box = [float(edge) for edge in page.cropbox]
            turn = int(page.obj.get("/Rotate", 0)) % 360
            sides = box[2] - box[0], box[3] - box[1]
            width, height = sides if turn % 180 == 0 else sides[::-1]
            foot = min(180 * MILLIMETRE, width), 8 * MILLIMETRE
            place = (width - foot[0]) / 2, height - foot[1] - 2 * MILLIMETRE
            page.add_overlay(over.pages[1], _seen_at(box, turn, *place, *foot))
            if first and number == 0:
                size_of = 50 * MILLIMETRE, 35 * MILLIMETRE
                x, y = (edge * MILLIMETRE for edge in free_place(content[size:], left, top))
                # A stamp that would hang over the edge of a small page goes to the edge.
                x, y = max(min(x, width - size_of[0]), 0), max(min(y, height - size_of[1]), 0)
                page.add_overlay(over.pages[0], _seen_at(box, turn, x, y, *size_of))
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def free_place(content: bytes, left: int, top: int) -> tuple[int, int]:
    """Where on the first page a stamp of 50 × 35 mm covers nothing: as near to the wanted place as can be.

    The page is looked at with one dot for each millimetre, as dark as the darkest thing in it: letters are thin.
    A page without such room gets the stamp where it was wanted.
    """
    import pypdfium2
    from PIL import Image, ImageFilter

    fine = pypdfium2.PdfDocument(content)[0].render(scale=3 / MILLIMETRE).to_pil().convert("L")
    width, height = fine.width // 3, fine.height // 3
    page = fine.filter(ImageFilter.MinFilter(3)).resize((width, height), Image.Resampling.NEAREST)
    # How many dark dots lie left of and above each dot: the dark ones of any rectangle are then four look-ups.
    dark = [[0] * (width + 1)]
    for y in range(height):
        row, count = [0], 0
        for x in range(width):
            count += page.getpixel((x, y)) < DARK
            row.append(dark[y][x + 1] + count)
        dark.append(row)
    right, bottom = width - STAMP[0] - EDGE, height - STAMP[1] - EDGE
    places = [(x, y) for x in range(EDGE, right + 1) for y in range(EDGE, bottom + 1)]
    for x, y in sorted(places, key=lambda place: (place[0] - left) ** 2 + (place[1] - top) ** 2):
        x1, y1, x2, y2 = x - AROUND, y - AROUND, x + STAMP[0] + AROUND, y + STAMP[1] + AROUND
        if dark[y2][x2] - dark[y1][x2] - dark[y2][x1] + dark[y1][x1] <= SPECKS:
            return x, y
    return left, top


def _seen_at(box: list[float], turn: int, x: float, y: float, width: float, height: float) -> Any:
    """The rectangle of the file's own coordinates that is seen at (x, y) from the upper left corner.

    What is laid into it is turned upright by the library.
    """
    import pikepdf

    left, bottom, right, top = box
    corners = {
        0: (left + x, top - y - height, left + x + width, top - y),
        90: (left + y, bottom + x, left + y + height, bottom + x + width),
        180: (right - x - width, bottom + y, right - x, bottom + y + height),
        270: (right - y - height, top - x - width, right - y, top - x),
    }
    return pikepdf.Rectangle(*corners[turn])


def main(arguments: list[str]) -> int:
    limit()
    content = sys.stdin.buffer.read()
    if arguments[0] == "inspect":
        found = inspect_pdf(content) if b"%PDF-" in content[:1024] else inspect_image(content)
        sys.stdout.write(json.dumps(found))
        return 0
    if arguments[0] == "text":
        sys.stdout.write(json.dumps(text_of_pdf(content)))
        return 0
    act, numbers = arguments[0], [int(number) for number in arguments[1:]]
    if act == "join":
        ends = list(itertools.accumulate(numbers, initial=0))
        made = join([content[start:end] for start, end in itertools.pairwise(ends)])
    else:
        acts: dict[str, Callable[..., bytes]] = {"part": part, "render": render, "overlay": overlay}
        made = acts[act](content, *numbers)
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
