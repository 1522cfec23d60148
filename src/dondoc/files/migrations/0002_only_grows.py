"""What was stored is never altered or removed."""

from django.db import migrations

from dondoc.lib.triggers import only_grow


class Migration(migrations.Migration):
    dependencies = [("files", "0001_initial")]
    operations = [only_grow("files_storedfile")]
