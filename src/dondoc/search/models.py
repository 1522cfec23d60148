"""One row per indexed record; the engine's own full-text structure lies beside it (see the first migration)."""

from django.db import models

# PostgreSQL takes no word above 2 kB; longer ones are cut when indexed and when asked for.
LONGEST_TOKEN = 200


class SearchRow(models.Model):
    """The tokens of one record. `kind` and `subject_id` name it; `day` is its date for searches by day.

    Hits run by `sort_key`, the largest first, and then by id.
    """

    kind = models.CharField(max_length=30)
    subject_id = models.BigIntegerField()
    sort_key = models.BigIntegerField()
    day = models.DateField(null=True)
    tokens = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "subject_id"], name="search_row_once")]
        indexes = [
            models.Index(fields=["kind", "day"], name="search_day"),
            models.Index(fields=["kind", "-sort_key", "-id"], name="search_hits"),
        ]
