"""A province with files, tasks, a refused act and two sealed days; run as a program."""

import contextlib
import json
from datetime import timedelta

if __name__ == "__main__":
    import django

    django.setup()
    from dondoc.audit import seals
    from dondoc.config.prepare import prepare
    from dondoc.lib.errors import Denial
    from dondoc.tasks import actions as tasks
    from tests import world

    prepare()
    province = world.build()
    province.incoming(abstract="Về việc “tab\tvà \\ gạch chéo”", files=[(province.pdf("đến"), "den.pdf")])
    assert seals.seal(at=world.NOW) is not None
    done = province.submitted()
    with contextlib.suppress(Denial):
        tasks.accept(done, by=province.actor("xa_clerk"), at=world.NOW)
    assert seals.seal(at=world.NOW + timedelta(days=1), kind="day") is not None
    province.incoming(symbol="9/CĐ-TTg", abstract="Chưa niêm phong")
    print(json.dumps({}))
