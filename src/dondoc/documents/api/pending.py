"""Paper by the pile for programs, such as a scanner's own software: files wait, are split, joined, registered."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import File, Query, Router
from ninja.files import UploadedFile

from dondoc.documents import actions, permissions, queries
from dondoc.documents.api import _parts, shapes
from dondoc.documents.models import DocumentType, PendingFile
from dondoc.files.actions import clean_name, look
from dondoc.lib.actor import Actor
from dondoc.lib.api import DoneOut, Pk, ReasonIn, actor_of, answers, named, reader_of
from dondoc.lib.days import local_day
from dondoc.lib.rulings import require
from dondoc.organization.queries import agencies

router = Router(tags=["pending files"])


def _pending(actor: Actor, pk: int) -> PendingFile:
    return get_object_or_404(PendingFile.objects.visible_to(actor).select_related("stored"), pk=pk)


@router.get("/documents/pending", response=answers(list[shapes.PendingOut]), operation_id="documents.pending")
def pending(request: Any) -> list[dict[str, Any]]:
    """The files that wait in the agency's queue, the oldest first; at most two hundred."""
    actor, _ = reader_of(request)
    require(permissions.may_register, actor)
    return [_out(one) for one in queries.pending(actor)[:200]]


def _out(one: PendingFile) -> dict[str, Any]:
    shown = {name: getattr(one, name) for name in ("id", "name", "origin", "state", "problem", "added_at")}
    return shown | {"sha256": one.digest, "pages": one.stored.page_count if one.stored else None}


@router.post("/documents/pending", response=answers(shapes.PendingOut), operation_id="documents.add_pending")
def add_pending(
    request: Any,
    upload: File[UploadedFile],
    not_secret: bool = Query(False, description="the answer to the question that a file without text asks"),
) -> dict[str, Any]:
    """Puts a file into the queue of the caller's agency; the same bytes once.

    Refuses and asks as `files.store` does.
    """
    actor, now = actor_of(request)
    require(permissions.may_register, actor)
    name = clean_name(upload.name or "")
    seen = look(upload, name)
    return _out(actions.add_pending(upload, name=name, not_secret=not_secret, seen=seen, by=actor, at=now))


@router.post(
    "/documents/pending/{int:pk}/register", response=answers(shapes.EntryOut), operation_id="documents.register_pending"
)
def register_pending(request: Any, pk: Pk, given: shapes.PendingIn) -> dict[str, Any]:
    """Registers a waiting file as an arrival, as `documents.register_incoming` does."""
    actor, now = actor_of(request)
    data = given.dict()
    type_ = DocumentType.objects.filter(code=data.pop("type")).first()
    return _parts.entry_out(actions.register_pending(_pending(actor, pk), type_=type_, **data, by=actor, at=now))


@router.post(
    "/documents/pending/{int:pk}/split", response=answers(shapes.MadeOut), operation_id="documents.split_pending"
)
def split_pending(request: Any, pk: Pk, given: shapes.SplitFileIn) -> dict[str, Any]:
    """One waiting PDF becomes several; the file itself stays as it was."""
    actor, now = actor_of(request)
    one = _pending(actor, pk)
    parts = actions.cut(one, given.starts)
    made = actions.split_pending(one, parts=parts, not_secret=given.not_secret, by=actor, at=now)
    return {"ids": [part.pk for part in made]}


@router.post("/documents/pending/join", response=answers(shapes.MadeOut), operation_id="documents.join_pending")
def join_pending(request: Any, given: shapes.JoinIn) -> dict[str, Any]:
    """Several waiting files become one PDF, in the order given; each stays as it was."""
    actor, now = actor_of(request)
    require(permissions.may_register, actor)
    rows = PendingFile.objects.visible_to(actor).select_related("stored")
    sources = named(rows, given.ids, field="ids", sentence="Không có tệp này trong hàng chờ.")
    content, seen = actions.put_together(sources)
    return {"ids": [actions.join_pending(sources, content=content, seen=seen, by=actor, at=now).pk]}


@router.post(
    "/documents/pending/{int:pk}/set-aside", response=answers(DoneOut), operation_id="documents.set_aside_pending"
)
def set_aside_pending(request: Any, pk: Pk, given: ReasonIn) -> PendingFile:
    """Takes a file out of the queue, with the reason; nothing is removed."""
    actor, now = actor_of(request)
    return actions.set_aside_pending(_pending(actor, pk), reason=given.reason, by=actor, at=now)


@router.post(
    "/documents/pending/{int:pk}/bring-back", response=answers(DoneOut), operation_id="documents.bring_back_pending"
)
def bring_back_pending(request: Any, pk: Pk) -> PendingFile:
    """Puts a file that was set aside into the queue again."""
    actor, now = actor_of(request)
    return actions.bring_back_pending(_pending(actor, pk), by=actor, at=now)


@router.post("/documents/pending/{int:pk}/admit", response=answers(DoneOut), operation_id="documents.admit_pending")
def admit_pending(request: Any, pk: Pk) -> PendingFile:
    """A scan in the folder was looked at and bears no secrecy mark: it is stored and waits to be registered."""
    actor, now = actor_of(request)
    one = _pending(actor, pk)
    lying = queries.lying_of(one, now=timezone.now())
    return actions.admit_pending(one, lying=lying, seen=actions.look_at(lying, one.name), by=actor, at=now)


@router.post("/documents/pending/{int:pk}/refuse", response=answers(DoneOut), operation_id="documents.refuse_pending")
def refuse_pending(request: Any, pk: Pk) -> PendingFile:
    """A scan in the folder bears a secrecy mark: nothing of it is stored, and the scan is destroyed."""
    actor, now = actor_of(request)
    one = _pending(actor, pk)
    return actions.refuse_pending(one, lying=queries.lying_of(one, now=timezone.now()), by=actor, at=now)


@router.post("/scan-folders", response=answers(DoneOut), operation_id="documents.set_scan_folder")
def set_scan_folder(request: Any, given: shapes.ScanFolderIn) -> Any:
    """Says into which folder an agency's scanner saves, or that it is watched no longer."""
    actor, now = actor_of(request)
    require(permissions.may_manage_registers, actor)
    [agency] = named(agencies(local_day(now)), [given.agency_id], field="agency_id", sentence="Không có cơ quan này.")
    return actions.set_scan_folder(agency, name=given.name, is_watched=given.is_watched, by=actor, at=now)
