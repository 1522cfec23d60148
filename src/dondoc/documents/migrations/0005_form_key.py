"""An entry knows the form it came from, so that the same form sent twice makes one entry."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_keep_facts")]
    operations = [
        migrations.AddField("entry", "form_key", models.UUIDField(null=True)),
        # With a condition it is an index: without one SQLite would make the table anew and lose its triggers.
        migrations.AddConstraint(
            "entry",
            models.UniqueConstraint(
                fields=["registered_by", "form_key"],
                name="entry_once_per_form",
                condition=models.Q(form_key__isnull=False),
            ),
        ),
    ]
