"""Setting up registers: one of arrivals, and outgoing ones that can never print the same number and symbol twice."""

from typing import Any

import pytest

from dondoc.documents import actions
from dondoc.documents.models import Register
from dondoc.lib.actor import SYSTEM
from dondoc.lib.errors import Forbidden, Refused
from tests.world import NOW, World


def create(world: World, types: list[str], kind: str = "", **more: Any) -> Register:
    rules = [(world.type(code), kind) for code in types] or [(None, kind)]
    given = {"agency": world.units["UBND"], "direction": "out", "name": "Sổ", "by": SYSTEM, "at": NOW}
    return actions.create_register(**(given | {"rules": rules} | more))


def refusal(world: World, *args: Any, **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        create(world, *args, **more)
    return [(finding.field, finding.code) for finding in refused.value.findings]


def test_only_who_sets_registers_up_does(province: World) -> None:
    create(province, ["CT"], by=province.actor("admin"))
    with pytest.raises(Forbidden):
        create(province, ["QĐ"], by=province.actor("clerk"))


def test_22_2_arrivals_run_in_one_sequence(province: World) -> None:
    with pytest.raises(Refused) as refused:
        create(province, [], direction="in")
    assert "Điều 22.2" in refused.value.findings[0].clause


def test_a_register_has_a_name(province: World) -> None:
    assert refusal(province, ["CT"], name=" ") == [("name", "")]


def test_a_register_has_an_abbreviation_for_its_symbols(province: World) -> None:
    agency = province.units["STC"]
    agency.abbreviation = ""
    agency.save()
    assert refusal(province, ["CT"], agency=agency) == [("notation_org", "no_abbreviation")]


def test_15_1_a_register_of_one_type_takes_it_from_the_general_one(province: World) -> None:
    """The general register gives no more directives, so that no symbol comes twice."""
    assert create(province, ["CT"]).rules.get().type.code == "CT"  # type: ignore[union-attr]


def test_15_1_two_registers_of_the_same_type_would_print_the_same_symbol(province: World) -> None:
    create(province, ["CT"])
    with pytest.raises(Refused) as refused:
        create(province, ["CT", "QĐ"], name="Sổ khác")
    (finding,) = refused.value.findings
    assert (finding.field, finding.code) == ("notation_org", "same_symbol")
    assert "CT-UBND" in finding.sentence and "“Sổ”" in finding.sentence and "QĐ" not in finding.sentence
    assert "Điều 15.1" in finding.clause


def test_15_1_two_registers_by_signer_would_print_the_same_symbol(province: World) -> None:
    create(province, ["CT"], "head", notation_org="UB")
    assert refusal(province, ["CT"], "deputy", notation_org="UB") == [("notation_org", "same_symbol")]


def test_15_1_a_register_by_signer_beside_the_general_one_would_too(province: World) -> None:
    assert refusal(province, ["CT"], "head") == [("notation_org", "same_symbol")]
    assert refusal(province, [], "deputy") == [("notation_org", "same_symbol")]


def test_15_1_official_letters_and_public_letters_print_alike(province: World) -> None:
    """Neither has an abbreviation of its own: both print the agency and the drafting unit."""
    assert refusal(province, ["CV"]) == [("notation_org", "same_symbol")]
    assert create(province, ["CV", "THU_CONG"]).rules.count() == 2


def test_15_1_another_abbreviation_makes_another_symbol(province: World) -> None:
    create(province, ["CT"])
    made = create(province, ["CT"], "head", name="Sổ chỉ thị mật", notation_org="UBND1")
    assert made.notation_org == "UBND1"


def test_15_1_other_agencies_and_closed_registers_do_not_count(province: World) -> None:
    first = create(province, ["CT"])
    create(province, ["CT"], agency=province.units["SNV"])
    Register.objects.filter(pk=first.pk).update(closed_at=NOW)
    assert create(province, ["CT"]).pk


def test_a_second_general_register_is_refused(province: World) -> None:
    assert refusal(province, []) == [("notation_org", "same_symbol")]
