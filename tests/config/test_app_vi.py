"""docs/app-vi.md names every function of NĐ 30/2020 Phụ lục VI Phần I, and every test it names is there."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in (ROOT / "docs/app-vi.md").read_text().splitlines()
    if re.match(r"\| (II|IV|V|III)\.", line)
]
# By hand from the appendix: chapters II to V, in its order; II, III.7, IV and V without letters there.
CODES = [
    *(f"II.{n}" for n in range(1, 9)),
    *(f"III.1.{letter}" for letter in "abcdđeghiklmno"),
    *(f"III.2.{letter}" for letter in "abc"),
    *(f"III.3.{letter}" for letter in "abc"),
    *(f"III.4.{letter}" for letter in "abcdđeg"),
    *(f"III.5.{letter}" for letter in "abcdđeg"),
    *(f"III.6.{letter}" for letter in "acdđeghikl"),
    *(f"III.7.{n}" for n in range(1, 6)),
    *(f"III.8.{letter}" for letter in "abc"),
    *(f"IV.{n}" for n in range(1, 6)),
    *(f"V.{n}" for n in range(1, 7)),
]
TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def test_no_function_of_the_appendix_is_missing() -> None:
    assert [row[0] for row in ROWS] == CODES


@pytest.mark.parametrize("row", ROWS, ids=[row[0] for row in ROWS])
def test_a_line_says_what_stands_behind_it(row: list[str]) -> None:
    """What is done or done in part names its tests, and they exist; what is not wholly done names who brings it."""
    _, _, state, where = row
    tests = TEST.findall(where)
    assert state in ("done", "part", "wing")
    assert bool(tests) == (state != "wing")
    assert bool(TEST.sub("", where).strip(" ;")) == (state != "done")
    for path, name in tests:
        defined = {
            node.name for node in ast.walk(ast.parse((ROOT / path).read_text())) if isinstance(node, ast.FunctionDef)
        }
        assert name in defined, f"{path} has no {name}"
