"""Reckoning and judging deadlines: when it is due, how it stands today, how many working days are left."""

from datetime import date

from dondoc.deadlines.models import Deadline
from dondoc.lib.working_days import Calendar, Reckoning, Roll, reckon
from dondoc.organization.queries import calendar

TIME_CLASSES = {
    "trong_han": "Trong hạn",
    "sap_den_han": "Sắp đến hạn",
    "qua_han": "Quá hạn",
    "dung_han": "Hoàn thành đúng hạn",
    "hoan_thanh_qua_han": "Hoàn thành quá hạn",
    "khong_thoi_han": "Không thời hạn",
}
WARN_WORKING_DAYS = 3


def reckon_term(*, start: date, amount: float, unit: str, fixed: date | None = None, roll: Roll = "none") -> Reckoning:
    """A term over the calendar in force. A fixed date given by a person stays where he put it unless `roll` says so."""
    if unit in ("day", "month", "quarter") and roll == "none":
        roll = "forward"
    return reckon(start, amount, unit, calendar(), fixed=fixed, roll=roll)


def time_class(deadline: Deadline, *, done_on: date | None, today: date, over: Calendar | None = None) -> str:
    """How a deadline stands: always computed. Due 30/11 is in time all day on 30/11 (the day ends at 24:00).

    Whoever judges many gives the calendar in force as `over`; otherwise it is asked for each time.
    """
    if done_on is not None:
        return "hoan_thanh_qua_han" if deadline.due is not None and done_on > deadline.due else "dung_han"
    if deadline.due is None:
        return "khong_thoi_han"
    if today > deadline.due:
        return "qua_han"
    return "sap_den_han" if days_left(deadline.due, today, over) <= WARN_WORKING_DAYS else "trong_han"


def days_left(due: date, today: date, over: Calendar | None = None) -> int:
    """Working days left until `due`, or passed since when negative."""
    return (over or calendar()).working_days_between(today, due)
