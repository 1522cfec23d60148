"""Reads for pages, API and reports on directions and tasks. A list and its count are the same query."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from dondoc.deadlines.models import Reminder
from dondoc.deadlines.queries import (
    TIME_CLASSES,
    Call,
    days_left,
    habits_on,
    may_call_until,
    reminders_called,
    time_class,
)
from dondoc.documents.models import Document, Entry, Expunge
from dondoc.documents.queries import text_of
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.working_days import Calendar
from dondoc.notifications.queries import was_told
from dondoc.organization.access import holds, post_seat, seats_of, unit_seat, widest_seat
from dondoc.organization.models import Post, Unit
from dondoc.organization.queries import agencies, calendar, head_on, holder_name, units_of, valid_on
from dondoc.tasks import permissions
from dondoc.tasks.models import Direction, DirectionItem, Task, TaskAccess
from dondoc.tasks.states import OPEN_STATES

FORGOTTEN = "Nội dung đã tiêu hủy theo văn bản"


@dataclass(frozen=True, slots=True)
class Tab:
    """One list of tasks: by what part the seat has in them (`group`) and how they stand (`short`, within the group)."""

    code: str
    group: str
    short: str
    label: str
    icon: str
    roles: tuple[str, ...]
    late: bool = False
    states: tuple[str, ...] = ()
    done: bool = False


MINE, LEAD, GIVEN, ENDED = "Việc của tôi", "Đơn vị chủ trì", "Đã giao", "Đã kết thúc"
PERSON_TABS = (
    Tab("late_mine", MINE, "Quá hạn", "Việc của tôi quá hạn", "alert-triangle", ("person",), late=True),
    Tab("mine", MINE, "Tất cả", "Việc của tôi", "checklist", ("person",)),
)
LEAD_TABS = (
    Tab("late_lead", LEAD, "Quá hạn", "Đơn vị chủ trì, quá hạn", "alert-triangle", ("lead",), late=True),
    Tab(
        "to_acknowledge", LEAD, "Chờ tiếp nhận", "Nhiệm vụ chờ tiếp nhận", "hourglass", ("lead",), states=("assigned",)
    ),
    Tab("lead", LEAD, "Tất cả", "Đơn vị chủ trì", "checklist", ("lead",)),
    Tab("join", "Phối hợp", "", "Phối hợp", "users", ("join",)),
    Tab("inform", "Để biết", "", "Để biết", "eye", ("inform",)),
)
GIVEN_TABS = (
    Tab("late_given", GIVEN, "Quá hạn", "Đã giao, quá hạn", "alert-triangle", ("assign",), late=True),
    Tab(
        "to_review",
        GIVEN,
        "Chờ xác nhận kết quả",
        "Chờ xác nhận kết quả",
        "circle-check",
        ("assign",),
        states=("submitted",),
    ),
    Tab(
        "returned",
        GIVEN,
        "Bị trả lại",
        "Bị trả lại, chờ giao lại",
        "arrow-back-up",
        ("assign",),
        states=("returned",),
    ),
    Tab("given", GIVEN, "Tất cả", "Đã giao, đang thực hiện", "send", ("assign",)),
    Tab("done", ENDED, "", "Đã kết thúc", "check", ("assign", "lead"), states=("done", "cancelled"), done=True),
)
TABS = {tab.code: tab for tab in (*PERSON_TABS, *LEAD_TABS, *GIVEN_TABS)}


def tabs_for(actor: Actor) -> list[Tab]:
    """The lists that make sense for a role."""
    if actor.kind == "administrator":
        return []
    tabs: list[Tab] = []
    if holds(actor, permissions.WORK):
        tabs += PERSON_TABS
    if len(seats_of(actor)) > 2:
        tabs += LEAD_TABS
    if holds(actor, permissions.REVIEW) or actor.kind == "inspector":
        tabs += GIVEN_TABS
    return tabs


def tab(actor: Actor, code: str, today: date) -> QuerySet[TaskAccess]:
    """One list: a range of one index of one seat. Overdue means due before today."""
    chosen = TABS[code]
    seat = seat_for(actor, chosen)
    rows = TaskAccess.objects.filter(seat=seat, role__in=chosen.roles, is_open=not chosen.done)
    if chosen.late:
        rows = rows.filter(sort_key__gt=-today.toordinal()).exclude(task__state__in=("submitted", "returned"))
    if chosen.states:
        rows = rows.filter(task__state__in=chosen.states)
    if len(chosen.roles) > 1:
        # A seat that both gave a task and led it has two rows and sees it once.
        first = TaskAccess.objects.filter(task=OuterRef("task_id"), seat=seat, role=chosen.roles[0])
        rows = rows.filter(Q(role=chosen.roles[0]) | ~Exists(first))
    # What the list shows and no more: planning a join of eight tables costs the database more than reading them.
    return rows.select_related("task__lead", "task__deadline", "task__document", "task__person")


def mine_first(actor: Actor, limit: int) -> list[TaskAccess]:
    """What the post itself does and, for whoever takes tasks in, what waits to be acknowledged; earliest due first.

    Each of the two is the beginning of one range of the index.
    """
    open_ = TaskAccess.objects.filter(is_open=True).order_by("-sort_key", "-id")
    open_ = open_.select_related("task__lead", "task__deadline", "task__document")
    mine: list[TaskAccess] = []
    if actor.post_id is not None:
        own = open_.filter(seat=post_seat(actor.post_id), role="person").exclude(task__state="submitted")
        mine += own[:limit]
    if holds(actor, permissions.RECEIVE):
        mine += open_.filter(seat=widest_seat(actor), role="lead", task__state="assigned")[:limit]
    return sorted(mine, key=lambda row: (-row.sort_key, -row.pk))[:limit]


def with_people(rows: QuerySet[TaskAccess], today: date) -> QuerySet[TaskAccess]:
    """The rows of a list with the name of whoever does the task, for showing."""
    return rows.annotate(person_name=holder_name("task__person_id", today))


def seat_for(actor: Actor, chosen: Tab) -> str:
    """The seat a list reads: the person's own post, or the widest he sits on."""
    if chosen.roles == ("person",):
        return post_seat(actor.post_id) if actor.post_id else ""
    return widest_seat(actor)


