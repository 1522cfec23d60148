"""What is stored of a file: its hash and what was found in it. The right to it belongs to the owning record."""

from django.db import models


class StoredFile(models.Model):
    """Content under its SHA-256. The same bytes are stored once, and give nobody a right."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.BigIntegerField()
    content_type = models.CharField(max_length=100)
    page_count = models.IntegerField(null=True)
    has_text = models.BooleanField(null=True)
    stored_at = models.DateTimeField()

    @property
    def path(self) -> str:
        """Where the bytes lie in the storage."""
        return f"{self.sha256[:2]}/{self.sha256}"

    @property
    def has_preview(self) -> bool:
        return self.content_type == "application/pdf" or self.content_type.startswith("image/")


class Destruction(models.Model):
    """The bytes of a file were destroyed on purpose; its hash stays, so that they do not come back."""

    stored = models.OneToOneField(StoredFile, on_delete=models.PROTECT, related_name="destruction")
    at = models.DateTimeField()
