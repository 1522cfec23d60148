"""`verify-journal`, as an auditor runs it: on the installation, and on an export in a folder with nothing else."""

import json
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from dondoc.audit.engine import canonical
from dondoc.lib import keys
from tests.serving import command, script

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def _original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("journal")
    script(folder / "data", "tests.faults.journalled", str(folder / "journal.jsonl"))
    return folder


@pytest.fixture
def data(_original: Path, tmp_path: Path) -> Path:
    """A data folder with a sealed journal, to be tampered with."""
    shutil.copytree(_original / "data", tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def elsewhere(_original: Path, tmp_path: Path) -> Path:
    """What an auditor took away: the export, the file of seals, the public key."""
    place = tmp_path / "elsewhere"
    place.mkdir()
    shutil.copy(_original / "journal.jsonl", place)
    shutil.copy(_original / "data" / "seals" / "seals.jsonl", place)
    shutil.copy(_original / "data" / "keys" / "journal-seal.pub", place)
    return place


class Journal:
    """The three tables of a journal as lists of rows, and the keys of whoever writes it."""

    def __init__(self, lines: Rows, seals: Rows, sealed: Rows, folder: Path) -> None:
        self.lines, self.seals, self.sealed, self.folder = lines, seals, sealed, folder

    def of_seal(self, number: int) -> Rows:
        return [entry for entry in self.sealed if entry["seal_sequence"] == number]

    def chain(self, key: Ed25519PrivateKey, mac: str) -> None:
        """Makes all of it hang together anew."""
        for line in self.lines:
            line["mac"] = canonical.mac(mac, line)
        digests = {line["id"]: canonical.digest(line) for line in self.lines}
        previous, total = "0" * 64, 0
        for seal in self.seals:
            entries = self.of_seal(seal["sequence"])
            for place, entry in enumerate(entries):
                entry["digest"], entry["position"] = digests[entry["line_id"]], place
            total += len(entries)
            seal |= {"count": len(entries), "total": total, "previous": previous}
            previous = canonical.seal_digest(seal, [(entry["line_id"], entry["digest"]) for entry in entries])
            seal |= {"digest": previous, "signature": key.sign(previous.encode()).hex()}


def change_one(journal: Journal) -> str:
    journal.lines[4]["verb"] = "documents.void_number"
    return f"Dòng {journal.lines[4]['id']} (documents.void_number"


def remove_one(journal: Journal) -> str:
    gone = journal.lines.pop(3)
    return f"Dòng {gone['id']} đã bị xóa"


def remove_one_with_its_seal_entry(journal: Journal) -> str:
    gone = journal.lines.pop(3)
    journal.sealed = [entry for entry in journal.sealed if entry["line_id"] != gone["id"]]
    return "mất dòng thứ 4"


def add_one(journal: Journal) -> str:
    journal.lines.append({**journal.lines[-1], "id": journal.lines[-1]["id"] + 1, "body": '{"forged":true}'})
    return f"Dòng {journal.lines[-1]['id']} không"


def remove_a_seal(journal: Journal) -> str:
    journal.seals.pop(1)
    return "Thiếu niêm phong số 2"


def remove_the_last_seal_only(journal: Journal) -> str:
    journal.seals.pop()
    journal.sealed = [entry for entry in journal.sealed if entry["seal_sequence"] != 3]
    return "niêm phong số 3 (1 dòng"


def cut_the_tail(journal: Journal) -> str:
    remove_the_last_seal_only(journal)
    last = journal.lines.pop()
    return f"niêm phong số 3 (1 dòng, đến dòng {last['id']})"


def recompute_without_a_key(journal: Journal) -> str:
    journal.lines[0]["body"] = '{"rewritten":true}'
    journal.chain(Ed25519PrivateKey.generate(), "guessed")
    return "Chữ ký của niêm phong số 1 đến 3 không đúng"


def recompute_with_the_stolen_key(journal: Journal) -> str:
    journal.lines[0]["body"] = '{"rewritten":true}'
    journal.chain(keys.seal_key(journal.folder / "keys"), keys.secret(journal.folder / "keys", "journal-mac"))
    return "Niêm phong số 1 khác bản lưu trong tệp"


TAMPERINGS = [
    change_one, remove_one, remove_one_with_its_seal_entry, add_one, remove_a_seal, remove_the_last_seal_only,
    cut_the_tail, recompute_without_a_key, recompute_with_the_stolen_key,
]  # fmt: skip
Tampering = Callable[[Journal], str]


def in_database(folder: Path, tamper: Tampering) -> str:
    """Tampers with the tables themselves, as somebody who owns the database can."""
    tables = ("audit_journalline", "audit_seal", "audit_sealedline")
    with closing(sqlite3.connect(folder / "dondoc.sqlite3")) as database, database:
        database.row_factory = sqlite3.Row
        for (name,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit_%'"
        ).fetchall():
            database.execute(f"DROP TRIGGER {name}")
        orders = ("id", "sequence", "line_id")
        rows = [
            [dict(row) for row in database.execute(f"SELECT * FROM {table} ORDER BY {order}")]
            for table, order in zip(tables, orders, strict=True)
        ]
        for row in [*rows[0], *rows[1]]:
            row["at"] = row["at"].replace(" ", "T") + ("Z" if "." in row["at"] else ".000000Z")
        journal = Journal(*rows, folder)
        named = tamper(journal)
        for table, kept in zip(tables, (journal.lines, journal.seals, journal.sealed), strict=True):
            database.execute(f"DELETE FROM {table}")
            for row in kept:
                if "at" in row:
                    row["at"] = row["at"].replace("T", " ").removesuffix("Z")
                places = ", ".join("?" * len(row))
                database.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", list(row.values()))
    return named


def in_export(path: Path, data: Path, tamper: Tampering) -> str:
    """Tampers with the export; whoever does it leaves the last row as it was."""
    rows = [json.loads(text) for text in path.read_text().splitlines()]
    names = ("line_id", "seal_sequence", "position", "digest")
    found: dict[str, Rows] = {kind: [row for row in rows if row["type"] == kind] for kind in ("line", "seal", "sealed")}
    sealed = [dict(zip(names, row["entry"], strict=True)) for row in found["sealed"]]
    journal = Journal(found["line"], found["seal"], sealed, data)
    named = tamper(journal)
    entries = [{"type": "sealed", "entry": [entry[name] for name in names]} for entry in journal.sealed]
    rows = [rows[0], *journal.lines, *journal.seals, *entries, rows[-1]]
    path.write_text("".join(canonical.dumps(row) + "\n" for row in rows))
    return named


@pytest.fixture
def verify(tmp_path: Path) -> Iterator[Callable[..., tuple[int, str]]]:
    """Runs the command in a folder without a database; its answer is on standard output, and nothing else is."""

    def run(*words: object, data: Path | None = None) -> tuple[int, str]:
        nowhere = tmp_path / "nowhere"
        nowhere.mkdir(exist_ok=True)
        ended = command(data or nowhere, "verify-journal", *map(str, words), cwd=nowhere)
        assert "Traceback" not in ended.stderr
        assert not list(nowhere.glob("**/*.sqlite3")), "an export needs no database"
        return ended.returncode, ended.stdout

    yield run


Verify = Callable[..., tuple[int, str]]


def test_untouched_both_are_sound_and_nothing_else_is_said(verify: Verify, data: Path, elsewhere: Path) -> None:
    answers = [
        verify(data=data),
        verify(elsewhere / "journal.jsonl", "--seals", elsewhere / "seals.jsonl", "--public-key", elsewhere / "journal-seal.pub"),
        verify(elsewhere / "journal.jsonl"),
    ]  # fmt: skip
    for code, answer in answers:
        assert code == 0
        assert answer.startswith("Nhật ký nguyên vẹn: ") and answer.count("\n") == 1


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda one: one.__name__)
def test_tampering_with_the_database_is_named(tamper: Tampering, verify: Verify, data: Path) -> None:
    named = in_database(data, tamper)
    code, answer = verify(data=data)
    assert code == 1 and named in answer, answer
    assert "Nhật ký KHÔNG nguyên vẹn" in answer.splitlines()[-1]


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda one: one.__name__)
def test_tampering_with_an_export_is_named(tamper: Tampering, verify: Verify, data: Path, elsewhere: Path) -> None:
    named = in_export(elsewhere / "journal.jsonl", data, tamper)
    code, answer = verify(elsewhere / "journal.jsonl", "--seals", elsewhere / "seals.jsonl")
    assert code == 1 and named in answer, answer


