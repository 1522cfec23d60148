"""The text of a document as sentences with their places, so that a task keeps the very sentence that gave it. Pure.

A text is one string: each page's words with single spaces, pages joined by a line break. A span is (start, end) in it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from dondoc.lib.folding import normalise

# A sentence ends with . ; or : before a capital, a digit, a dash or a point "b)", but not after a lone number
# ("1. Giao …").
_END = re.compile(r"(?<=[.;:])(?<!\b\d\.)(?<!\b\d\d\.)\s+(?=[-–“\"(\dA-ZÀ-ỸĐ]|[a-zđ]\))")
LONGEST = 3000


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, where it stands in the text, and on which page (from 1)."""

    start: int
    end: int
    text: str
    page: int


def flatten(pages: Iterable[str]) -> str:
    """The text as it is kept: every page's words with single spaces, pages joined by a line break."""
    return "\n".join(" ".join(normalise(page).split()) for page in pages)


def sentences(text: str) -> list[Sentence]:
    """Every sentence of a flattened text, in order."""
    found, start = [], 0
    for page, words in enumerate(text.split("\n"), start=1):
        place = start
        for match in [*_END.finditer(words), None]:
            end = start + match.start() if match else start + len(words)
            if end > place:
                found.append(Sentence(place, end, text[place:end], page))
            if match:
                place = start + match.end()
        start += len(words) + 1
    return found


def locate(text: str, quote: str) -> tuple[int, int] | None:
    """Where a quote stands in a flattened text, however its words are spaced; None if it does not."""
    words = normalise(quote).split()
    if not words:
        return None
    match = re.search(r"\s".join(map(re.escape, words)), text)
    return match.span() if match else None
