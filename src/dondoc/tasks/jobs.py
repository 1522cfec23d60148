"""Forgetting what was expunged, found by the state of its document."""

from datetime import timedelta

from django.utils import timezone

from dondoc.lib.actor import SYSTEM
from dondoc.tasks import actions
from dondoc.tasks.queries import still_telling
from dondoc.workers.job import job

FORGET_EVERY = timedelta(seconds=15)


@job("tasks.forget_expunged", unique=True)
def forget_expunged() -> None:
    """Each expunged document of which a task or a direction still tells."""
    for document in still_telling():
        actions.forget_expunged(document, by=SYSTEM, at=timezone.now())
