"""Whether a deadline calls for a reminder on a day: before it by steps, after it every working morning (T12)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from dondoc.lib.working_days import Calendar


@dataclass(frozen=True, slots=True)
class Call:
    """A reminder that is called for: at which step (None: the day has passed), with how many working days left or
    passed."""

    step: int | None
    days: int

    @property
    def is_late(self) -> bool:
        return self.step is None


def call_for(*, due: date, set_on: date, today: date, steps: Iterable[int], over: Calendar) -> Call | None:
    """The reminder that a deadline calls for today, if any; nobody is reminded on a day off.

    A step stands for every day from its own to the next one's: if nobody was at work (or no machine on) on its day,
    it is caught up once, and steps that were passed meanwhile are not. A step that lies on or before the day on
    which the deadline was set is none: the task itself has just been told.
    """
    if not over.is_working(today):
        return None
    left = over.working_days_between(today, due)
    if today > due:
        return Call(None, max(-left, 1))
    reached = [step for step in steps if step >= left]
    if not reached or min(reached) >= over.working_days_between(set_on, due):
        return None
    return Call(min(reached), left)


def last_day_within(today: date, steps: int, over: Calendar) -> date:
    """The last day on which what is due has at most so many working days left."""
    day = today
    while over.working_days_between(today, day + timedelta(days=1)) <= steps:
        day += timedelta(days=1)
    return day
