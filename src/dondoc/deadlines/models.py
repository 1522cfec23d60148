"""What is stored of a deadline: how it was reckoned, what it was first, what it is now, and every change."""

from django.db import models
from django.db.models import Q


class Deadline(models.Model):
    """One deadline. `original_due` stays; `due` is the newest entry of the ledger; both null: không thời hạn."""

    start_day = models.DateField()
    amount = models.DecimalField(max_digits=7, decimal_places=1, default=0)
    unit = models.CharField(max_length=20)
    original_due = models.DateField(null=True)
    due = models.DateField(null=True, db_index=True)
    report_every_days = models.IntegerField(null=True)
    explanation = models.CharField(max_length=1000)
    expected = models.BooleanField(default=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="deadline_due_paired",
                condition=Q(original_due=None, due=None) | Q(original_due__isnull=False, due__isnull=False),
            ),
            models.CheckConstraint(
                name="deadline_or_periodic_report",
                condition=Q(due__isnull=False) | Q(report_every_days__isnull=False),
            ),
        ]


class DeadlineEntry(models.Model):
    """One line of the ledger: who set or moved the deadline, from when to when, and why. Only grows."""

    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="entries")
    position = models.IntegerField()
    kind = models.CharField(max_length=10)
    old_due = models.DateField(null=True)
    new_due = models.DateField(null=True)
    reason = models.CharField(max_length=500, blank=True)
    by_user_id = models.BigIntegerField(null=True)
    by_post_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["deadline", "position"], name="deadline_entry_position")]
