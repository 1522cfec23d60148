"""A province with three sealed days of work and an export of its journal; run as a program."""

import json
import sys
from datetime import timedelta
from pathlib import Path

if __name__ == "__main__":
    import django

    django.setup()
    from dondoc.audit import export, seals
    from dondoc.config.prepare import prepare
    from tests import world

    prepare()
    province = world.build()
    for step in range(3):
        province.incoming(symbol=f"{step}/CĐ-TTg", at=world.NOW + timedelta(minutes=step))
        assert seals.seal(at=world.NOW + timedelta(minutes=step, seconds=5)) is not None
    with Path(sys.argv[1]).open("w", encoding="utf-8") as out:
        print(json.dumps({"lines": export.write(out)}))
