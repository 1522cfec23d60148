"""What runs by the clock, and how often. Importing the jobs registers them."""

from datetime import timedelta

from dondoc.audit import jobs as audit_jobs
from dondoc.documents import jobs as documents_jobs
from dondoc.portal import jobs as portal_jobs

SCHEDULES: dict[str, timedelta] = {
    "audit.seal": audit_jobs.SEAL_EVERY,
    "documents.expire_blocks": documents_jobs.EXPIRE_EVERY,
    "documents.prove_registers": documents_jobs.PROVE_EVERY,
    "documents.sweep_folders": documents_jobs.SWEEP_EVERY,
    "portal.expire_exports": portal_jobs.EXPIRE_EVERY,
}
