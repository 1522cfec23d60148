"""What an installation holds, to be compared with what a restored one does; run as a program."""

import hashlib
import json

if __name__ == "__main__":
    import django

    django.setup()
    from django.db import connection

    from dondoc.audit import export
    from dondoc.config.keeping import tables
    from dondoc.documents.models import Document
    from dondoc.files.models import StoredFile
    from dondoc.files.queries import destroyed, is_intact
    from tests.audit.test_guards import guarded

    found = {}
    for model in tables.kept():
        names = [field.attname for field in model._meta.concrete_fields]
        rows = [list(map(str, row)) for row in model._base_manager.order_by("pk").values_list(*names)]
        found[model._meta.db_table] = [len(rows), hashlib.sha256(json.dumps(rows).encode()).hexdigest()]
    report = export.verify_database()
    print(
        json.dumps(
            {
                "tables": found,
                "guards": {name: sorted(verbs) for name, verbs in sorted(guarded().items()) if "." not in name},
                "faults": [fault.sentence for fault in report.faults],
                "intact": [
                    is_intact(stored) for stored in StoredFile.objects.exclude(pk__in=destroyed()).order_by("pk")
                ],
                "abstracts": list(Document.objects.order_by("pk").values_list("abstract", flat=True)),
                "engine": connection.vendor,
            }
        )
    )
