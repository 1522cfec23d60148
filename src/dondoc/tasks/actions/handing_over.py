"""Handing work over: when somebody leaves his post, and when an agency or unit is closed or merged (LR36)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from dondoc.audit.journal import action, record
from dondoc.documents import actions as documents
from dondoc.documents.models import PendingFile
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused, WrongState
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.organization import actions as organization
from dondoc.organization.access import post_seat, unit_seat
from dondoc.organization.models import HandOver, Holding, Post, Unit, User
from dondoc.organization.queries import held_in, holder_on, inside, is_held_after, valid_on
from dondoc.tasks import permissions, queries
from dondoc.tasks.actions import _parts
from dondoc.tasks.models import Direction, HandOverItem, Participant, Task, TaskAccess
from dondoc.tasks.queries import OpenWork

# There is one of each in an agency or unit; when two become one, the successor's own stays.
SINGLE = ("head", "chief_of_office", "unit_head")


@action("tasks.hand_over")
def hand_over(
    holding: Holding,
    *,
    last_day: date,
    to: Post | None = None,
    successor: User | None = None,
    by: Actor,
    at: datetime,
) -> HandOver:
    """Ends the holding of a post and leaves nothing of it without somebody: all in one act.

    `successor` takes the same post from the next day, and the work stays with it; or `to`, another post of the agency,
    takes the work. Neither is needed where nothing is open or somebody else holds the post too.
    """
    holding = Holding.objects.select_for_update(of=("self",)).select_related("post__unit", "user").get(pk=holding.pk)
    require(permissions.may_hand_over, by)
    if HandOver.objects.filter(holding=holding).exists():
        raise WrongState("Chức danh này đã được bàn giao.")
    work = queries.open_work_of_post(holding.post)
    if findings := list(_what_is_wrong(holding, work, last_day=last_day, to=to, successor=successor)):
        raise Refused(findings)
    made = organization.note_hand_over(holding=holding, to_post=to, to_user=successor, last_day=last_day, by=by, at=at)
    _write_items(made, work)
    if to is not None:
        _move_work(work, to, why=f"Bàn giao từ {holding.user.full_name}", by=by, at=at)
        documents.pass_on(seats={post_seat(holding.post_id): post_seat(to.pk)}, by=by, at=at)
    organization.end_holding(holding, last_day=last_day, by=by, at=at)
    if successor is not None:
        next_day = last_day + timedelta(days=1)
        organization.appoint(holding.post, user=successor, from_day=next_day, acting=holding.acting, by=by, at=at)
    record("tasks.hand_over", by=by, at=at, subject=made, **_counted(work))
    return made


def _what_is_wrong(
    holding: Holding, work: OpenWork, *, last_day: date, to: Post | None, successor: User | None
) -> Iterable[Finding]:
    post = holding.post
    if to is not None and successor is not None:
        yield Finding("Chỉ chọn người kế nhiệm hoặc chức danh nhận việc.", field="to")
    if successor is not None and successor.pk == holding.user_id:
        yield Finding("Người kế nhiệm phải là người khác.", field="successor")
    if to is None and successor is None and work.count and not is_held_after(holding, last_day):
        sentence = f"Còn {work.count} việc chưa xong; hãy chọn người kế nhiệm hoặc chức danh nhận việc."
        yield Finding(sentence, clause="NĐ 30/2020 Điều 31.3đ", field="to", code="not_handed_over")
    if to is None:
        return
    if to.pk == post.pk or to.unit.agency_id != post.unit.agency_id:
        yield Finding("Chức danh nhận việc phải là chức danh khác trong cùng cơ quan.", field="to")
    if holder_on(to, last_day + timedelta(days=1)) is None:
        yield Finding(f"{to.title} không có người giữ sau ngày {last_day:%d/%m/%Y}.", field="to")
    if work.directions and to.kind not in ("head", "deputy"):
        sentence = f"{len(work.directions)} văn bản đang chờ cho ý kiến: chức danh nhận phải là lãnh đạo cơ quan."
        yield Finding(sentence, field="to")


def _counted(work: OpenWork) -> dict[str, list[int]]:
    """For the journal: ids only."""
    return {
        "tasks": [task.pk for task in work.tasks],
        "directions": [direction.pk for direction in work.directions],
        "entries": [entry.pk for entry in work.entries],
    }


def _write_items(made: HandOver, work: OpenWork) -> None:
    items = [HandOverItem(hand_over=made, what="task", task=task) for task in work.tasks]
    items += [HandOverItem(hand_over=made, what="direction", entry=one.entry) for one in work.directions]
    items += [HandOverItem(hand_over=made, what="entry", entry=entry) for entry in work.entries]
    HandOverItem.objects.bulk_create(items)


def _move_work(work: OpenWork, to: Post, *, why: str, by: Actor, at: datetime) -> None:
    """Gives a post what another did: its tasks, and what waits for its direction."""
    for task in work.tasks:
        _give_to(task, to, why=why, by=by, at=at)
    for direction in work.directions:
        # Where one of his own lies before him for the same arrival, this one stays on record beside it.
        if not Direction.objects.filter(entry=direction.entry, leader=to, state="prepared").exists():
            direction.leader = to
            direction.save(update_fields=["leader"])


def _give_to(task: Task, to: Post, *, why: str, by: Actor, at: datetime) -> None:
    task = _parts.locked(task, version=None)
    TaskAccess.objects.filter(task=task, role="person").update(is_open=False)
    task.person = to
    _parts.give_seats(task, [post_seat(to.pk)], "person", at=at)
    TaskAccess.objects.filter(task=task, role="person", seat=post_seat(to.pk)).update(is_open=True)
    _parts.save(task, "person")
    _parts.note(task, "hand_over", f"{why} cho {to.title}.", by=by, at=at)
    _parts.tell(
        task,
        [post_seat(to.pk)],
        sentence=f"Nhận bàn giao: {task.content}",
        why="Việc của người giữ chức danh trước được bàn giao cho ông/bà",
        verb="hand_over",
        at=at,
    )


@dataclass
class _Merging:
    """One closing as it goes on: what each old seat became, and who has no post any more."""

    last_day: date
    by: Actor
    at: datetime
    seats: dict[str, str] = field(default_factory=dict)
    without_post: list[int] = field(default_factory=list)

    @property
    def next_day(self) -> date:
        return self.last_day + timedelta(days=1)


@action("tasks.close_unit")
def close_unit(unit: Unit, *, last_day: date, successor: Unit | None, by: Actor, at: datetime) -> HandOver:
    """Closes an agency or unit; its successor gets the units in it, the posts with their holders, and all open work.

    Heads do not become a second head there: their work goes to the successor's head. Without a successor, nothing may
    be left in it.
    """
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    require(permissions.may_hand_over, by)
    if unit.until_day is not None:
        raise WrongState(f"{unit.name} đã đóng từ {unit.until_day:%d/%m/%Y}.")
    if findings := list(_in_the_way(unit, last_day=last_day, successor=successor, today=local_day(at))):
        raise Refused(findings)
    merging = _Merging(last_day, by, at)
    made = _close(unit, successor, merging)
    if merging.seats:
        documents.pass_on(seats=merging.seats, by=by, at=at)
        _pass_on_tasks(merging)
    record(
        "tasks.close_unit",
        by=by,
        at=at,
        subject=unit,
        successor=successor.pk if successor else None,
        last_day=last_day,
        seats=sorted(merging.seats.items()),
        without_post=sorted(merging.without_post),
    )
    return made


def _in_the_way(unit: Unit, *, last_day: date, successor: Unit | None, today: date) -> Iterable[Finding]:
    """What cannot be handed to anybody: all of it where there is no successor, and days and places that do not fit."""
    if last_day < unit.from_day:
        yield Finding("Ngày đóng phải sau ngày thành lập.", field="last_day")
    # Files without a number cannot follow: only the clerk of the old agency knows what they are.
    if count := PendingFile.objects.filter(agency=unit, state__in=("asked", "waiting", "refused")).count():
        sentence = f"Còn {count} tệp chờ vào sổ; hãy vào sổ hoặc để riêng trước khi đóng."
        yield Finding(sentence, field="last_day", code="files_wait")
    if successor is not None:
        # Work changes hands at once, so the successor must already be there to take it.
        if last_day >= today:
            yield Finding("Ghi việc sáp nhập từ ngày nơi kế thừa hoạt động: ngày cuối trước hôm nay.", field="last_day")
        begun_later = Holding.objects.filter(post__unit__path__startswith=unit.path, from_day__gt=last_day)
        for held in begun_later.select_related("user", "post"):
            since = f"{held.user.full_name} giữ chức danh {held.post.title} từ {held.from_day:%d/%m/%Y}"
            yield Finding(f"{since}: chọn ngày cuối từ ngày đó trở đi.", field="last_day", code="begins_later")
        if successor.path.startswith(unit.path):
            yield Finding("Nơi kế thừa phải nằm ngoài cơ quan, đơn vị này.", field="successor")
        if successor.until_day is not None:
            yield Finding(f"{successor.name} cũng đã đóng; hãy chọn nơi kế thừa khác.", field="successor")
        if successor.from_day > last_day + timedelta(days=1):
            yield Finding(f"{successor.name} thành lập sau ngày này.", field="successor")
        if successor.is_agency != unit.is_agency:
            yield Finding("Cơ quan do cơ quan kế thừa, đơn vị do đơn vị kế thừa.", field="successor")
        return
    for child in inside(unit, last_day):
        yield _left(f"Đơn vị trực thuộc còn hoạt động: {child.name}.", child)
    for holding in held_in(unit, last_day):
        yield _left(f"{holding.user.full_name} còn giữ chức danh {holding.post.title}.", unit)
    if count := queries.open_work_of_unit(unit).count:
        yield _left(f"Còn {count} nhiệm vụ, văn bản chưa xong; hãy chọn nơi kế thừa.", unit)
    if count := unit.received.filter(state="delivered").count():
        yield _left(f"Còn {count} văn bản chờ tiếp nhận; hãy chọn nơi kế thừa.", unit)


def _left(sentence: str, unit: Unit) -> Finding:
    return Finding(sentence, field="successor", code="still_open", remedy="organization:unit", remedy_args=(unit.pk,))


def _close(unit: Unit, successor: Unit | None, merging: _Merging) -> HandOver:
    """Closes one unit after everything in it found its place with the successor."""
    last_day, by, at = merging.last_day, merging.by, merging.at
    if successor is not None:
        for child in inside(unit, last_day):
            kept = organization.open_unit(
                name=child.name,
                kind=child.kind,
                parent=successor,
                abbreviation=child.abbreviation,
                is_office=child.is_office and not _has_office(successor),
                functions=child.functions,
                order=child.order,
                from_day=merging.next_day,
                by=by,
                at=at,
            )
            _close(child, kept, merging)
        for post in Post.objects.filter(unit=unit).exclude(until_day__lte=last_day).select_related("unit"):
            _place(post, successor, merging)
        merging.seats[unit_seat(unit.pk)] = unit_seat(successor.pk)
    work = queries.open_work_of_unit(unit)
    made = organization.note_hand_over(unit=unit, to_unit=successor, last_day=last_day, by=by, at=at)
    _write_items(made, work)
    if successor is not None:
        for task in work.tasks:
            _give_to_unit(task, unit, successor, by=by, at=at)
    organization.close_unit(unit, last_day=last_day, successor=successor, by=by, at=at)
    return made


def _has_office(unit: Unit) -> bool:
    return Unit.objects.filter(agency_id=unit.agency_id, is_office=True, until_day=None).exists()


def _place(post: Post, successor: Unit, merging: _Merging) -> None:
    """A post of a closing unit goes on in the successor with its holders; one that is there already takes its work."""
    last_day, by, at = merging.last_day, merging.by, merging.at
    holdings = [held for held in held_in(post.unit, last_day) if held.post_id == post.pk]
    there = None
    if post.kind in SINGLE:
        there = Post.objects.filter(valid_on(merging.next_day), unit=successor, kind=post.kind).first()
    to = there or organization.open_post(
        unit=successor,
        kind=post.kind,
        title=post.title,
        fields_of_work=post.fields_of_work,
        order=post.order,
        from_day=merging.next_day,
        by=by,
        at=at,
    )
    work = queries.open_work_of_post(post)
    for held in holdings:
        until = held.until_day
        goes_on = None if there else held.user
        # One who hands over before the day on which he leaves has his record already, and it stays as it was signed.
        if not HandOver.objects.filter(holding=held).exists():
            made = organization.note_hand_over(
                holding=held, to_post=to, to_user=goes_on, last_day=last_day, by=by, at=at
            )
            _write_items(made, work)
        organization.end_holding(held, last_day=last_day, by=by, at=at)
        if goes_on is None:
            merging.without_post.append(held.user_id)
        else:
            organization.appoint(
                to, user=goes_on, from_day=merging.next_day, until_day=until, acting=held.acting, by=by, at=at
            )
    _move_work(work, to, why=f"Bàn giao từ {post.unit.name}", by=by, at=at)
    merging.seats[post_seat(post.pk)] = post_seat(to.pk)


def _give_to_unit(task: Task, old: Unit, new: Unit, *, by: Actor, at: datetime) -> None:
    """The successor leads, or has given, what the old unit did; the clock of the task goes on."""
    task = _parts.locked(task, version=None)
    if task.lead_id == old.pk:
        task.lead = new
    if task.assigner_id == old.pk:
        task.assigner = new
    _parts.save(task, "lead", "assigner")
    _parts.note(task, "hand_over", f"{new.name} kế thừa {old.name}.", by=by, at=at)


def _pass_on_tasks(merging: _Merging) -> None:
    """The new seats see what the old ones saw, open and ended, in the same lists; the old ones keep it as history."""
    for old, new in merging.seats.items():
        rows = TaskAccess.objects.filter(seat=old)
        copies = [
            TaskAccess(
                task_id=row.task_id,
                seat=new,
                role=row.role,
                why=row.why,
                sort_key=row.sort_key,
                since=row.since,
                is_open=row.is_open,
            )
            for row in rows.iterator(chunk_size=2000)
        ]
        TaskAccess.objects.bulk_create(copies, ignore_conflicts=True, batch_size=2000)
        rows.filter(is_open=True).update(is_open=False)
        if old.startswith("u"):
            parts = Participant.objects.filter(unit_id=int(old[1:]))
            Participant.objects.bulk_create(
                [Participant(task_id=part.task_id, unit_id=int(new[1:]), role=part.role) for part in parts],
                ignore_conflicts=True,
                batch_size=2000,
            )
