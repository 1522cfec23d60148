"""A deadline may move, by its ledger; what it was at first stays."""

from django.db import migrations

from dondoc.lib.triggers import keep


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0002_only_grows")]
    operations = [keep("deadlines_deadline", "start_day", "original_due", "created_at")]