def directions_waiting(actor: Actor) -> QuerySet[Direction]:
    """What lies before a leader, urgent and oldest first."""
    waiting = Direction.objects.filter(leader_id=actor.post_id, state="prepared")
    return waiting.select_related("entry__document__type", "entry__number", "prepared_by").order_by(
        "-entry__document__urgency", "prepared_at", "pk"
    )


def next_waiting(actor: Actor, after: Direction) -> Direction | None:
    """The next one in the leader's queue."""
    return directions_waiting(actor).exclude(pk=after.pk).first()


def tasks_of_document(actor: Actor, document: Document) -> QuerySet[Task]:
    """The tasks given on a document that the actor may see."""
    mine = Task.objects.visible_to(actor).filter(document=document)
    return mine.select_related("lead", "deadline", "person", "assigner").order_by("pk")


def quote_page(task: Task) -> int | None:
    """The page of the document on which the task's source sentence begins, None where no sentence was found."""
    if task.document is None or task.quote_start is None:
        return None
    return text_of(task.document).count("\n", 0, task.quote_start) + 1


@dataclass(frozen=True, slots=True)
class Standing:
    """How a task stands in time: class, words, and working days left (negative: late)."""

    code: str
    words: str
    days: int | None


def standing(task: Task, today: date, over: Calendar | None = None) -> Standing:
    """Always computed. What was handed in stands by the day it was handed in.

    A list asks once for `organization.queries.calendar` and gives it as `over`.
    """
    ended = task.finished_at or task.submitted_at
    if task.state in ("cancelled", "returned"):
        return Standing("tam_dung", "Đã hủy" if task.state == "cancelled" else "Đã trả lại người giao", None)
    done_on = local_day(ended) if ended else None
    code = time_class(task.deadline, done_on=done_on, today=today, over=over)
    if task.deadline.due is None or done_on is not None:
        words = TIME_CLASSES[code]
        if done_on is not None and task.state == "submitted":
            words = "Chờ xác nhận, " + ("đúng hạn" if code == "dung_han" else "quá hạn")
        return Standing(code, words, None)
    days = days_left(task.deadline.due, today, over)
    if code == "qua_han":
        late = max(-days, 1)
        return Standing(code, f"Quá hạn {late} ngày", -late)
    words = "Đến hạn hôm nay" if task.deadline.due == today else f"Còn {days} ngày"
    return Standing(code, words, days)


