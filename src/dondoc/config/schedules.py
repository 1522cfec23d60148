"""What runs by the clock, and how often. Importing the jobs registers them."""

from datetime import timedelta

from dondoc.audit import jobs as audit_jobs
from dondoc.documents import jobs as documents_jobs
from dondoc.tasks import jobs as tasks_jobs

SCHEDULES: dict[str, timedelta] = {
    "audit.seal": audit_jobs.SEAL_EVERY,
    "documents.carry_out_expunges": documents_jobs.CARRY_OUT_EVERY,
    "documents.expire_blocks": documents_jobs.EXPIRE_EVERY,
    "documents.prove_registers": documents_jobs.PROVE_EVERY,
    "documents.sweep_folders": documents_jobs.SWEEP_EVERY,
    "tasks.forget_expunged": tasks_jobs.FORGET_EVERY,
}
