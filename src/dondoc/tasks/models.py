"""What is stored of a direction, of a task, of those who take part, and of its evidence."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from dondoc.deadlines.models import Deadline
from dondoc.documents.models import Document, DocumentFile, Entry
from dondoc.files.models import StoredFile
from dondoc.lib.actor import Actor
from dondoc.organization.access import AccessRow, seats_of
from dondoc.organization.models import HandOver, Post, Unit, User
from dondoc.tasks import states


class DirectionQuerySet(models.QuerySet["Direction"]):
    def visible_to(self, actor: Actor) -> Self:
        """The directions on entries of the actor's agency whose document he may see."""
        return self.filter(entry__in=Entry.objects.visible_to(actor))


class Direction(models.Model):
    """A leader's direction on an arrival: prepared by the Office, accepted or changed by the leader."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="directions")
    leader = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="directions")
    words = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=list(states.DIRECTION_LABELS.items()), default="prepared")
    prepared_at = models.DateTimeField()
    prepared_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    changed = models.BooleanField(default=False)
    typed_from = models.ForeignKey(DocumentFile, on_delete=models.PROTECT, null=True, related_name="+")

    objects = DirectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="direction_settled_when_not_prepared",
                condition=Q(state="prepared", settled_at=None) | (~Q(state="prepared") & Q(settled_at__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["entry", "leader"],
                condition=Q(state="prepared"),
                name="direction_one_open_per_leader",
            ),
        ]
        indexes = [models.Index(fields=["leader", "state", "prepared_at"], name="direction_queue")]


class DirectionItem(models.Model):
    """One piece of work in a direction: who leads, joins, is informed; words, product, deadline."""

    direction = models.ForeignKey(Direction, on_delete=models.PROTECT, related_name="items")
    position = models.IntegerField()
    lead = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    joins = models.ManyToManyField(Unit, related_name="+")
    informed = models.ManyToManyField(Unit, related_name="+")
    words = models.TextField(blank=True)
    product = models.CharField(max_length=20, choices=list(states.PRODUCTS.items()), blank=True)
    term = models.JSONField()

    class Meta:
        ordering = ["position"]


class TaskQuerySet(models.QuerySet["Task"]):
    def visible_to(self, actor: Actor) -> Self:
        """The tasks that one of the actor's seats has a part in."""
        rows = TaskAccess.objects.filter(task=OuterRef("pk"), seat__in=seats_of(actor))
        return self.filter(Exists(rows))


class Task(models.Model):
    """One piece of assigned work: exactly one lead unit; others join or are informed (NĐ 314/2025 Điều 2.4)."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="tasks")
    direction = models.ForeignKey(Direction, on_delete=models.PROTECT, null=True, related_name="tasks")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    quote = models.TextField(blank=True)
    quote_start = models.IntegerField(null=True)
    quote_end = models.IntegerField(null=True)
    content = models.CharField(max_length=1000)
    product = models.CharField(max_length=20, choices=list(states.PRODUCTS.items()))
    urgency = models.SmallIntegerField(default=0)
    assigner = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tasks_given")
    assigned_for = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    assigned_at = models.DateTimeField()
    assigned_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    lead = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="tasks_led")
    person = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="tasks_done")
    state = models.CharField(max_length=20, choices=list(states.TASK_LABELS.items()), default="assigned")
    deadline = models.OneToOneField(Deadline, on_delete=models.PROTECT, related_name="task")
    acknowledged_at = models.DateTimeField(null=True)
    submitted_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    sent_back = models.IntegerField(default=0)
    bounced = models.IntegerField(default=0)
    version = models.IntegerField(default=1)

    objects = TaskQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="task_done_has_time",
                condition=(Q(state="done") & Q(finished_at__isnull=False))
                | (~Q(state="done") & ~Q(state="cancelled") & Q(finished_at=None))
                | Q(state="cancelled"),
            ),
            models.CheckConstraint(
                name="task_quote_span_paired",
                condition=Q(quote_start=None, quote_end=None)
                | Q(quote_start__isnull=False, quote_end__isnull=False, quote_end__gt=models.F("quote_start")),
            ),
        ]
        # The few that are still open, for the counts by state.
        indexes = [
            models.Index(fields=["state"], name="task_open_state", condition=Q(state__in=sorted(states.OPEN_STATES)))
        ]

    def __str__(self) -> str:
        return self.content

    @property
    def is_open(self) -> bool:
        return self.state in states.OPEN_STATES


class Participant(models.Model):
    """A unit that joins in a task or is informed of it. Rows only come; a change of lead leaves them."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="participants")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=10, choices=[("join", "Phối hợp"), ("inform", "Để biết")])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "unit"], name="participant_once")]


class TaskNote(models.Model):
    """What was said on a task: progress, result, why it was sent back or returned. Only grows."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="notes")
    kind = models.CharField(max_length=20)
    text = models.TextField()
    clause = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]


class Evidence(models.Model):
    """Proof of a result: a registered document or a file of a kind that counts. Only grows."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="evidence")
    note = models.ForeignKey(TaskNote, on_delete=models.PROTECT, related_name="evidence")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="+")
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    name = models.CharField(max_length=255, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="evidence_is_one_thing", condition=Q(document__isnull=True) ^ Q(stored__isnull=True)
            )
        ]


class TaskAccess(AccessRow):
    """Which seat has which part in a task; `sort_key` is the deadline turned round, so that the earliest is largest."""

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="access")
    role = models.CharField(max_length=10, choices=list(states.ROLE_LABELS.items()))
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["task", "seat", "role"], name="task_access_once")]
        indexes = [
            models.Index(fields=["seat", "role", "is_open", "-sort_key", "-id"], name="task_list"),
            # The list of what is done shows two roles at once.
            models.Index(fields=["seat", "-sort_key", "-id"], name="task_done", condition=Q(is_open=False)),
        ]


HANDED_OVER = {"task": "Nhiệm vụ", "direction": "Chờ cho ý kiến", "entry": "Văn bản"}


class HandOverItem(models.Model):
    """One line of a hand-over's record: a task, a direction that waits, or an entry that was passed on. Only grows."""

    hand_over = models.ForeignKey(HandOver, on_delete=models.PROTECT, related_name="items")
    what = models.CharField(max_length=10, choices=list(HANDED_OVER.items()))
    task = models.ForeignKey(Task, on_delete=models.PROTECT, null=True, related_name="+")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="hand_over_item_is_one", condition=Q(task__isnull=True) ^ Q(entry__isnull=True))
        ]
