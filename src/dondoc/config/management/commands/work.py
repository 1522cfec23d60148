"""`./dondoc work --queue quick|heavy`: one worker process with its beat."""

import argparse
import os
import secrets
import socket
import threading
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.utils import timezone

from dondoc.config.schedules import SCHEDULES
from dondoc.workers import recovery
from dondoc.workers.models import Beat


class Command(BaseCommand):
    help = "Chạy một tiến trình xử lý nền."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--queue", default="quick", choices=["quick", "heavy"])

    def handle(self, *args: Any, **options: Any) -> None:
        worker = f"{socket.gethostname()[:20]}-{os.getpid()}-{secrets.token_hex(4)}"
        stop = threading.Event()

        def beat() -> None:
            written = False
            while not stop.is_set():
                try:
                    if not written:
                        recovery.write_schedules(SCHEDULES)
                        written = True
                    Beat.objects.update_or_create(
                        worker=worker, defaults={"at": timezone.now(), "queue": options["queue"]}
                    )
                    recovery.reap()
                    recovery.tick()
                except Exception as error:  # noqa: BLE001  the beat goes on; the next one tries again
                    self.stderr.write(f"beat: {error}")
                finally:
                    connection.close()
                stop.wait(min(recovery.BEAT.total_seconds(), 5))

        threading.Thread(target=beat, daemon=True).start()
        try:
            call_command(
                "db_worker",
                worker_id=worker,
                queue_name=options["queue"],
                interval=0.5,
                startup_delay=False,
                reload=False,
            )
        finally:
            stop.set()
            Beat.objects.filter(worker=worker).delete()
