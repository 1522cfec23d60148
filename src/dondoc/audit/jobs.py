"""The sealer's beat and the seal of the day's end."""

from datetime import timedelta

from django.utils import timezone

from dondoc.audit import seals
from dondoc.audit.models import Seal
from dondoc.lib.days import local_day
from dondoc.workers.job import job


@job("audit.seal", unique=True)
def seal_journal() -> None:
    """Seals what was committed; the first run of a new day (Việt Nam time) also closes the day before."""
    now = timezone.now()
    last_day = Seal.objects.filter(kind="day").order_by("-sequence").first()
    ends = last_day is None or local_day(last_day.at) < local_day(now)
    while seals.seal(at=now, thorough=ends) is not None:
        pass
    if ends:
        seals.seal(at=now, kind="day", thorough=True)


SEAL_EVERY = timedelta(seconds=5)
