"""Vietnamese text made comparable: one Unicode form, folded words, and the tokens both search engines share.

Every token is `[a-z0-9]+`, made here and only here, so that SQLite and PostgreSQL give the same answers.
A word with marks gives two tokens: folded (`den`), and marked (`0vd9e6n1` for "đến"), where the quality of letters
is written as in VNI and the tone stands at the end of the word: "hoà" and "hòa" are the same.
"""

import functools
import re
import unicodedata
from dataclasses import dataclass
from datetime import date

ETH, ETH_SMALL = "\u00d0", "\u00f0"
_TONES = {"\u0301": "1", "\u0300": "2", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_QUALITIES = {"\u0302": "6", "\u031b": "7", "\u0306": "8"}
_WORD = re.compile(r"[^\W_]+")
_PIECE = re.compile(r"\d+|[^\W\d_]+")
_SYMBOL = re.compile(r"[^\s,;]*\d[^\s,;]*/[^\s,;]+")
_DAY = re.compile(r"\b(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\b")
_LABEL = re.compile(r"^\s*(số|so)\s*:", re.IGNORECASE)
MARKED = "0v"


def normalise(text: str) -> str:
    """NFC, `Đ` for the look-alike U+00D0, no control characters, no spaces at the ends."""
    # Control characters go first: one between a letter and its mark would keep the two apart.
    kept = text
    if not text.isprintable():
        kept = "".join(c for c in text if c in "\n\t" or unicodedata.category(c)[0] != "C")
    return unicodedata.normalize("NFC", kept).replace(ETH, "Đ").replace(ETH_SMALL, "đ").strip()


def what_changed(raw: str) -> list[str]:
    """What `normalise` put right in a typed text, as sentences for whoever typed it (LW11)."""
    told = []
    if unicodedata.normalize("NFC", raw) != raw:
        told.append("Chữ tổ hợp (dấu rời) đã được chuyển về Unicode dựng sẵn.")
    if ETH in raw or ETH_SMALL in raw:
        told.append("Ký tự “Ð” (U+00D0) đã được thay bằng chữ “Đ” tiếng Việt.")
    return told


def fold(text: str) -> str:
    """Lower case without marks: "Quyết định" becomes "quyet dinh"."""
    lowered = normalise(text).lower().replace("đ", "d")
    return "".join(c for c in unicodedata.normalize("NFD", lowered) if not unicodedata.combining(c))


def marked(word: str) -> str:
    """The marked token of a word, empty if it has no marks."""
    letters, tone = [], ""
    for c in unicodedata.normalize("NFD", normalise(word).lower()):
        if c == "đ":
            letters.append("d9")
        elif c in _TONES:
            tone = _TONES[c]
        elif c in _QUALITIES:
            letters.append(_QUALITIES[c])
        elif c.isascii() and c.isalnum():
            letters.append(c)
    encoded = "".join(letters) + tone
    return MARKED + encoded if encoded != _ascii(word) else ""


def _ascii(word: str) -> str:
    return "".join(c for c in fold(word) if c.isascii() and c.isalnum())


def _plain(piece: str) -> str:
    """A folded piece; a number loses its leading zeros."""
    folded = _ascii(piece)
    return folded.lstrip("0") or "0" if folded.isdigit() else folded


def tokens(text: str) -> list[str]:
    """Every token under which a text is found, each once, in order."""
    text = normalise(text)
    pieces = [piece for word in _WORD.findall(text) for piece in _PIECE.findall(word)]
    for symbol in _SYMBOL.findall(text):
        pieces.append("".join(_PIECE.findall(re.sub(r"\d", " ", symbol))))
    return list(dict.fromkeys(token for piece in pieces for token in _tokens_of(piece)))


@functools.lru_cache(maxsize=16_384)
def _tokens_of(piece: str) -> tuple[str, ...]:
    """The tokens of one piece. Vietnamese has few syllables, and they come again and again."""
    return tuple(token for token in (_plain(piece), marked(piece)) if token)


@dataclass(frozen=True, slots=True)
class QueryToken:
    """One token to look for; with `prefix` it matches the beginning of a word."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Query:
    """A search as typed: the tokens that must all be there, and a day if one was typed."""

    tokens: tuple[QueryToken, ...] = ()
    day: date | None = None


def parse_query(text: str) -> Query:
    """Reads what was typed into the search box; never raises.

    Words without marks find folded words, words with marks only marked ones; the last word may be unfinished.
    """
    text = _LABEL.sub("", normalise(text))
    day = None
    match = _DAY.search(text)
    if match:
        try:
            day = date(int(match[3]), int(match[2]), int(match[1]))
            text = text[: match.start()] + " " + text[match.end() :]
        except ValueError:
            day = None
    pieces = [piece for word in _WORD.findall(text) for piece in _PIECE.findall(word)]
    wanted: dict[str, bool] = {}
    for place, piece in enumerate(pieces):
        token = marked(piece) or _plain(piece)
        if token:
            unfinished = place == len(pieces) - 1 and not token.isdigit() and text[-1:].isalnum()
            wanted[token] = wanted.get(token, True) and unfinished
    return Query(tuple(QueryToken(token, prefix) for token, prefix in wanted.items()), day)
