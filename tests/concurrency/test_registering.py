"""Fifty register at the same moment: no gap, no double, and whoever is refused is told why."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.conf import settings

from dondoc.documents import actions as documents
from dondoc.documents.models import Document, Entry, Number, Recipient, Register
from dondoc.files.models import StoredFile
from dondoc.lib.actor import SYSTEM
from dondoc.lib.days import moment
from dondoc.lib.errors import Refused, WrongState
from dondoc.organization.models import Holding
from dondoc.organization.queries import actor_for
from dondoc.tasks import actions as tasks
from tests.concurrency.census import census
from tests.concurrency.crowd import at_once
from tests.world import NOW, TODAY, World

CLERKS = {"clerk": "UBND", "snv_clerk": "SNV", "stc_clerk": "STC", "xa_clerk": "XA"}

Act = Callable[[], Any]


@pytest.fixture
def world(committed_province: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> World:
    monkeypatch.setattr(settings, "SEALS_DIR", tmp_path / "seals")
    return committed_province


def incoming(world: World, clerk: str, symbol: str, **more: Any) -> Act:
    given: dict[str, Any] = {
        "type_": world.type("CV"),
        "symbol": symbol,
        "issuer_name": "Bộ Tài chính",
        "abstract": f"Về việc {symbol}",
        "issued_on": TODAY,
        "files": [],
        "by": world.actor(clerk),
        "at": NOW,
    }
    return partial(documents.register_incoming, **given | more)


def issue(world: World, clerk: str, **more: Any) -> Act:
    """A report of the clerk's agency, or a directive of the Committee, to all the others."""
    signer = {"clerk": "chairman", "snv_clerk": "snv_head", "stc_clerk": "stc_head", "xa_clerk": "xa_head"}[clerk]
    given: dict[str, Any] = {
        "type_": world.type("BC"),
        "abstract": "Báo cáo kết quả",
        "signer": world.post(signer),
        "recipients": [(world.units[code], "") for code in CLERKS.values() if code != CLERKS[clerk]],
        "files": [(StoredFile.objects.first() or world.pdf("bao cao", by=clerk), "bc.pdf")],
        "by": world.actor(clerk),
        "at": NOW,
    }
    return partial(documents.issue, **given | more)


def numbers(entries: list[Any]) -> list[tuple[int, int, int]]:
    """Register, year and number of each entry; whatever is no entry fails the test."""
    assert [got for got in entries if not isinstance(got, Entry)] == []
    return sorted((e.number.register_id, e.number.year, e.number.number) for e in entries)


def test_fifty_of_every_kind_over_all_registers(world: World) -> None:
    queue = [item for _ in range(5) for item in issue(world, "clerk")().document.recipients.all()]
    takers = {world.units["SNV"].pk: "snv_clerk", world.units["STC"].pk: "stc_clerk", world.units["XA"].pk: "xa_clerk"}
    acts = [partial(documents.register_arrival, item, by=world.actor(takers[item.unit_id]), at=NOW) for item in queue]
    acts += [incoming(world, clerk, f"{n}/BTC-VP") for n in range(5) for clerk in CLERKS]
    acts += [issue(world, clerk) for _ in range(4) for clerk in CLERKS][: 50 - len(acts)]
    assert len(acts) == 50
    before = Number.objects.count()
    got = numbers(at_once(acts))
    assert len(set(got)) == 50 and Number.objects.count() == before + 50
    assert census()["faults"] == []


def test_fifty_over_one_register(world: World) -> None:
    got = numbers(at_once([incoming(world, "clerk", f"{n}/BTC-VP") for n in range(50)]))
    assert [number for _, _, number in got] == list(range(1, 51))
    assert census()["faults"] == []


def test_whoever_is_undone_gives_his_number_back(world: World) -> None:
    """Every second one is refused after it may already have waited for the register."""
    due = TODAY - timedelta(days=1)
    good = [incoming(world, "clerk", f"{n}/BTC-VP") for n in range(20)]
    bad = [incoming(world, "clerk", f"{n}/BNV-VP", due_on=due) for n in range(20)]
    got = at_once([act for pair in zip(good, bad, strict=True) for act in pair])
    assert [number for _, _, number in numbers(got[::2])] == list(range(1, 21))
    assert {type(error) for error in got[1::2]} == {Refused}
    assert census()["faults"] == []


def test_the_year_changes_while_all_register(world: World) -> None:
    """Dieu 15, 22: the numbers of a year begin with 01 on 1 January, at midnight by the clock of Viet Nam."""
    eve, morning = TODAY.replace(month=12, day=31), TODAY.replace(year=2027, month=1, day=1)
    last, first = moment(eve, 23, 59) + timedelta(seconds=59), moment(morning, 0)
    acts = []
    for n in range(12):
        acts += [
            incoming(world, "clerk", f"{n}/BTC-A", at=last),
            incoming(world, "clerk", f"{n}/BTC-B", at=first),
            issue(world, "clerk", at=last),
            issue(world, "clerk", at=first),
        ]
    got = numbers(at_once(acts))
    registers = {register for register, _, _ in got}
    assert got == [(r, year, n) for r in sorted(registers) for year in (2026, 2027) for n in range(1, 13)]
    assert census()["faults"] == []


