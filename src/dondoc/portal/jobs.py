"""Making long lists into files in the background, and letting them go when their time is over."""

import tempfile
from datetime import timedelta

from django.core.files.base import File
from django.core.files.storage import storages
from django.utils import timezone

from dondoc.lib.actor import SYSTEM
from dondoc.lib.days import local_day
from dondoc.portal import actions, prints, queries
from dondoc.portal.models import Export
from dondoc.workers.job import job

EXPIRE_EVERY = timedelta(hours=1)
# All attempts of the job are over by then.
GIVEN_UP = timedelta(days=1)


@job("portal.make_export", queue="heavy")
def make_export(pk: int) -> None:
    """Makes the file of an export that was too long to be answered at once; done again, it makes the same file."""
    now = timezone.now()
    export = Export.objects.filter(pk=pk, state="asked").first()
    if export is None:
        return
    actor = queries.requester(export, local_day(now))
    table = prints.listed(export.name, actor, export.asked, local_day(now)) if actor is not None else None
    if actor is None or table is None:
        actions.fail_export(export, by=SYSTEM, at=now)
        return
    export.total = table.rows.count()

    def progress(done: int) -> None:
        Export.objects.filter(pk=pk).update(done=done, total=export.total)

    with tempfile.TemporaryFile() as out:
        rows = prints.write(out, export, table, actor, now, progress)
        out.seek(0)
        storage = storages["exports"]
        if storage.exists(export.path):
            storage.delete(export.path)
        storage.save(export.path, File(out))
    actions.finish_export(export, rows=rows, by=SYSTEM, at=timezone.now())


@job("portal.expire_exports", unique=True)
def expire_exports() -> None:
    """Removes files whose time is over, and says so of those that were never made."""
    now = timezone.now()
    for export in Export.objects.filter(state="ready", expires_at__lt=now):
        storages["exports"].delete(export.path)
        actions.expire_export(export, by=SYSTEM, at=now)
    for export in Export.objects.filter(state="asked", asked_at__lt=now - GIVEN_UP):
        actions.fail_export(export, by=SYSTEM, at=now)
