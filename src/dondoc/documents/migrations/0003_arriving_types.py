"""Types that only arrive: laws, decrees, circulars, letters of citizens; an agency issues the 29 of Điều 7."""

from django.db import migrations, models

from dondoc.lib.symbols import ARRIVING, TYPES


def load_types(apps, schema_editor):
    model = apps.get_model("documents", "DocumentType")
    model.objects.bulk_create(
        [
            model(code=kind.code, name=kind.name, abbreviation=kind.abbreviation, order=order, only_arrives=True)
            for order, kind in enumerate(ARRIVING, start=len(TYPES) + 1)
        ]
    )


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_types")]
    operations = [
        migrations.AddField("documenttype", "only_arrives", models.BooleanField(default=False, db_default=False)),
        migrations.RunPython(load_types, migrations.RunPython.noop),
    ]
