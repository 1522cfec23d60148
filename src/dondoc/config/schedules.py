"""What runs by the clock, and how often. Importing the jobs registers them."""

from datetime import timedelta

from dondoc.audit import jobs as audit_jobs
from dondoc.documents import jobs as documents_jobs

SCHEDULES: dict[str, timedelta] = {
    "audit.seal": audit_jobs.SEAL_EVERY,
    "documents.sweep_folders": documents_jobs.SWEEP_EVERY,
}
