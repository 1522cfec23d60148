"""Printed forms of what is made of an arrival: the slip with its three parts, and the book of how it is being settled.

Both are forms of NĐ 30/2020 Phụ lục IV, VII and VIII.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, QuerySet

from dondoc.documents.models import Document, Entry, Number, Register, Relation, Routing
from dondoc.documents.permissions import may_print_register
from dondoc.documents.queries import registers_for
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.forms import PeriodForm
from dondoc.lib.lists import Column, Table
from dondoc.lib.requests import whole
from dondoc.lib.typesetting import Book, Mark, in_words, typeset, typeset_book
from dondoc.lib.working_days import Calendar
from dondoc.organization.queries import calendar, holder_name, letterhead
from dondoc.tasks import queries
from dondoc.tasks.models import Direction, Participant, Task, TaskNote

TYPST = Path(__file__).with_name("typst")
LONGEST_BOOK = 2_000
FOLLOW_UP = "Sổ theo dõi giải quyết văn bản đến"


@dataclass(frozen=True, slots=True)
class Line:
    """One arrival and how it is being settled, as its line in the book says it."""

    number: int
    named: str = ""
    receivers: str = ""
    due: str = ""
    progress: str = ""
    answers: str = ""
    note: str = ""


FOLLOW_UP_COLUMNS = (
    Column("number", "Số đến", lambda line: line.number, "num", width=12),
    Column(
        "named",
        "Tên loại, số, ký hiệu, ngày, tháng và tên cơ quan, tổ chức ban hành văn bản",
        lambda line: line.named,
        "wide",
        width=60,
    ),
    Column("receivers", "Đơn vị hoặc người nhận", lambda line: line.receivers, longest=1000, width=36),
    Column("due", "Thời hạn giải quyết", lambda line: line.due, width=20),
    Column("progress", "Tiến độ giải quyết", lambda line: line.progress, "wide", width=46),
    Column("answers", "Số, ký hiệu văn bản trả lời", lambda line: line.answers, width=26),
    Column("note", "Ghi chú", lambda line: line.note, width=24),
)


def follow_up_table(actor: Actor, register: Register, since: date, until: date, *, today: date) -> Table:
    """The arrivals of a period with who settles them, until when and how far, as paper and file hold them."""
    rows = register.numbers.filter(state="issued", entry__arrived_on__range=(since, until)).order_by("year", "number")
    period = ("Từ ngày", f"{since:%d/%m/%Y} đến ngày {until:%d/%m/%Y}")
    return Table(FOLLOW_UP, rows, FOLLOW_UP_COLUMNS, [("Sổ", register.name), period], _lines(actor, today))


def follow_up_list(actor: Actor, asked: Mapping[str, str], today: date) -> Table | None:
    """The book to be taken out as a file; None where there is none that this person may print."""
    register = registers_for(actor).filter(pk=whole(asked.get("register", "")) or 0, direction="in").first()
    if register is None or not may_print_register(actor, register):
        return None
    form = PeriodForm(asked)
    return follow_up_table(actor, register, **form.cleaned_data, today=today) if form.is_valid() else None


def follow_up(register: Register, listed: Table, since: date, until: date, *, paper: str, mark: Mark) -> bytes:
    """The book of a period as a PDF."""
    made = Book(
        FOLLOW_UP.upper(),
        letterhead(register.agency_id),
        listed.columns,
        list(listed.each()),
        since,
        until,
        paper=paper,
    )
    return typeset_book(made, mark=mark, own_fonts=settings.DONDOC_FONTS)


def _lines(actor: Actor, today: date) -> Callable[[Sequence[Number]], Iterable[Line]]:
    over = calendar()

    def lines(numbers: Sequence[Number]) -> Iterable[Line]:
        entries = {entry.number_id: entry for entry in _entries(actor, [number.pk for number in numbers])}
        documents = [entry.document_id for entry in entries.values()]
        given: dict[int | None, list[Task]] = {}
        for task in _given(actor, documents):
            given.setdefault(task.document_id, []).append(task)
        answers = _answers(actor, documents)
        for number in numbers:
            entry = entries.get(number.pk)
            if entry is None:
                yield Line(number.number)
            else:
                yield _line(entry, given.get(entry.document_id, []), answers.get(entry.document_id, []), today, over)

    return lines


def _entries(actor: Actor, numbers: Iterable[int]) -> QuerySet[Entry]:
    routings = Routing.objects.exclude(state="withdrawn").select_related("to_unit", "to_post__unit").order_by("pk")
    entries = Entry.objects.visible_to(actor).filter(number_id__in=list(numbers))
    return entries.select_related("document__type", "number").prefetch_related(Prefetch("routings", routings))


def _given(actor: Actor, documents: Iterable[int]) -> QuerySet[Task]:
    """The work that the actor's agency gave on these documents, itself or through its units."""
    tasks = Task.objects.visible_to(actor).filter(document_id__in=list(documents), assigner__agency_id=actor.agency_id)
    return tasks.exclude(state="cancelled").select_related("lead", "deadline").order_by("pk")


