"""Everything in open formats: whole, readable without us, and without what lets somebody in."""

import csv
import hashlib
import json
from pathlib import Path

from tests.keeping.conftest import Place
from tests.serving import script


def test_all_of_it_is_there_and_can_be_read_elsewhere(office: Place, tmp_path: Path) -> None:
    held = office.held()
    said = office.done("export", tmp_path / "out")
    assert f"{len(held['abstracts'])} văn bản" in said
    told = [json.loads(line) for line in (tmp_path / "out" / "documents.jsonl").read_text().splitlines()]
    assert [one["abstract"] for one in told] == held["abstracts"]
    first = told[0]
    assert first["entries"][0]["number"] == 1 and first["entries"][0]["direction"] == "Đến"
    (file,) = first["files"]
    path = tmp_path / "out" / file["path"]
    assert hashlib.sha256(path.read_bytes()).hexdigest() == file["sha256"] and path.name == "1-den.pdf"
    assert any(one["tasks"] and one["tasks"][0]["lead"] for one in told)
    for table, (rows, _) in held["tables"].items():
        path = tmp_path / "out" / "tables" / f"{table}.csv"
        if path.exists():
            with path.open(newline="") as handle:
                assert len(list(csv.DictReader(handle))) == rows, table
    assert len(list((tmp_path / "out" / "tables").iterdir())) >= 35
    verified = office.done("verify-journal", tmp_path / "out" / "journal.jsonl")
    assert "Nhật ký nguyên vẹn" in verified
    assert "documents.jsonl" in (tmp_path / "out" / "README.md").read_text()


def test_nothing_in_it_lets_anybody_in(office: Place, tmp_path: Path) -> None:
    office.done("export", tmp_path / "out")
    whole = "\n".join(path.read_text() for path in (tmp_path / "out").rglob("*.*") if path.suffix in (".csv", ".jsonl"))
    for name in ("django-secret", "journal-mac", "journal-seal.pem"):
        assert (office.folder / "keys" / name).read_text().strip() not in whole
    assert "scrypt" not in whole and "pbkdf2" not in whole and "md5$" not in whole
    header = (tmp_path / "out" / "tables" / "organization_apitoken.csv").read_text().splitlines()[0]
    assert "digest" not in header and "hash" not in header


def test_what_was_expunged_is_not_in_it(office: Place, tmp_path: Path) -> None:
    gone = script(office.folder, "tests.keeping.expunge", database=office.database)
    office.done("export", tmp_path / "out")
    told = [json.loads(line) for line in (tmp_path / "out" / "documents.jsonl").read_text().splitlines()]
    (one,) = [document for document in told if document["id"] == gone["document"]]
    assert (one["abstract"], one["files"]) == ("", []) and one["symbol"]


def test_a_folder_that_is_there_is_left_alone(office: Place, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert "đã có" in office.refused("export", tmp_path / "out")
