"""The rules of NĐ 30/2020 on registering, each by its clause, without a database."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from dondoc.documents.facts import (
    IncomingFacts,
    NumberFacts,
    OpeningFacts,
    OutgoingFacts,
    RegisterFacts,
    Twin,
)
from dondoc.documents.rulebooks.decree_30_2020 import INCOMING, NUMBERING, OPENING, OUTGOING, SETTING_UP
from dondoc.lib.rules import Finding, Rulebook, judge

TODAY = date(2026, 11, 25)
YESTERDAY, TOMORROW = date(2026, 11, 24), date(2026, 11, 26)

ARRIVAL = IncomingFacts(
    type_code="CĐ",
    symbol="112/CĐ-TTg",
    issuer_name="Thủ tướng Chính phủ",
    abstract="Về việc ứng phó mưa lũ",
    issued_on=TODAY,
    arrived_on=TODAY,
    today=TODAY,
    has_file=True,
)
ISSUE = OutgoingFacts(
    type_code="CT",
    type_only_arrives=False,
    abstract="Về việc tăng cường kỷ luật",
    issued_on=TODAY,
    today=TODAY,
    last_issued_on=YESTERDAY,
    has_file=True,
    recipients=3,
)


def found(book: Rulebook, facts: Any, **more: Any) -> list[Finding]:
    return list(judge(replace(facts, **more), [book], day=TODAY).findings)


def told(book: Rulebook, facts: Any, **more: Any) -> list[tuple[str, str]]:
    return [(finding.clause, finding.field) for finding in found(book, facts, **more)]


def test_a_proper_arrival_and_a_proper_issue_pass() -> None:
    assert found(INCOMING, ARRIVAL) == [] and found(OUTGOING, ISSUE) == []


def test_the_decree_judges_from_5_3_2020() -> None:
    empty = replace(ARRIVAL, abstract="")
    assert not judge(empty, [INCOMING], day=date(2020, 3, 4)).findings
    assert judge(empty, [INCOMING], day=date(2020, 3, 5)).findings


@pytest.mark.parametrize(
    ("given", "field"), [("type_code", "type"), ("issuer_name", "issuer_name"), ("abstract", "abstract")]
)
def test_appendix_6_ii_a_field_that_must_be_there(given: str, field: str) -> None:
    assert told(INCOMING, ARRIVAL, **{given: ""}) == [("Phụ lục VI, phần II", field)]


def test_appendix_6_ii_a_symbol_fits_its_field() -> None:
    assert told(INCOMING, ARRIVAL, symbol="1234567890/CĐ-" + "X" * 57) == []
    assert told(INCOMING, ARRIVAL, symbol="1234567890/CĐ-" + "X" * 58) == [("Phụ lục VI, phần II", "symbol")]


def test_22_nothing_arrives_tomorrow_or_before_it_is_dated() -> None:
    assert told(INCOMING, ARRIVAL, arrived_on=TOMORROW) == [("Điều 22", "arrived_on")]
    assert told(INCOMING, ARRIVAL, arrived_on=YESTERDAY) == [("Điều 22", "issued_on")]
    assert told(INCOMING, ARRIVAL, arrived_on=YESTERDAY, issued_on=None) == []


def test_appendix_6_i_iii_1h_each_duplicate_is_asked_about_with_a_link() -> None:
    twins = (Twin(7, "Công điện số 112/CĐ-TTg", by_file=False), Twin(8, "Chỉ thị số 06/CT-TTg", by_file=True))
    by_symbol, by_file = found(INCOMING, ARRIVAL, twins=twins)
    assert {by_symbol.severity, by_file.severity} == {"ask"} and {by_symbol.code, by_file.code} == {"duplicate"}
    assert (by_symbol.remedy, by_symbol.remedy_args, by_file.remedy_args) == ("documents:detail", (7,), (8,))
    assert "cùng số, ký hiệu" in by_symbol.sentence and "cùng tệp" in by_file.sentence


def test_appendix_1_ii_3_the_format_of_others_is_only_warned_of() -> None:
    (warned,) = found(INCOMING, ARRIVAL, symbol="6/CĐ-TTg")
    assert (warned.severity, warned.field, warned.clause) == ("warn", "symbol", "Phụ lục I, II.3")


def test_15_a_number_needs_an_open_register() -> None:
    (missing,) = found(OUTGOING, ISSUE, register_found=False, register_is_open=False)
    (closed,) = found(OUTGOING, ISSUE, register_is_open=False)
    assert (missing.code, closed.code) == ("no_register", "register_closed")
    assert missing.remedy == closed.remedy == "documents:registers"


def test_15_1_numbers_follow_time() -> None:
    assert told(OUTGOING, ISSUE, last_issued_on=TODAY) == []
    assert told(OUTGOING, ISSUE, issued_on=TOMORROW) == [("Điều 15.1", "issued_on")]
    assert told(OUTGOING, ISSUE, issued_on=YESTERDAY, last_issued_on=TODAY) == [("Điều 15.1", "issued_on")]
    assert told(OUTGOING, ISSUE, issued_on=date(2025, 12, 31), last_issued_on=None) == [("Điều 15.1", "issued_on")]


def test_13_the_signer_holds_his_post_on_the_day() -> None:
    assert told(OUTGOING, ISSUE, signer_in_office=False) == [("Điều 13", "signer")]


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"abstract": ""}, "abstract"),
        ({"recipients": 0}, "recipients"),
        ({"type_code": "CV"}, "drafting_unit"),
        ({"twin_recipients": ("Sở Nội vụ",)}, "recipients"),
    ],
)
def test_8_what_an_outgoing_line_cannot_do_without(given: dict[str, Any], field: str) -> None:
    assert told(OUTGOING, ISSUE, **given) == [("Điều 8, Phụ lục I", field)]


def test_7_what_only_arrives_is_not_issued() -> None:
    assert [field for _, field in told(OUTGOING, ISSUE, type_only_arrives=True)] == ["type"]


def test_8_an_official_letter_with_its_drafting_unit_passes() -> None:
    assert told(OUTGOING, ISSUE, type_code="CV", drafting_unit="VP") == []


def test_16_17_the_signed_scan_is_attached() -> None:
    assert told(OUTGOING, ISSUE, has_file=False) == [("Điều 16, 17", "files")]


def test_decision_20_2020_a_closed_agency_receives_nothing_and_its_successor_is_named() -> None:
    with_heir, without = found(OUTGOING, ISSUE, closed_recipients=(("UBND huyện A", "UBND xã B"), ("Sở C", "")))
    assert with_heir.sentence == "UBND huyện A đã ngừng hoạt động. Nơi kế thừa: UBND xã B."
    assert without.sentence == "Sở C đã ngừng hoạt động." and without.clause == "QĐ 20/2020/QĐ-TTg"


def test_everything_is_told_at_once() -> None:
    fields = [
        field for _, field in told(OUTGOING, ISSUE, abstract="", recipients=0, has_file=False, signer_in_office=False)
    ]
    assert fields == ["signer", "abstract", "recipients", "files"]


def test_15_1_number_and_symbol_are_given_once_a_year() -> None:
    given = NumberFacts("01/CT-UBND", used_this_year=False)
    assert found(NUMBERING, given) == []
    (refused,) = found(NUMBERING, given, used_this_year=True)
    assert (refused.clause, refused.code) == ("Điều 15.1", "symbol_used") and "01/CT-UBND" in refused.sentence


def test_15_1_registers_print_different_symbols() -> None:
    general = [(f"{code}-UBND", "Sổ chung") for code in ("CT", "QĐ", "KH", "BC", "TB", "TTr")]
    shared = (*general, ("CT-UBND", "Sổ B"))
    first, second = found(SETTING_UP, RegisterFacts("UBND"), shared=shared)
    assert "CT-UBND, QĐ-UBND, KH-UBND, BC-UBND, TB-UBND …" in first.sentence and "“Sổ B”" in second.sentence
    assert {first.clause, second.clause} == {"Điều 15.1"}
    assert found(SETTING_UP, RegisterFacts("UBND")) == []


def test_appendix_1_ii_3b_a_symbol_names_the_agency() -> None:
    assert told(SETTING_UP, RegisterFacts("")) == [("Phụ lục I, II.3b", "notation_org")]


@pytest.mark.parametrize(("last", "passes"), [(6, False), (7, True), (8, True)])
def test_15_1_a_register_begins_after_what_was_printed_with_its_symbol(last: int, passes: bool) -> None:
    opening = OpeningFacts(last, printed=7, printed_symbol="07/CT-UBND", printed_by="Sổ “Sổ chung”")
    assert (found(OPENING, opening) == []) is passes
