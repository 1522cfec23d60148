"""Steps shared by the operations on directions and tasks."""

from datetime import date, datetime
from typing import Any

from django.shortcuts import get_object_or_404

from dondoc.lib.actor import Actor
from dondoc.lib.api import named
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused
from dondoc.lib.rules import Finding
from dondoc.lib.working_days import Calendar
from dondoc.organization.models import Post, Unit
from dondoc.organization.queries import calendar
from dondoc.tasks import queries
from dondoc.tasks.actions import Assignment
from dondoc.tasks.api import shapes
from dondoc.tasks.facts import Term
from dondoc.tasks.models import Task


def task_of(actor: Actor, pk: int) -> Task:
    """A task that the caller has a part in, else 404."""
    return get_object_or_404(Task.objects.visible_to(actor).select_related("lead", "assigner", "deadline"), pk=pk)


def post_of(pk: int) -> Post:
    """The post that a body names as the person of a task."""
    [post] = named(Post.objects.select_related("unit"), [pk], field="person_id", sentence="Không có chức danh này.")
    return post


def term(given: shapes.TermIn | None) -> Term | None:
    """A term as the actions take it; None for the usual one."""
    if given is None:
        return None
    if given.unit not in ("fixed_date", "none") and given.amount <= 0:
        raise Refused([Finding("Thời hạn phải lớn hơn 0.", field="term", code="amount")])
    return Term(given.unit, given.amount, given.fixed, given.report_every)


def assignments(given: list[shapes.AssignmentIn]) -> list[Assignment]:
    """The pieces of work with their units; an unknown unit is refused."""
    wanted = [pk for one in given for pk in (*one.leads, *one.joins, *one.informed)]
    rows = Unit.objects.select_related("agency")
    units = {unit.pk: unit for unit in named(rows, wanted, field="lead", sentence="Có đơn vị không tồn tại.")}
    for one in given:
        half = (one.quote_start is None) != (one.quote_end is None)
        if half or (one.quote_end or 1) <= (one.quote_start or 0):
            raise Refused([Finding("Vị trí câu giao việc không đúng.", field="quote", code="span")])
    return [
        Assignment(
            content=one.content,
            leads=[units[pk] for pk in one.leads],
            joins=[units[pk] for pk in one.joins],
            informed=[units[pk] for pk in one.informed],
            product=one.product,
            term=term(one.term),
            quote=one.quote,
            quote_start=one.quote_start,
            quote_end=one.quote_end,
        )
        for one in given
    ]


def out(task: Task, today: date, over: Calendar | None = None) -> dict[str, Any]:
    return {
        "id": task.pk,
        "content": task.content,
        "product": task.product,
        "urgency": task.urgency,
        "state": task.state,
        "time_class": queries.standing(task, today, over).code,
        "due": task.deadline.due,
        "original_due": task.deadline.original_due,
        "explanation": task.deadline.explanation,
        "assigner_id": task.assigner_id,
        "lead_id": task.lead_id,
        "person_id": task.person_id,
        "document_id": task.document_id,
        "parent_id": task.parent_id,
        "version": task.version,
        "sent_back": task.sent_back,
        "bounced": task.bounced,
    }


def many(tasks: list[Task], now: datetime) -> list[dict[str, Any]]:
    over = calendar()
    return [out(task, local_day(now), over) for task in tasks]
