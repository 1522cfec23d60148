"""Seals and the verifier: what was tampered with is named, in the database and in an export."""

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError

from dondoc.audit import export, seals
from dondoc.audit.engine import canonical
from dondoc.audit.engine.verifier import verify
from dondoc.audit.journal import mac_key
from dondoc.audit.models import JournalLine
from dondoc.lib import keys
from tests.world import NOW, World


@pytest.fixture
def sealed(province: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    """Three seals over a few acts, with the file of seals in a folder of this test's own."""
    monkeypatch.setattr(settings, "SEALS_DIR", tmp_path / "seals")
    for step in range(3):
        province.issue(at=NOW + timedelta(minutes=step))
        assert seals.seal(at=NOW + timedelta(minutes=step, seconds=5)) is not None
    return province


class Copy:
    """The journal as data, to be tampered with."""

    def __init__(self) -> None:
        self.lines: list[dict[str, Any]] = list(export.lines())
        self.seals = list(export.seals())
        self.sealed = list(export.sealed_lines())
        self.filed = export.filed_seals(settings.SEALS_DIR / "seals.jsonl")

    def faults(self, *, filed: bool = True) -> list[tuple[str, int | None, int | None]]:
        key = keys.seal_key(settings.KEYS_DIR)
        report = verify(
            self.lines, self.seals, self.sealed, public_key=key.public_key(), mac_key=mac_key(),
            filed=self.filed if filed else None,
        )  # fmt: skip
        return [(fault.kind, fault.line_id, fault.seal) for fault in report.faults]


def test_an_untouched_journal_is_sound(sealed: World) -> None:
    assert Copy().faults() == []
    assert export.verify_database().sound


def test_everything_committed_is_sealed(sealed: World) -> None:
    assert export.verify_database().unsealed == 0
    assert seals.seal(at=NOW) is None


def test_a_changed_row_is_named(sealed: World) -> None:
    copy = Copy()
    copy.lines[4]["verb"] = "documents.correct"
    assert ("changed", copy.lines[4]["id"], 1) in copy.faults()


def test_a_removed_row_is_named(sealed: World) -> None:
    copy = Copy()
    gone = copy.lines.pop(3)["id"]
    assert ("removed", gone, 1) in copy.faults()


def test_a_removed_row_whose_seal_entry_went_too_is_named_by_its_seal(sealed: World) -> None:
    copy = Copy()
    gone = copy.lines.pop(3)["id"]
    copy.sealed = [entry for entry in copy.sealed if entry[0] != gone]
    assert ("removed", None, 1) in copy.faults()


def test_an_added_row_is_named(sealed: World) -> None:
    copy = Copy()
    forged = {**copy.lines[-1], "id": copy.lines[-1]["id"] + 1, "body": '{"forged":true}'}
    copy.lines.append(forged)
    assert ("added", forged["id"], None) in copy.faults()


def test_a_cut_tail_is_named(sealed: World) -> None:
    copy = Copy()
    last = copy.seals.pop()
    kept = {entry[0] for entry in copy.sealed if entry[1] != last["sequence"]}
    copy.sealed = [entry for entry in copy.sealed if entry[0] in kept]
    copy.lines = [line for line in copy.lines if line["id"] in kept]
    assert ("cut", last["last_line_id"], last["sequence"]) in copy.faults()
    assert copy.faults(filed=False) == [], "only the file outside the database can tell"


def _recompute(copy: Copy, sign: Callable[[str], str]) -> None:
    """Changes a line and makes the chain hang together again."""
    copy.lines[0]["body"] = '{"rewritten":true}'
    copy.lines[0]["mac"] = canonical.mac(mac_key(), copy.lines[0])
    digests = {line["id"]: canonical.digest(line) for line in copy.lines}
    copy.sealed = [(pk, seal, place, digests[pk]) for pk, seal, place, _ in copy.sealed]
    previous = seals.GENESIS
    for seal in copy.seals:
        entries = [(e[0], e[3]) for e in sorted(copy.sealed, key=lambda e: e[2]) if e[1] == seal["sequence"]]
        seal["previous"] = previous
        seal["digest"] = previous = canonical.seal_digest(seal, entries)
        seal["signature"] = sign(previous)


def test_a_chain_recomputed_without_the_key_is_named(sealed: World) -> None:
    copy = Copy()
    _recompute(copy, lambda digest: "00" * 64)
    assert {fault[0] for fault in copy.faults(filed=False)} == {"rewritten"}


def test_a_chain_recomputed_with_the_stolen_key_is_named_by_the_file(sealed: World) -> None:
    copy = Copy()
    key = keys.seal_key(settings.KEYS_DIR)
    _recompute(copy, lambda digest: key.sign(digest.encode()).hex())
    assert copy.faults(filed=False) == []
    assert ("rewritten", None, 1) in copy.faults()


def test_an_export_is_verified_without_the_database(sealed: World, tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"
    call_command("export_journal", str(path))
    assert export.verify_file(path, filed=settings.SEALS_DIR / "seals.jsonl").sound
    rows = [json.loads(text) for text in path.read_text().splitlines()]
    changed = next(row for row in rows if row["type"] == "line")
    changed["verb"] = "tasks.cancel"
    path.write_text("\n".join(json.dumps(row) for row in rows))
    report = export.verify_file(path)
    assert [(fault.kind, fault.line_id) for fault in report.faults] == [("changed", changed["id"])]


def test_the_command_says_so_and_fails(sealed: World, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("verify_journal")
    assert "nguyên vẹn" in capsys.readouterr().out
    (settings.SEALS_DIR / "seals.jsonl").write_text("")
    with pytest.raises(CommandError):
        call_command("verify_journal")


def test_a_line_committed_late_is_sealed_by_the_next_seal(sealed: World) -> None:
    last = JournalLine.objects.order_by("-pk").values().first()
    assert last is not None
    fields = {name: last[name] for name in canonical.FIELDS}
    late = JournalLine.objects.create(pk=last["id"] + 50, **fields, mac=canonical.mac(mac_key(), fields))
    assert seals.seal(at=NOW + timedelta(hours=1)) is not None
    between = JournalLine.objects.create(pk=last["id"] + 7, **fields, mac=canonical.mac(mac_key(), fields))
    assert seals.seal(at=NOW + timedelta(hours=1, seconds=5)) is not None
    assert export.verify_database().sound and late.pk > between.pk
