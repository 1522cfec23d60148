"""The sealer: late commits, two at once, what a crash leaves behind, the day's end, and the file before the commit."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.conf import settings
from django.db import DatabaseError

from dondoc.audit import export, seals
from dondoc.audit.engine import canonical, spans
from dondoc.audit.jobs import seal_journal
from dondoc.audit.journal import mac_key
from dondoc.audit.models import JournalLine, Seal, SealedLine
from dondoc.config.schedules import SCHEDULES
from dondoc.lib.days import moment
from tests.world import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def filed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of seals, in a folder of this test's own."""
    monkeypatch.setattr(settings, "SEALS_DIR", tmp_path / "seals")
    return tmp_path / "seals" / "seals.jsonl"


LINE = dict.fromkeys(canonical.FIELDS) | {
    "at": NOW, "verb": "audit.tested", "outcome": "done", "channel": "system", "subject_kind": "", "body": "{}",
}  # fmt: skip


def write(**more: object) -> JournalLine:
    """One line of the product, as the next or with an id that was taken earlier."""
    return JournalLine.objects.create(**LINE | {"mac": canonical.mac(mac_key(), LINE)} | more)


def kinds() -> list[str]:
    return sorted(fault.kind for fault in export.verify_database().faults)


def entries(filed: Path) -> list[dict[str, object]]:
    return [json.loads(text) for text in filed.read_text().splitlines()]


# ---- what is sealed --------------------------------------------------------------------------------------------


def test_a_line_that_commits_behind_others_is_in_the_next_seal() -> None:
    first = write()
    later = write(pk=first.pk + 1000)
    seals.seal(at=NOW)
    late = write(pk=first.pk + 500)
    made = seals.seal(at=NOW)
    assert made is not None
    assert SealedLine.objects.get(line_id=late.pk).seal_sequence == made.sequence
    assert made.last_line_id == later.pk
    assert kinds() == []


