"""The generated pages say what the code says, and leave nothing of it out."""

from pathlib import Path

import pytest

from dondoc.config.management.commands import write_docs
from dondoc.config.roles import PERMISSIONS, ROLES
from dondoc.lib.rules import Rulebook
from dondoc.lib.states import StateTable
from tests.architecture import rules

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize("name", ["rules.md", "states.md", "roles.md"])
def test_the_page_is_what_the_code_says(name: str) -> None:
    assert (DOCS / name).read_text() == write_docs.pages()[name], "run ./dondoc write-docs"


def _all_of(kind: type, where: str) -> set[int]:
    """The ids of every module-level object of a kind in the modules of a name."""
    import importlib

    found: set[int] = set()
    for path in rules.modules():
        if where in path.relative_to(rules.SRC).with_suffix("").parts:
            name = ".".join(("dondoc", *path.relative_to(rules.SRC).with_suffix("").parts))
            found |= {id(value) for value in vars(importlib.import_module(name)).values() if isinstance(value, kind)}
    return found


def test_no_rulebook_is_left_out() -> None:
    assert _all_of(Rulebook, "rulebooks") == {id(book) for book in write_docs.RULEBOOKS.values()}


def test_no_state_table_is_left_out() -> None:
    assert _all_of(StateTable, "states") == {id(table) for table in write_docs.TABLES.values()}


def test_every_rule_says_what_it_is() -> None:
    for book in write_docs.RULEBOOKS.values():
        assert [rule.__name__ for _, rule in book.rules if not rule.__doc__] == []


def test_every_permission_has_its_words_and_a_role() -> None:
    granted = {permission for listed in ROLES.values() for permission in listed}
    assert granted == set(PERMISSIONS)


def test_every_permission_in_the_code_is_granted_to_somebody() -> None:
    named = {
        value for path in rules.modules() if path.name == "permissions.py" for value in _constants(path.read_text())
    }
    assert named - set(PERMISSIONS) == set()


def _constants(source: str) -> set[str]:
    import re

    return set(re.findall(r'^[A-Z_]+ = "([a-z]+\.[a-z_]+)"', source, re.MULTILINE))
