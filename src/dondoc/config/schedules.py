"""What runs by the clock, and how often. Importing the jobs registers them."""

from datetime import timedelta

from dondoc.audit import jobs as audit_jobs
from dondoc.documents import jobs as documents_jobs
from dondoc.organization import jobs as organization_jobs

SCHEDULES: dict[str, timedelta] = {
    "audit.seal": audit_jobs.SEAL_EVERY,
    "documents.expire_blocks": documents_jobs.EXPIRE_EVERY,
    "documents.prove_registers": documents_jobs.PROVE_EVERY,
    "documents.sweep_folders": documents_jobs.SWEEP_EVERY,
    "organization.close_idle_accounts": organization_jobs.CLOSE_IDLE_EVERY,
}
