"""Giving work and doing it: one operation per verb."""

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router

from dondoc.documents.models import Document
from dondoc.files import queries as files
from dondoc.lib.api import DoneOut, Pk, actor_of, answers, named
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.organization.models import HandOver, Holding, Unit, User
from dondoc.tasks import actions, permissions
from dondoc.tasks.api import _parts, shapes

router = Router(tags=["tasks"])


@router.post("/tasks/assign", response=answers(list[shapes.TaskOut]), operation_id="tasks.assign")
def assign(request: Any, given: shapes.AssignIn) -> list[dict[str, Any]]:
    """Turns a document into tasks, all or none; they count as ordered by whoever signed the document."""
    actor, now = actor_of(request)
    seen = Document.objects.visible_to(actor).select_related("signer")
    [document] = named(seen, [given.document_id], field="document_id", sentence="Không có văn bản này.")
    work = _parts.assignments(given.tasks)
    made = actions.assign(document=document, given=work, assigned_for=document.signer, by=actor, at=now)
    return _parts.many(made, now)


@router.post("/tasks/{int:pk}/acknowledge", response=answers(shapes.TaskOut), operation_id="tasks.acknowledge")
def acknowledge(request: Any, pk: Pk, given: shapes.AcknowledgeIn) -> dict[str, Any]:
    """Takes a task in for the lead unit and names the person."""
    actor, now = actor_of(request)
    task = _parts.task_of(actor, pk)
    person = _parts.post_of(given.person_id) if given.person_id else None
    done = actions.acknowledge(task, person=person, version=given.version, by=actor, at=now)
    return _parts.out(done, local_day(now))


@router.post("/tasks/{int:pk}/name-person", response=answers(shapes.TaskOut), operation_id="tasks.name_person")
def name_person(request: Any, pk: Pk, given: shapes.NameIn) -> dict[str, Any]:
    """Gives a task to another person of the lead unit."""
    actor, now = actor_of(request)
    task, person = _parts.task_of(actor, pk), _parts.post_of(given.person_id)
    done = actions.name_person(task, person=person, version=given.version, by=actor, at=now)
    return _parts.out(done, local_day(now))


@router.post("/tasks/{int:pk}/report-progress", response=answers(shapes.TaskOut), operation_id="tasks.report_progress")
def report_progress(request: Any, pk: Pk, given: shapes.WordsIn) -> dict[str, Any]:
    """Adds a dated progress note."""
    actor, now = actor_of(request)
    task = _parts.task_of(actor, pk)
    done = actions.report_progress(task, text=given.words, version=given.version, by=actor, at=now)
    return _parts.out(done, local_day(now))


@router.post("/tasks/{int:pk}/submit", response=answers(shapes.TaskOut), operation_id="tasks.submit")
def submit(request: Any, pk: Pk, given: shapes.SubmitIn) -> dict[str, Any]:
    """Hands in the result with its evidence: registered documents, or files of a kind that counts."""
    actor, now = actor_of(request)
    task = _parts.task_of(actor, pk)
    require(permissions.may_work, actor, task)
    documents = named(
        Document.objects.visible_to(actor).select_related("type"),
        given.document_ids,
        field="evidence",
        sentence="Có văn bản chứng cứ không tìm thấy trong phạm vi được xem.",
    )
    kept = [files.of_token(token, actor) for token in given.files]
    if None in kept:
        raise Refused([Finding("Tệp không còn hiệu lực; hãy tải lên lại.", field="evidence", code="token")])
    done = actions.submit(
        task,
        words=given.words,
        documents=documents,
        files=[one for one in dict.fromkeys(kept) if one is not None],
        version=given.version,
        by=actor,
        at=now,
    )
    return _parts.out(done, local_day(now))


@router.post("/tasks/{int:pk}/accept", response=answers(shapes.TaskOut), operation_id="tasks.accept")
def accept(request: Any, pk: Pk, given: shapes.VersionIn) -> dict[str, Any]:
    """Accepts the result; the task counts as finished when it was handed in."""
    actor, now = actor_of(request)
    done = actions.accept(_parts.task_of(actor, pk), version=given.version, by=actor, at=now)
    return _parts.out(done, local_day(now))


