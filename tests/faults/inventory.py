"""What the demo holds, and whether anything in it was told twice; run as a program."""

import json

import django
from django.db.models import Count

if __name__ == "__main__":
    django.setup()
    from dondoc.audit import export
    from dondoc.audit.jobs import seal_journal
    from dondoc.audit.models import JournalLine
    from dondoc.documents.models import Document
    from dondoc.organization.models import Unit, User
    from dondoc.tasks.models import Task

    received = Document.objects.filter(entries__direction="in", issuer=None).order_by()
    doubles = received.values("symbol_key", "issuer_key").annotate(n=Count("pk", distinct=True)).filter(n__gt=1)
    # What accounts do by themselves (the sealer, signing in) is no part of the story.
    told = JournalLine.objects.filter(outcome="done", verb__regex="^(documents|tasks|organization)[.]")
    seal_journal.call()
    found = {
        "journal": [fault.sentence for fault in export.verify_database().faults],
        "doubles": [row["symbol_key"] for row in doubles],
        "accounts": User.objects.count(),
        "units": Unit.objects.count(),
        "documents": Document.objects.count(),
        "tasks": Task.objects.count(),
        "lines": told.count(),
    }
    print(json.dumps(found))
