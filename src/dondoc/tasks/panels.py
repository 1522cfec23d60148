"""What the document page shows of directions and tasks."""

from django.utils import timezone

from dondoc.documents.models import Document
from dondoc.documents.queries import entry_of
from dondoc.lib.days import local_day
from dondoc.lib.panels import Panel
from dondoc.lib.requests import Request
from dondoc.organization.queries import calendar
from dondoc.tasks import permissions, queries
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
