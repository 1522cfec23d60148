"""Numbers kept free: taken at once, used later with their true day, voided when their time is over; never a gap."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine

from dondoc.documents import actions, jobs, queries
from dondoc.documents.models import Number, NumberBlock, Register
from dondoc.lib.days import moment
from dondoc.lib.errors import Forbidden, Refused, WrongState
from dondoc.notifications.models import Notice
from tests.world import NOW, TODAY, World

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=2)


def reserved(world: World, **more: Any) -> NumberBlock:
    given: dict[str, Any] = {"count": 3, "reason": "Mất mạng", "expires_on": TODAY + timedelta(days=7)} | more
    register = world.issue().number.register
    return actions.reserve_numbers(register, **given, by=world.actor("clerk"), at=NOW)


def test_the_next_numbers_are_kept_and_the_count_goes_on_behind_them(province: World) -> None:
    block = reserved(province)
    assert (block.first, block.last) == (2, 4)
    assert province.issue(at=LATER).number.number == 5
    proof = queries.proof(block.register, TODAY.year)
    assert (proof.issued, proof.reserved, proof.sound) == (2, 3, True)


def test_a_kept_number_is_used_with_the_day_it_was_given_on_paper(province: World) -> None:
    block = reserved(province)
    province.issue(at=LATER)
    number = block.numbers()[0]
    entry = province.issue(reserved=number, issued_on=TODAY, at=LATER)
    number.refresh_from_db()
    assert entry.number == number and number.state == "issued"
    assert (entry.document.symbol, entry.document.issued_on) == ("02/CT-UBND", TODAY)
    assert queries.proof(block.register, TODAY.year).sound
    with pytest.raises(WrongState):
        province.issue(reserved=number, at=LATER)


def test_it_is_not_dated_before_it_was_kept(province: World) -> None:
    number = reserved(province).numbers()[0]
    with pytest.raises(Refused) as refused:
        province.issue(reserved=number, issued_on=TODAY - timedelta(days=1), at=LATER)
    assert [finding.field for finding in refused.value.findings] == ["issued_on"]
    number.refresh_from_db()
    assert number.state == "reserved"


def test_a_number_of_another_register_is_refused(province: World) -> None:
    number = reserved(province).numbers()[0]
    rules = [(province.type("TB"), "")]
    other = actions.create_register(
        agency=province.units["UBND"], direction="out", name="Sổ TB", rules=rules, by=province.actor("admin"), at=NOW
    )
    actions.open_register(other, last_number=0, by=province.actor("chairman"), at=NOW)
    with pytest.raises(Refused) as refused:
        province.issue(type_=province.type("TB"), reserved=number, at=LATER)
    assert "other_register" in {finding.code for finding in refused.value.findings}


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"count": 0}, "count"),
        ({"count": 101}, "count"),
        ({"reason": " "}, "reason"),
        ({"expires_on": TODAY - timedelta(days=1)}, "expires_on"),
        ({"expires_on": date(2027, 1, 1)}, "expires_on"),
        ({"expires_on": TODAY + timedelta(days=61)}, "expires_on"),
    ],
)
def test_too_many_too_long_or_without_a_reason_takes_nothing(province: World, more: dict[str, Any], field: str) -> None:
    with pytest.raises(Refused) as refused:
        reserved(province, **more)
    assert [finding.field for finding in refused.value.findings] == [field]
    assert not Number.objects.filter(state="reserved").exists()


def test_only_the_registry_that_keeps_the_register_keeps_numbers(province: World) -> None:
    register = province.issue().number.register
    for username in ("chairman", "snv_clerk", "admin"):
        with pytest.raises(Forbidden):
            actions.reserve_numbers(
                register, count=1, reason="x", expires_on=TODAY, by=province.actor(username), at=NOW
            )


def test_what_is_left_after_the_last_day_is_voided_with_its_reason(province: World) -> None:
    block = reserved(province, expires_on=TODAY + timedelta(days=1))
    province.issue(reserved=block.numbers()[0], at=NOW)
    with time_machine.travel(moment(TODAY + timedelta(days=1), 23, 59), tick=False):
        jobs.expire_blocks.call()
    assert block.numbers().count() == 2
    with time_machine.travel(moment(TODAY + timedelta(days=2), 0), tick=False):
        jobs.expire_blocks.call()
        jobs.expire_blocks.call()
    void = Number.objects.filter(state="void").order_by("number")
    assert [one.number for one in void] == [3, 4]
    assert {one.reason for one in void} == {"Hết hạn giữ số ngày 26/11/2026: Mất mạng"}
    assert queries.proof(block.register, TODAY.year).sound


def test_the_daily_proof_tells_of_a_gap_once_a_day(province: World, monkeypatch: pytest.MonkeyPatch) -> None:
    register = province.issue().number.register
    real = queries.proof

    def with_gap(asked: Register, year: int) -> queries.Proof:
        found = real(asked, year)
        fields = {name: getattr(found, name) for name in found.__dataclass_fields__}
        return queries.Proof(**fields | {"missing": (7,)}) if asked == register else found

    monkeypatch.setattr(queries, "proof", with_gap)
    with time_machine.travel(NOW, tick=False):
        jobs.prove_registers.call()
        jobs.prove_registers.call()
    told = Notice.objects.filter(key__startswith=f"documents.prove:{register.pk}")
    assert [one.sentence for one in told] == [f"{register.name}, Ủy ban nhân dân tỉnh: thiếu 1 số năm 2026"]


def test_the_year_changes_at_midnight_in_viet_nam(province: World) -> None:
    """00:00 of 1 January there is 17:00 of 31 December in Greenwich (LT21)."""
    last = province.issue(at=moment(date(2026, 12, 31), 23, 59) + timedelta(seconds=59, microseconds=999_999))
    first = province.issue(at=moment(date(2027, 1, 1), 0))
    assert (last.number.year, first.number.year, first.number.number) == (2026, 2027, 1)
    assert last.document.symbol == first.document.symbol == "01/CT-UBND"
