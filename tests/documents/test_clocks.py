"""The registry's clocks as pure reckoning: which day an arrival counts for, when it is late, what is said before."""

from datetime import date, datetime, time, timedelta

import pytest

from dondoc.config.prepare import calendar_days
from dondoc.documents.engine.clocks import Limits, limits, standing
from dondoc.lib.days import end_of, moment
from dondoc.lib.working_days import Calendar, SpecialDay

OVER = Calendar(SpecialDay(*row) for row in calendar_days())
CLOSES = time(17)


def ordinary(arrived: datetime) -> Limits:
    return limits(arrived_at=arrived, is_urgent=False, closes=CLOSES, urgent_minutes=30, over=OVER)


@pytest.mark.parametrize(
    ("arrived", "receive", "pass_on"),
    [
        # Wednesday morning.
        (moment(date(2026, 11, 25), 9), date(2026, 11, 25), date(2026, 11, 26)),
        # The last minute of the registry's day, and the first after it.
        (moment(date(2026, 11, 25), 17), date(2026, 11, 25), date(2026, 11, 26)),
        (moment(date(2026, 11, 25), 17, 1), date(2026, 11, 26), date(2026, 11, 27)),
        # Friday: the next working day is Monday. Friday evening and Saturday count for Monday.
        (moment(date(2026, 11, 27), 9), date(2026, 11, 27), date(2026, 11, 30)),
        (moment(date(2026, 11, 27), 18), date(2026, 11, 30), date(2026, 12, 1)),
        (moment(date(2026, 11, 28), 9), date(2026, 11, 30), date(2026, 12, 1)),
        # The eve of 24/11, a day off; and that day itself.
        (moment(date(2026, 11, 23), 9), date(2026, 11, 23), date(2026, 11, 25)),
        (moment(date(2026, 11, 24), 9), date(2026, 11, 25), date(2026, 11, 26)),
        # Over the year's end: 1/1/2027 is off, 2 and 3 a weekend.
        (moment(date(2026, 12, 31), 9), date(2026, 12, 31), date(2027, 1, 4)),
    ],
)
def test_the_days_of_an_ordinary_arrival(arrived: datetime, receive: date, pass_on: date) -> None:
    assert ordinary(arrived) == Limits(end_of(receive), end_of(pass_on), False)


def test_tet_is_not_counted() -> None:
    off = sorted(s.day for s in OVER.days.values() if s.kind == "off" and s.day.year == 2026 and s.day.month == 2)
    back = OVER.next_working(off[-1])
    assert ordinary(moment(off[0], 9)).receive == end_of(back)
    before = OVER.previous_working(off[0] - timedelta(days=1))
    assert ordinary(moment(before, 9)).pass_on == end_of(back)


def test_a_saturday_worked_in_exchange_is_a_day_like_others() -> None:
    worked = [special.day for special in OVER.days.values() if special.kind == "work"]
    assert worked
    for day in worked:
        assert ordinary(moment(day, 9)).receive == end_of(day)


@pytest.mark.parametrize("arrived", [moment(date(2026, 11, 25), 9), moment(date(2026, 11, 28), 23, 50)])
def test_what_is_urgent_counts_minutes_at_any_hour(arrived: datetime) -> None:
    found = limits(arrived_at=arrived, is_urgent=True, closes=CLOSES, urgent_minutes=15, over=OVER)
    assert found == Limits(arrived + timedelta(minutes=15), arrived + timedelta(minutes=15), True)


DAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("now", "late", "code", "words"),
    [
        (moment(date(2026, 11, 24), 9), False, "trong_han", "Hạn tiếp nhận trong ngày 25/11"),
        (moment(DAY, 9, 30), False, "trong_han", "Còn 7 giờ trong ngày"),
        (moment(DAY, 15), False, "sap_den_han", "Còn 2 giờ trong ngày"),
        (moment(DAY, 16, 35), False, "sap_den_han", "Còn 25 phút trong ngày"),
        (moment(DAY, 17), False, "sap_den_han", "Hết giờ làm việc, hạn 24:00 hôm nay"),
        (moment(DAY, 23, 59), False, "sap_den_han", "Hết giờ làm việc, hạn 24:00 hôm nay"),
        (end_of(DAY), True, "qua_han", "Quá hạn tiếp nhận từ 26/11"),
        (moment(date(2026, 11, 30), 9), True, "qua_han", "Quá hạn tiếp nhận từ 26/11"),
    ],
)
def test_how_a_day_clock_stands(now: datetime, late: bool, code: str, words: str) -> None:
    found = standing(end_of(DAY), at_once=False, act="tiếp nhận", now=now, closes=CLOSES)
    assert (found.is_late, found.code, found.words) == (late, code, words)


@pytest.mark.parametrize(
    ("now", "late", "words"),
    [
        (moment(DAY, 9), False, "Khẩn: còn 30 phút"),
        (moment(DAY, 9, 29), False, "Khẩn: còn 1 phút"),
        (moment(DAY, 9, 30), True, "Quá hạn trình từ 09:30 25/11"),
    ],
)
def test_how_an_urgent_clock_stands(now: datetime, late: bool, words: str) -> None:
    found = standing(moment(DAY, 9, 30), at_once=True, act="trình", now=now, closes=CLOSES)
    assert (found.is_late, found.words) == (late, words)
