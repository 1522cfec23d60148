"""The life of a task: taken in, worked on, handed in with evidence, accepted, sent back or returned."""

from collections.abc import Sequence
from datetime import datetime

from dondoc.audit.journal import action, record
from dondoc.documents.actions import show_to
from dondoc.documents.models import Document
from dondoc.files.models import StoredFile
from dondoc.lib.actor import SYSTEM, Actor
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.lib.texts import too_long
from dondoc.organization.access import post_seat, role_holds, unit_seat
from dondoc.organization.models import Post
from dondoc.organization.queries import holder_on
from dondoc.tasks import gate, permissions
from dondoc.tasks.actions import _parts
from dondoc.tasks.models import Evidence, Task, TaskAccess
from dondoc.tasks.states import OPEN_STATES, TASK


@action("tasks.acknowledge")
def acknowledge(task: Task, *, person: Post | None = None, version: int | None = None, by: Actor, at: datetime) -> Task:
    """Takes a task in for the lead unit and names the person who does it; without one, whoever takes it in does."""
    task = _parts.locked(task, version=version)
    require(permissions.may_acknowledge, by, task)
    task.state = TASK.target("acknowledge", task.state)
    task.acknowledged_at = at
    _name(task, person or Post.objects.get(pk=by.post), at=at)
    _parts.save(task, "state", "acknowledged_at", "person")
    record("tasks.acknowledge", by=by, at=at, subject=task, person=task.person_id)
    return task


@action("tasks.name_person")
def name_person(task: Task, *, person: Post, version: int | None = None, by: Actor, at: datetime) -> Task:
    """Gives a task that was taken in to another person of the lead unit."""
    task = _parts.locked(task, version=version)
    require(permissions.may_acknowledge, by, task)
    TASK.target("name_person", task.state)
    _name(task, person, at=at)
    _parts.save(task, "person")
    record("tasks.name_person", by=by, at=at, subject=task, person=person.pk)
    return task


def _name(task: Task, person: Post, *, at: datetime) -> None:
    findings = []
    if person.unit.agency_id != task.lead.agency_id:
        findings.append(Finding(f"{person.title} không thuộc {task.lead.agency}.", field="person"))
    if not role_holds(person.kind, permissions.WORK):
        findings.append(Finding(f"{person.title} không phải chức danh thực hiện nhiệm vụ.", field="person"))
    if holder_on(person, local_day(at)) is None:
        findings.append(Finding(f"{person.title} hiện không có người giữ.", field="person"))
    if findings:
        raise Refused(findings)
    TaskAccess.objects.filter(task=task, role="person").update(is_open=False)
    task.person = person
    _parts.give_seats(task, [post_seat(person.pk)], "person", at=at)
    TaskAccess.objects.filter(task=task, role="person", seat=post_seat(person.pk)).update(is_open=True)
    if task.document is not None:
        show_to(task.document, seats=[post_seat(person.pk)], why="task", by=SYSTEM, at=at)
    _parts.tell(
        task,
        [post_seat(person.pk)],
        sentence=f"Ông/bà được phân công: {task.content}",
        why="Người phụ trách phân công ông/bà thực hiện",
        verb="name_person",
        at=at,
    )


@action("tasks.report_progress")
def report_progress(task: Task, *, text: str, version: int | None = None, by: Actor, at: datetime) -> Task:
    """Adds a dated progress note; the first one starts the work."""
    task = _parts.locked(task, version=version)
    require(permissions.may_work, by, task)
    task.state = TASK.target("report_progress", task.state)
    if not text.strip():
        raise Refused([Finding("Hãy ghi tình hình thực hiện.", field="text")])
    _parts.note(task, "progress", text, by=by, at=at)
    _parts.save(task, "state")
    record("tasks.report_progress", by=by, at=at, subject=task)
    return task