@pytest.mark.parametrize("tamper", [add_one, remove_one], ids=lambda one: one.__name__)
def test_an_export_of_a_database_that_was_tampered_with_is_named(
    tamper: Tampering, verify: Verify, data: Path, tmp_path: Path
) -> None:
    """Also without the file of seals: the export itself does not hang together."""
    named = in_database(data, tamper)
    assert command(data, "export-journal", str(tmp_path / "later.jsonl")).returncode == 0
    code, answer = verify(tmp_path / "later.jsonl")
    assert code == 1 and named in answer, answer


def test_an_export_cut_off_at_its_end_is_named_without_the_file_of_seals(
    verify: Verify, data: Path, elsewhere: Path
) -> None:
    path = elsewhere / "journal.jsonl"
    in_export(path, data, cut_the_tail)
    code, answer = verify(path)
    assert code == 1 and "phần cuối đã bị cắt" in answer
    path.write_text("".join(line + "\n" for line in path.read_text().splitlines()[:-1]))
    code, answer = verify(path)
    assert code == 1 and "không có dòng kết thúc" in answer


def test_a_journal_whose_keys_were_changed_too_is_named_by_the_file_of_seals(verify: Verify, data: Path) -> None:
    def recompute(journal: Journal) -> str:
        shutil.rmtree(data / "keys")
        return recompute_with_the_stolen_key(journal)

    named = in_database(data, recompute)
    code, answer = verify(data=data)
    assert code == 1 and named in answer


