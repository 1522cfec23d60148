"""The register follows from type and signer, never from what is typed."""

from dondoc.documents import actions
from dondoc.documents.models import Register
from dondoc.documents.queries import arrival_register, choose_register
from dondoc.lib.actor import SYSTEM
from tests.world import NOW, World


def create(world: World, name: str, types: list[str], kind: str = "", org: str = "") -> Register:
    return actions.create_register(
        agency=world.units["UBND"], direction="out", name=name, notation_org=org,
        rules=[(world.type(code), kind) for code in types] or [(None, kind)], by=SYSTEM, at=NOW,
    )  # fmt: skip


def test_the_closest_rule_wins(province: World) -> None:
    agency = province.units["UBND"]
    create(province, "Quyết định", ["QĐ", "CT"])
    create(province, "Của Chánh Văn phòng", [], "chief_of_office", org="VP")
    create(province, "Quyết định của Chánh Văn phòng", ["QĐ"], "chief_of_office", org="VPQĐ")

    def chosen(code: str, signer: str) -> str:
        return choose_register(agency, province.type(code), province.post(signer)).name  # type: ignore[union-attr]

    assert chosen("QĐ", "chairman") == "Quyết định"
    assert chosen("KH", "chairman") == "Sổ out"
    assert chosen("KH", "chief") == "Của Chánh Văn phòng"
    assert chosen("CT", "chief") == "Quyết định"
    assert chosen("QĐ", "chief") == "Quyết định của Chánh Văn phòng"


def test_a_tie_and_no_rule_choose_nothing(province: World) -> None:
    agency = province.units["UBND"]
    create(province, "Một", ["QĐ"], org="A")
    create(province, "Hai", ["QĐ"], org="B")
    assert choose_register(agency, province.type("QĐ"), province.post("chairman")) is None
    agency.registers.get(name="Sổ out").rules.update(type=province.type("BC"))
    assert choose_register(agency, province.type("KH"), None) is None


def test_a_closed_register_and_those_of_others_are_not_chosen(province: World) -> None:
    agency = province.units["UBND"]
    agency.registers.filter(direction="out").update(closed_at=NOW)
    assert choose_register(agency, province.type("CT"), province.post("chairman")) is None


def test_22_2_arrivals_have_one_register(province: World) -> None:
    found = arrival_register(province.units["SNV"])
    assert found is not None and (found.direction, found.agency) == ("in", province.units["SNV"])
