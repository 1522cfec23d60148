"""Directions and tasks for programs: the same actions and queries as the pages."""

from datetime import date
from typing import Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema

from dondoc.documents.models import Document, DocumentFile, Entry
from dondoc.files import queries as files
from dondoc.lib.api import MAX_ID, PageIn, actor_of, answers, page
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused
from dondoc.lib.rules import Finding
from dondoc.lib.working_days import Calendar
from dondoc.organization.models import Post, Unit
from dondoc.organization.queries import calendar, leader_posts
from dondoc.tasks import actions, queries
from dondoc.tasks.actions import Assignment
from dondoc.tasks.facts import Term
from dondoc.tasks.models import Direction, Task
from dondoc.tasks.states import PRODUCTS

router = Router(tags=["tasks"])

Id = Field(ge=1, le=MAX_ID)
Version = Field(None, ge=1, le=1_000_000)


class TermIn(Schema):
    """So many working days, days, months or quarters; a fixed date; or none with a periodic report."""

    unit: Literal["working_day", "half_day", "day", "month", "quarter", "fixed_date", "none"]
    amount: float = Field(0, ge=0, le=3650)
    fixed: date | None = None
    report_every: int | None = Field(None, ge=1, le=365)


class AssignmentIn(Schema):
    content: str = Field("", max_length=1000)
    leads: list[int] = Field([], max_length=10)
    joins: list[int] = Field([], max_length=100)
    informed: list[int] = Field([], max_length=100)
    product: str = Field("", max_length=20)
    term: TermIn | None = None
    quote: str = Field("", max_length=3000)
    quote_start: int | None = Field(None, ge=0, le=10_000_000)
    quote_end: int | None = Field(None, ge=0, le=10_000_000)


class AssignIn(Schema):
    document_id: int = Id
    tasks: list[AssignmentIn] = Field([], max_length=100)


class PrepareIn(Schema):
    entry_ids: list[int] = Field(max_length=200)
    leader_id: int = Id
    words: str = Field("", max_length=2000)
    items: list[AssignmentIn] = Field([], max_length=30)


class GiveIn(Schema):
    """Empty accepts the proposal; `items` replaces it."""

    words: str | None = Field(None, max_length=2000)
    items: list[AssignmentIn] | None = Field(None, max_length=30)


class PaperIn(Schema):
    entry_id: int = Id
    leader_id: int = Id
    scan_id: int = Id
    words: str = Field("", max_length=2000)
    items: list[AssignmentIn] = Field([], max_length=30)


class TaskOut(Schema):
    id: int
    content: str
    state: str
    time_class: str
    due: date | None
    original_due: date | None
    explanation: str
    lead_id: int
    person_id: int | None
    document_id: int | None
    parent_id: int | None
    version: int
    sent_back: int
    bounced: int


class TaskListOut(Schema):
    items: list[TaskOut]
    next: str


class DirectionOut(Schema):
    id: int
    entry_id: int
    state: str
    words: str


class VersionIn(Schema):
    version: int | None = Version


class PersonIn(VersionIn):
    person_id: int | None = Field(None, ge=1, le=MAX_ID)


class NameIn(VersionIn):
    person_id: int = Id


class WordsIn(VersionIn):
    words: str = Field("", max_length=2000)


class SubmitIn(WordsIn):
    document_ids: list[int] = Field([], max_length=50)
    files: list[str] = Field([], max_length=50)


class ReturnIn(VersionIn):
    ground: str = Field("", max_length=1000)
    clause: str = Field("", max_length=200)


class ReassignIn(VersionIn):
    lead_id: int = Id
    term: TermIn | None = None


def _term(given: TermIn | None) -> Term | None:
    if given is None:
        return None
    counted = given.unit not in ("fixed_date", "none")
    if counted and given.amount <= 0:
        raise Refused([Finding("Thời hạn phải lớn hơn 0.", field="term")])
    return Term(given.unit, given.amount, given.fixed, given.report_every)


def _assignments(given: list[AssignmentIn]) -> list[Assignment]:
    """The pieces of work with their units; an unknown unit or product is refused."""
    wanted = {pk for one in given for pk in (*one.leads, *one.joins, *one.informed)}
    units = Unit.objects.select_related("agency").in_bulk([pk for pk in wanted if 0 < pk < MAX_ID])
    findings = []
    if wanted - set(units):
        findings.append(Finding("Có đơn vị không tồn tại.", field="lead"))
    if any(one.product and one.product not in PRODUCTS for one in given):
        findings.append(Finding("Sản phẩm không có trong danh mục.", field="product"))
    for one in given:
        if (one.quote_start is None) != (one.quote_end is None) or (one.quote_end or 1) <= (one.quote_start or 0):
            findings.append(Finding("Vị trí câu giao việc không đúng.", field="quote"))
    if findings:
        raise Refused(findings)
    return [
        Assignment(
            content=one.content,
            leads=[units[pk] for pk in one.leads],
            joins=[units[pk] for pk in one.joins],
            informed=[units[pk] for pk in one.informed],
            product=one.product,
            term=_term(one.term),
            quote=one.quote,
            quote_start=one.quote_start,
            quote_end=one.quote_end,
        )
        for one in given
    ]


