"""Taking a list out as a file: asked by a person, made at once or by a job, kept for a while for him alone."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings

from dondoc.audit.journal import action, record
from dondoc.lib.actor import Actor
from dondoc.lib.rulings import require
from dondoc.notifications.actions import notify
from dondoc.organization.access import person_seat
from dondoc.portal import permissions
from dondoc.portal.models import Export
from dondoc.portal.states import EXPORT
from dondoc.workers.job import enqueue

KEPT = timedelta(days=7)


@action("portal.ask_export")
def ask_export(
    *, name: str, title: str, asked: Mapping[str, str], kind: str, total: int, by: Actor, at: datetime
) -> Export:
    """Takes a list out; what is longer than the limit is made by a job.

    The journal keeps which list, how many rows, and by which fields it was narrowed.
    """
    require(permissions.may_export, by)
    export = Export.objects.create(
        user_id=by.person,
        post_id=by.post,
        name=name,
        title=title,
        asked=dict(asked),
        kind=kind,
        total=total,
        state="asked" if total > settings.DONDOC_EXPORT_LIMIT else "handed",
        asked_at=at,
    )
    if export.state == "asked":
        enqueue("portal.make_export", export.pk)
    record("portal.ask_export", by=by, at=at, subject=export, list=name, kind=kind, rows=total, narrowed=sorted(asked))
    return export


@action("portal.finish_export")
def finish_export(export: Export, *, rows: int, by: Actor, at: datetime) -> Export:
    """The file lies ready: its person is told."""
    export = _locked(export)
    require(permissions.may_make_export, by)
    export.state = EXPORT.target("finish_export", export.state)
    export.total = export.done = rows
    export.ready_at, export.expires_at = at, at + KEPT
    export.save(update_fields=["state", "total", "done", "ready_at", "expires_at"])
    _tell(export, f"Tệp “{export.title}” đã sẵn sàng để tải.", at=at)
    record("portal.finish_export", by=by, at=at, subject=export, rows=rows)
    return export


@action("portal.fail_export")
def fail_export(export: Export, *, by: Actor, at: datetime) -> Export:
    """The file could not be made: the person no longer sees the list, or the work failed again and again."""
    export = _locked(export)
    require(permissions.may_make_export, by)
    export.state = EXPORT.target("fail_export", export.state)
    export.save(update_fields=["state"])
    _tell(export, f"Không lập được tệp “{export.title}”. Hãy xuất lại.", at=at)
    record("portal.fail_export", by=by, at=at, subject=export)
    return export


@action("portal.expire_export")
def expire_export(export: Export, *, by: Actor, at: datetime) -> Export:
    """The file goes; that the list was taken out stays in the journal."""
    export = _locked(export)
    require(permissions.may_make_export, by)
    export.state = EXPORT.target("expire_export", export.state)
    export.save(update_fields=["state"])
    record("portal.expire_export", by=by, at=at, subject=export)
    return export


def _locked(export: Export) -> Export:
    return Export.objects.select_for_update().get(pk=export.pk)


def _tell(export: Export, sentence: str, *, at: datetime) -> None:
    notify(
        [person_seat(export.user_id)],
        sentence=sentence,
        why="Ông/bà đã yêu cầu xuất danh sách này.",
        url=f"/exports/{export.pk}",
        key=f"export:{export.pk}:{export.state}",
        at=at,
    )
