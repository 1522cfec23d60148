"""When a deadline calls for a reminder (operations.md T12): by steps before, every working morning after, no day off."""

from datetime import date, timedelta

import pytest

from dondoc.config.prepare import calendar_days
from dondoc.deadlines.engine.reminding import Call, call_for, last_day_within
from dondoc.deadlines.facts import USUAL
from dondoc.lib.working_days import Calendar, SpecialDay

OVER = Calendar(SpecialDay(*row) for row in calendar_days())
LONG_AGO = date(2018, 1, 2)


def call(due: date, today: date, *, set_on: date = LONG_AGO) -> Call | None:
    return call_for(due=due, set_on=set_on, today=today, steps=USUAL.remind_before, over=OVER)


def calls(due: date, first: date, last: date) -> list[tuple[date, Call]]:
    """The calls of each day between two, when a machine is on every day."""
    days = [first + timedelta(days=step) for step in range((last - first).days + 1)]
    return [(day, found) for day in days if (found := call(due, day))]


def first_of_each(due: date, first: date, last: date) -> list[tuple[date, int | None, int]]:
    """What a ledger lets through: each step once, lateness each day."""
    seen: set[int] = set()
    kept = []
    for day, found in calls(due, first, last):
        if found.step is None or found.step not in seen:
            kept.append((day, found.step, found.days))
        if found.step is not None:
            seen.add(found.step)
    return kept


def test_steps_lie_on_working_days_before_an_ordinary_day() -> None:
    due = date(2026, 11, 13)
    assert first_of_each(due, date(2026, 11, 1), date(2026, 11, 17)) == [
        (date(2026, 11, 4), 7, 7),
        (date(2026, 11, 10), 3, 3),
        (date(2026, 11, 12), 1, 1),
        (date(2026, 11, 13), 0, 0),
        (date(2026, 11, 16), None, 1),
        (date(2026, 11, 17), None, 2),
    ]


def test_a_holiday_between_moves_the_steps_forward() -> None:
    """24/11/2026 is a day off: three working days before 27/11 is 23/11."""
    assert call(date(2026, 11, 27), date(2026, 11, 23)) == Call(3, 3)
    assert call(date(2026, 11, 27), date(2026, 11, 24)) is None


def test_tet_reminds_before_it_and_again_after_it() -> None:
    """Tết 2026: no call on any of its days; what fell due on the last day before it is late on the first after it."""
    off = [day.day for day in OVER.days.values() if day.kind == "off" and day.day.year == 2026 and day.day.month == 2]
    assert len(off) >= 5
    due = OVER.previous_working(min(off) - timedelta(days=1))
    found = calls(due, due, max(off) + timedelta(days=3))
    assert found[0] == (due, Call(0, 0))
    back = OVER.next_working(max(off))
    assert found[1] == (back, Call(None, 1))


def test_a_saturday_worked_in_exchange_is_a_morning_too() -> None:
    worked = [day.day for day in OVER.days.values() if day.kind == "work"]
    assert worked, "the calendar has such a day"
    for day in worked:
        assert call(day - timedelta(days=1), day) == Call(None, 1)
        assert call(day, day) == Call(0, 0)


def test_the_year_end_counts_through() -> None:
    """1/1/2027 is a day off, 2 and 3 are a weekend: 4/1 is one working day after 31/12."""
    assert call(date(2027, 1, 4), date(2026, 12, 31)) == Call(1, 1)


def test_a_due_day_off_is_reminded_of_on_the_last_working_day_before() -> None:
    sunday = date(2026, 11, 15)
    assert call(sunday, date(2026, 11, 13)) == Call(0, 0)
    assert call(sunday, sunday) is None
    assert call(sunday, date(2026, 11, 16)) == Call(None, 1)


def test_a_machine_that_was_off_catches_up_once() -> None:
    """Off from T-6 on, on again two days before: one call for the step that was missed, none for those before it."""
    due = date(2026, 11, 13)
    assert call(due, date(2026, 11, 11)) == Call(3, 2)
    assert call(due, date(2026, 11, 20)) == Call(None, 5)


@pytest.mark.parametrize("today", [date(2026, 11, 11), date(2026, 11, 12)])
def test_a_step_on_or_before_the_day_it_was_set_is_none(today: date) -> None:
    """Set on T-3 (10/11): the task itself has just been told; the next call is T-1."""
    found = call(date(2026, 11, 13), today, set_on=date(2026, 11, 10))
    assert found == (Call(1, 1) if today.day == 12 else None)


def test_nothing_is_called_for_long_before() -> None:
    assert call(date(2026, 12, 31), date(2026, 11, 2)) is None


@pytest.mark.parametrize("today", [date(2026, 11, 2), date(2026, 12, 28), date(2027, 2, 1)])
def test_the_horizon_holds_every_day_that_may_call(today: date) -> None:
    today = OVER.next_working(today)
    last = last_day_within(today, 7, OVER)
    assert call(last, today) is not None
    assert call(last + timedelta(days=1), today) is None