def test_a_line_farther_behind_than_the_beat_looks_is_sealed_by_the_first_seal_of_the_next_day(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(seals, "LOOK_BACK", 10)
    with time_machine.travel(NOW, tick=False) as clock:
        seal_journal.call()
        write(pk=2_000_000)
        seal_journal.call()
        late = write(pk=1_000_000)
        seal_journal.call()
        assert not SealedLine.objects.filter(line_id=late.pk).exists(), "it lies too far back for the beat"
        assert export.verify_database().unsealed == 1
        clock.move_to(NOW + timedelta(days=1))
        seal_journal.call()
    assert SealedLine.objects.filter(line_id=late.pk).exists()
    assert export.verify_database().unsealed == 0 and kinds() == []


def test_more_lines_than_one_seal_takes_are_sealed_by_several(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seals, "BATCH", 3)
    seal_journal.call()
    before = Seal.objects.count()
    for _ in range(8):
        write()
    seal_journal.call()
    assert list(Seal.objects.filter(sequence__gt=before).values_list("count", flat=True)) == [3, 3, 2]
    assert export.verify_database().unsealed == 0 and kinds() == []


def test_a_line_that_is_not_ours_is_never_sealed_and_stays_named(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there are: they do not keep ours from being sealed."""
    monkeypatch.setattr(seals, "BATCH", 3)
    seal_journal.call()
    for _ in range(7):
        write(mac="0" * 64)
    ours = write()
    seal_journal.call()
    assert SealedLine.objects.filter(line_id=ours.pk).exists()
    assert kinds() == ["added"] * 7


# ---- two sealers, crashes --------------------------------------------------------------------------------------


def test_of_two_sealers_on_two_machines_one_wins(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second has read the journal before the first committed."""
    write()
    read, beaten = seals._next, []

    def overtaken(after: int) -> list[dict[str, object]]:
        lines = read(after)
        monkeypatch.setattr(seals, "_next", read)
        folder = settings.SEALS_DIR
        monkeypatch.setattr(settings, "SEALS_DIR", folder.parent / "of another machine")
        beaten.append(seals.seal(at=NOW))
        monkeypatch.setattr(settings, "SEALS_DIR", folder)
        return lines

    monkeypatch.setattr(seals, "_next", overtaken)
    assert seals.seal(at=NOW) is None
    assert Seal.objects.get() == beaten[0]


def test_a_seal_is_in_the_file_before_it_is_committed(filed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without room on the disk nothing is sealed; with the file written and the commit lost, the file tells."""
    write()

    def full(file: seals.SealFile, entry: object) -> None:
        raise OSError("no space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(seals.SealFile, "append", full)
        with pytest.raises(OSError, match="no space"):
            seals.seal(at=NOW)
    assert not Seal.objects.exists() and not SealedLine.objects.exists()
    assert seals.seal(at=NOW) is not None
    assert [entry["sequence"] for entry in entries(filed)] == [1]


def crash(filed: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """The machine stops between the file and the commit."""
    append = seals.SealFile.append

    def written(file: seals.SealFile, entry: dict[str, object]) -> None:
        append(file, entry)
        raise DatabaseError("the server went away")

    with monkeypatch.context() as patched:
        patched.setattr(seals.SealFile, "append", written)
        with pytest.raises(DatabaseError):
            seals.seal(at=NOW)
    return entries(filed)[-1]


def test_a_seal_that_a_crash_undid_is_named_until_it_is_taken_up_as_it_was(
    filed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write()
    seals.seal(at=NOW)
    lines = [write(), write()]
    left = crash(filed, monkeypatch)
    assert left["lines"] == spans.write(line.pk for line in lines)
    assert kinds() == ["undone"]
    late = write()
    made = seals.seal(at=NOW + timedelta(seconds=5))
    assert made is not None and (made.digest, made.signature) == (left["digest"], left["signature"])
    assert not SealedLine.objects.filter(line_id=late.pk).exists()
    assert kinds() == []
    seals.seal(at=NOW + timedelta(seconds=10))
    assert [entry["sequence"] for entry in entries(filed)] == [1, 2, 3]
    assert export.verify_database().unsealed == 0 and kinds() == []


def test_a_seal_whose_lines_went_with_it_is_not_taken_up_and_stays_named(
    filed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database put back to an earlier state: the sealer goes on, and the file tells what was there."""
    write()
    seals.seal(at=NOW)
    left = crash(filed, monkeypatch) if write() else {}
    gone = {**left, "lines": spans.write([9_999_999]), "count": 1}
    filed.write_text("\n".join(json.dumps(entry) for entry in [entries(filed)[0], gone]) + "\n")
    made = seals.seal(at=NOW + timedelta(seconds=5))
    assert made is not None and made.sequence == 2 and made.digest != left["digest"]
    assert kinds() == ["cut"]


def test_a_line_cut_off_in_the_file_does_not_swallow_the_next(filed: Path) -> None:
    write()
    seals.seal(at=NOW)
    with filed.open("a") as out:
        out.write('{"sequence": 2, "dig')
    write()
    assert seals.seal(at=NOW) is not None
    assert [entry["sequence"] for entry in export.filed_seals(filed)] == [1, 2]
    assert kinds() == []


# ---- the clock -------------------------------------------------------------------------------------------------


def test_the_sealer_runs_every_few_seconds() -> None:
    assert SCHEDULES["audit.seal"] <= timedelta(seconds=10)


def test_a_day_ends_at_midnight_by_the_clock_of_viet_nam_and_is_sealed_once() -> None:
    """Also a day on which nothing was done."""

    def days() -> int:
        return Seal.objects.filter(kind="day").count()

    with time_machine.travel(moment(TODAY, 9), tick=False) as clock:
        seal_journal.call()
        first = days()
        clock.move_to(moment(TODAY, 23, 59))
        seal_journal.call()
        assert days() == first
        for minute in (0, 1, 2):
            clock.move_to(moment(TODAY + timedelta(days=1), 0, minute))
            seal_journal.call()
            assert days() == first + 1
        clock.move_to(moment(TODAY + timedelta(days=3), 12))
        seal_journal.call()
        assert days() == first + 2
    assert kinds() == []


# ---- spans -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("numbers", [[], [5], [1, 2, 3], [1, 3, 4, 9], [7, 6, 5, 12]], ids=str)
def test_spans_are_read_as_they_were_written(numbers: list[int]) -> None:
    assert spans.read(spans.write(numbers)) == sorted(numbers)
