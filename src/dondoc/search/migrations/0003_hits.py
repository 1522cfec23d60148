"""Hits run by a key of their own, which for documents is their day; the index in that order."""

from django.db import migrations, models

POSTGRESQL = "UPDATE search_searchrow SET sort_key = COALESCE(day - DATE '0001-01-01' + 1, 0) WHERE kind = 'document'"
SQLITE = (
    "UPDATE search_searchrow SET sort_key = COALESCE(CAST(julianday(day) - julianday('0001-01-01') AS INTEGER) + 1, 0) "
    "WHERE kind = 'document'"
)


def sort_by_day(apps, schema_editor):
    schema_editor.execute(POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE)


class Migration(migrations.Migration):
    dependencies = [("search", "0002_full_text")]
    operations = [
        migrations.RunPython(sort_by_day, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="searchrow",
            index=models.Index(fields=["kind", "-sort_key", "-id"], name="search_hits"),
        ),
    ]
