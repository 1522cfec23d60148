"""What is stored of a notice, and of what leaves the product to tell of it."""

from django.db import models
from django.db.models import Q


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
