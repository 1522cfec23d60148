"""Sealing and verifying while others write: nothing is left out, nobody is accused wrongly."""

import threading
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, transaction

from dondoc.audit import export, seals
from dondoc.audit.journal import record
from dondoc.audit.models import JournalLine, Seal, SealedLine
from dondoc.lib.actor import SYSTEM
from tests.concurrency.crowd import at_once
from tests.world import NOW

pytestmark = pytest.mark.usefixtures("transactional_db")


@pytest.fixture(autouse=True)
def _filed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "SEALS_DIR", tmp_path / "seals")


def write() -> int:
    """Writes one line; gives its id, which is this thread's own."""
    mark = uuid4().hex
    record("audit.tested", by=SYSTEM, at=NOW, mark=mark)
    return JournalLine.objects.get(body__contains=mark).pk


def test_a_transaction_that_commits_after_a_seal_over_higher_ids_is_sealed_next() -> None:
    seals.seal(at=NOW)
    written, sealed = threading.Event(), threading.Event()

    def slow() -> int:
        with transaction.atomic():
            line = write()
            written.set()
            assert sealed.wait(60)
        return line

    def quick() -> int:
        assert written.wait(60)
        line = write()
        made = seals.seal(at=NOW)
        assert made is not None and (made.count, made.last_line_id) == (1, line)
        sealed.set()
        return line

    slow_pk, quick_pk = at_once([slow, quick])
    assert slow_pk < quick_pk
    assert export.verify_database().unsealed == 1 and export.verify_database().sound
    made = seals.seal(at=NOW)
    assert made is not None and SealedLine.objects.get(line_id=slow_pk).seal_sequence == made.sequence
    assert export.verify_database().unsealed == 0 and export.verify_database().sound


def test_many_sealers_at_once_make_one_chain() -> None:
    seals.seal(at=NOW)
    before = Seal.objects.count()
    for _ in range(5):
        for _ in range(20):
            write()
        made = at_once([partial(seals.seal, at=NOW)] * 6)
        assert len([one for one in made if isinstance(one, Seal)]) == 1
        assert not [one for one in made if isinstance(one, Exception)]
    assert Seal.objects.count() == before + 5
    assert export.verify_database().sound


def test_verifying_and_exporting_while_all_write_and_seal_finds_nothing(tmp_path: Path) -> None:
    """What is read is one moment of the journal: no line counts as added or cut because it was just written."""
    done = threading.Event()
    wrong: list[str] = []

    def busy(act: object) -> None:
        try:
            while not done.wait(0.005):
                act()  # type: ignore[operator]
        except Exception as error:  # the test looks at it
            wrong.append(repr(error))
        finally:
            connection.close()

    others = [threading.Thread(target=busy, args=(act,)) for act in (write, write, partial(seals.seal, at=NOW))]
    for other in others:
        other.start()
    try:
        for turn in range(8):
            wrong += [fault.sentence for fault in export.verify_database().faults]
            path = tmp_path / f"{turn}.jsonl"
            with path.open("w", encoding="utf-8") as out:
                export.write(out)
            wrong += [fault.sentence for fault in export.verify_file(path).faults]
    finally:
        done.set()
        for other in others:
            other.join()
    assert wrong == []
    assert Seal.objects.count() > 2
