"""Reminders by the clock: of single tasks on working mornings, and of an agency's late tasks once a week."""

from collections.abc import Sequence
from datetime import datetime

from dondoc.audit.journal import action, record
from dondoc.deadlines.actions import note_reminders
from dondoc.deadlines.models import Deadline
from dondoc.lib import locks
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.rulings import require
from dondoc.notifications.actions import notify
from dondoc.organization.models import Unit
from dondoc.tasks import permissions, queries
from dondoc.tasks.models import Task


@action("tasks.remind")
def remind(tasks: Sequence[Task], *, by: Actor, at: datetime) -> list[queries.Reminding]:
    """Gives the reminders that these tasks call for today and nobody has given yet.

    Whoever comes second waits for the locks and finds them given: two nodes, or a sweep that is repeated after a
    crash, tell nobody twice.
    """
    today = local_day(at)
    list(Deadline.objects.select_for_update(of=("self",)).filter(task__in=tasks).order_by("pk"))
    require(permissions.may_remind, by)
    due = queries.reminders_due(today, among=[task.pk for task in tasks])
    note_reminders([(one.task.deadline, one.call, [seat for seat, _ in one.told]) for one in due], day=today, at=at)
    for one in due:
        _tell(one, at=at)
    record("tasks.remind", by=by, at=at, day=today, tasks=[one.task.pk for one in due])
    return due


def _tell(one: queries.Reminding, *, at: datetime) -> None:
    task, due = one.task, one.task.deadline.due
    for seat, why in one.told:
        notify(
            [seat],
            sentence=f"{one.words}: {task.content}",
            why=f"{one.ground}; {why}",
            url=f"/tasks/{task.pk}",
            key=f"tasks.remind:{task.pk}:{local_day(at):%Y-%m-%d}",
            at=at,
            kind="late" if one.call.is_late else "due",
            outside=f"Nhiệm vụ mã {task.pk}: {one.words.lower()}, hạn {due:%d/%m/%Y}",
        )


@action("tasks.report_late")
def report_late(agency: Unit, *, by: Actor, at: datetime) -> list[queries.LateWeek]:
    """Tells the head of an agency, once a week, how many tasks its people are late with."""
    locks.hold([f"tasks.report_late:{agency.pk}"])
    require(permissions.may_remind, by)
    due = queries.late_weeks_due(local_day(at), among=[agency.pk])
    for week in due:
        words = f"Cơ quan đang có {week.late} nhiệm vụ quá hạn"
        notify(
            [week.seat],
            sentence=words,
            why=f"Báo cáo tuần cho người đứng đầu {agency.name}",
            url="/tasks/?tab=late_lead",
            key=week.key,
            at=at,
            kind="late",
            outside=words,
        )
    record("tasks.report_late", by=by, at=at, subject=agency, late=[week.late for week in due])
    return due
