"""What runs by the clock: the sweep that reminds of deadlines, and the forgetting of what was expunged.

What is due is found in the database, so a missed day is caught up once.
"""

from datetime import datetime, timedelta

from django.utils import timezone

from dondoc.lib.actor import SYSTEM
from dondoc.lib.days import local_day, moment
from dondoc.tasks import actions, queries
from dondoc.tasks.queries import still_telling
from dondoc.workers.job import job

FORGET_EVERY = timedelta(seconds=15)
REMIND_EVERY = timedelta(minutes=5)
# Before the digest of 8:00, so that it tells of what is due and late today.
FIRST_HOUR = 7
BATCH = 200


@job("tasks.remind", unique=True)
def remind() -> None:
    """Gives today's reminders, in batches that each stand for themselves."""
    remind_at(timezone.now())


def remind_at(at: datetime) -> int:
    """The sweep at an instant; returns how many reminders it gave. Nothing before seven in the morning."""
    today, given = local_day(at), 0
    if at < moment(today, FIRST_HOUR):
        return 0
    by = SYSTEM.through("job")
    due = [one.task for one in queries.reminders_due(today)]
    for start in range(0, len(due), BATCH):
        given += len(actions.remind(due[start : start + BATCH], by=by, at=at))
    for week in queries.late_weeks_due(today):
        given += len(actions.report_late(week.agency, by=by, at=at))
    return given


@job("tasks.forget_expunged", unique=True)
def forget_expunged() -> None:
    """Each expunged document of which a task or a direction still tells."""
    for document in still_telling():
        actions.forget_expunged(document, by=SYSTEM, at=timezone.now())
