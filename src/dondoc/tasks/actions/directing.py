"""Directions: prepared by the Office, accepted or changed by the leader, or typed in from paper."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime

from dondoc.audit.journal import action, record
from dondoc.documents import actions as documents
from dondoc.documents.models import DocumentFile, Entry
from dondoc.lib import folding
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.lib.texts import too_long
from dondoc.notifications.actions import notify
from dondoc.organization.access import post_seat, role_holds, unit_seat
from dondoc.organization.models import Post, Unit
from dondoc.tasks import gate, permissions
from dondoc.tasks.actions import _parts
from dondoc.tasks.actions._parts import Assignment
from dondoc.tasks.facts import Term, usual
from dondoc.tasks.models import Direction, DirectionItem, Task
from dondoc.tasks.states import DIRECTION


@action("tasks.prepare_direction")
def prepare_direction(
    entries: Sequence[Entry],
    *,
    leader: Post,
    given: Sequence[Assignment],
    words: str = "",
    by: Actor,
    at: datetime,
) -> list[Direction]:
    """Lays one or many arrivals before a leader with a proposal: who leads, joins, is informed, until when."""
    if not entries:
        raise Refused([Finding("Hãy chọn văn bản cần trình.", field="entries")])
    directions = []
    for entry in entries:
        require(permissions.may_prepare_direction, by, entry)
        _check_leader(leader, entry)
        documents.present(entry, leader=leader, by=by, at=at)
        direction = Direction.objects.create(
            entry=entry,
            leader=leader,
            words=folding.normalise(words),
            prepared_at=at,
            prepared_by_id=by.user_id,
        )
        _write_items(direction, given, at=at)
        notify(
            [post_seat(leader.pk)],
            sentence=f"Chờ cho ý kiến: {entry.document}",
            why="Văn bản được trình ông/bà",
            url=f"/directions/{direction.pk}",
            key=f"tasks.prepare_direction:{direction.pk}",
            at=at,
            urgent=entry.document.urgency > 0,
        )
        record("tasks.prepare_direction", by=by, at=at, subject=direction, entry=entry.pk, leader=leader.pk)
        directions.append(direction)
    return directions


def _check_leader(leader: Post, entry: Entry) -> None:
    """An arrival is directed by a leader of the agency in whose register it stands."""
    if leader.unit.agency_id != entry.agency_id or not role_holds(leader.kind, permissions.DIRECT):
        raise Refused([Finding(f"{leader.title} không phải lãnh đạo của cơ quan.", field="leader")])


def _write_items(direction: Direction, given: Sequence[Assignment], *, at: datetime) -> None:
    """Writes the pieces of a direction; refuses what could not become a task later."""
    urgency, today = direction.entry.document.urgency, local_day(at)
    assigner = Unit.objects.select_related("agency").get(pk=direction.leader.unit_id)
    for position, item in enumerate(given):
        term = item.term or usual(urgency)
        gate.check_assignment(
            content=item.content or direction.words or direction.entry.document.abstract,
            leads=item.leads,
            joins=item.joins,
            informed=item.informed,
            product=item.product or "document",
            term=term,
            due=_parts.due_of(term, today),
            parent=None,
            assigner=assigner,
            today=today,
        ).raise_if_refused()
        row = DirectionItem.objects.create(
            direction=direction,
            position=position,
            lead=item.leads[0],
            words=folding.normalise(item.content),
            product=item.product or "document",
            term=term.as_json(),
        )
        row.joins.set(item.joins)
        row.informed.set(item.informed)


@action("tasks.give_direction")
def give_direction(
    direction: Direction,
    *,
    given: Sequence[Assignment] | None = None,
    words: str | None = None,
    by: Actor,
    at: datetime,
) -> list[Task]:
    """The leader accepts the proposal (`given` None) or his own version of it; the same act creates the tasks."""
    direction = (
        Direction.objects.select_for_update(of=("self",))
        .select_related("entry__document", "leader")
        .get(pk=direction.pk)
    )
    require(permissions.may_give, by, direction)
    target = DIRECTION.target("give", direction.state)
    changed = given is not None or (words is not None and folding.normalise(words) != direction.words)
    if words is not None:
        direction.words = folding.normalise(words)
    items = list(given) if given is not None else proposed(_pieces(direction))
    if not items and not direction.words.strip():
        raise Refused([Finding("Hãy chọn đơn vị chủ trì hoặc ghi ý kiến.", field="lead")])
    direction.state, direction.settled_at, direction.settled_by_id = target, at, by.user_id
    direction.changed = changed
    direction.save(update_fields=["state", "words", "settled_at", "settled_by", "changed"])
    tasks = _carry_out(direction, items, by=by, at=at)
    record(
        "tasks.give_direction",
        by=by,
        at=at,
        subject=direction,
        entry=direction.entry_id,
        changed=changed,
        tasks=[task.pk for task in tasks],
    )
    return tasks


def _pieces(direction: Direction) -> Iterable[DirectionItem]:
    return direction.items.select_related("lead__agency").prefetch_related("joins", "informed")


def proposed(items: Iterable[DirectionItem]) -> list[Assignment]:
    """Prepared pieces of a direction as assignments."""
    return [
        Assignment(
            content=item.words,
            leads=[item.lead],
            joins=list(item.joins.all()),
            informed=list(item.informed.all()),
            product=item.product,
            term=Term.from_json(item.term),
        )
        for item in items
    ]


def _carry_out(direction: Direction, items: Sequence[Assignment], *, by: Actor, at: datetime) -> list[Task]:
    """Creates the tasks of a direction and notes on the arrival that it was directed."""
    document = direction.entry.document
    documents.direct(direction.entry, by=by, at=at)
    assigner = Unit.objects.filter(agency_id=by.agency_id, is_office=True, until_day=None).first()
    assigner = assigner or Unit.objects.get(pk=direction.leader.unit_id)
    ready = [
        replace(
            item,
            content=item.content or direction.words or document.abstract,
            quote=item.quote or direction.words,
        )
        for item in items
    ]
    tasks = _parts.create_tasks(
        ready,
        assigner=assigner,
        assigned_for=direction.leader,
        document=document,
        direction=direction,
        urgency=document.urgency,
        by=by,
        at=at,
    )
    if direction.prepared_by_id is not None and direction.prepared_by_id != by.user_id:
        notify(
            [unit_seat(assigner.pk)],
            sentence=f"{direction.leader.title} đã cho ý kiến: {document}",
            why="Đơn vị ông/bà trình văn bản này",
            url=f"/documents/{document.pk}",
            key=f"tasks.give_direction:{direction.pk}",
            at=at,
        )
    return tasks


@action("tasks.decline_direction")
def decline_direction(direction: Direction, *, reason: str, by: Actor, at: datetime) -> Direction:
    """The leader sends a proposal back to whoever prepared it."""
    direction = (
        Direction.objects.select_for_update(of=("self",))
        .select_related("entry__document", "leader")
        .get(pk=direction.pk)
    )
    require(permissions.may_give, by, direction)
    direction.state = DIRECTION.target("decline", direction.state)
    if not reason.strip():
        raise Refused([Finding("Hãy ghi lý do trả lại.", field="reason")])
    if findings := too_long("reason", reason, 500):
        raise Refused(findings)
    direction.reason = folding.normalise(reason)
    direction.settled_at, direction.settled_by_id = at, by.user_id
    direction.save(update_fields=["state", "reason", "settled_at", "settled_by"])
    documents.withdraw_presentation(direction.entry, by=by, at=at)
    notify(
        [unit_seat(direction.entry.agency_id)],
        sentence=f"{direction.leader.title} trả lại đề xuất: {direction.entry.document}",
        why="Cơ quan ông/bà trình văn bản này",
        url=f"/documents/{direction.entry.document_id}",
        key=f"tasks.decline_direction:{direction.pk}",
        at=at,
    )
    record("tasks.decline_direction", by=by, at=at, subject=direction, entry=direction.entry_id)
    return direction


@action("tasks.enter_paper_direction")
def enter_paper_direction(
    entry: Entry,
    *,
    leader: Post,
    scan: DocumentFile,
    given: Sequence[Assignment],
    words: str,
    by: Actor,
    at: datetime,
) -> list[Task]:
    """Types in a direction that the leader wrote on paper, with its scan; marked as entered for him (nhập thay)."""
    require(permissions.may_prepare_direction, by, entry)
    _check_leader(leader, entry)
    if scan.document_id != entry.document_id:
        raise Refused([Finding("Bản quét bút phê phải thuộc chính văn bản này.", field="scan")])
    if not words.strip():
        raise Refused([Finding("Hãy ghi nguyên văn bút phê.", field="words")])
    waiting = Direction.objects.select_for_update().filter(entry=entry, leader=leader, state="prepared")
    for proposal in waiting:
        # He has answered on paper what still lies before him on the screen.
        proposal.state, proposal.reason = DIRECTION.target("decline", proposal.state), "Đã cho ý kiến trên giấy."
        proposal.settled_at, proposal.settled_by_id = at, by.user_id
        proposal.save(update_fields=["state", "reason", "settled_at", "settled_by"])
    direction = Direction.objects.create(
        entry=entry,
        leader=leader,
        words=folding.normalise(words),
        state="given",
        prepared_at=at,
        prepared_by_id=by.user_id,
        settled_at=at,
        settled_by_id=by.user_id,
        typed_from=scan,
    )
    _write_items(direction, given, at=at)
    tasks = _carry_out(direction, proposed(_pieces(direction)), by=by, at=at)
    record(
        "tasks.enter_paper_direction",
        by=by,
        at=at,
        subject=direction,
        entry=entry.pk,
        leader=leader.pk,
        scan=scan.pk,
        tasks=[task.pk for task in tasks],
    )
    return tasks
