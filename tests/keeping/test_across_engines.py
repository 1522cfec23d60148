"""A backup made on one engine restores into the other; needs both, so it runs beside PostgreSQL only."""

from pathlib import Path

import pytest

from tests.keeping.conftest import OF_THE_ACTS, Empty, Place


@pytest.mark.postgresql
def test_a_backup_of_either_engine_restores_into_the_other(office: Place, empty: Empty, tmp_path: Path) -> None:
    office.done("backup", tmp_path / "kept")
    small = Place(tmp_path / "small", "")
    small.done("restore", tmp_path / "kept")
    there, here = small.held(), office.held()
    assert (there["engine"], here["engine"]) == ("sqlite", "postgresql")
    assert there["abstracts"] == here["abstracts"] and there["faults"] == [] and all(there["intact"])
    small.done("backup", tmp_path / "small-kept")
    back = empty()
    back.done("restore", tmp_path / "small-kept")
    again = back.held()["tables"]
    for table, rows in here["tables"].items():
        assert table in OF_THE_ACTS or again[table] == rows, table
