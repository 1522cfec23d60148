"""The ledger of deadlines only grows; no deadline is ever removed."""

from django.db import migrations

from dondoc.lib.triggers import lose_nothing, only_grow


class Migration(migrations.Migration):
    dependencies = [("deadlines", "0001_initial")]
    operations = [only_grow("deadlines_deadlineentry"), lose_nothing("deadlines_deadline")]
