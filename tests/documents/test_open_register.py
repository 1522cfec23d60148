"""Opening a register with the last number used outside: once, by the head's act."""

import pytest

from dondoc.documents import actions
from dondoc.documents.models import Counter, Register
from dondoc.lib.actor import SYSTEM
from dondoc.lib.days import moment
from dondoc.lib.errors import Forbidden, Refused, WrongState
from tests.world import NOW, TODAY, World


@pytest.fixture
def register(province: World) -> Register:
    return actions.create_register(
        agency=province.units["UBND"], direction="out", name="Sổ chỉ thị", rules=[(province.type("CT"), "")],
        by=SYSTEM, at=NOW,
    )  # fmt: skip


def test_numbers_go_on_from_what_was_used_outside(province: World, register: Register) -> None:
    actions.open_register(register, last_number=11, by=province.actor("chairman"), at=NOW)
    assert province.issue().document.symbol == "12/CT-UBND"
    counter = Counter.objects.get(register=register)
    assert (counter.year, counter.opened_with, counter.last_number) == (TODAY.year, 11, 12)


def test_a_register_that_was_not_opened_gives_no_number(province: World, register: Register) -> None:
    with pytest.raises(Refused) as refused:
        province.issue()
    assert [finding.code for finding in refused.value.findings] == ["register_closed"]


def test_it_is_opened_once(province: World, register: Register) -> None:
    actions.open_register(register, last_number=0, by=province.actor("chairman"), at=NOW)
    with pytest.raises(WrongState):
        actions.open_register(register, last_number=5, by=province.actor("chairman"), at=NOW)


@pytest.mark.parametrize("username", ["clerk", "chief", "admin", "snv_head"])
def test_only_the_head_of_the_agency_opens_it(province: World, register: Register, username: str) -> None:
    with pytest.raises(Forbidden):
        actions.open_register(register, last_number=0, by=province.actor(username), at=NOW)


@pytest.mark.parametrize("last", [-1, 10_000_000_000])
def test_a_last_number_that_cannot_be_is_refused(province: World, register: Register, last: int) -> None:
    with pytest.raises(Refused) as refused:
        actions.open_register(register, last_number=last, by=province.actor("chairman"), at=NOW)
    assert [finding.field for finding in refused.value.findings] == ["last_number"]
    register.refresh_from_db()
    assert register.opened_at is None


def test_15_1_numbers_already_printed_with_this_symbol_are_behind_it(province: World) -> None:
    """The general register gave 01 and 02 before there was a register of directives."""
    for minute in (0, 1):
        province.issue(at=moment(TODAY, 9, minute))
    province.issue(type_=province.type("QĐ"), at=moment(TODAY, 9, 2))
    register = actions.create_register(
        agency=province.units["UBND"], direction="out", name="Sổ chỉ thị", rules=[(province.type("CT"), "")],
        by=SYSTEM, at=NOW,
    )  # fmt: skip
    with pytest.raises(Refused) as refused:
        actions.open_register(register, last_number=1, by=province.actor("chairman"), at=NOW)
    (finding,) = refused.value.findings
    assert (finding.field, finding.code) == ("last_number", "symbol_used") and "02/CT-UBND" in finding.sentence
    actions.open_register(register, last_number=2, by=province.actor("chairman"), at=NOW)
    assert province.issue(at=moment(TODAY, 10)).document.symbol == "03/CT-UBND"


def test_the_next_year_begins_at_one(province: World, register: Register) -> None:
    actions.open_register(register, last_number=11, by=province.actor("chairman"), at=NOW)
    assert province.issue(at=moment(TODAY.replace(year=2027, month=1, day=1), 0)).document.symbol == "01/CT-UBND"
