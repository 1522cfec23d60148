"""What tasks and directions say of a document goes when the document was expunged."""

from datetime import datetime

from dondoc.audit.journal import action, record
from dondoc.documents.models import Document
from dondoc.lib.actor import Actor
from dondoc.lib.rulings import require
from dondoc.notifications.actions import withdraw
from dondoc.tasks import permissions
from dondoc.tasks.models import Direction, DirectionItem, Task
from dondoc.tasks.queries import FORGOTTEN


@action("tasks.forget_expunged")
def forget_expunged(document: Document, *, by: Actor, at: datetime) -> None:
    """Takes source sentences, contents and words of directions away; the tasks with their states stay. Repeatable."""
    document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    require(permissions.may_forget, by, document)
    directions = Direction.objects.filter(entry__document=document)
    told = Task.objects.filter(document=document).exclude(content=FORGOTTEN)
    tasks = list(told.select_for_update(of=("self",)).values_list("pk", flat=True))
    Task.objects.filter(pk__in=tasks).update(content=FORGOTTEN, quote="", quote_start=None, quote_end=None)
    for task in tasks:
        withdraw(url=f"/tasks/{task}", key=f"tasks.assign:{task}")
    for direction in directions.values_list("pk", flat=True):
        withdraw(url=f"/directions/{direction}", key=f"tasks.prepare_direction:{direction}")
    DirectionItem.objects.filter(direction__in=directions).update(words="")
    directions.update(words="")
    record("tasks.forget_expunged", by=by, at=at, subject=document, tasks=tasks)
