"""Counting days as the law does: the first day is not counted, the last ends at 24:00, days off are skipped.

Bộ luật Dân sự 2015 Điều 145–148; Bộ luật Lao động 2019 Điều 112. Pure: the calendar comes in as data.
"""

import calendar as months
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

ONE_DAY = timedelta(days=1)
UNIT_WORDS = {
    "working_day": "ngày làm việc",
    "half_day": "buổi làm việc",
    "day": "ngày",
    "month": "tháng",
    "quarter": "quý",
}
Roll = Literal["forward", "back", "none"]


@dataclass(frozen=True, slots=True)
class SpecialDay:
    """A day off that is no weekend ("off"), or a weekend day worked in exchange ("work")."""

    day: date
    kind: str
    name: str
    status: str = "announced"
    source: str = ""


class Calendar:
    """Which days are worked: Monday to Friday, less the days off, plus the days worked in exchange."""

    def __init__(self, days: Iterable[SpecialDay]) -> None:
        self.days = {special.day: special for special in days}

    def is_working(self, day: date) -> bool:
        special = self.days.get(day)
        if special is not None:
            return special.kind == "work"
        return day.weekday() < 5

    def next_working(self, day: date) -> date:
        """The day itself if it is worked, else the next one that is."""
        while not self.is_working(day):
            day += ONE_DAY
        return day

    def previous_working(self, day: date) -> date:
        """The day itself if it is worked, else the last one before it that is."""
        while not self.is_working(day):
            day -= ONE_DAY
        return day

    def working_days_between(self, after: date, until: date) -> int:
        """How many working days lie after `after` up to and including `until`; negative when `until` is before."""
        if until < after:
            return -self.working_days_between(until, after)
        span = (until - after).days
        return sum(1 for step in range(1, span + 1) if self.is_working(after + step * ONE_DAY))


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A deadline with how it came about: what was skipped, what was worked, what is only expected."""

    start: date
    due: date
    amount: float
    unit: str
    skipped: tuple[SpecialDay, ...] = ()
    weekends: bool = False
    worked: tuple[SpecialDay, ...] = ()
    rolled_from: date | None = None

    @property
    def expected(self) -> tuple[SpecialDay, ...]:
        """The days this deadline depends on that are not announced yet."""
        return tuple(special for special in (*self.skipped, *self.worked) if special.status == "expected")

    def explain(self) -> str:
        """The reckoning in words: "7 ngày làm việc từ 24/11/2026, trừ thứ Bảy, Chủ nhật và 24/11 (…)"."""
        if self.unit == "fixed_date":
            text = f"Ngày ấn định {(self.rolled_from or self.due):%d/%m/%Y}"
        else:
            text = f"{self.amount:g}".replace(".", ",") + f" {UNIT_WORDS[self.unit]} từ {self.start:%d/%m/%Y}"
        left_out = ["thứ Bảy, Chủ nhật"] if self.weekends else []
        left_out += [_named(special) for special in self.skipped]
        if left_out:
            text += ", trừ " + (" và ".join([", ".join(left_out[:-1]), left_out[-1]]) if left_out[1:] else left_out[0])
        if self.worked:
            text += ", tính cả ngày làm bù " + ", ".join(_named(special) for special in self.worked)
        if self.rolled_from is not None:
            moved = "chuyển sang" if self.due > self.rolled_from else "lùi về"
            text += f"; ngày {self.rolled_from:%d/%m/%Y} không làm việc nên {moved} {self.due:%d/%m/%Y}"
        return text


def _named(special: SpecialDay) -> str:
    status = ", dự kiến" if special.status == "expected" else ""
    return f"{special.day:%d/%m} ({special.name}{status})"


def reckon(
    start: date,
    amount: float,
    unit: str,
    calendar: Calendar,
    *,
    fixed: date | None = None,
    roll: Roll = "forward",
) -> Reckoning:
    """The last day of a term that begins with an event on `start`.

    `unit` is working_day, half_day (two make a working day), day, month, quarter or fixed_date (then `fixed`).
    A last day that is not worked rolls forward (BLDS Điều 148.5), back (programmes of communes) or stays.
    """
    if unit == "fixed_date":
        if fixed is None:
            raise ValueError("a fixed date needs its date")
        return _rolled(start, fixed, amount, unit, calendar, roll)
    if amount <= 0:
        raise ValueError("a term needs a positive amount")
    if unit in ("working_day", "half_day"):
        days = amount / 2 if unit == "half_day" else amount
        return _working(start, amount, unit, calendar, whole=int(days) + (days > int(days)))
    if unit == "day":
        return _rolled(start, start + timedelta(days=int(amount)), amount, unit, calendar, roll)
    if unit in ("month", "quarter"):
        return _rolled(
            start,
            add_months(start, int(amount) * (3 if unit == "quarter" else 1)),
            amount,
            unit,
            calendar,
            roll,
        )
    raise ValueError(f"unknown unit {unit!r}")


def add_months(day: date, count: int) -> date:
    """The same date so many months later, or that month's last day."""
    years, month = divmod(day.month - 1 + count, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, months.monthrange(year, month)[1]))


def _working(start: date, amount: float, unit: str, calendar: Calendar, *, whole: int) -> Reckoning:
    day, left = start, whole
    skipped, worked, weekends = [], [], False
    while left:
        day += ONE_DAY
        special = calendar.days.get(day)
        if calendar.is_working(day):
            left -= 1
            if special is not None:
                worked.append(special)
        elif special is not None:
            skipped.append(special)
        else:
            weekends = True
    return Reckoning(start, day, amount, unit, tuple(skipped), weekends, tuple(worked))


def _rolled(start: date, last: date, amount: float, unit: str, calendar: Calendar, roll: Roll) -> Reckoning:
    if roll == "none" or calendar.is_working(last):
        return Reckoning(start, last, amount, unit)
    due = calendar.next_working(last) if roll == "forward" else calendar.previous_working(last)
    between = [calendar.days.get(last + step * ONE_DAY) for step in _steps(last, due)]
    return Reckoning(start, due, amount, unit, tuple(s for s in between if s is not None), rolled_from=last)


def _steps(last: date, due: date) -> range:
    span = (due - last).days
    return range(span) if span > 0 else range(0, span, -1)
