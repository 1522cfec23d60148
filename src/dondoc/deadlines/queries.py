"""Reckoning and judging deadlines: when it is due, how it stands today, how many working days are left."""

from collections.abc import Callable, Iterable
from datetime import date

from django.db.models import Max

from dondoc.deadlines.engine.reminding import Call, call_for, last_day_within
from dondoc.deadlines.facts import USUAL, Habits
from dondoc.deadlines.models import Deadline, DeadlineEntry, Reminder, Rhythm
from dondoc.lib.days import local_day
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


def habits_on(day: date) -> Callable[[int | None], Habits]:
    """The habits of time that hold on a day, by agency; read once for all of them."""
    rows = Rhythm.objects.filter(from_day__lte=day).order_by("from_day", "pk")
    set_ = {
        row.agency_id: Habits(tuple(row.remind_before), row.head_from, row.closes, row.urgent_minutes) for row in rows
    }
    return lambda agency_id: set_.get(agency_id or 0, USUAL)


def reminders_called(
    deadlines: Iterable[tuple[Deadline, int | None]], today: date, habits: Callable[[int | None], Habits]
) -> dict[int, Call]:
    """The reminders that deadlines (each with its agency) call for today and that nobody has been given yet."""
    pairs, over = list(deadlines), calendar()
    pks = [deadline.pk for deadline, _ in pairs]
    set_at = dict(
        DeadlineEntry.objects.filter(deadline_id__in=pks).values_list("deadline_id").annotate(Max("at")).order_by()
    )
    given = Reminder.objects.filter(deadline_id__in=pks)
    today_given = set(given.filter(day=today).values_list("deadline_id", flat=True))
    steps_given = set(given.exclude(step=None).values_list("deadline_id", "due", "step"))
    found: dict[int, Call] = {}
    for deadline, agency_id in pairs:
        if deadline.due is None or deadline.pk in today_given:
            continue
        call = call_for(
            due=deadline.due,
            set_on=local_day(set_at.get(deadline.pk, deadline.created_at)),
            today=today,
            steps=habits(agency_id).remind_before,
            over=over,
        )
        if call is not None and (deadline.pk, deadline.due, call.step) not in steps_given:
            found[deadline.pk] = call
    return found


def may_call_until(today: date, habits: Habits = USUAL) -> date:
    """The last due day that may call for a reminder today, by the longest step anybody has set."""
    longest = [max(row, default=0) for row in Rhythm.objects.values_list("remind_before", flat=True).distinct()]
    return last_day_within(today, max([*longest, *habits.remind_before]), calendar())


def rhythms(today: date) -> list[Rhythm]:
    """What agencies have set: the row in force of each, and those that begin later."""
    rows = Rhythm.objects.select_related("agency", "set_by").order_by("agency__order", "agency_id", "-from_day", "-pk")
    shown, begun = [], set()
    for row in rows:
        if row.from_day > today:
            shown.append(row)
        elif row.agency_id not in begun:
            begun.add(row.agency_id)
            shown.append(row)
    return shown
