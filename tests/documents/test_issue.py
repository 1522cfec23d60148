"""Issuing: number, symbol, recipients in one act."""

from datetime import timedelta

import pytest

from dondoc.documents.models import Document, DocumentAccess, Number
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
    from dondoc.lib.days import moment

    province.issue(at=moment(TODAY.replace(month=12, day=31), 23, 59))
    after = province.issue(at=moment(TODAY.replace(year=2027, month=1, day=1), 0, 0))
    assert after.document.symbol == "01/CT-UBND"
    assert after.number.year == 2027


def test_the_issuing_agency_lists_it_as_outgoing(province: World) -> None:
    entry = province.issue()
    row = DocumentAccess.objects.get(document=entry.document, seat=unit_seat(province.units["UBND"].pk))
    assert (row.box, row.entry_id) == ("out", entry.pk)
