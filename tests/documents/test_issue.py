"""Issuing: number, symbol, recipients in one act."""

from datetime import timedelta

import pytest

from dondoc.documents import actions as documents
from dondoc.documents.models import Document, DocumentAccess, Number, Register
from dondoc.lib.actor import SYSTEM
from dondoc.lib.days import moment
from dondoc.lib.errors import Forbidden, Refused
from dondoc.organization.access import unit_seat
from tests.world import NOW, TODAY, World


def test_number_and_symbol_come_from_the_system(province: World) -> None:
    entry = province.issue()
    assert entry.document.symbol == "01/CT-UBND"
    assert province.issue(at=NOW + timedelta(minutes=1)).document.symbol == "02/CT-UBND"


def test_recipients_inside_have_it_in_their_queue_at_once(province: World) -> None:
    document = province.issue().document
    assert set(document.recipients.values_list("state", flat=True)) == {"delivered"}
    for username in ("snv_clerk", "stc_head", "xa_clerk"):
        assert Document.objects.visible_to(province.actor(username)).filter(pk=document.pk).exists()


def test_an_agency_that_was_not_addressed_sees_nothing(province: World) -> None:
    document = province.issue(recipients=[(province.units["SNV"], "")]).document
    assert not Document.objects.visible_to(province.actor("stc_head")).filter(pk=document.pk).exists()
    assert not Document.objects.visible_to(province.actor("snv_officer")).filter(pk=document.pk).exists()


def test_a_name_without_a_unit_gets_paper(province: World) -> None:
    document = province.issue(recipients=[(None, "Công ty A")]).document
    assert [r.state for r in document.recipients.all()] == ["paper"]


def test_only_the_registry_issues(province: World) -> None:
    with pytest.raises(Forbidden):
        province.issue(by=province.actor("coordinator"))


def test_dieu_15_1_no_number_is_back_dated(province: World) -> None:
    province.issue(issued_on=TODAY)
    with pytest.raises(Refused) as refused:
        province.issue(issued_on=TODAY - timedelta(days=1))
    assert [f.field for f in refused.value.findings] == ["issued_on"]
    assert "Điều 15.1" in refused.value.findings[0].clause


def test_everything_that_is_wrong_is_told_at_once(province: World) -> None:
    with pytest.raises(Refused) as refused:
        province.issue(abstract="", recipients=[], files=[], issued_on=TODAY + timedelta(days=1))
    assert {f.field for f in refused.value.findings} == {"abstract", "recipients", "files", "issued_on"}
    assert not Number.objects.filter(register__direction="out").exists()


def test_the_year_changes_at_midnight_in_viet_nam(province: World) -> None:
    province.issue(at=moment(TODAY.replace(month=12, day=31), 23, 59))
    after = province.issue(at=moment(TODAY.replace(year=2027, month=1, day=1), 0, 0))
    assert after.document.symbol == "01/CT-UBND"
    assert after.number.year == 2027


def test_the_issuing_agency_lists_it_as_outgoing(province: World) -> None:
    entry = province.issue()
    row = DocumentAccess.objects.get(document=entry.document, seat=unit_seat(province.units["UBND"].pk))
    assert (row.box, row.entry_id) == ("out", entry.pk)


def test_15_1_a_symbol_another_register_gave_this_year_is_refused_and_no_number_is_burnt(province: World) -> None:
    """Two registers met because one was renamed behind the house's back; the second gives nothing away."""
    register = documents.create_register(
        agency=province.units["UBND"], direction="out", name="Sổ khác", rules=[(province.type("CT"), "")],
        notation_org="UB", by=SYSTEM, at=NOW,
    )  # fmt: skip
    province.issue(type_=province.type("QĐ"), at=NOW)
    documents.open_register(register, last_number=0, by=province.actor("chairman"), at=NOW)
    Register.objects.filter(pk=register.pk).update(notation_org="UBND")
    register.rules.create(type=province.type("QĐ"))
    later = NOW + timedelta(minutes=1)
    with pytest.raises(Refused) as refused:
        province.issue(type_=province.type("QĐ"), at=later)
    (finding,) = refused.value.findings
    assert (finding.code, finding.field) == ("symbol_used", "type") and "01/QĐ-UBND" in finding.sentence
    assert not Number.objects.filter(register=register).exists()
    assert province.issue(at=later).document.symbol == "01/CT-UBND"


def test_the_same_symbol_is_given_again_the_next_year(province: World) -> None:
    province.issue()
    after = province.issue(at=moment(TODAY.replace(year=2027, month=1, day=4), 9))
    assert after.document.symbol == "01/CT-UBND"


def test_two_types_that_read_alike_without_accents_are_two_symbols(province: World) -> None:
    """ĐA (đề án) and DA (dự án)."""
    for code in ("ĐA", "DA"):
        register = documents.create_register(
            agency=province.units["UBND"], direction="out", name=f"Sổ {code}", rules=[(province.type(code), "")],
            by=SYSTEM, at=NOW,
        )  # fmt: skip
        documents.open_register(register, last_number=0, by=province.actor("chairman"), at=NOW)
        assert province.issue(type_=province.type(code)).document.symbol == f"01/{code}-UBND"
