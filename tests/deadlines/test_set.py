"""Setting a deadline: reckoned over the dated calendar, explained, with the first line of its ledger."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from dondoc.audit.models import JournalLine
from dondoc.deadlines.actions import set_deadline
from dondoc.deadlines.models import Deadline, DeadlineEntry
from dondoc.lib.actor import SYSTEM, Actor
from dondoc.lib.days import moment
from dondoc.lib.errors import Refused
from dondoc.organization import actions as organization
from dondoc.organization import queries as organization_queries

pytestmark = pytest.mark.django_db
START = date(2026, 11, 23)
NOW = moment(START, 9)
PERSON = Actor(user_id=7, post_id=9, channel="web", kind="head")


def given(**more: Any) -> Deadline:
    return set_deadline(**({"start": START, "unit": "working_day", "amount": 3, "by": PERSON, "at": NOW} | more))


@pytest.mark.parametrize(
    ("start", "unit", "amount", "due"),
    [
        (date(2026, 8, 21), "working_day", 3, date(2026, 8, 25)),
        (date(2026, 8, 27), "working_day", 3, date(2026, 9, 4)),
        (date(2026, 11, 23), "working_day", 1, date(2026, 11, 25)),
        (date(2026, 11, 23), "working_day", 3, date(2026, 11, 27)),
        (date(2026, 11, 6), "day", 15, date(2026, 11, 23)),
        (date(2026, 2, 13), "working_day", 2, date(2026, 2, 24)),
        (date(2026, 10, 5), "day", 30, date(2026, 11, 4)),
        (date(2026, 8, 31), "month", 1, date(2026, 9, 30)),
        (date(2026, 11, 23), "half_day", 1, date(2026, 11, 25)),
        (date(2026, 11, 23), "half_day", 3, date(2026, 11, 26)),
        (date(2026, 11, 23), "quarter", 1, date(2027, 2, 23)),
        (date(2026, 1, 24), "month", 1, date(2026, 2, 24)),
        (date(2026, 10, 24), "month", 1, date(2026, 11, 25)),
    ],
)
def test_is_reckoned_over_the_shipped_calendar(start: date, unit: str, amount: float, due: date) -> None:
    deadline = given(start=start, unit=unit, amount=amount)
    deadline.refresh_from_db()
    assert (deadline.due, deadline.original_due) == (due, due)
    assert (deadline.start_day, deadline.unit, deadline.amount) == (start, unit, Decimal(str(amount)))
    assert deadline.report_every_days is None


def test_a_day_fixed_by_a_person_stays_where_he_put_it() -> None:
    saturday = date(2026, 11, 28)
    deadline = given(unit="fixed_date", amount=0, fixed=saturday)
    assert deadline.due == saturday
    assert deadline.explanation == "Ngày ấn định 28/11/2026"


@pytest.mark.parametrize(("roll", "due"), [("back", date(2026, 4, 24)), ("forward", date(2026, 4, 28))])
def test_a_fixed_day_rolls_where_the_rule_says_so(roll: str, due: date) -> None:
    """25/4/2026 is a Saturday; Monday 27/4 is off for Giỗ Tổ."""
    assert given(start=date(2026, 4, 1), unit="fixed_date", amount=0, fixed=date(2026, 4, 25), roll=roll).due == due


def test_the_explanation_names_what_was_skipped() -> None:
    explanation = given(amount=7).explanation
    assert explanation.startswith("7 ngày làm việc từ 23/11/2026")
    assert "thứ Bảy, Chủ nhật" in explanation
    assert "24/11 (Ngày Văn hóa Việt Nam)" in explanation


def test_a_deadline_over_days_not_announced_yet_says_so() -> None:
    """The list of 2027 is not announced: its Tết is only reckoned."""
    deadline = given(start=date(2027, 2, 1), amount=10)
    assert deadline.expected
    assert "dự kiến" in deadline.explanation
    assert not given(amount=3).expected


def test_a_day_announced_later_moves_only_deadlines_set_later() -> None:
    before = given(amount=3)
    organization.publish_calendar(
        [(date(2026, 11, 26), "off", "Nghỉ đột xuất", "announced", "Thông báo")], by=SYSTEM, at=NOW
    )
    organization_queries._calendar.cache_clear()
    try:
        assert given(amount=3).due == date(2026, 11, 30)
        before.refresh_from_db()
        assert before.due == date(2026, 11, 27)
    finally:
        organization_queries._calendar.cache_clear()


def test_no_deadline_comes_with_a_periodic_report() -> None:
    deadline = given(unit="none", amount=0, report_every_days=30)
    assert (deadline.due, deadline.original_due, deadline.report_every_days) == (None, None, 30)
    assert deadline.explanation == "Không thời hạn, báo cáo 30 ngày một lần từ 23/11/2026"


@pytest.mark.parametrize("every", [None, 0, -1])
def test_no_deadline_without_a_report_is_refused(every: int | None) -> None:
    with pytest.raises(Refused) as refused:
        given(unit="none", amount=0, report_every_days=every)
    assert [finding.field for finding in refused.value.findings] == ["term"]
    assert not Deadline.objects.exists()
    assert JournalLine.objects.get(verb="deadlines.set").outcome == "refused"


def test_the_first_line_of_the_ledger_says_who_and_when() -> None:
    deadline = given()
    line = deadline.entries.get()
    assert (line.position, line.kind, line.old_due, line.new_due) == (1, "set", None, deadline.due)
    assert (line.by_user_id, line.by_post_id, line.at) == (7, 9, NOW)


def test_the_journal_has_one_line_with_the_day() -> None:
    deadline = given()
    line = JournalLine.objects.get(verb="deadlines.set")
    assert (line.verb, line.subject_kind, line.subject_id) == ("deadlines.set", "deadlines.deadline", deadline.pk)
    assert json.loads(line.body) == {"amount": 3, "due": "2026-11-27", "unit": "working_day"}


@pytest.mark.parametrize(("unit", "amount"), [("working_day", 0), ("day", -1), ("fixed_date", 0), ("fortnight", 1)])
def test_a_senseless_term_is_a_fault_that_leaves_nothing(unit: str, amount: float) -> None:
    with pytest.raises(ValueError):
        given(unit=unit, amount=amount)
    assert not Deadline.objects.exists() and not DeadlineEntry.objects.exists()


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"original_due": START, "due": None, "report_every_days": 30}, "deadline_due_paired"),
        ({"original_due": None, "due": START}, "deadline_due_paired"),
        ({"original_due": None, "due": None}, "deadline_or_periodic_report"),
    ],
)
def test_the_database_keeps_the_days_paired(fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Deadline.objects.create(start_day=START, unit="day", explanation="", created_at=NOW, **fields)
