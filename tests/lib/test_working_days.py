"""Counting days as the law does, over the calendar that is shipped with the product."""

import csv
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

import dondoc
from dondoc.lib.working_days import Calendar, Reckoning, SpecialDay, add_months, reckon

SHIPPED = Path(dondoc.__file__).parent / "organization/data/calendar.csv"


def _shipped() -> list[SpecialDay]:
    with SHIPPED.open(encoding="utf-8", newline="") as handle:
        return [
            SpecialDay(date.fromisoformat(row["day"]), row["kind"], row["name"], row["status"], row["source"])
            for row in csv.DictReader(handle)
        ]


CALENDAR = Calendar(_shipped())


def due(start: date, amount: float, unit: str, roll: str = "forward") -> date:
    return reckon(start, amount, unit, CALENDAR, roll=roll).due  # type: ignore[arg-type]


# The cases by which the reckoning is known to be right, each named after what it says.


def test_received_friday_21_8_2026_in_3_working_days_is_tuesday_25_8_since_saturday_22_8_is_worked() -> None:
    assert due(date(2026, 8, 21), 3, "working_day") == date(2026, 8, 25)


def test_received_thursday_27_8_2026_in_3_working_days_is_friday_4_9() -> None:
    assert due(date(2026, 8, 27), 3, "working_day") == date(2026, 9, 4)


def test_received_monday_23_11_2026_in_1_working_day_is_wednesday_25_11_since_24_11_is_off() -> None:
    assert due(date(2026, 11, 23), 1, "working_day") == date(2026, 11, 25)


def test_received_monday_23_11_2026_in_3_working_days_is_friday_27_11() -> None:
    assert due(date(2026, 11, 23), 3, "working_day") == date(2026, 11, 27)


def test_received_friday_6_11_2026_in_15_days_is_a_saturday_and_so_monday_23_11() -> None:
    found = reckon(date(2026, 11, 6), 15, "day", CALENDAR)
    assert (found.rolled_from, found.due) == (date(2026, 11, 21), date(2026, 11, 23))


def test_received_friday_13_2_2026_in_2_working_days_is_tuesday_24_2_after_tet() -> None:
    assert due(date(2026, 2, 13), 2, "working_day") == date(2026, 2, 24)


def test_duty_of_the_25th_in_april_2026_falls_on_a_saturday_and_is_done_on_friday_24_4() -> None:
    """Programmes of communes roll a fixed duty back to the previous working day."""
    found = reckon(date(2026, 4, 1), 0, "fixed_date", CALENDAR, fixed=date(2026, 4, 25), roll="back")
    assert found.due == date(2026, 4, 24)


def test_complaint_accepted_monday_5_10_2026_in_30_days_is_wednesday_4_11() -> None:
    assert due(date(2026, 10, 5), 30, "day") == date(2026, 11, 4)


def test_one_month_from_31_8_2026_is_the_last_day_of_september() -> None:
    assert due(date(2026, 8, 31), 1, "month") == date(2026, 9, 30)


# What the law says of single days.


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 11, 24), False),  # Ngày Văn hóa Việt Nam, the first time
        (date(2025, 11, 24), True),  # not yet a day off
        (date(2026, 8, 22), True),  # a Saturday worked in exchange for 31/8
        (date(2026, 8, 31), False),
        (date(2026, 1, 2), False),  # exchanged with 10/1
        (date(2026, 1, 10), True),
        (date(2026, 4, 27), False),  # Giỗ Tổ fell on Sunday
        (date(2026, 11, 28), False),  # an ordinary Saturday
        (date(2026, 11, 25), True),
    ],
)
def test_the_calendar_knows_the_day(day: date, worked: bool) -> None:
    assert CALENDAR.is_working(day) is worked


def test_the_first_day_is_not_counted_even_when_it_is_a_day_off() -> None:
    """BLDS 2015 Điều 147: a term by days begins the day after the event."""
    assert due(date(2026, 11, 24), 1, "working_day") == date(2026, 11, 25)
    assert due(date(2026, 11, 21), 1, "working_day") == date(2026, 11, 23)


@pytest.mark.parametrize(
    ("amount", "expected"), [(1, date(2026, 11, 25)), (2, date(2026, 11, 25)), (3, date(2026, 11, 26))]
)
def test_two_half_days_make_a_working_day(amount: int, expected: date) -> None:
    assert due(date(2026, 11, 23), amount, "half_day") == expected


@pytest.mark.parametrize(
    ("start", "months", "expected"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
    ],
)
def test_months_end_on_the_same_date_or_the_last_day(start: date, months: int, expected: date) -> None:
    assert add_months(start, months) == expected


def test_a_quarter_is_three_months() -> None:
    assert due(date(2026, 11, 23), 1, "quarter") == date(2027, 2, 23)


def test_a_last_day_that_must_stay_stays() -> None:
    assert due(date(2026, 11, 6), 15, "day", roll="none") == date(2026, 11, 21)


@pytest.mark.parametrize(("amount", "unit"), [(0, "working_day"), (-1, "day"), (1, "fortnight"), (0, "fixed_date")])
def test_a_senseless_term_is_a_fault(amount: float, unit: str) -> None:
    with pytest.raises(ValueError):
        reckon(date(2026, 11, 23), amount, unit, CALENDAR)


