"""The 29 types of NĐ 30/2020 Điều 7; registered facts are never edited, nothing is ever removed."""

from django.db import migrations

from dondoc.lib.symbols import TYPES
from dondoc.lib.triggers import lose_nothing, only_grow


def load_types(apps, schema_editor):
    model = apps.get_model("documents", "DocumentType")
    model.objects.bulk_create(
        [
            model(code=kind.code, name=kind.name, abbreviation=kind.abbreviation, order=order)
            for order, kind in enumerate(TYPES, start=1)
        ]
    )


class Migration(migrations.Migration):
    dependencies = [("documents", "0001_initial")]
    operations = [
        migrations.RunPython(load_types, migrations.RunPython.noop),
        only_grow("documents_document", "documents_documentfile", "documents_relation", "documents_correction"),
        lose_nothing(
            "documents_entry",
            "documents_number",
            "documents_counter",
            "documents_recipient",
            "documents_routing",
            "documents_paperpointer",
        ),
    ]
