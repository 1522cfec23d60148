"""What the document page shows of directions and tasks."""

from django.utils import timezone

from dondoc.documents.models import Document
from dondoc.documents.queries import entry_of
from dondoc.lib.days import local_day
from dondoc.lib.panels import Panel
from dondoc.lib.requests import Request
from dondoc.tasks import permissions, queries
from dondoc.tasks.models import Direction


def on_document(request: Request, document: Document) -> Panel:
    """The tasks of the document with how they stand, the directions on it, and what one may do here."""
    actor = request.actor
    today = local_day(timezone.now())
    entry = entry_of(actor, document)
    directions = Direction.objects.visible_to(actor).filter(entry__document=document)
    incoming = entry is not None and entry.direction == "in"
    return Panel(
        "Chỉ đạo và nhiệm vụ",
        "tasks/_on_document.html",
        {
            "document": document,
            "tasks": [(task, queries.standing(task, today)) for task in queries.tasks_of_document(actor, document)],
            "directions": directions.select_related("leader", "typed_from", "prepared_by").order_by("pk"),
            "may_assign": permissions.may_assign(actor, document),
            "may_prepare": incoming
            and entry is not None
            and entry.state in ("registered", "forwarded")
            and permissions.may_prepare_direction(actor, entry),
            "entry": entry,
        },
    )
