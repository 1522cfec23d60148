"""Acts on the installation as a whole: what was kept, what was put back, what is tried again."""

from datetime import datetime

from dondoc.audit.journal import action, record
from dondoc.lib.actor import Actor
from dondoc.lib.rulings import require
from dondoc.portal import permissions


@action("portal.back_up")
def record_backup(*, name: str, manifest: str, rows: int, files: int, size: int, by: Actor, at: datetime) -> None:
    """A backup is whole. The hash of its manifest stands in the sealed journal: a backup made up later does not."""
    require(permissions.may_keep, by)
    record("portal.back_up", by=by, at=at, name=name, manifest=manifest, rows=rows, files=files, bytes=size)


@action("portal.restore")
def record_restore(*, manifest: str, made_at: str, by: Actor, at: datetime) -> None:
    """The installation was put back to what a backup holds; what was done after it is lost, and this line says so."""
    require(permissions.may_keep, by)
    record("portal.restore", by=by, at=at, manifest=manifest, made_at=made_at)
