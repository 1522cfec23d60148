"""Reading tasks: the lists by tab, one task with all that was said and handed in, evidence."""

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Query, Router

from dondoc.audit.journal import opened
from dondoc.files import queries as files
from dondoc.lib.api import BYTES, Pk, answers, page, reader_of
from dondoc.lib.days import local_day
from dondoc.lib.requests import original
from dondoc.organization.queries import calendar
from dondoc.tasks import queries
from dondoc.tasks.api import _parts, shapes
from dondoc.tasks.models import Evidence, Task, TaskNote

router = Router(tags=["tasks"])


@router.get("/tasks/tabs", response=answers(list[shapes.TabOut]), operation_id="tasks.tabs")
def tabs(request: Any) -> list[dict[str, Any]]:
    """The lists that make sense for the caller's role, with how many tasks are in each."""
    actor, now = reader_of(request)
    today = local_day(now)
    return [
        {
            "code": tab.code,
            "label": tab.label,
            "count": queries.tab(actor, tab.code, today).order_by()[:1000].count(),
        }
        for tab in queries.tabs_for(actor)
    ]


@router.get("/tasks", response=answers(shapes.TaskListOut), operation_id="tasks.list")
def listed(request: Any, asked: Query[shapes.ListIn]) -> dict[str, Any]:
    """One list of tasks, earliest deadline first. A tab that the role does not have is empty."""
    actor, now = reader_of(request)
    codes = [one.code for one in queries.tabs_for(actor)]
    chosen = asked.tab or (codes[0] if codes else "")
    if chosen not in codes:
        return {"items": [], "next": ""}
    today = local_day(now)
    rows, following = page(queries.tab(actor, chosen, today), asked)
    over = calendar()
    return {"items": [_parts.out(row.task, today, over) for row in rows], "next": following}


@router.get("/tasks/{int:pk}", response=answers(shapes.TaskDetailOut), operation_id="tasks.detail")
def detail(request: Any, pk: Pk) -> dict[str, Any]:
    """One task with its participants, parts, notes, evidence and the ledger of its deadline; opening is noted."""
    actor, now = reader_of(request)
    task, today = _parts.task_of(actor, pk), local_day(now)
    opened(task, by=actor, at=now)
    children = Task.objects.visible_to(actor).filter(parent=task).select_related("deadline").order_by("pk")
    notes = task.notes.select_related("by").prefetch_related("evidence__stored")
    return _parts.out(task, today) | {
        "quote": task.quote,
        "quote_start": task.quote_start,
        "quote_end": task.quote_end,
        "direction_id": task.direction_id,
        "participants": list(task.participants.order_by("pk")),
        "children": [_parts.out(child, today) for child in children],
        "notes": [_note_out(note) for note in notes],
        "ledger": list(task.deadline.entries.all()),
    }


def _note_out(note: TaskNote) -> dict[str, Any]:
    return {
        "kind": note.kind,
        "text": note.text,
        "clause": note.clause,
        "person": note.by.full_name if note.by else "",
        "post_id": note.post_id,
        "at": note.at,
        "evidence": [
            {
                "id": proof.pk,
                "name": proof.name,
                "document_id": proof.document_id,
                "sha256": proof.stored.sha256 if proof.stored else "",
            }
            for proof in note.evidence.all()
        ],
    }


@router.get(
    "/tasks/{int:pk}/evidence/{int:evidence_pk}",
    response=answers(None),
    operation_id="tasks.evidence",
    openapi_extra=BYTES,
)
def evidence(request: Any, pk: Pk, evidence_pk: Pk) -> Any:
    """The bytes of a file of evidence; the download is noted."""
    actor, now = reader_of(request)
    task = _parts.task_of(actor, pk)
    proof = get_object_or_404(Evidence.objects.exclude(stored=None).select_related("stored"), pk=evidence_pk, task=task)
    assert proof.stored is not None
    opened(task, by=actor, at=now, act="download")
    return original(files.open_original(proof.stored), proof.name)
