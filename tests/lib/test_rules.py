"""Rulebooks are dated: what was done on a day is judged by what was in force on it."""

from collections.abc import Iterator
from datetime import date

import pytest

from dondoc.lib.errors import Refused
from dondoc.lib.rules import Finding, Rulebook, Verdict, judge

OLD = Rulebook("NĐ cũ", in_force_from=date(2010, 1, 1), in_force_until=date(2020, 3, 5))
NEW = Rulebook("NĐ mới", in_force_from=date(2020, 3, 5))


@OLD.clause("Điều 1")
def nothing_is_empty(facts: str) -> Iterator[Finding]:
    if not facts:
        yield Finding("Trống.", field="words")


@NEW.clause("Điều 2")
def nothing_is_blank(facts: str) -> Iterator[Finding]:
    if not facts.strip():
        yield Finding("Trắng.", field="words")


@NEW.clause("Điều 3")
def nothing_is_loud(facts: str) -> Iterator[Finding]:
    if "!" in facts:
        yield Finding("Ồn.", severity="warn")
        yield Finding("Có chắc?", severity="ask", code="sure", clause="Điều 3.2")


@pytest.mark.parametrize(
    ("day", "books"),
    [
        (date(2009, 12, 31), []),
        (date(2010, 1, 1), ["NĐ cũ@2010-01-01"]),
        (date(2020, 3, 4), ["NĐ cũ@2010-01-01"]),
        (date(2020, 3, 5), ["NĐ mới@2020-03-05"]),
    ],
)
def test_only_books_in_force_on_the_day_judge(day: date, books: list[str]) -> None:
    assert list(judge("", [OLD, NEW], day=day).rulebooks) == books


def test_a_finding_carries_its_clause_and_the_name_of_its_rule() -> None:
    (found,) = judge(" ", [NEW], day=date(2026, 1, 1)).findings
    assert (found.clause, found.code, found.field) == ("Điều 2", "nothing_is_blank", "words")


def test_a_finding_may_name_a_closer_clause_and_code_of_its_own() -> None:
    asked = judge("a!", [NEW], day=date(2026, 1, 1)).findings[1]
    assert (asked.clause, asked.code) == ("Điều 3.2", "sure")


def test_only_refusals_refuse_and_all_at_once() -> None:
    judge("a!", [NEW], day=date(2026, 1, 1)).raise_if_refused()
    both = judge("", [OLD, NEW], day=date(2019, 1, 1)).findings + judge(" ", [NEW], day=date(2026, 1, 1)).findings
    with pytest.raises(Refused) as refused:
        Verdict(both).raise_if_refused()
    assert refused.value.findings == both and refused.value.sentence == "Trống.; Trắng."


def test_warnings_are_what_does_not_refuse() -> None:
    verdict = judge("!", [NEW], day=date(2026, 1, 1))
    assert [f.severity for f in verdict.warnings] == ["warn", "ask"] and verdict.refusals == ()


def test_the_journal_gets_clauses_and_codes_but_no_sentences() -> None:
    kept = judge("", [NEW], day=date(2026, 1, 1)).as_json()
    assert kept == {
        "rulebooks": ["NĐ mới@2020-03-05"],
        "findings": [{"clause": "Điều 2", "code": "nothing_is_blank", "severity": "refuse", "field": "words"}],
    }


@pytest.mark.parametrize(
    ("finding", "cited"),
    [
        (Finding("Sai.", clause="Điều 15.1", instrument="NĐ 30/2020/NĐ-CP"), "Điều 15.1 NĐ 30/2020/NĐ-CP"),
        (Finding("Sai.", clause="QĐ 28/2018 Điều 5.4", instrument="NĐ 30/2020/NĐ-CP"), "QĐ 28/2018 Điều 5.4"),
        (Finding("Sai."), ""),
    ],
)
def test_a_clause_is_cited_with_its_instrument(finding: Finding, cited: str) -> None:
    assert finding.cited == cited


def test_a_rulebook_names_its_instrument_in_what_it_finds() -> None:
    verdict = judge("", [NEW], day=date(2026, 1, 1))
    assert [finding.cited for finding in verdict.findings] == ["Điều 2 NĐ mới"]
