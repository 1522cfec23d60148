"""Acts on the installation as a whole: what was kept, what was put back, what is tried again."""

from datetime import datetime
from uuid import UUID

from dondoc.audit.journal import action, record
from dondoc.lib.actor import Actor
from dondoc.lib.errors import Refused, WrongState
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.organization.permissions import may_administer
from dondoc.portal import permissions
from dondoc.workers import queries as workers
from dondoc.workers.job import put_again


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


@action("portal.retry_job")
def retry_job(run: UUID, *, by: Actor, at: datetime) -> None:
    """Puts a job that was given up back into the queue; jobs are repeatable, so that this never does harm."""
    result = workers.given_up().select_for_update().filter(pk=run).first()
    require(may_administer, by)
    if result is None:
        raise WrongState("Việc này không còn trong danh sách lỗi: đã được chạy lại hoặc đã hết hạn lưu.")
    if not put_again(result):
        raise Refused([Finding("Việc này đang chờ trong hàng, hoặc phiên bản này không còn việc đó.", code="no_job")])
    result.delete()
    record("portal.retry_job", by=by, at=at, job=result.task_path, run=str(run))
