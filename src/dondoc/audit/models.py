"""What the journal stores: lines that only grow, the seals that chain them, and the access log beside them."""

from django.db import models


class JournalLine(models.Model):
    """One act, done or refused. No foreign keys: ids, codes and hashes only, so that it outlives what it names."""

    at = models.DateTimeField()
    verb = models.CharField(max_length=80)
    outcome = models.CharField(max_length=20, default="done")
    user_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    on_behalf_of = models.BigIntegerField(null=True)
    channel = models.CharField(max_length=20)
    subject_kind = models.CharField(max_length=60, blank=True)
    subject_id = models.BigIntegerField(null=True)
    cause_id = models.BigIntegerField(null=True)
    body = models.TextField()
    mac = models.CharField(max_length=64)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="journal_subject"),
            models.Index(fields=["verb", "id"], name="journal_verb"),
            models.Index(fields=["id"], name="journal_refusals", condition=~models.Q(outcome="done")),
        ]


class Seal(models.Model):
    """A link of the chain over what was committed since the last: its hash covers lines and the previous seal."""

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=10)
    count = models.IntegerField()
    total = models.BigIntegerField()
    last_line_id = models.BigIntegerField()
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    signature = models.CharField(max_length=128)


class SealedLine(models.Model):
    """Which line stands at which place of which seal, and the digest it had when it was sealed."""

    line_id = models.BigIntegerField(primary_key=True)
    seal_sequence = models.BigIntegerField(db_index=True)
    position = models.IntegerField()
    digest = models.CharField(max_length=64)


class AccessLine(models.Model):
    """Who opened which record or file, when, in which post. Only grows; also answers "has he read it?"."""

    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    post_id = models.BigIntegerField(null=True)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.BigIntegerField()
    act = models.CharField(max_length=20)

    class Meta:
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "user_id"], name="access_subject"),
            models.Index(fields=["user_id", "at"], name="access_person"),
        ]
