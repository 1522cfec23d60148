"""What is stored of a notice."""

from django.db import models


class Notice(models.Model):
    """One notice to a seat: what happened, why this seat hears of it, and the page it opens.

    `key` makes a notice happen once, however often its job runs.
    """

    seat = models.CharField(max_length=16)
    sentence = models.CharField(max_length=300)
    why = models.CharField(max_length=200)
    url = models.CharField(max_length=200)
    urgent = models.BooleanField(default=False)
    key = models.CharField(max_length=120, unique=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["seat", "-id"], name="notice_list")]


class NoticeSeen(models.Model):
    """Up to which notice a person has read in a post."""

    user_id = models.BigIntegerField()
    post_id = models.BigIntegerField()
    last_notice_id = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user_id", "post_id"], name="notice_seen_once")]
