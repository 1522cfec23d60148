"""The tests' province in the product's own database, with a key for each registry; run as a program."""

import json
from typing import Any

if __name__ == "__main__":
    import django

    django.setup()
    from django.conf import settings

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    from django.utils import timezone

    from dondoc.config.prepare import prepare
    from dondoc.lib.actor import SYSTEM
    from dondoc.organization import actions
    from dondoc.organization.models import Holding
    from tests.world import build

    prepare()
    world = build()
    now = timezone.now()
    registries: dict[str, Any] = {}
    for clerk, head in (
        ("clerk", "chairman"),
        ("snv_clerk", "snv_head"),
        ("stc_clerk", "stc_head"),
        ("xa_clerk", "xa_head"),
    ):
        holding = Holding.objects.get(user__username=clerk)
        granted = ["documents.register", "documents.issue"]
        _, key = actions.issue_token(name=clerk, holding=holding, granted=granted, days=9, by=SYSTEM, at=now)
        agency = holding.post.unit.agency
        assert agency is not None
        registries[clerk] = {"key": key, "signer": world.post(head).pk, "agency": agency.pk}
    print(json.dumps(registries))
