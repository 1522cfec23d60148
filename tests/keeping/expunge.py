"""Two people destroy the first arrival with a file; run as a program."""

import json

if __name__ == "__main__":
    import django

    django.setup()
    from django.utils import timezone

    from dondoc.documents import actions
    from dondoc.documents.jobs import carry_out_expunges
    from dondoc.documents.models import Document
    from dondoc.organization.models import Holding
    from dondoc.organization.queries import actor_for

    now = timezone.now()
    clerk, chairman = (
        actor_for(Holding.objects.get(user__username=name), channel="web") for name in ("clerk", "chairman")
    )
    document = Document.objects.filter(files__isnull=False).order_by("pk")[0]
    asked = actions.ask_expunge(document, ground="secret", clause="Điều 22", reason="Dấu MẬT", by=clerk, at=now)
    actions.confirm_expunge(asked, by=chairman, at=now)
    carry_out_expunges.call()
    print(json.dumps({"document": document.pk, "sha256": document.files.get().stored.sha256}))