def possible_leads(actor: Actor, today: date) -> list[Unit]:
    """To whom the actor's side gives work: agencies below its own, and its own units."""
    own = Unit.objects.get(pk=actor.agency)
    below = agencies(today).filter(path__startswith=own.path).exclude(pk=own.pk)
    return [*below.order_by("order", "pk"), *units_of(own.pk, today).order_by("order", "pk")]


def possible_parts(task: Task, today: date) -> list[Unit]:
    """To whom parts of a task may be given: units below its lead; a unit without any gives them to its own people."""
    below = Unit.objects.filter(valid_on(today), path__startswith=task.lead.path)
    return list(below.exclude(pk=task.lead_id) if task.lead.is_agency else below)


# Work that its doers still owe: what was handed in or given back waits for the other side.
OWED = ("assigned", "acknowledged", "in_progress")


@dataclass(frozen=True, slots=True)
class Reminding:
    """A reminder that is due: of which task, why today, and which seats hear of it for what reason."""

    task: Task
    call: Call
    told: tuple[tuple[str, str], ...]

    @property
    def words(self) -> str:
        """How the task stands, without saying what it is about."""
        if self.call.is_late:
            return f"Quá hạn {self.call.days} ngày làm việc"
        return f"Còn {self.call.days} ngày làm việc" if self.call.days else "Đến hạn hôm nay"

    @property
    def ground(self) -> str:
        """Why somebody is told today."""
        if self.call.is_late:
            return "Nhắc mỗi sáng ngày làm việc khi quá hạn"
        return f"Nhắc trước hạn {self.call.step} ngày làm việc" if self.call.step else "Nhắc vào ngày đến hạn"


def owed_until(last: date) -> QuerySet[Task]:
    """The tasks whose doers still owe a result that is due by a day."""
    owed = Task.objects.filter(state__in=OWED, deadline__due__lte=last)
    return owed.select_related("deadline", "lead__agency", "person__unit__agency").order_by("deadline__due", "pk")


def reminders_due(today: date, *, among: Sequence[int] | None = None) -> list[Reminding]:
    """The reminders that are due on a working day and were not given yet: the most overdue first (T12).

    The person hears of every step; the head of his unit from the agency's step `head_from` on, and of what is late.
    While nobody is named, the head hears of all.
    """
    rows = owed_until(may_call_until(today))
    rows = rows.exclude(Exists(Reminder.objects.filter(deadline=OuterRef("deadline_id"), day=today)))
    tasks = list(rows if among is None else rows.filter(pk__in=among))
    habits = habits_on(today)
    calls = reminders_called([(task.deadline, task.lead.agency_id) for task in tasks], today, habits)
    heads = _Heads(today)
    found = []
    for task in tasks:
        call = calls.get(task.deadline_id)
        if call is None:
            continue
        told: dict[str, str] = {}
        if task.person_id is not None:
            told[post_seat(task.person_id)] = "ông/bà thực hiện nhiệm vụ này"
        unit = task.person.unit if task.person else task.lead
        if task.person_id is None or call.is_late or call.days <= habits(task.lead.agency_id).head_from:
            told.setdefault(heads.seat(unit), f"ông/bà phụ trách {unit.name}")
        found.append(Reminding(task, call, tuple(told.items())))
    return found


