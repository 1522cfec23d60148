"""People and words in the order of the Vietnamese alphabet; people by given name first."""

import unicodedata

from dondoc.lib import folding

_ALPHABET = [
    "a",
    "ă",
    "â",
    "b",
    "c",
    "d",
    "đ",
    "e",
    "ê",
    "f",
    "g",
    "h",
    "i",
    "j",
    "k",
    "l",
    "m",
    "n",
    "o",
    "ô",
    "ơ",
    "p",
    "q",
    "r",
    "s",
    "t",
    "u",
    "ư",
    "v",
    "w",
    "x",
    "y",
    "z",
]
_RANK = {letter: f"{place:02d}" for place, letter in enumerate(_ALPHABET, start=20)}
_TONE_RANK = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_TONES = frozenset(_TONE_RANK)


def alphabet_key(text: str) -> str:
    """A key of ASCII characters that sorts bytewise as the Vietnamese alphabet does: letters first, then tones.

    Tones run ngang, huyền, hỏi, ngã, sắc, nặng.
    """
    words = []
    for word in folding.normalise(text).lower().split():
        letters, tone = [], "0"
        for c in word:
            parts = unicodedata.normalize("NFD", c)
            for mark in parts[1:]:
                tone = _TONE_RANK.get(mark, tone)
            base = unicodedata.normalize("NFC", "".join(p for p in parts if p not in _TONES))
            letters.append(_RANK.get(base, "1" + base if base.isascii() and base.isdigit() else "99"))
        words.append("".join(letters) + "." + tone)
    return " ".join(words)


def sort_key(full_name: str) -> str:
    """The key that sorts people by given name (the last word), then middle names, then family name."""
    parts = folding.normalise(full_name).split()
    if not parts:
        return ""
    turned = [parts[-1], *parts[1:-1], *parts[:1]] if len(parts) > 1 else parts
    return alphabet_key(" ".join(turned))[:300]
