"""What is stored of a notice, and of what leaves the product to tell of it."""

from uuid import uuid4

from django.db import models
from django.db.models import Q

from dondoc.notifications import states
from dondoc.organization.models import Unit, User


class Notice(models.Model):
    """One notice to a seat: what happened, why this seat hears of it, and the page it opens.

    `key` makes a notice happen once, however often its job runs; it begins with the verb that caused it. `outside` is
    what may be said of it outside the product: ids and days, never a text of a document or task.
    """

    KINDS = {"new": "Mới", "due": "Sắp đến hạn", "late": "Quá hạn"}

    seat = models.CharField(max_length=16)
    sentence = models.CharField(max_length=300)
    why = models.CharField(max_length=200)
    url = models.CharField(max_length=200)
    urgent = models.BooleanField(default=False)
    kind = models.CharField(max_length=4, choices=list(KINDS.items()), default="new", db_default="new")
    at_once = models.BooleanField(default=False, db_default=False)
    outside = models.CharField(max_length=200, blank=True, default="", db_default="")
    # Null until the sweep has looked whom it is to be told outside the product.
    distributed_at = models.DateTimeField(null=True)
    key = models.CharField(max_length=120, unique=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["seat", "-id"], name="notice_list"),
            models.Index(fields=["id"], name="notice_to_distribute", condition=Q(distributed_at=None)),
        ]

    @property
    def verb(self) -> str:
        """The verb that caused it."""
        return self.key.split(":")[0]


class NoticeSeen(models.Model):
    """Up to which notice a person has read in a post."""

    user_id = models.BigIntegerField()
    post_id = models.BigIntegerField()
    last_notice_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "post_id"], name="notice_seen_once")]


class Preference(models.Model):
    """How a person hears of his notices outside the product (without a row: by digest), and how far his digest went."""

    MAIL = {
        "digest": "Một bản tin lúc 8:00 mỗi ngày làm việc",
        "each": "Từng thông báo, ngay khi có",
        "none": "Không gửi thư",
    }

    user = models.OneToOneField(User, on_delete=models.PROTECT, primary_key=True, related_name="+")
    mail = models.CharField(max_length=6, choices=list(MAIL.items()), default="digest")
    digest_on = models.DateField(null=True)
    digest_after = models.BigIntegerField(default=0)


class Webhook(models.Model):
    """Where an agency's notices are also posted to: its own SMS or chat gateway. A new address is a new row."""

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    url = models.CharField(max_length=500)
    # Encrypted by a key of the keys directory; shown once, when it is made.
    secret = models.CharField(max_length=300)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency"], name="webhook_one_per_agency", condition=Q(ended_at=None))
        ]


class Delivery(models.Model):
    """One mail or one post to a webhook, from when it is due until it has arrived or is given up: the outbox.

    `uid` stays through every attempt (Message-ID, webhook-id), so that a receiver recognises a double.
    """

    uid = models.UUIDField(default=uuid4, unique=True)
    key = models.CharField(max_length=120, unique=True)
    channel = models.CharField(max_length=7, choices=list(states.CHANNELS.items()))
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    webhook = models.ForeignKey(Webhook, on_delete=models.PROTECT, null=True, related_name="deliveries")
    address = models.CharField(max_length=500)
    content = models.JSONField()
    state = models.CharField(max_length=8, choices=list(states.DELIVERY_LABELS.items()), default="queued")
    attempts = models.IntegerField(default=0)
    next_try = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="delivery_has_one_receiver", condition=Q(user__isnull=True) ^ Q(webhook__isnull=True)
            ),
            models.CheckConstraint(
                name="delivery_waits_for_a_time",
                condition=Q(state__in=["queued", "failed"], next_try__isnull=False)
                | Q(state__in=["sent", "given_up"], next_try=None, settled_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["next_try"], name="delivery_waiting", condition=Q(state__in=["queued", "failed"])),
            models.Index(fields=["state", "-id"], name="delivery_state"),
        ]