class _Heads:
    """The seat of whoever answers for a unit on a day, each asked once: its head, else its agency's, else the unit."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.known: dict[int, str] = {}

    def seat(self, unit: Unit) -> str:
        if unit.pk not in self.known:
            head = head_on(unit, self.day)
            if head is None and unit.agency is not None and not unit.is_agency:
                head = head_on(unit.agency, self.day)
            self.known[unit.pk] = post_seat(head.post_id) if head else unit_seat(unit.pk)
        return self.known[unit.pk]


@dataclass(frozen=True, slots=True)
class LateWeek:
    """What the head of an agency hears once a week: how many tasks its people are late with."""

    agency: Unit
    seat: str
    monday: date
    late: int

    @property
    def key(self) -> str:
        return f"tasks.report_late:{self.agency.pk}:{self.monday:%Y-%m-%d}"


def late_weeks_due(today: date, *, among: Iterable[int] | None = None) -> list[LateWeek]:
    """The agencies with late tasks whose head was not told this week; on the first working day somebody looks."""
    if not calendar().is_working(today):
        return []
    late = owed_until(today - timedelta(days=1)).order_by()
    if among is not None:
        late = late.filter(lead__agency_id__in=list(among))
    counts = dict(late.values_list("lead__agency_id").annotate(n=Count("pk")))
    monday = today - timedelta(days=today.weekday())
    heads, units = _Heads(today), Unit.objects.in_bulk([pk for pk in counts if pk is not None])
    weeks = [LateWeek(unit, heads.seat(unit), monday, counts[pk]) for pk, unit in sorted(units.items())]
    return [week for week in weeks if not was_told(week.key)]


def still_telling() -> QuerySet[Document]:
    """Expunged documents of which a task or a direction still tells."""
    tasks = Task.objects.filter(document=OuterRef("pk")).exclude(content=FORGOTTEN)
    directions = Direction.objects.filter(entry__document=OuterRef("pk")).exclude(words="")
    items = DirectionItem.objects.filter(direction__entry__document=OuterRef("pk")).exclude(words="")
    told = Exists(tasks) | Exists(directions) | Exists(items)
    expunged = Expunge.objects.filter(state__in=["confirmed", "destroyed"])
    return Document.objects.filter(told, pk__in=expunged.values("document_id"))


@dataclass(frozen=True, slots=True)
class OpenWork:
    """What lies open on a post or a unit, and would be nobody's when it ends."""

    tasks: list[Task]
    directions: list[Direction]
    entries: list[Entry]

    @property
    def count(self) -> int:
        return len(self.tasks) + len(self.directions) + len(self.entries)


def open_work_of_post(post: Post) -> OpenWork:
    """The tasks the post does, what waits for its direction, and what was transferred to it and is not closed."""
    routed = Entry.objects.filter(routings__to_post=post, routings__state="sent", routings__role="handle")
    return OpenWork(
        tasks=list(Task.objects.filter(person=post, state__in=OPEN_STATES).order_by("pk")),
        directions=list(Direction.objects.filter(leader=post, state="prepared").select_related("entry").order_by("pk")),
        entries=list(routed.exclude(state__in=("closed", "issued")).distinct().order_by("pk")),
    )


def open_work_of_unit(unit: Unit) -> OpenWork:
    """The tasks the unit leads or has given, and what was transferred to it; an agency's own arrivals with it."""
    led = Task.objects.filter(Q(lead=unit) | Q(assigner=unit), state__in=OPEN_STATES)
    routed = Q(routings__to_unit=unit, routings__state="sent", routings__role="handle")
    entries = Entry.objects.filter(routed | Q(agency=unit, direction="in")).exclude(state__in=("closed", "issued"))
    return OpenWork(tasks=list(led.order_by("pk")), directions=[], entries=list(entries.distinct().order_by("pk")))
