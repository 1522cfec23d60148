"""What is stored of a deadline: how it was reckoned, what it was first, what it is now, every change and reminder."""

from django.db import models
from django.db.models import Q

from dondoc.organization.models import Unit, User


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


class Reminder(models.Model):
    """Somebody was reminded of a deadline on a day: before it (at one of the agency's steps) or because it passed.

    One a day at most, and each step once for one due day: so a sweep that is repeated reminds nobody twice.
    """

    deadline = models.ForeignKey(Deadline, on_delete=models.PROTECT, related_name="reminders")
    day = models.DateField()
    due = models.DateField()
    # Working days before the due day at which the step lies; null for what is late.
    step = models.IntegerField(null=True)
    seats = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.UniqueConstraint(fields=["deadline", "day"], name="reminder_once_a_day"),
            models.UniqueConstraint(
                fields=["deadline", "due", "step"], name="reminder_once_a_step", condition=Q(step__isnull=False)
            ),
        ]


class Rhythm(models.Model):
    """An agency's habits of time from a day on: when it reminds, when its registry closes, what "at once" means.

    The newest row that has begun holds; rows only come. Where an agency has none, `facts.USUAL` holds.
    """

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    from_day = models.DateField()
    remind_before = models.JSONField()
    head_from = models.IntegerField()
    closes = models.TimeField()
    urgent_minutes = models.IntegerField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["agency", "-from_day", "-id"], name="rhythm_in_force")]
