"""`./dondoc run`: migrates, then web server, workers and, on the first start, the demo story, until stopped."""

import argparse
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

MANAGE = Path(__file__).resolve().parents[5] / "manage.py"
LOOPBACK = ("127.0.0.1", "::1", "localhost")


class Command(BaseCommand):
    help = "Khởi động Dondoc: máy chủ web, xử lý nền, dữ liệu trình diễn."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", default="8000")
        parser.add_argument("--empty", action="store_true", help="không có dữ liệu trình diễn")
        parser.add_argument("--demo-open", action="store_true", help="cho dùng tài khoản trình diễn từ máy khác")
        parser.add_argument("--web", type=int, default=2, help="số tiến trình web")

    def handle(self, *args: Any, **options: Any) -> None:
        from dondoc.config.prepare import prepare

        began = time.monotonic()
        prepare()
        call_command("collectstatic", interactive=False, verbosity=0)
        environment = os.environ | {
            "DONDOC_DATA_DIR": str(settings.DATA_DIR),
            "PYTHONPATH": str(MANAGE.parent / "src"),
            "DONDOC_DEMO": "0" if options["empty"] or not self._is_demo(options) else "1",
            "DONDOC_DEMO_OPEN": "1" if options["demo_open"] else "0",
        }
        children = self._children(options, environment)
        self.stdout.write(
            f"Dondoc: http://{options['host']}:{options['port']} (sẵn sàng sau {time.monotonic() - began:.1f} giây). "
            "Dừng: Ctrl+C."
        )
        self._supervise(children, environment)

    def _is_demo(self, options: dict[str, Any]) -> bool:
        """The demo belongs to a data directory that was started as one, or that is new."""
        mark = settings.DATA_DIR / "demo"
        from dondoc.organization.models import User

        if not options["empty"] and not User.objects.exists():
            mark.touch()
        return mark.exists()

    def _children(self, options: dict[str, Any], environment: dict[str, str]) -> dict[str, list[str]]:
        web = [
            str(Path(sys.executable).parent / "granian"),
            "--interface", "wsgi", "--host", options["host"], "--port", options["port"],
            "--workers", str(options["web"]), "--blocking-threads", "4", "--workers-lifetime", "3600",
            "--respawn-failed-workers", "--log-level", "warning", "dondoc.config.wsgi:application",
        ]  # fmt: skip
        manage = [sys.executable, str(MANAGE)]
        children = {
            "web": web,
            "quick": [*manage, "work", "--queue", "quick"],
            "heavy": [*manage, "work", "--queue", "heavy"],
        }
        if environment["DONDOC_DEMO"] == "1":
            children["story"] = [*manage, "tell_story"]
        return children

    def _supervise(self, commands: dict[str, list[str]], environment: dict[str, str]) -> None:
        """Keeps the children running; one that dies comes back, later each time. Stops all on a signal."""
        stopping = False

        def stop(number: int, frame: FrameType | None) -> None:
            nonlocal stopping
            stopping = True

        signal.signal(signal.SIGTERM, stop)
        signal.signal(signal.SIGINT, stop)
        running = {name: subprocess.Popen(command, env=environment) for name, command in commands.items()}
        again: dict[str, float] = {}
        deaths: dict[str, int] = dict.fromkeys(commands, 0)
        while not stopping:
            time.sleep(0.3)
            for name, child in list(running.items()):
                if child.poll() is None:
                    continue
                del running[name]
                if name == "story":
                    continue
                deaths[name] += 1
                again[name] = time.monotonic() + min(30, 2 ** deaths[name])
                self.stderr.write(f"{name}: dừng ({child.returncode}), khởi động lại.")
            for name, moment in list(again.items()):
                if time.monotonic() >= moment:
                    del again[name]
                    running[name] = subprocess.Popen(commands[name], env=environment)
        for child in running.values():
            child.terminate()
        deadline = time.monotonic() + 10
        for child in running.values():
            try:
                child.wait(max(0.1, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                child.kill()
