"""Finds the stamp of a state secret in text: TUYỆT MẬT, TỐI MẬT, MẬT as a mark, not as a word in a sentence. Pure."""

import re

from dondoc.lib.folding import normalise

# A mark stands alone on its line in capitals; "BẢO MẬT THÔNG TIN" or "bí mật kinh doanh" do not.
_MARK = re.compile(r"(?:ĐỘ MẬT\s*:\s*)?[\[(|“\"]?\s*(TUYỆT MẬT|TỐI MẬT|MẬT)\s*[\])|”\".]?")
_SPACED = re.compile(r"^(?:\S ){2,}\S$")
LINES_READ = 60


def find_mark(text: str) -> str | None:
    """The secrecy mark on a first page, or None. Also when typed with decomposed letters or letter-spaced."""
    for line in normalise(text).splitlines()[:LINES_READ]:
        squeezed = " ".join(line.split())
        for candidate in (squeezed, _unspaced(line)):
            match = _MARK.fullmatch(candidate)
            if match:
                return match[1]
    return None


def _unspaced(line: str) -> str:
    """ "T Ố I   M Ậ T" as "TỐI MẬT": single letters joined, wider gaps kept as the space between words."""
    words = re.split(r"\s{2,}", line.strip())
    joined = [word.replace(" ", "") if _SPACED.match(word) or len(word) == 1 else word for word in words]
    text = " ".join(joined)
    return {"TỐIMẬT": "TỐI MẬT", "TUYỆTMẬT": "TUYỆT MẬT"}.get(text, text)
