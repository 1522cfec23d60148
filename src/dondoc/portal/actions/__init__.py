"""Every write of the portal: lists taken out as files, communes furnished, acts on the installation as a whole."""

from dondoc.portal.actions.exports import ask_export, expire_export, fail_export, finish_export
from dondoc.portal.actions.furnishing import furnish_communes
from dondoc.portal.actions.keeping import record_backup, record_restore, retry_job

__all__ = [
    "ask_export",
    "expire_export",
    "fail_export",
    "finish_export",
    "furnish_communes",
    "record_backup",
    "record_restore",
    "retry_job",
]
