"""The proof of a register: 1…N issued, void or reserved, and nothing missing."""

from datetime import timedelta

from dondoc.documents import actions, queries
from dondoc.documents.models import Counter, Number, Register
from dondoc.lib.actor import SYSTEM
from tests.world import NOW, TODAY, World


def test_every_number_is_accounted_for(province: World) -> None:
    entries = [province.issue(recipients=[(None, "A")], at=NOW + timedelta(minutes=n)) for n in range(3)]
    register = entries[0].number.register
    actions.void_number(entries[1].number, reason="Ký nhầm", by=province.actor("clerk"), at=NOW)
    Number.objects.create(register=register, year=TODAY.year, number=4, state="reserved", taken_at=NOW)
    Counter.objects.filter(register=register, year=TODAY.year).update(last_number=4)
    proof = queries.proof(register, TODAY.year)
    assert (proof.opened_with, proof.last_number, proof.issued, proof.void, proof.reserved) == (0, 4, 2, 1, 1)
    assert proof.sound and proof.missing == ()


def test_a_number_that_is_missing_is_named(province: World) -> None:
    register = province.issue().number.register
    Counter.objects.filter(register=register, year=TODAY.year).update(last_number=3)
    proof = queries.proof(register, TODAY.year)
    assert not proof.sound and proof.missing == (2, 3)


def test_numbers_used_outside_are_not_missing(province: World) -> None:
    register = actions.create_register(
        agency=province.units["UBND"], direction="out", name="Sổ chỉ thị", rules=[(province.type("CT"), "")],
        by=SYSTEM, at=NOW,
    )  # fmt: skip
    actions.open_register(register, last_number=11, by=province.actor("chairman"), at=NOW)
    province.issue()
    proof = queries.proof(register, TODAY.year)
    assert (proof.opened_with, proof.last_number, proof.issued, proof.sound) == (11, 12, 1, True)


def test_a_year_without_numbers_is_empty(province: World) -> None:
    proof = queries.proof(Register.objects.first(), 2030)  # type: ignore[arg-type]
    assert (proof.last_number, proof.issued, proof.sound) == (0, 0, True)