# How the reckoning is told.


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (
            reckon(date(2026, 11, 23), 7, "working_day", CALENDAR),
            "7 ngày làm việc từ 23/11/2026, trừ thứ Bảy, Chủ nhật và 24/11 (Ngày Văn hóa Việt Nam)",
        ),
        (
            reckon(date(2026, 8, 21), 1, "working_day", CALENDAR),
            "1 ngày làm việc từ 21/08/2026, tính cả ngày làm bù 22/08 (Làm bù Quốc khánh)",
        ),
        (
            reckon(date(2026, 11, 6), 15, "day", CALENDAR),
            "15 ngày từ 06/11/2026; ngày 21/11/2026 không làm việc nên chuyển sang 23/11/2026",
        ),
        (
            reckon(date(2026, 10, 24), 1, "month", CALENDAR),
            "1 tháng từ 24/10/2026, trừ 24/11 (Ngày Văn hóa Việt Nam); "
            "ngày 24/11/2026 không làm việc nên chuyển sang 25/11/2026",
        ),
        (
            reckon(date(2026, 4, 1), 0, "fixed_date", CALENDAR, fixed=date(2026, 4, 25), roll="back"),
            "Ngày ấn định 25/04/2026; ngày 25/04/2026 không làm việc nên lùi về 24/04/2026",
        ),
        (reckon(date(2026, 11, 24), 2.5, "half_day", CALENDAR), "2,5 buổi làm việc từ 24/11/2026"),
        (reckon(date(2026, 11, 24), 1, "working_day", CALENDAR), "1 ngày làm việc từ 24/11/2026"),
    ],
)  # fmt: skip
def test_the_reckoning_in_words(found: Reckoning, words: str) -> None:
    assert found.explain() == words


def test_days_not_announced_yet_are_told_as_expected() -> None:
    """The list of 2027 is not announced; its Tết is reckoned from the law."""
    found = reckon(date(2027, 2, 1), 5, "working_day", CALENDAR)
    assert {special.day for special in found.expected} >= {date(2027, 2, 4), date(2027, 2, 10)}
    assert "04/02 (Tết Nguyên đán, dự kiến)" in found.explain()


def test_a_last_day_that_is_only_expected_to_be_off_is_told() -> None:
    found = reckon(date(2027, 1, 4), 1, "month", CALENDAR)
    assert found.rolled_from == date(2027, 2, 4) and found.expected


def test_a_deadline_over_announced_days_expects_nothing() -> None:
    assert reckon(date(2026, 8, 27), 5, "working_day", CALENDAR).expected == ()


# What must hold for every term.

days = st.dates(date(2019, 1, 1), date(2027, 10, 1))


@given(start=days, amount=st.integers(1, 60))
def test_a_term_of_working_days_has_so_many_of_them_and_ends_on_one(start: date, amount: int) -> None:
    found = due(start, amount, "working_day")
    assert CALENDAR.working_days_between(start, found) == amount
    assert CALENDAR.is_working(found)


@given(start=days, amount=st.integers(1, 90), unit=st.sampled_from(["working_day", "day", "half_day"]))
def test_a_longer_term_never_ends_earlier(start: date, amount: int, unit: str) -> None:
    assert start < due(start, amount, unit) <= due(start, amount + 1, unit)


@given(start=days, amount=st.integers(1, 90))
def test_rolling_goes_over_days_off_only(start: date, amount: int) -> None:
    last, moved = start + timedelta(days=amount), due(start, amount, "day")
    assert CALENDAR.is_working(moved)
    assert not any(CALENDAR.is_working(last + timedelta(days=step)) for step in range((moved - last).days))


@given(first=days, second=days)
def test_days_between_count_the_same_both_ways(first: date, second: date) -> None:
    assert CALENDAR.working_days_between(first, second) == -CALENDAR.working_days_between(second, first)


# Against the package `holidays`, which we do not use because of these differences.


def _theirs() -> tuple[Mapping[date, str], set[date]]:
    known = holidays.country_holidays("VN", years=range(2019, 2028))
    return known, set(known.weekend_workdays)


def _ours(kind: str) -> set[date]:
    return {special.day for special in CALENDAR.days.values() if special.kind == kind and special.day.year >= 2019}


def test_days_off_differ_from_the_package_only_where_known() -> None:
    known, _ = _theirs()
    assert _ours("off") - set(known) == {
        date(2019, 2, 3),  # a Sunday in the middle of Tết, announced as part of it
        date(2026, 1, 2),  # exchanged with 10/1/2026, announced after the package was written
    }
    assert set(known) - _ours("off") == {
        date(2025, 2, 1),  # a Saturday: the announced Tết of 2025 ended on Friday 31/1
    }


def test_days_worked_in_exchange_differ_from_the_package_only_where_known() -> None:
    _, worked = _theirs()
    assert _ours("work") - worked == {date(2026, 1, 10)}
    assert {day for day in worked if day.year >= 2019} <= _ours("work")


def test_the_package_gives_out_expected_days_as_certain() -> None:
    """In 2027 it names the same days as we do, but does not say that nobody has announced them."""
    known, _ = _theirs()
    expected = [special for special in CALENDAR.days.values() if special.status == "expected"]
    assert len(expected) == 8 and {special.day.year for special in expected} == {2027}
    assert all(special.day in known and "estimated" not in known[special.day] for special in expected)
