"""Journal, seals and access log only grow, on either engine."""

from django.db import migrations

from dondoc.lib.triggers import only_grow


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [
        only_grow("audit_journalline", "audit_seal", "audit_sealedline", "audit_accessline"),
    ]