def test_the_same_paper_typed_by_two_at_once_is_in_the_register_once(world: World) -> None:
    """Also the double click: the second is asked, exactly as one that comes a minute later."""
    for n in range(5):
        got = at_once([incoming(world, "clerk", f"{n}/BTC-VP")] * 6)
        assert len([entry for entry in got if isinstance(entry, Entry)]) == 1
        refused = [error for error in got if not isinstance(error, Entry)]
        assert {finding.code for error in refused for finding in error.findings} == {"duplicate"}
    assert Document.objects.count() == 5
    assert census()["faults"] == []


def test_the_same_scan_registered_by_two_at_once_is_in_the_register_once(world: World) -> None:
    scan = [(world.pdf("mot ban quet"), "a.pdf")]
    got = at_once([incoming(world, "clerk", f"{n}/BTC-VP", files=scan) for n in range(6)])
    assert len([entry for entry in got if isinstance(entry, Entry)]) == 1
    assert Document.objects.count() == 1


def test_one_item_of_the_queue_taken_by_many_is_registered_once(world: World) -> None:
    items = list(issue(world, "clerk")().document.recipients.all())
    clerk = world.actor("snv_clerk")
    item = next(one for one in items if one.unit_id == clerk.agency_id)
    acts = [partial(documents.register_arrival, item, by=clerk, at=NOW)] * 6
    acts += [partial(documents.return_arrival, item, reason="Gửi nhầm", by=clerk, at=NOW)] * 2
    got = at_once(acts)
    assert len([one for one in got if isinstance(one, (Entry, Recipient))]) == 1
    assert {type(one) for one in got} - {Entry, Recipient} == {WrongState}
    assert census()["faults"] == []


def test_two_heads_act_on_one_task(world: World) -> None:
    """409 with what changed for the one who comes second, by the version he had on his page."""
    task = world.task()
    head, officer = world.actor("snv_head"), world.post("snv_officer")
    unit_head = world.post("snv_unit_head")
    got = at_once([
        partial(tasks.acknowledge, task, person=officer, version=task.version, by=head, at=NOW),
        partial(tasks.return_task, task, ground="Không thuộc chức năng", version=task.version, by=head, at=NOW),
        partial(tasks.acknowledge, task, person=unit_head, version=task.version, by=head, at=NOW),
    ])  # fmt: skip
    lost = [one for one in got if isinstance(one, WrongState)]
    assert len(lost) == 2
    assert all(error.changed for error in lost)


def test_the_result_is_accepted_or_sent_back_never_both(world: World) -> None:
    task, chief = world.submitted(), world.actor("chief")
    acts = [
        partial(tasks.accept, task, by=chief, at=NOW),
        partial(tasks.send_back, task, reason="Thiếu", by=chief, at=NOW),
    ]
    got = at_once(acts * 3)
    assert len([one for one in got if isinstance(one, WrongState)]) == 5


def test_a_number_voided_by_many_is_void_once_and_never_given_again(world: World) -> None:
    entry = issue(world, "clerk", recipients=[(None, "Công ty A")])()
    holding = Holding.objects.select_related("post__unit").get(user__username="clerk")
    voids = [
        partial(documents.void_number, entry.number, reason="Ghi nhầm", by=actor_for(holding, channel="web"), at=NOW)
    ]
    got = at_once(voids * 5 + [issue(world, "clerk") for _ in range(10)])
    assert [type(one) for one in got[:5]].count(Number) == 1
    assert {type(one) for one in got[:5]} == {Number, WrongState}
    assert [number for _, _, number in numbers(got[5:])] == list(range(2, 12))
    assert census()["faults"] == []


def test_a_register_is_opened_once(world: World) -> None:
    head = world.actor("stc_head")
    register = documents.create_register(
        agency=world.units["STC"], direction="out", name="Sổ mới", rules=[(world.type("QĐ"), "")], by=SYSTEM, at=NOW
    )
    got = at_once([partial(documents.open_register, register, last_number=n, by=head, at=NOW) for n in range(8)])
    assert [type(one) for one in got].count(Register) == 1
    assert {type(one) for one in got} == {Register, WrongState}
    assert register.counters.count() == 1


def test_an_empty_installation_is_founded_once(transactional_db: None) -> None:
    from dondoc.lib.actor import PUBLIC
    from dondoc.organization import actions as organization
    from dondoc.organization.models import Kind, Unit, User

    def found(name: str, kind: str) -> Act:
        return partial(
            organization.found, agency_name=name, abbreviation=name, kind=Kind.objects.get(code=kind),
            full_name="Nguyễn Văn A", username=name, password="mat-khau-dai-lam", by=PUBLIC, at=NOW,
        )  # fmt: skip

    got = at_once([found(f"ubnd{n}", kind) for n in range(3) for kind in ("province", "commune")])
    assert [type(one) for one in got].count(WrongState) == 5
    assert User.objects.count() == Unit.objects.count() == 1
