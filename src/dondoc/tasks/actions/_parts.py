"""Steps shared by the actions on tasks; each runs inside the calling action's transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dondoc.deadlines.actions import set_deadline
from dondoc.deadlines.queries import reckon_term
from dondoc.documents.actions import show_to
from dondoc.documents.models import AT_ONCE, Document
from dondoc.lib import folding
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused, WrongState
from dondoc.lib.rules import Finding
from dondoc.notifications.actions import notify
from dondoc.organization.access import post_seat, unit_seat
from dondoc.organization.models import Post, Unit
from dondoc.tasks import gate
from dondoc.tasks.facts import Term, usual
from dondoc.tasks.models import Direction, Participant, Task, TaskAccess, TaskNote

# Sorts after every deadline: tasks without one come last.
NO_DEADLINE = -9_999_999


@dataclass(frozen=True, slots=True)
class Assignment:
    """One task to be given: `leads` must end up with exactly one unit; empty fields get the usual defaults."""

    content: str
    leads: Sequence[Unit]
    joins: Sequence[Unit] = ()
    informed: Sequence[Unit] = ()
    product: str = ""
    term: Term | None = None
    quote: str = ""
    quote_start: int | None = None
    quote_end: int | None = None


def create_task(
    given: Assignment,
    *,
    assigner: Unit,
    assigned_for: Post | None,
    document: Document | None,
    direction: Direction | None = None,
    parent: Task | None = None,
    urgency: int = 0,
    by: Actor,
    at: datetime,
) -> Task:
    """Writes one task with its deadline, participants, access rows and notices. Raises `Refused`."""
    today = local_day(at)
    term = given.term or usual(urgency)
    product = given.product or "document"
    gate.check_assignment(
        content=given.content,
        leads=given.leads,
        joins=given.joins,
        informed=given.informed,
        product=product,
        term=term,
        due=due_of(term, today),
        parent=parent,
        assigner=assigner,
        today=today,
    ).raise_if_refused()
    lead = given.leads[0]
    deadline = set_deadline(
        start=today,
        amount=term.amount,
        unit=term.unit,
        fixed=term.fixed,
        report_every_days=term.report_every,
        by=by,
        at=at,
    )
    task = Task.objects.create(
        document=document,
        direction=direction,
        parent=parent,
        quote=folding.normalise(given.quote),
        quote_start=given.quote_start,
        quote_end=given.quote_end,
        content=folding.normalise(given.content)[:1000],
        product=product,
        urgency=urgency,
        assigner=assigner,
        assigned_for=assigned_for,
        assigned_at=at,
        assigned_by_id=by.user_id,
        lead=lead,
        deadline=deadline,
    )
    others = [(unit, "join") for unit in given.joins] + [(unit, "inform") for unit in given.informed]
    Participant.objects.bulk_create([Participant(task=task, unit=unit, role=role) for unit, role in others])
    give_part(task, assigner, "assign", at=at)
    for unit, role in [(lead, "lead"), *others]:
        give_part(task, unit, role, at=at)
    tell_new(task, lead, others, at=at)
    show_document(task, [lead, *(unit for unit, _ in others)], by=by, at=at)
    return task


def create_tasks(given: Sequence[Assignment], **common: Any) -> list[Task]:
    """Creates tasks, all or none; raises `Refused` with what is wrong in any of them."""
    tasks: list[Task] = []
    findings: list[Finding] = []
    for item in given:
        try:
            tasks.append(create_task(item, **common))
        except Refused as refused:
            findings.extend(refused.findings)
    if findings:
        raise Refused(findings)
    return tasks


def due_of(term: Term, today: date) -> date | None:
    """The day a term ends when it begins today, without writing anything."""
    if term.unit == "none":
        return None
    if term.unit == "fixed_date" and term.fixed is None:
        return None
    return reckon_term(start=today, amount=term.amount, unit=term.unit, fixed=term.fixed).due


def sort_key(task: Task) -> int:
    """The deadline turned round, so that descending order puts the earliest first."""
    return -task.deadline.due.toordinal() if task.deadline.due else NO_DEADLINE


def give_part(task: Task, unit: Unit, role: str, *, at: datetime) -> None:
    """Gives a unit (and the agency it belongs to) a part in a task."""
    seats = dict.fromkeys([unit_seat(unit.pk), unit_seat(unit.agency_id or unit.pk)])
    give_seats(task, list(seats), role, at=at)


def give_seats(task: Task, seats: Sequence[str], role: str, *, at: datetime) -> None:
    """Gives seats a part in a task."""
    key = sort_key(task)
    TaskAccess.objects.bulk_create(
        [TaskAccess(task=task, seat=seat, role=role, why=role, sort_key=key, since=at) for seat in seats],
        ignore_conflicts=True,
    )


def show_document(task: Task, units: Sequence[Unit], *, by: Actor, at: datetime) -> None:
    """Whoever gets work on a document may see the document."""
    if task.document is not None:
        seats = [unit_seat(unit.pk) for unit in units] + [unit_seat(unit.agency_id or unit.pk) for unit in units]
        show_to(task.document, seats=seats, why="task", by=by, at=at)


def tell_new(task: Task, lead: Unit, others: Sequence[tuple[Unit, str]], *, at: datetime) -> None:
    """Notices of a new task, each with the part one has in it."""
    due = f", hạn {task.deadline.due:%d/%m/%Y}" if task.deadline.due else ""
    for unit, why in [(lead, "chủ trì"), *((u, "phối hợp" if r == "join" else "để biết") for u, r in others)]:
        notify(
            [unit_seat(unit.pk)],
            sentence=f"Nhiệm vụ mới: {task.content}{due}",
            why=f"{unit.name} {why}",
            url=f"/tasks/{task.pk}",
            key=f"tasks.assign:{task.pk}:{task.bounced}",
            at=at,
            urgent=task.urgency > 0,
            at_once=task.urgency >= AT_ONCE,
        )


def tell(task: Task, seats: Sequence[str], *, sentence: str, why: str, verb: str, at: datetime) -> None:
    """One notice on a task that exists."""
    notify(
        seats,
        sentence=sentence,
        why=why,
        url=f"/tasks/{task.pk}",
        key=f"tasks.{verb}:{task.pk}:{task.version}",
        at=at,
    )


def assigner_seats(task: Task) -> list[str]:
    """Who hears of what happens to a task on the side that gave it."""
    return [unit_seat(task.assigner_id)]


def worker_seats(task: Task) -> list[str]:
    """Who hears of it on the side that does it: the person if there is one, and the lead unit."""
    person = [post_seat(task.person_id)] if task.person_id else []
    return [*person, unit_seat(task.lead_id)]


def locked(task: Task, *, version: int | None) -> Task:
    """The task, locked; 409 with what changed when the page that asks was older than the task."""
    current = (
        Task.objects.select_for_update(of=("self",))
        .select_related("lead", "assigner", "deadline", "document", "person")
        .get(pk=task.pk)
    )
    if version is not None and current.version != version:
        last = current.notes.select_related("by").last()
        changed = [("Trạng thái hiện tại", current.get_state_display())]
        if last is not None and last.by is not None:
            changed.append(("Cập nhật gần nhất", f"{last.by.full_name}: {last.text[:200]}"))
        raise WrongState("Nhiệm vụ vừa được người khác cập nhật. Hãy xem lại rồi thao tác tiếp.", changed=changed)
    return current


def save(task: Task, *fields: str) -> None:
    """Saves the given fields and counts the version up."""
    task.version += 1
    task.save(update_fields=[*fields, "version"])


def close_access(task: Task) -> None:
    """A task that ended leaves the lists of open work."""
    TaskAccess.objects.filter(task=task).update(is_open=False)


def note(task: Task, kind: str, text: str, *, clause: str = "", by: Actor, at: datetime) -> TaskNote:
    """Adds what was said to the task's history."""
    return TaskNote.objects.create(
        task=task,
        kind=kind,
        text=folding.normalise(text),
        clause=folding.normalise(clause),
        by_id=by.user_id,
        post_id=by.post_id,
        at=at,
    )
