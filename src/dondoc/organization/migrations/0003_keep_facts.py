"""Kinds, codes and keys are closed or revoked, never removed."""

from django.db import migrations

from dondoc.lib.triggers import lose_nothing


class Migration(migrations.Migration):
    dependencies = [("organization", "0002_kinds")]
    operations = [lose_nothing("organization_kind", "organization_unitcode", "organization_apitoken")]
