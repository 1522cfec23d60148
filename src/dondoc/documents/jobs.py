"""What runs by the clock: scanners' folders, the watch over registers, what became late, what is destroyed."""

from datetime import datetime, timedelta

from django.utils import timezone

from dondoc.documents import actions, gate, queries
from dondoc.documents.engine.scan_folder import Lying, lying
from dondoc.documents.models import Expunge, PendingFile, ScanFolder
from dondoc.files.actions import clean_name, look
from dondoc.lib.actor import SYSTEM
from dondoc.lib.days import local_day
from dondoc.organization.models import Unit
from dondoc.workers.job import job

SWEEP_EVERY = timedelta(seconds=10)
ESCALATE_EVERY = timedelta(minutes=1)
CARRY_OUT_EVERY = timedelta(seconds=15)


@job("documents.sweep_folders", queue="heavy", unique=True)
def sweep_folders() -> None:
    """Looks into every folder that is watched."""
    for folder in ScanFolder.objects.filter(is_watched=True).order_by("pk"):
        sweep(folder)


EXPIRE_EVERY = timedelta(hours=1)
PROVE_EVERY = timedelta(days=1)


@job("documents.expire_blocks", unique=True)
def expire_blocks() -> None:
    """Voids the numbers that were reserved until a day that is over."""
    now = timezone.now()
    for block in queries.expired_blocks(local_day(now)):
        actions.expire_block(block, by=SYSTEM, at=now)


@job("documents.prove_registers", unique=True)
def prove_registers() -> None:
    """The daily proof of every register."""
    actions.prove_registers(by=SYSTEM, at=timezone.now())


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


@job("documents.escalate", unique=True)
def escalate() -> None:
    """Tells the heads of what their registries are late with."""
    escalate_at(timezone.now())


def escalate_at(at: datetime) -> int:
    """The sweep at an instant; returns how many alarms it gave."""
    due = {timing.agency_id for timing, _ in gate.alarms_due(None, at)}
    by = SYSTEM.through("job")
    return sum(len(actions.escalate(agency, by=by, at=at)) for agency in Unit.objects.filter(pk__in=due))


@job("documents.carry_out_expunges", unique=True)
def carry_out_expunges() -> None:
    """Destroys the bytes of every document whose destruction was confirmed."""
    for expunge in Expunge.objects.filter(state="confirmed").order_by("pk"):
        actions.carry_out_expunge(expunge, by=SYSTEM, at=timezone.now())
