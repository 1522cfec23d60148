"""Duplicates (Phụ lục VI, phần I, III.1h): looked for in the agency's own register and what the clerk may see."""

from datetime import timedelta

import pytest

from dondoc.documents import queries
from dondoc.lib.errors import Refused
from tests.world import TODAY, World


def asked(world: World, **more: object) -> list[tuple[str, str, str]]:
    with pytest.raises(Refused) as refused:
        world.incoming(**more)
    return [(finding.code, finding.severity, finding.field) for finding in refused.value.findings]


@pytest.mark.parametrize(
    ("symbol", "issuer"),
    [
        ("112/CĐ-TTg", "Thủ tướng Chính phủ"),
        ("0112/cđ-ttg", "THỦ TƯỚNG  CHÍNH PHỦ"),
        (" 112 / CD - TTG", "Thu tuong chinh phu"),
        ("112/C\u00d0-TTg", "Thủ tướng Chính phủ"),
    ],
)
def test_the_same_symbol_issuer_and_day_in_any_spelling_is_asked_about(
    province: World, symbol: str, issuer: str
) -> None:
    first = province.incoming()
    with pytest.raises(Refused) as refused:
        province.incoming(symbol=symbol, issuer_name=issuer)
    (finding,) = [f for f in refused.value.findings if f.severity == "ask"]
    assert (finding.code, finding.field) == ("duplicate", "symbol")
    assert (finding.remedy, finding.remedy_args) == ("documents:detail", (first.document_id,))


def test_the_clerk_decides(province: World) -> None:
    province.incoming()
    assert asked(province) == [("duplicate", "ask", "symbol")]
    assert province.incoming(confirmed=["duplicate"]).number.number == 2


def test_another_day_issuer_or_symbol_is_another_document(province: World) -> None:
    province.incoming()
    province.incoming(issued_on=TODAY - timedelta(days=1))
    province.incoming(issuer_name="Bộ Nội vụ")
    province.incoming(symbol="113/CĐ-TTg")
    assert province.incoming(symbol="").number.number == 5
    assert province.incoming(symbol="").number.number == 6


def test_a_document_without_a_day_is_asked_about_with_any_day(province: World) -> None:
    province.incoming(issued_on=None)
    assert asked(province) == [("duplicate", "ask", "symbol")]
    assert asked(province, issued_on=None) == [("duplicate", "ask", "symbol")]


def test_the_same_file_is_asked_about_whatever_is_typed(province: World) -> None:
    stored = province.pdf("cong dien")
    province.incoming(files=[(stored, "a.pdf")])
    with pytest.raises(Refused) as refused:
        province.incoming(symbol="9/ABC", issuer_name="Bộ Nội vụ", files=[(stored, "b.pdf")])
    (finding,) = [f for f in refused.value.findings if f.severity == "ask"]
    assert finding.code == "duplicate" and "cùng tệp" in finding.sentence


def test_one_document_with_both_is_asked_about_once(province: World) -> None:
    stored = province.pdf("cong dien")
    province.incoming(files=[(stored, "a.pdf")])
    assert asked(province, files=[(stored, "a.pdf")]) == [("duplicate", "ask", "symbol")]


def test_what_another_agency_registered_is_no_duplicate_and_is_not_shown(province: World) -> None:
    stored = province.pdf("cong dien")
    province.incoming(files=[(stored, "a.pdf")])
    own = province.incoming(by="snv_clerk", files=[(stored, "a.pdf")])
    assert own.number.number == 1


def test_what_waits_in_the_queue_is_not_in_the_register_yet(province: World) -> None:
    """Many receivers of one document are not duplicates, and each sees only its own register."""
    issued = province.issue().document
    clerk = province.actor("snv_clerk")
    found = queries.twins(clerk.agency, clerk, symbol=issued.symbol, issuer=issued.issuer_name, day=issued.issued_on)
    assert list(found) == []


def test_who_may_not_see_the_document_is_not_told_of_it(province: World) -> None:
    document = province.incoming(files=[(stored := province.pdf("x"), "a.pdf")]).document
    for username, sees in (("clerk", True), ("admin", False)):
        actor = province.actor(username)
        twins = queries.twins(
            actor.agency, actor, symbol=document.symbol, issuer=document.issuer_name, day=document.issued_on
        )
        assert twins.exists() is sees
        assert queries.twins_by_file(actor.agency, actor, [stored.pk]).exists() is sees
