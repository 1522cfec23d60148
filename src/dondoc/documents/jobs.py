"""The sweep of the scanners' folders: what lies there whole becomes a line of its agency's queue, once."""

from datetime import timedelta

from django.utils import timezone

from dondoc.documents import actions, queries
from dondoc.documents.engine.scan_folder import Lying, lying
from dondoc.documents.models import PendingFile, ScanFolder
from dondoc.files.actions import clean_name, look
from dondoc.lib.actor import SYSTEM
from dondoc.lib.days import local_day
from dondoc.workers.job import job

SWEEP_EVERY = timedelta(seconds=10)


@job("documents.sweep_folders", queue="heavy", unique=True)
def sweep_folders() -> None:
    """Looks into every folder that is watched."""
    for folder in ScanFolder.objects.filter(is_watched=True).order_by("pk"):
        sweep(folder)


def sweep(folder: ScanFolder) -> None:
    """Takes in what is new, and puts away what was taken in: also what a crash left lying between the two."""
    now = timezone.now()
    found = lying(queries.path_of(folder), now=now.timestamp())
    rows = PendingFile.objects.filter(folder_key__in=[one.key for one in found])
    known: dict[str | None, int | None] = dict(rows.values_list("folder_key", "stored_id"))
    for one in found:
        if one.key not in known:
            known[one.key] = _take_in(folder, one)
        if known[one.key] is not None:
            one.put_away(local_day(now))


def _take_in(folder: ScanFolder, one: Lying) -> int | None:
    """The id of the stored bytes; None where nothing was stored and the file stays where it lies."""
    upload = one.open()
    if upload is None:
        return None
    with upload:
        name = clean_name(one.name)
        pending = actions.take_in(
            folder, lying=one, name=name, upload=upload, seen=look(upload, name), by=SYSTEM, at=timezone.now()
        )
    return pending.stored_id
