"""Registering an arrival by hand (NĐ 30/2020 Điều 22)."""

import json
import unicodedata
from datetime import timedelta
from typing import Any

import pytest

from dondoc.audit.models import JournalLine
from dondoc.documents import queries
from dondoc.documents.models import Document, DocumentAccess, Entry
from dondoc.lib.days import moment
from dondoc.lib.errors import Forbidden, Refused
from dondoc.organization.access import unit_seat
from tests.world import NOW, TODAY, World


def refusal(world: World, **more: Any) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as refused:
        world.incoming(**more)
    return [(finding.field, finding.severity) for finding in refused.value.findings]


def test_it_gets_the_next_arrival_number_and_the_state_registered(province: World) -> None:
    first = province.incoming()
    second = province.incoming(symbol="113/CĐ-TTg")
    assert [entry.number.number for entry in (first, second)] == [1, 2]
    assert (first.direction, first.state, first.arrived_on, first.agency) == (
        "in", "registered", TODAY, province.units["UBND"],
    )  # fmt: skip
    document = first.document
    assert (document.number, document.notation, document.symbol) == ("112", "CĐ-TTg", "112/CĐ-TTg")
    row = DocumentAccess.objects.get(document=document)
    assert (row.seat, row.box, row.entry) == (unit_seat(province.units["UBND"].pk), "in", first)
    assert list(queries.found(province.actor("clerk"), "mua lu")) == [second.document, document]


def test_each_agency_counts_for_itself_and_by_the_year(province: World) -> None:
    province.incoming()
    other = province.incoming(by="snv_clerk")
    assert (other.number.number, other.agency) == (1, province.units["SNV"])
    new_year = moment(TODAY.replace(year=2027, month=1, day=1), 0)
    after = province.incoming(symbol="1/CĐ-TTg", at=new_year)
    assert (after.number.number, after.number.year) == (1, 2027)
    late = province.incoming(symbol="2/CĐ-TTg", at=moment(TODAY.replace(month=12, day=31), 23, 59))
    assert (late.number.number, late.number.year) == (2, 2026)


@pytest.mark.parametrize("username", ["chairman", "chief", "coordinator", "snv_officer", "admin", "inspector"])
def test_only_the_registry_registers(province: World, username: str) -> None:
    with pytest.raises(Forbidden):
        province.incoming(by=username)


def test_what_a_line_cannot_do_without_is_told_at_once(province: World) -> None:
    told = refusal(province, type_=None, issuer_name=" ", abstract="", arrived_on=TODAY + timedelta(days=1))
    assert told == [(field, "refuse") for field in ("type", "issuer_name", "abstract", "arrived_on")]
    assert not Entry.objects.exists()


def test_a_document_is_dated_before_it_arrives(province: World) -> None:
    assert refusal(province, issued_on=TODAY, arrived_on=TODAY - timedelta(days=1)) == [("issued_on", "refuse")]
    assert refusal(province, due_on=TODAY - timedelta(days=1)) == [("due_on", "refuse")]


def test_the_symbol_of_another_agency_is_only_warned_of(province: World) -> None:
    """Appendix I, II.3c binds who issues; the arrival is registered as it reads."""
    entry = province.incoming(symbol="6/CĐ-TTg")
    assert entry.document.symbol == "6/CĐ-TTg"
    body = json.loads(JournalLine.objects.get(verb="documents.register_incoming").body)
    assert [found["code"] for found in body["verdict"]["findings"]] == ["symbol_format"]


def test_a_symbol_too_long_for_its_fields_is_refused_never_cut(province: World) -> None:
    assert refusal(province, symbol="01/" + "X" * 61) == [("symbol", "refuse")]
    assert refusal(province, symbol="X" * 61) == [("symbol", "refuse")]
    assert province.incoming(symbol="01/" + "X" * 60).document.symbol == "01/" + "X" * 60


def test_texts_are_kept_in_one_unicode_form(province: World) -> None:
    entry = province.incoming(
        symbol="12/Q\u00d0-UBND", abstract=unicodedata.normalize("NFD", "Về việc họp"), signer_name=" Lê A ", note="x\u200b"
    )  # fmt: skip
    document = entry.document
    assert (document.notation, document.abstract, document.signer_name, document.note) == (
        "QĐ-UBND", "Về việc họp", "Lê A", "x",
    )  # fmt: skip


def test_the_journal_keeps_numbers_and_hashes_but_no_abstract(province: World) -> None:
    stored = province.pdf("cong dien")
    entry = province.incoming(files=[(stored, "112.pdf")])
    line = JournalLine.objects.get(verb="documents.register_incoming")
    body = json.loads(line.body)
    assert (line.subject_id, body["number"], body["files"]) == (entry.pk, 1, [stored.sha256])
    assert "mưa lũ" not in line.body and "Thủ tướng" not in line.body
    assert [(held.name, held.role) for held in entry.document.files.all()] == [("112.pdf", "main")]


def test_another_agency_sees_nothing_of_it(province: World) -> None:
    document = province.incoming().document
    for username in ("snv_head", "snv_clerk", "xa_head", "admin"):
        assert not Document.objects.visible_to(province.actor(username)).filter(pk=document.pk).exists()
    assert Document.objects.visible_to(province.actor("chairman")).filter(pk=document.pk).exists()


def test_a_refused_arrival_burns_no_number(province: World) -> None:
    refusal(province, abstract="")
    assert province.incoming(at=NOW + timedelta(minutes=1)).number.number == 1
