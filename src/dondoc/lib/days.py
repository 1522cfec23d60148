"""Days of Việt Nam: every legal day is a day in Asia/Ho_Chi_Minh and ends at 24:00 (BLDS 2015, Điều 148)."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


def local_day(at: datetime) -> date:
    """The day in Việt Nam on which the instant `at` falls; `at` must be aware."""
    if at.tzinfo is None:
        raise ValueError("an instant needs a time zone")
    return at.astimezone(VIETNAM).date()


def start_of(day: date) -> datetime:
    """The first instant of a Việt Nam day."""
    return datetime.combine(day, time.min, tzinfo=VIETNAM)


def end_of(day: date) -> datetime:
    """24:00 of a Việt Nam day: the first instant that no longer belongs to it."""
    return start_of(day + timedelta(days=1))


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """An instant by the Việt Nam clock."""
    return datetime.combine(day, time(hour, minute), tzinfo=VIETNAM)