def _out(task: Task, today: date, over: Calendar | None = None) -> dict[str, Any]:
    return {
        "id": task.pk,
        "content": task.content,
        "state": task.state,
        "time_class": queries.standing(task, today, over).code,
        "due": task.deadline.due,
        "original_due": task.deadline.original_due,
        "explanation": task.deadline.explanation,
        "lead_id": task.lead_id,
        "person_id": task.person_id,
        "document_id": task.document_id,
        "parent_id": task.parent_id,
        "version": task.version,
        "sent_back": task.sent_back,
        "bounced": task.bounced,
    }


def _task(actor: Any, pk: int) -> Task:
    return get_object_or_404(Task.objects.visible_to(actor).select_related("lead", "assigner", "deadline"), pk=pk)


def _many(tasks: list[Task], now: Any) -> list[dict[str, Any]]:
    over = calendar()
    return [_out(task, local_day(now), over) for task in tasks]


@router.get("/tasks", response=answers(TaskListOut), operation_id="tasks.list")
def listed(request: Any, asked: Query[PageIn], tab: str = Query("", max_length=30)) -> dict[str, Any]:
    """One list of tasks (tab), earliest deadline first."""
    actor, now = actor_of(request)
    codes = [one.code for one in queries.tabs_for(actor)]
    if not codes:
        return {"items": [], "next": ""}
    today = local_day(now)
    rows, following = page(queries.tab(actor, tab if tab in codes else codes[0], today), asked)
    over = calendar()
    return {"items": [_out(row.task, today, over) for row in rows], "next": following}


@router.post("/tasks/assign", response=answers(list[TaskOut]), operation_id="tasks.assign")
def assign(request: Any, given: AssignIn) -> list[dict[str, Any]]:
    """Turns a document into tasks, all or none."""
    actor, now = actor_of(request)
    document = get_object_or_404(Document.objects.visible_to(actor), pk=given.document_id)
    return _many(actions.assign(document=document, given=_assignments(given.tasks), by=actor, at=now), now)


@router.get("/tasks/{pk}", response=answers(TaskOut), operation_id="tasks.detail")
def detail(request: Any, pk: int) -> dict[str, Any]:
    """One task."""
    actor, now = actor_of(request)
    return _out(_task(actor, pk), local_day(now))


@router.post("/tasks/{pk}/acknowledge", response=answers(TaskOut), operation_id="tasks.acknowledge")
def acknowledge(request: Any, pk: int, given: PersonIn) -> dict[str, Any]:
    """Takes a task in and names the person."""
    actor, now = actor_of(request)
    person = _post(given.person_id) if given.person_id else None
    task = actions.acknowledge(_task(actor, pk), person=person, version=given.version, by=actor, at=now)
    return _out(task, local_day(now))


def _post(pk: int) -> Post:
    return get_object_or_404(Post.objects.select_related("unit"), pk=pk)


@router.post("/tasks/{pk}/name-person", response=answers(TaskOut), operation_id="tasks.name_person")
def name_person(request: Any, pk: int, given: NameIn) -> dict[str, Any]:
    """Gives a task to another person of the lead unit."""
    actor, now = actor_of(request)
    task = actions.name_person(_task(actor, pk), person=_post(given.person_id), version=given.version, by=actor, at=now)
    return _out(task, local_day(now))


@router.post("/tasks/{pk}/report-progress", response=answers(TaskOut), operation_id="tasks.report_progress")
def report_progress(request: Any, pk: int, given: WordsIn) -> dict[str, Any]:
    """Adds a progress note."""
    actor, now = actor_of(request)
    task = actions.report_progress(_task(actor, pk), text=given.words, version=given.version, by=actor, at=now)
    return _out(task, local_day(now))


@router.post("/tasks/{pk}/submit", response=answers(TaskOut), operation_id="tasks.submit")
def submit(request: Any, pk: int, given: SubmitIn) -> dict[str, Any]:
    """Hands in the result with its evidence."""
    actor, now = actor_of(request)
    documents = list(Document.objects.visible_to(actor).filter(pk__in=given.document_ids))
    found = [files.of_token(token, actor) for token in given.files]
    if len(documents) != len(set(given.document_ids)) or None in found:
        raise Refused([Finding("Có chứng cứ không tìm thấy trong phạm vi được xem.", field="evidence")])
    kept = [one for one in found if one is not None]
    task = actions.submit(
        _task(actor, pk), words=given.words, documents=documents, files=kept, version=given.version, by=actor, at=now
    )
    return _out(task, local_day(now))


@router.post("/tasks/{pk}/accept", response=answers(TaskOut), operation_id="tasks.accept")
def accept(request: Any, pk: int, given: VersionIn) -> dict[str, Any]:
    """Accepts the result."""
    actor, now = actor_of(request)
    return _out(actions.accept(_task(actor, pk), version=given.version, by=actor, at=now), local_day(now))


