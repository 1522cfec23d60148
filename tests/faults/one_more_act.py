"""Registers one more arrival and lets the sealer's beat come; run as a program."""

import json

if __name__ == "__main__":
    import django

    django.setup()
    from dondoc.audit import seals
    from dondoc.documents import actions
    from dondoc.documents.models import DocumentType
    from dondoc.organization.models import Holding
    from dondoc.organization.queries import actor_for
    from tests.world import NOW, TODAY

    clerk = Holding.objects.select_related("post__unit").get(user__username="snv_clerk")
    actions.register_incoming(
        type_=DocumentType.objects.get(code="CV"), symbol="9/BNV-VP", issuer_name="Bộ Nội vụ", abstract="Về việc nhỏ",
        issued_on=TODAY, by=actor_for(clerk, channel="web"), at=NOW,
    )  # fmt: skip
    print(json.dumps({"sealed": seals.seal(at=NOW) is not None}))