@router.post("/tasks/{int:pk}/send-back", response=answers(shapes.TaskOut), operation_id="tasks.send_back")
def send_back(request: Any, pk: Pk, given: shapes.WordsIn) -> dict[str, Any]:
    """Sends the result back with the reason."""
    actor, now = actor_of(request)
    done = actions.send_back(_parts.task_of(actor, pk), reason=given.words, version=given.version, by=actor, at=now)
    return _parts.out(done, local_day(now))


@router.post("/tasks/{int:pk}/return", response=answers(shapes.TaskOut), operation_id="tasks.return")
def return_task(request: Any, pk: Pk, given: shapes.ReturnIn) -> dict[str, Any]:
    """Not our function: back to the assigner with the ground."""
    actor, now = actor_of(request)
    done = actions.return_task(_parts.task_of(actor, pk), **given.dict(), by=actor, at=now)
    return _parts.out(done, local_day(now))


@router.post("/tasks/{int:pk}/reassign", response=answers(shapes.TaskOut), operation_id="tasks.reassign")
def reassign(request: Any, pk: Pk, given: shapes.ReassignIn) -> dict[str, Any]:
    """Gives a returned task to another lead, whose clock starts now."""
    actor, now = actor_of(request)
    task = _parts.task_of(actor, pk)
    require(permissions.may_review, actor, task)
    units = Unit.objects.select_related("agency")
    [lead] = named(units, [given.lead_id], field="lead", sentence="Không có đơn vị này.")
    term = _parts.term(given.term)
    done = actions.reassign(task, lead=lead, term=term, version=given.version, by=actor, at=now)
    return _parts.out(done, local_day(now))


@router.post("/tasks/{int:pk}/split", response=answers(list[shapes.TaskOut]), operation_id="tasks.split")
def split(request: Any, pk: Pk, given: shapes.SplitIn) -> list[dict[str, Any]]:
    """Gives parts of a task to units below its lead; a part is not due after the whole."""
    actor, now = actor_of(request)
    task = _parts.task_of(actor, pk)
    return _parts.many(actions.split(task, given=_parts.assignments(given.tasks), by=actor, at=now), now)


@router.post("/tasks/{int:pk}/cancel", response=answers(shapes.TaskOut), operation_id="tasks.cancel")
def cancel(request: Any, pk: Pk, given: shapes.WordsIn) -> dict[str, Any]:
    """Cancels a task with the reason; nothing of it is deleted."""
    actor, now = actor_of(request)
    done = actions.cancel(_parts.task_of(actor, pk), reason=given.words, version=given.version, by=actor, at=now)
    return _parts.out(done, local_day(now))


@router.post("/holdings/{int:pk}/hand-over", response=answers(DoneOut), operation_id="tasks.hand_over")
def hand_over(request: Any, pk: Pk, given: shapes.HandOverIn) -> HandOver:
    """Ends the holding of a post: a successor in the same post, or another post that takes the open work."""
    actor, now = actor_of(request)
    require(permissions.may_hand_over, actor)
    people = User.objects.filter(is_active=True, username=given.successor.lower()) if given.successor else None
    if people is not None and not people:
        raise Refused([Finding("Không có tài khoản này.", field="successor")])
    return actions.hand_over(
        get_object_or_404(Holding, pk=pk),
        last_day=given.last_day,
        to=_parts.post_of(given.to_post_id) if given.to_post_id else None,
        successor=people[0] if people else None,
        by=actor,
        at=now,
    )


@router.post("/units/{int:pk}/close", response=answers(DoneOut), operation_id="tasks.close_unit")
def close_unit(request: Any, pk: Pk, given: shapes.CloseUnitIn) -> HandOver:
    """Closes an agency or unit; its successor takes units, posts, people and all open work."""
    actor, now = actor_of(request)
    require(permissions.may_hand_over, actor)
    wanted = [given.successor_id] if given.successor_id else []
    found = named(Unit.objects.all(), wanted, field="successor_id", sentence="Không có nơi kế thừa này.")
    successor = found[0] if found else None
    unit = get_object_or_404(Unit, pk=pk)
    return actions.close_unit(unit, last_day=given.last_day, successor=successor, by=actor, at=now)
