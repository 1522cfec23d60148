"""The registry's clocks: until when an arrival is to be received and passed on, and how that stands now.

A legal day ends at 24:00 (BLDS 2015 Điều 148), so nothing is late before; what reaches a closed registry (after its
hours, or on a day off) counts as arriving on the next working day. That, and how long "at once" is, are start values.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from dondoc.lib.days import VIETNAM, end_of, local_day
from dondoc.lib.working_days import Calendar

SOON = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Limits:
    """Until when an arrival is to be received, and passed on to whoever decides; `at_once` where it is urgent."""

    receive: datetime
    pass_on: datetime
    at_once: bool


def limits(*, arrived_at: datetime, is_urgent: bool, closes: time, urgent_minutes: int, over: Calendar) -> Limits:
    """The same day and the next working day for an ordinary arrival; some minutes, at any hour, for an urgent one."""
    if is_urgent:
        at_once = arrived_at + timedelta(minutes=urgent_minutes)
        return Limits(at_once, at_once, True)
    day = counted_day(arrived_at, closes, over)
    return Limits(end_of(day), end_of(next_working_day(day, over)), False)


def counted_day(arrived_at: datetime, closes: time, over: Calendar) -> date:
    """The working day on which an arrival counts as having come."""
    day = local_day(arrived_at)
    after_hours = arrived_at.astimezone(VIETNAM).time() > closes
    return over.next_working(day + timedelta(days=after_hours))


def next_working_day(day: date, over: Calendar) -> date:
    """The first working day after a day."""
    return over.next_working(day + timedelta(days=1))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a clock stands: late or not, its time class for the badge, and the words beside it."""

    is_late: bool
    code: str
    words: str


def standing(until: datetime, *, at_once: bool, act: str, now: datetime, closes: time) -> Standing:
    """Late from the limit on. Before it, the time that is left: to the registry's closing hour on the last day."""
    if now >= until:
        # A day that ended at 24:00 is late from the next one on.
        since = f"{until.astimezone(VIETNAM):%H:%M %d/%m}" if at_once else f"{local_day(until):%d/%m}"
        return Standing(True, "qua_han", f"Quá hạn {act} từ {since}")
    if at_once:
        return Standing(False, "sap_den_han", f"Khẩn: còn {_minutes(until - now)}")
    last_day = local_day(until - timedelta(seconds=1))
    if local_day(now) < last_day:
        return Standing(False, "trong_han", f"Hạn {act} trong ngày {last_day:%d/%m}")
    left = datetime.combine(last_day, closes, tzinfo=VIETNAM) - now
    if left <= timedelta(0):
        return Standing(False, "sap_den_han", "Hết giờ làm việc, hạn 24:00 hôm nay")
    code = "sap_den_han" if left <= SOON else "trong_han"
    hours = int(left.total_seconds() // 3600)
    return Standing(False, code, f"Còn {f'{hours} giờ' if hours else _minutes(left)} trong ngày")


def _minutes(left: timedelta) -> str:
    return f"{max(1, int(left.total_seconds() // 60))} phút"