@router.post("/tasks/{pk}/send-back", response=answers(TaskOut), operation_id="tasks.send_back")
def send_back(request: Any, pk: int, given: WordsIn) -> dict[str, Any]:
    """Sends the result back with a reason."""
    actor, now = actor_of(request)
    task = actions.send_back(_task(actor, pk), reason=given.words, version=given.version, by=actor, at=now)
    return _out(task, local_day(now))


@router.post("/tasks/{pk}/return", response=answers(TaskOut), operation_id="tasks.return")
def return_task(request: Any, pk: int, given: ReturnIn) -> dict[str, Any]:
    """Not our function: back to the assigner with the ground."""
    actor, now = actor_of(request)
    task = actions.return_task(_task(actor, pk), **given.dict(), by=actor, at=now)
    return _out(task, local_day(now))


@router.post("/tasks/{pk}/reassign", response=answers(TaskOut), operation_id="tasks.reassign")
def reassign(request: Any, pk: int, given: ReassignIn) -> dict[str, Any]:
    """Gives a returned task to another lead."""
    actor, now = actor_of(request)
    lead = get_object_or_404(Unit, pk=given.lead_id)
    task = actions.reassign(
        _task(actor, pk), lead=lead, term=_term(given.term), version=given.version, by=actor, at=now
    )
    return _out(task, local_day(now))


@router.post("/tasks/{pk}/split", response=answers(list[TaskOut]), operation_id="tasks.split")
def split(request: Any, pk: int, given: list[AssignmentIn]) -> list[dict[str, Any]]:
    """Gives parts of a task to units below its lead."""
    actor, now = actor_of(request)
    return _many(actions.split(_task(actor, pk), given=_assignments(given), by=actor, at=now), now)


@router.post("/tasks/{pk}/cancel", response=answers(TaskOut), operation_id="tasks.cancel")
def cancel(request: Any, pk: int, given: WordsIn) -> dict[str, Any]:
    """Cancels a task with a reason."""
    actor, now = actor_of(request)
    task = actions.cancel(_task(actor, pk), reason=given.words, version=given.version, by=actor, at=now)
    return _out(task, local_day(now))


@router.get("/directions", response=answers(list[DirectionOut]), operation_id="tasks.directions")
def directions(request: Any) -> list[Direction]:
    """What lies before the leader whose key this is."""
    actor, _ = actor_of(request)
    return list(queries.directions_waiting(actor)[:200])


@router.post("/directions/prepare", response=answers(list[DirectionOut]), operation_id="tasks.prepare_direction")
def prepare_direction(request: Any, given: PrepareIn) -> list[Direction]:
    """Lays arrivals before a leader with a proposal."""
    actor, now = actor_of(request)
    entries = list(
        Entry.objects.visible_to(actor)
        .filter(pk__in=given.entry_ids, direction="in")
        .select_related("document__type", "number")
    )
    leader = get_object_or_404(leader_posts(actor.agency, local_day(now)), pk=given.leader_id)
    return actions.prepare_direction(
        entries, leader=leader, given=_assignments(given.items), words=given.words, by=actor, at=now
    )


@router.post("/directions/paper", response=answers(list[TaskOut]), operation_id="tasks.enter_paper_direction")
def enter_paper_direction(request: Any, given: PaperIn) -> list[dict[str, Any]]:
    """Types in a direction written on paper, with its scan."""
    actor, now = actor_of(request)
    entry = get_object_or_404(Entry.objects.visible_to(actor).filter(direction="in"), pk=given.entry_id)
    leader = get_object_or_404(leader_posts(actor.agency, local_day(now)), pk=given.leader_id)
    scan = get_object_or_404(DocumentFile, pk=given.scan_id, document_id=entry.document_id)
    made = actions.enter_paper_direction(
        entry, leader=leader, scan=scan, given=_assignments(given.items), words=given.words, by=actor, at=now
    )
    return _many(made, now)


@router.post("/directions/{pk}/give", response=answers(list[TaskOut]), operation_id="tasks.give_direction")
def give_direction(request: Any, pk: int, given: GiveIn) -> list[dict[str, Any]]:
    """The leader accepts the proposal or gives his own."""
    actor, now = actor_of(request)
    direction = get_object_or_404(Direction.objects.visible_to(actor), pk=pk)
    items = _assignments(given.items) if given.items is not None else None
    return _many(actions.give_direction(direction, given=items, words=given.words, by=actor, at=now), now)


@router.post("/directions/{pk}/decline", response=answers(DirectionOut), operation_id="tasks.decline_direction")
def decline_direction(request: Any, pk: int, given: WordsIn) -> Direction:
    """The leader sends the proposal back."""
    actor, now = actor_of(request)
    direction = get_object_or_404(Direction.objects.visible_to(actor), pk=pk)
    return actions.decline_direction(direction, reason=given.words, by=actor, at=now)
