"""A day is a day in Việt Nam, from 00:00 to 24:00 by its clock."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.lib.days import end_of, local_day, moment, start_of

LAST = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("at", "day"),
    [
        (datetime(2026, 12, 31, 16, 59, 59, tzinfo=UTC), LAST),
        (datetime(2026, 12, 31, 17, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), date(2027, 1, 1)),
        (datetime(2027, 1, 1, 17, 0, tzinfo=UTC), date(2027, 1, 2)),
    ],
)
def test_the_day_changes_at_midnight_in_viet_nam(at: datetime, day: date) -> None:
    assert local_day(at) == day


def test_the_last_instant_of_a_day_is_before_24_00() -> None:
    """BLDS 2015 Điều 148.6: the last day ends at 24:00."""
    assert local_day(end_of(LAST) - timedelta(microseconds=1)) == LAST
    assert end_of(LAST) == start_of(date(2027, 1, 1)) == datetime(2026, 12, 31, 17, tzinfo=UTC)


def test_an_instant_without_a_zone_is_a_fault() -> None:
    with pytest.raises(ValueError, match="time zone"):
        local_day(datetime(2026, 1, 1))


def test_a_moment_is_by_the_clock_of_viet_nam() -> None:
    assert moment(LAST, 7, 30) == datetime(2026, 12, 31, 0, 30, tzinfo=UTC)


@given(st.datetimes(datetime(1976, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_every_instant_lies_in_its_day(at: datetime) -> None:
    assert start_of(local_day(at)) <= at < end_of(local_day(at))
