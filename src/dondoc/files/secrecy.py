"""Finds the stamp of a state secret in text: TUYỆT MẬT, TỐI MẬT, MẬT as a mark, not as a word in a sentence. Pure."""

import re

from dondoc.lib.folding import normalise
from dondoc.lib.symbols import TYPES

_LEVEL = "(?P<mark>TUYỆT MẬT|TỐI MẬT|MẬT)"
# A mark stands alone on its line in capitals; "BẢO MẬT THÔNG TIN" or "bí mật kinh doanh" do not.
_ALONE = re.compile(rf"[\[(|“\"]?\s*{_LEVEL}\s*[\])|”\".]?")
_LABELLED = re.compile(rf"độ mật\s*:\s*{_LEVEL}(?:\W*|\W+độ khẩn.*)", re.IGNORECASE)
# The stamp lies left of "Kính gửi" or under the symbol: a PDF often gives both as one line.
_BEFORE = re.compile(rf"{_LEVEL} (?P<rest>.+)")
_AFTER = re.compile(rf"(?P<rest>.+?)(?<!BẢO)(?<!BÍ)(?<!ĐỘ)(?<!độ) {_LEVEL}")
_HEAD = re.compile(r"Kính gửi\b|Số\s*:|CỘNG H|Độc lập\b|.*\bngày .+ tháng .+ năm")
_TITLES = {type_.name.upper() for type_ in TYPES}
_SPACED = re.compile(r"^(?:\S ){2,}\S$")
LINES_READ = 60
LONGEST_LINE = 300


def find_mark(text: str) -> str | None:
    """The secrecy mark on a first page, or None. Also when typed with decomposed letters or letter-spaced."""
    for line in normalise(text).splitlines()[:LINES_READ]:
        squeezed = " ".join(line.split())
        if len(squeezed) > LONGEST_LINE:
            continue
        for candidate in (squeezed, _unspaced(line)):
            match = _ALONE.fullmatch(candidate) or _LABELLED.fullmatch(candidate)
            if match:
                return match["mark"].upper()
            for beside in (_BEFORE.fullmatch(candidate), _AFTER.fullmatch(candidate)):
                if beside and (_HEAD.match(beside["rest"]) or beside["rest"] in _TITLES):
                    return beside["mark"]
    return None


def _unspaced(line: str) -> str:
    """ "T Ố I   M Ậ T" as "TỐI MẬT": single letters joined, wider gaps kept as the space between words."""
    words = re.split(r"\s{2,}", line.strip())
    joined = [word.replace(" ", "") if _SPACED.match(word) or len(word) == 1 else word for word in words]
    text = " ".join(joined)
    return {"TỐIMẬT": "TỐI MẬT", "TUYỆTMẬT": "TUYỆT MẬT"}.get(text, text)
