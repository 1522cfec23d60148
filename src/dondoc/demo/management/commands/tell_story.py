"""`./dondoc tell-story`: tells the demo story up to today; `run` starts it beside the web server."""

import time
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from dondoc.demo.story import tell
from dondoc.lib.days import local_day


class Command(BaseCommand):
    help = "Kể câu chuyện trình diễn đến hôm nay."

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        tell(local_day(timezone.now()))
        self.stdout.write(f"Dữ liệu trình diễn đã sẵn sàng ({time.monotonic() - began:.0f} giây).")
