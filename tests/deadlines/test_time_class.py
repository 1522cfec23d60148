"""How a deadline stands on a day, and how many working days are left."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dondoc.deadlines.models import Deadline
from dondoc.deadlines.queries import TIME_CLASSES, WARN_WORKING_DAYS, days_left, reckon_term, time_class

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 30)
DUE = Deadline(due=MONDAY, original_due=MONDAY)
NO_DEADLINE = Deadline(due=None, report_every_days=30)
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 31))
plenty = settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2026, 11, 20), "trong_han"),
        (date(2026, 11, 23), "trong_han"),  # 25, 26, 27 and 30: four are left, the 24th is off
        (date(2026, 11, 24), "trong_han"),
        (date(2026, 11, 25), "sap_den_han"),
        (date(2026, 11, 28), "sap_den_han"),
        (MONDAY, "sap_den_han"),  # the day ends at 24:00
        (date(2026, 12, 1), "qua_han"),
    ],
)
def test_open_work(today: date, expected: str) -> None:
    assert time_class(DUE, done_on=None, today=today) == expected


@pytest.mark.parametrize(
    ("done_on", "expected"),
    [
        (date(2026, 11, 2), "dung_han"),
        (MONDAY, "dung_han"),
        (date(2026, 12, 1), "hoan_thanh_qua_han"),
    ],
)
def test_finished_work_is_judged_by_its_own_day_for_ever(done_on: date, expected: str) -> None:
    for today in (done_on, date(2030, 1, 1)):
        assert time_class(DUE, done_on=done_on, today=today) == expected


def test_without_a_deadline_nothing_is_late() -> None:
    assert time_class(NO_DEADLINE, done_on=None, today=date(2036, 1, 1)) == "khong_thoi_han"
    assert time_class(NO_DEADLINE, done_on=date(2036, 1, 1), today=date(2036, 1, 1)) == "dung_han"


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 11, 23), 4),
        (date(2026, 11, 27), 1),
        (date(2026, 11, 28), 1),
        (MONDAY, 0),
        (date(2026, 12, 1), -1),
        (date(2026, 12, 6), -4),
    ],
)
def test_days_left(today: date, left: int) -> None:
    assert days_left(MONDAY, today) == left


@plenty
@given(due=DAYS, today=DAYS, done_on=st.none() | DAYS)
def test_every_class_has_its_word_and_late_means_after(due: date, today: date, done_on: date | None) -> None:
    deadline = Deadline(due=due, original_due=due)
    found = time_class(deadline, done_on=done_on, today=today)
    assert found in TIME_CLASSES
    assert (found in ("qua_han", "hoan_thanh_qua_han")) == ((done_on or today) > due)


@plenty
@given(start=DAYS, amount=st.integers(1, 60))
def test_the_days_left_at_the_start_are_the_days_given(start: date, amount: int) -> None:
    due = reckon_term(start=start, amount=amount, unit="working_day").due
    assert days_left(due, start) == amount
    assert time_class(Deadline(due=due, original_due=due), done_on=None, today=start) == (
        "sap_den_han" if amount <= WARN_WORKING_DAYS else "trong_han"
    )


@plenty
@given(start=DAYS, amount=st.integers(1, 200), unit=st.sampled_from(["day", "month", "quarter"]))
def test_calendar_terms_end_on_a_working_day(start: date, amount: int, unit: str) -> None:
    """BLDS Điều 148.5; `none` is the default of the form and means the law's own rule here."""
    amount = amount if unit == "day" else min(amount, 12)
    due = reckon_term(start=start, amount=amount, unit=unit).due
    assert reckon_term(start=start, amount=0, unit="fixed_date", fixed=due, roll="forward").due == due
