"""Kinds, codes and keys are closed or revoked, never removed; who held a post since when is never edited."""

from django.db import migrations

from dondoc.lib.triggers import keep, lose_nothing


class Migration(migrations.Migration):
    dependencies = [("organization", "0002_kinds")]
    operations = [
        lose_nothing("organization_kind", "organization_unitcode", "organization_apitoken"),
        keep("organization_holding", "post_id", "user_id", "acting", "from_day"),
    ]
