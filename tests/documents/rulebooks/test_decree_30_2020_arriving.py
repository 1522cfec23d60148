"""The clocks of NĐ 30/2020 for arrivals and paper numbers (LT4–LT7), clause by clause; no database."""

from dataclasses import replace
from datetime import date, timedelta

from dondoc.documents.facts import ArrivalFacts, OutgoingFacts
from dondoc.documents.rulebooks.decree_30_2020 import ARRIVING, OUTGOING
from dondoc.lib.days import end_of, moment

DAY = date(2026, 11, 25)
NOW = moment(DAY, 9)
MINUTE = timedelta(minutes=1)
ORDINARY = ArrivalFacts(NOW, end_of(DAY), end_of(DAY + timedelta(days=1)), at_once=False)
URGENT = ArrivalFacts(NOW, NOW + 30 * MINUTE, NOW + 30 * MINUTE, at_once=True)


def found(facts: ArrivalFacts) -> list[tuple[str, str]]:
    return [(finding.clause, finding.code) for finding in ARRIVING.judge(facts)]


def test_21_2c_is_kept_all_day_and_missed_from_its_end_on() -> None:
    assert found(replace(ORDINARY, now=end_of(DAY) - MINUTE)) == []
    assert found(replace(ORDINARY, now=end_of(DAY))) == [("Điều 21.2c", "receive")]


def test_21_2c_is_kept_for_good_by_what_was_received_in_time() -> None:
    assert found(replace(ORDINARY, now=end_of(DAY), received_at=NOW)) == []


def test_23_1_is_missed_after_the_next_working_day() -> None:
    later = replace(ORDINARY, received_at=NOW, now=ORDINARY.pass_on_by)
    assert found(later) == [("Điều 23.1", "pass_on")]
    assert found(replace(later, passed_on_at=NOW + MINUTE)) == []


def test_4_2c_urgent_at_once_both_to_receive_and_to_pass_on() -> None:
    assert found(URGENT) == []
    late = replace(URGENT, now=NOW + 30 * MINUTE)
    assert found(late) == [("Điều 4.2c, 23.1", "receive"), ("Điều 4.2c, 23.1", "pass_on")]
    assert found(replace(late, received_at=NOW)) == [("Điều 4.2c, 23.1", "pass_on")]
    assert found(replace(late, received_at=NOW, passed_on_at=NOW + MINUTE)) == []


PAPER = OutgoingFacts(
    type_code="TB", type_only_arrives=False, abstract="Thông báo", issued_on=DAY, today=DAY, last_issued_on=None,
    has_file=True, recipients=1, number_by=DAY + timedelta(days=1),
)  # fmt: skip


def codes(facts: OutgoingFacts) -> list[tuple[str, str]]:
    return [(one.clause, one.severity) for one in OUTGOING.judge(facts) if one.code == "numbered_late"]


def test_15_2_paper_is_numbered_by_the_next_working_day() -> None:
    """Later it is numbered all the same: a warning."""
    assert codes(replace(PAPER, today=DAY + timedelta(days=1))) == []
    assert codes(replace(PAPER, today=DAY + timedelta(days=2))) == [("Điều 15.2", "warn")]