def test_a_tail_that_was_cut_and_sealed_over_is_named(verify: Verify, data: Path) -> None:
    """Five seconds later the sealer has written a seal of the same number."""
    named = in_database(data, cut_the_tail)
    script(data, "tests.faults.one_more_act")
    code, answer = verify(data=data)
    assert code == 1 and named in answer and "rồi niêm phong lại" in answer


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        (lambda path: path.unlink(), "Niêm phong số 1 đến 3 không có trong tệp"),
        (lambda path: path.write_text(""), "Niêm phong số 1 đến 3 không có trong tệp"),
        (lambda path: path.write_text(path.read_text().splitlines()[0] + "\n"), "Niêm phong số 2 đến 3 không có"),
        (lambda path: path.write_text("".join(path.read_text().splitlines(True)[1:])), "Niêm phong số 1 không có"),
        (lambda path: path.write_text(path.read_text()[:-9]), "Niêm phong số 3 không có trong tệp"),
    ],
    ids=["removed", "emptied", "its end cut", "its beginning cut", "torn"],
)
def test_harm_to_the_file_of_seals_is_named(
    harm: Callable[[Path], object], named: str, verify: Verify, data: Path
) -> None:
    harm(data / "seals" / "seals.jsonl")
    code, answer = verify(data=data)
    assert code == 1 and named in answer


def test_a_shorter_file_of_seals_beside_an_export_is_named(verify: Verify, elsewhere: Path) -> None:
    filed = elsewhere / "seals.jsonl"
    filed.write_text(filed.read_text().splitlines()[0] + "\n")
    code, answer = verify(elsewhere / "journal.jsonl", "--seals", filed)
    assert code == 1 and "Niêm phong số 2 đến 3 không có trong tệp" in answer


def test_what_is_no_export_is_told(verify: Verify, tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text("Kính gửi")
    assert verify(tmp_path / "x.jsonl") == (1, "")
    (tmp_path / "x.jsonl").write_text('{"type": "line"}\n')
    assert verify(tmp_path / "x.jsonl") == (1, "")
    assert verify(tmp_path / "none.jsonl") == (1, "")
