"""Giving work: from a document, as a part of a task, again after a return; and cancelling it."""

from collections.abc import Sequence
from datetime import datetime

from dondoc.audit.journal import action, record
from dondoc.documents.models import Document
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.organization.models import Post, Unit
from dondoc.tasks import gate, permissions
from dondoc.tasks.actions import _parts
from dondoc.tasks.actions._parts import Assignment
from dondoc.tasks.facts import Term
from dondoc.tasks.models import Task, TaskAccess
from dondoc.tasks.states import TASK

__all__ = ["Assignment", "assign", "cancel", "reassign", "split"]


@action("tasks.assign")
def assign(
    *,
    document: Document | None,
    given: Sequence[Assignment],
    assigned_for: Post | None = None,
    by: Actor,
    at: datetime,
) -> list[Task]:
    """Turns a document of the own agency into tasks, all or none. `assigned_for` is the leader who ordered it."""
    require(permissions.may_assign, by, document)
    if not given:
        raise Refused([Finding("Hãy lập ít nhất một nhiệm vụ.", field="content")])
    assigner = Unit.objects.get(pk=by.unit)
    tasks = _parts.create_tasks(
        given,
        assigner=assigner,
        assigned_for=assigned_for,
        document=document,
        urgency=document.urgency if document else 0,
        by=by,
        at=at,
    )
    for task in tasks:
        record(
            "tasks.assign",
            by=by,
            at=at,
            subject=task,
            document=document.pk if document else None,
            lead=task.lead_id,
            due=task.deadline.due,
        )
    return tasks


@action("tasks.split")
def split(task: Task, *, given: Sequence[Assignment], by: Actor, at: datetime) -> list[Task]:
    """Gives parts of a task to units below its lead; a part is not due after the whole."""
    task = _parts.locked(task, version=None)
    require(permissions.may_split, by, task)
    TASK.target("split", task.state)
    if not given:
        raise Refused([Finding("Hãy lập ít nhất một việc con.", field="content")])
    children = _parts.create_tasks(
        given,
        assigner=task.lead,
        assigned_for=None,
        document=task.document,
        parent=task,
        urgency=task.urgency,
        by=by,
        at=at,
    )
    _parts.save(task)
    record("tasks.split", by=by, at=at, subject=task, children=[child.pk for child in children])
    return children


@action("tasks.reassign")
def reassign(
    task: Task, *, lead: Unit, term: Term | None = None, version: int | None = None, by: Actor, at: datetime
) -> Task:
    """Gives a returned task to another lead, whose clock starts now; the old lead is not late (T8)."""
    task = _parts.locked(task, version=version)
    require(permissions.may_review, by, task)
    target = TASK.target("reassign", task.state)
    today = local_day(at)
    term = term or _parts.usual(task.urgency)
    gate.check_assignment(
        content=task.content,
        leads=[lead],
        joins=[],
        informed=[],
        product=task.product,
        term=term,
        due=_parts.due_of(term, today),
        parent=task.parent,
        assigner=task.assigner,
        today=today,
    ).raise_if_refused()
    previous = task.lead_id
    TaskAccess.objects.filter(task=task, role__in=("lead", "person")).update(is_open=False)
    task.deadline = _parts.set_deadline(
        start=today,
        amount=term.amount,
        unit=term.unit,
        fixed=term.fixed,
        report_every_days=term.report_every,
        by=by,
        at=at,
    )
    task.state, task.lead, task.person = target, lead, None
    task.acknowledged_at = task.submitted_at = None
    _parts.save(task, "state", "lead", "person", "deadline", "acknowledged_at", "submitted_at")
    TaskAccess.objects.filter(task=task, is_open=True).update(sort_key=_parts.sort_key(task))
    _parts.give_part(task, lead, "lead", at=at)
    TaskAccess.objects.filter(task=task, seat__in=[f"u{lead.pk}", f"u{lead.agency_id}"], role="lead").update(
        is_open=True, sort_key=_parts.sort_key(task)
    )
    _parts.note(task, "reassign", f"Giao lại cho {lead.name}.", by=by, at=at)
    _parts.tell_new(task, lead, [], at=at)
    _parts.show_document(task, [lead], by=by, at=at)
    record("tasks.reassign", by=by, at=at, subject=task, lead=lead.pk, previous=previous, due=task.deadline.due)
    return task


@action("tasks.cancel")
def cancel(task: Task, *, reason: str, version: int | None = None, by: Actor, at: datetime) -> Task:
    """Cancels a task with a reason; nothing of it is deleted (T32)."""
    task = _parts.locked(task, version=version)
    require(permissions.may_review, by, task)
    task.state = TASK.target("cancel", task.state)
    if not reason.strip():
        raise Refused([Finding("Hãy ghi lý do hủy nhiệm vụ.", field="reason")])
    task.finished_at = at
    _parts.save(task, "state", "finished_at")
    _parts.close_access(task)
    _parts.note(task, "cancel", reason, by=by, at=at)
    _parts.tell(
        task,
        _parts.worker_seats(task),
        sentence=f"Nhiệm vụ đã hủy: {task.content}",
        why="Đơn vị ông/bà chủ trì nhiệm vụ này",
        verb="cancel",
        at=at,
    )
    record("tasks.cancel", by=by, at=at, subject=task)
    return task
