"""One process of the outbox, as a program: makes the digests of an instant, or sends what is due then.

`hold` is a file: the digest stops there, with everything written and nothing committed, until it is killed.
"""

import sys
import time
from datetime import datetime
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    import django

    django.setup()
    import time_machine

    from dondoc.notifications import jobs
    from dondoc.notifications.actions import sending

    act, instant, *hold = sys.argv[1:]
    if hold:
        record = sending.record

        def held(verb: str, **details: Any) -> None:
            record(verb, **details)
            if verb == "notifications.digest":
                Path(hold[0]).touch()
                time.sleep(60)

        sending.record = held
    with time_machine.travel(datetime.fromisoformat(instant), tick=True):
        if act == "digest":
            jobs.digest.call()
        jobs.deliver.call()