def _answers(actor: Actor, documents: Sequence[int]) -> dict[int, list[str]]:
    """The symbols of the documents that answer each of these, as far as the actor may see them."""
    links = Relation.objects.filter(other_id__in=documents, kind="answers").order_by("pk")
    seen = Document.objects.visible_to(actor).in_bulk([link.document_id for link in links])
    found: dict[int, list[str]] = {}
    for link in links:
        if link.document_id in seen:
            found.setdefault(link.other_id, []).append(seen[link.document_id].symbol)
    return found


def _line(entry: Entry, tasks: Sequence[Task], answers: Sequence[str], today: date, over: Calendar) -> Line:
    document = entry.document
    receivers = [one.receiver for one in entry.routings.all()]
    due = [(task.lead.name, task.deadline.due) for task in tasks if task.deadline.due is not None]
    if not due and entry.due_on is not None:
        due = [("", entry.due_on)]
    return Line(
        entry.number.number,
        f"{document} của {document.issuer_name}",
        "; ".join(dict.fromkeys([*(task.lead.name for task in tasks), *receivers])),
        "; ".join(f"{name}: {day:%d/%m/%Y}" if len(due) > 1 else f"{day:%d/%m/%Y}" for name, day in due),
        "; ".join(_progress(task, today, over) for task in tasks) or entry.get_state_display(),
        "; ".join(answers),
        document.note,
    )


def _progress(task: Task, today: date, over: Calendar) -> str:
    """How one piece of work stands: by its own move and, while it runs, by its deadline."""
    stands = queries.standing(task, today, over)
    running = f"{task.get_state_display().lower()}, " if stands.days is not None else ""
    return f"{task.lead.name}: {running}{stands.words.lower()}"


def slip(actor: Actor, entry: Entry, *, mark: Mark, today: date) -> bytes:
    """Phiếu giải quyết văn bản đến: what leaders directed, whom units charged, what was proposed; else blank lines.

    Only what the reader may see of directions and work stands on it.
    """
    document = entry.document
    directions = Direction.objects.visible_to(actor).filter(entry=entry, state="given").select_related("leader")
    data = {
        "head": asdict(letterhead(entry.agency_id)),
        "day": in_words(today),
        "number": str(entry.number.number),
        "arrived": f"{entry.arrived_on:%d/%m/%Y}" if entry.arrived_on else "",
        "document": f"{document} của {document.issuer_name}",
        "abstract": document.abstract,
        "directions": [_direction(one) for one in directions.order_by("pk")],
        "charges": [_charge(task) for task in _charged(actor, entry, today)],
        "proposals": [_proposal(note) for note in _proposals(actor, entry)],
    }
    return typeset(TYPST / "slip.typ", data, mark=mark, own_fonts=settings.DONDOC_FONTS)


def _direction(direction: Direction) -> dict[str, Any]:
    joins = Prefetch("participants", Participant.objects.filter(role="join").select_related("unit"))
    tasks = direction.tasks.select_related("lead", "deadline").prefetch_related(joins).order_by("pk")
    return {
        "leader": direction.leader.title,
        "words": direction.words,
        "day": in_words(local_day(direction.settled_at)) if direction.settled_at else "",
        "given": [
            {
                "lead": task.lead.name,
                "joins": ", ".join(part.unit.name for part in task.participants.all()),
                "due": _until(task),
                "content": task.content,
            }
            for task in tasks
        ],
    }


def _until(task: Task) -> str:
    return f"{task.deadline.due:%d/%m/%Y}" if task.deadline.due is not None else "không thời hạn"


def _charged(actor: Actor, entry: Entry, today: date) -> QuerySet[Task]:
    """The work on the document that a person was named for."""
    tasks = Task.objects.visible_to(actor).filter(document_id=entry.document_id, person__isnull=False)
    tasks = tasks.annotate(person_name=holder_name("person_id", today))
    return tasks.exclude(state="cancelled").select_related("lead", "deadline", "person").order_by("pk")


def _charge(task: Task) -> dict[str, str]:
    assert task.person is not None
    name: str | None = task.person_name  # type: ignore[attr-defined]
    return {
        "unit": task.lead.name,
        "person": f"{name}, {task.person.title}" if name else task.person.title,
        "due": _until(task),
        "day": in_words(local_day(task.acknowledged_at)) if task.acknowledged_at else "",
    }


def _proposals(actor: Actor, entry: Entry) -> QuerySet[TaskNote]:
    """What those who do the work wrote about it, the oldest first."""
    seen = Task.objects.visible_to(actor).filter(document_id=entry.document_id).exclude(state="cancelled")
    notes = TaskNote.objects.filter(task__in=seen, kind__in=("progress", "result"))
    return notes.select_related("by", "post").order_by("pk")


def _proposal(note: TaskNote) -> dict[str, str]:
    who = ", ".join(str(part) for part in (note.by, note.post) if part is not None)
    return {"text": note.text, "who": who, "day": in_words(local_day(note.at))}