@action("tasks.submit")
def submit(
    task: Task,
    *,
    words: str,
    documents: Sequence[Document] = (),
    files: Sequence[tuple[StoredFile, str]] = (),
    version: int | None = None,
    by: Actor,
    at: datetime,
) -> Task:
    """Hands the result in with its evidence; the assigner sees the evidence from then on (T23)."""
    task = _parts.locked(task, version=version)
    require(permissions.may_work, by, task)
    task.state = TASK.target("submit", task.state)
    gate.check_submission(words=words, documents=documents, files=files, today=local_day(at)).raise_if_refused()
    result = _parts.note(task, "result", words, by=by, at=at)
    for document in documents:
        Evidence.objects.create(task=task, note=result, document=document, name=str(document)[:255])
        seats = [unit_seat(task.assigner_id), unit_seat(task.assigner.agency_id or task.assigner_id)]
        show_to(document, seats=seats, why="evidence", by=by, at=at)
    for stored, name in files:
        Evidence.objects.create(task=task, note=result, stored=stored, name=name)
    task.submitted_at = at
    _parts.save(task, "state", "submitted_at")
    _parts.tell(
        task,
        _parts.assigner_seats(task),
        sentence=f"Chờ xác nhận kết quả: {task.content}",
        why="Đơn vị ông/bà giao nhiệm vụ này",
        verb="submit",
        at=at,
    )
    record(
        "tasks.submit",
        by=by,
        at=at,
        subject=task,
        documents=[document.pk for document in documents],
        files=[stored.sha256 for stored, _ in files],
    )
    return task


@action("tasks.accept")
def accept(task: Task, *, version: int | None = None, by: Actor, at: datetime) -> Task:
    """The assigner accepts the result. The task counts as finished when it was handed in, not when he looked (T25)."""
    task = _parts.locked(task, version=version)
    require(permissions.may_review, by, task)
    task.state = TASK.target("accept", task.state)
    _no_open_children(task)
    task.finished_at = task.submitted_at
    _parts.save(task, "state", "finished_at")
    _parts.close_access(task)
    _parts.note(task, "accept", "Đạt.", by=by, at=at)
    _parts.tell(
        task,
        _parts.worker_seats(task),
        sentence=f"Kết quả được xác nhận: {task.content}",
        why="Đơn vị ông/bà thực hiện nhiệm vụ này",
        verb="accept",
        at=at,
    )
    record("tasks.accept", by=by, at=at, subject=task)
    return task


def _no_open_children(task: Task) -> None:
    """What is done or given back leaves no parts open that nobody would answer for."""
    open_children = task.children.filter(state__in=OPEN_STATES).count()
    if open_children:
        sentence = f"Còn {open_children} việc con chưa xong."
        raise Refused([Finding(sentence, field="children", remedy="tasks:detail", remedy_args=(task.pk,))])


@action("tasks.send_back")
def send_back(task: Task, *, reason: str, version: int | None = None, by: Actor, at: datetime) -> Task:
    """The assigner sends a result back with a reason; the task counts as not finished (T24)."""
    task = _parts.locked(task, version=version)
    require(permissions.may_review, by, task)
    task.state = TASK.target("send_back", task.state)
    if not reason.strip():
        raise Refused([Finding("Hãy ghi lý do trả lại kết quả.", field="reason")])
    task.submitted_at = None
    task.sent_back += 1
    _parts.save(task, "state", "submitted_at", "sent_back")
    _parts.note(task, "send_back", reason, by=by, at=at)
    _parts.tell(
        task,
        _parts.worker_seats(task),
        sentence=f"Kết quả bị trả lại: {task.content}",
        why="Đơn vị ông/bà thực hiện nhiệm vụ này",
        verb="send_back",
        at=at,
    )
    record("tasks.send_back", by=by, at=at, subject=task, times=task.sent_back)
    return task


@action("tasks.return")
def return_task(
    task: Task, *, ground: str, clause: str = "", version: int | None = None, by: Actor, at: datetime
) -> Task:
    """ "Not our function": back to the assigner, never to a peer, with the ground (T7)."""
    task = _parts.locked(task, version=version)
    require(permissions.may_acknowledge, by, task)
    task.state = TASK.target("return", task.state)
    _no_open_children(task)
    if not ground.strip():
        raise Refused(
            [
                Finding(
                    "Hãy ghi căn cứ: nhiệm vụ thuộc chức năng của cơ quan nào, theo quy định nào.",
                    field="ground",
                )
            ]
        )
    if findings := too_long("clause", clause, 200):
        raise Refused(findings)
    task.bounced += 1
    _parts.save(task, "state", "bounced")
    _parts.note(task, "return", ground, clause=clause, by=by, at=at)
    _parts.tell(
        task,
        _parts.assigner_seats(task),
        sentence=f"{task.lead.name} trả lại nhiệm vụ: {task.content}",
        why="Đơn vị ông/bà giao nhiệm vụ này",
        verb="return",
        at=at,
    )
    record("tasks.return", by=by, at=at, subject=task, lead=task.lead_id, times=task.bounced)
    return task
