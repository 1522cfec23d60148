"""What the document page shows of directions and tasks."""

from datetime import date

from django.utils import timezone

from dondoc.documents.models import Document, Register
from dondoc.documents.queries import entry_of
from dondoc.lib.days import local_day
from dondoc.lib.panels import Panel
from dondoc.lib.requests import Request
from dondoc.organization.queries import calendar
from dondoc.tasks import permissions, prints, queries
from dondoc.tasks.models import Direction


def on_document(request: Request, document: Document) -> Panel:
    """The tasks of the document with how they stand, the directions on it, and what one may do here."""
    actor = request.actor
    today, over = local_day(timezone.now()), calendar()
    entry = entry_of(actor, document)
    rows = Direction.objects.visible_to(actor).filter(entry=entry)
    directions = list(rows.select_related("leader", "typed_from", "prepared_by").order_by("pk"))
    if entry is not None:
        for direction in directions:
            direction.entry = entry
    incoming = entry is not None and entry.direction == "in"
    return Panel(
        "Chỉ đạo và nhiệm vụ",
        "tasks/_on_document.html",
        {
            "document": document,
            "tasks": [
                (task, queries.standing(task, today, over)) for task in queries.tasks_of_document(actor, document)
            ],
            "directions": directions,
            "may_assign": permissions.may_assign(actor, document),
            "may_prepare": incoming
            and entry is not None
            and entry.state in ("registered", "forwarded")
            and permissions.may_prepare_direction(actor, entry),
            "entry": entry,
        },
    )


def to_print(request: Request, document: Document) -> Panel | None:
    """The slip of an arrival, in the menu of what is printed of a document."""
    entry = entry_of(request.actor, document)
    if entry is None or entry.direction != "in":
        return None
    return Panel("Phiếu giải quyết văn bản đến", "tasks/_slip_item.html", {"document": document})


def on_register(request: Request, record: tuple[Register, dict[str, date]]) -> Panel | None:
    """The book of how arrivals are being settled, beside the books of a register of arrivals."""
    register, period = record
    if register.direction != "in":
        return None
    listed = prints.follow_up_table(request.actor, register, **period, today=local_day(timezone.now()))
    count = listed.rows[: prints.LONGEST_BOOK + 1].count()
    chosen = [("register", register.pk), *((name, day.isoformat()) for name, day in period.items())]
    context = {
        "register": register,
        **period,
        "may_print": count <= prints.LONGEST_BOOK,
        "papers": {"a4": "A4", "a3": "A3"},
        "chosen": chosen,
    }
    return Panel("Sổ theo dõi giải quyết văn bản đến", "tasks/_print_follow_up.html", context)
