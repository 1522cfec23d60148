"""One process of a registry: registers so many arrivals, one after the other; run as a program."""

import json
import sys

if __name__ == "__main__":
    import django

    django.setup()
    from dondoc.documents import actions
    from dondoc.documents.models import DocumentType
    from dondoc.organization.models import Holding
    from dondoc.organization.queries import actor_for
    from tests.world import NOW, TODAY

    who, count = sys.argv[1], int(sys.argv[2])
    clerk = Holding.objects.select_related("post__unit").get(user__username="clerk")
    numbers = []
    for place in range(count):
        entry = actions.register_incoming(
            type_=DocumentType.objects.get(code="CV"), symbol=f"{place}/BTC-{who}", issuer_name="Bộ Tài chính",
            abstract="Về việc chung", issued_on=TODAY, by=actor_for(clerk, channel="web"), at=NOW,
        )  # fmt: skip
        numbers.append(entry.number.number)
    print(json.dumps(numbers))
