"""What is stored of an export: who took which list out, how it was narrowed, and for a while the file."""

from typing import Self

from django.db import models
from django.db.models import Q

from dondoc.lib.actor import Actor
from dondoc.organization.models import Post, User
from dondoc.portal import states

KINDS = {"xlsx": "Excel", "csv": "CSV"}
CONTENT_TYPES = {"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv"}


class ExportQuerySet(models.QuerySet["Export"]):
    def visible_to(self, actor: Actor) -> Self:
        """A person's own exports in the post he took them out in: to everybody else they do not exist."""
        return self.filter(user_id=actor.user_id, post_id=actor.post_id, user__isnull=False)


class Export(models.Model):
    """One list taken out as a file. `asked` is its query string; `done` counts rows while the file is made."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    asked = models.JSONField()
    kind = models.CharField(max_length=4, choices=list(KINDS.items()))
    state = models.CharField(max_length=10, choices=list(states.EXPORT_LABELS.items()))
    total = models.IntegerField()
    done = models.IntegerField(default=0)
    asked_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    objects = ExportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="export_ready_has_times",
                condition=(Q(state__in=["ready", "expired"]) & Q(ready_at__isnull=False, expires_at__isnull=False))
                | (Q(state__in=["handed", "asked", "failed"]) & Q(ready_at=None, expires_at=None)),
            ),
        ]
        indexes = [models.Index(fields=["state", "expires_at"], name="export_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """Where the file lies in the storage while it is kept."""
        return f"{self.asked_at:%Y/%m}/{self.pk}.{self.kind}"

    @property
    def file_name(self) -> str:
        return f"{self.title} {self.asked_at:%Y%m%d-%H%M}.{self.kind}"
