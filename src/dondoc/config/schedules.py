"""What runs by the clock, and how often. Importing the jobs registers them."""

from datetime import timedelta

from dondoc.audit import jobs as audit_jobs
from dondoc.documents import jobs as documents_jobs
from dondoc.notifications import jobs as notifications_jobs
from dondoc.organization import jobs as organization_jobs
from dondoc.portal import jobs as portal_jobs
from dondoc.tasks import jobs as tasks_jobs

SCHEDULES: dict[str, timedelta] = {
    "audit.seal": audit_jobs.SEAL_EVERY,
    "documents.carry_out_expunges": documents_jobs.CARRY_OUT_EVERY,
    "documents.expire_blocks": documents_jobs.EXPIRE_EVERY,
    "documents.prove_registers": documents_jobs.PROVE_EVERY,
    "documents.sweep_folders": documents_jobs.SWEEP_EVERY,
    "documents.escalate": documents_jobs.ESCALATE_EVERY,
    "notifications.distribute": notifications_jobs.DISTRIBUTE_EVERY,
    "notifications.digest": notifications_jobs.DIGEST_EVERY,
    "notifications.deliver": notifications_jobs.DELIVER_EVERY,
    "tasks.remind": tasks_jobs.REMIND_EVERY,
    "tasks.forget_expunged": tasks_jobs.FORGET_EVERY,
    "portal.expire_exports": portal_jobs.EXPIRE_EVERY,
    "organization.close_idle_accounts": organization_jobs.CLOSE_IDLE_EVERY,
}
