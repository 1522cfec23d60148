"""No English leftovers on pages, no secrets of this workplace in the project."""

import re

import pytest

from tests.architecture import rules

ENGLISH = re.compile(
    r">\s*(?:Submit|Save|Cancel|Delete|Login|Log out|Search|Next|Previous|Home|Back|Close|Edit|New|Yes|No)\s*<"
)


@pytest.mark.parametrize("path", sorted(rules.SRC.rglob("*.html")), ids=lambda p: p.name)
def test_pages_speak_vietnamese(path) -> None:  # type: ignore[no-untyped-def]
    assert ENGLISH.findall(path.read_text()) == []


def test_an_english_button_is_named() -> None:
    assert ENGLISH.findall("<button>Submit</button>")
