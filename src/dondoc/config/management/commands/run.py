"""`./dondoc run`: migrates, then web server, workers and, on the first start, the demo story, until stopped."""

import argparse
import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import FrameType
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import OperationalError

from dondoc.lib.lifeline import end_with_parent

MANAGE = Path(__file__).resolve().parents[5] / "manage.py"

Child = subprocess.Popen[bytes]


class Command(BaseCommand):
    help = "Khởi động Dondoc: máy chủ web, xử lý nền, dữ liệu trình diễn."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--empty", action="store_true", help="không có dữ liệu trình diễn")
        parser.add_argument("--demo-open", action="store_true", help="cho dùng tài khoản trình diễn từ máy khác")
        parser.add_argument("--web", type=int, default=2, help="số tiến trình web")

    def handle(self, *args: Any, **options: Any) -> None:
        from dondoc.config.prepare import prepare

        began = time.monotonic()
        _check_folder(settings.DATA_DIR)
        _check_address(options["host"], options["port"])
        try:
            prepare()
        except OperationalError as error:
            raise CommandError(f"Không mở được cơ sở dữ liệu: {error}") from error
        call_command("collectstatic", interactive=False, verbosity=0)
        demo = self._is_demo(empty=options["empty"])
        environment = os.environ | {
            "DONDOC_DATA_DIR": str(settings.DATA_DIR),
            "PYTHONPATH": str(MANAGE.parent / "src"),
            "DONDOC_DEMO": "1" if demo else "0",
            "DONDOC_URL": os.environ.get("DONDOC_URL", f"http://{options['host']}:{options['port']}"),
            "DONDOC_DEMO_OPEN": "1" if options["demo_open"] else "0",
        }
        children = self._children(options, demo)
        self.stdout.write(
            f"Dondoc: http://{options['host']}:{options['port']} (sẵn sàng sau {time.monotonic() - began:.1f} giây). "
            "Dừng: Ctrl+C."
        )
        self._supervise(children, environment)

    def _is_demo(self, *, empty: bool) -> bool:
        """The demo belongs to a data directory that was started as one, or that is new."""
        from dondoc.organization.models import User

        if not empty and not User.objects.exists():
            settings.DEMO_MARK.touch()
        if empty and settings.DEMO_MARK.exists():
            raise CommandError(f"{settings.DATA_DIR} giữ dữ liệu trình diễn; hãy chọn thư mục khác bằng --data-dir.")
        return settings.DEMO_MARK.exists()

    def _children(self, options: dict[str, Any], demo: bool) -> dict[str, list[str]]:
        web = [
            str(Path(sys.executable).parent / "granian"),
            "--interface", "wsgi", "--host", options["host"], "--port", str(options["port"]),
            "--workers", str(options["web"]), "--blocking-threads", "4", "--workers-lifetime", "3600",
            "--respawn-failed-workers", "--log-level", "warning", "dondoc.config.wsgi:application",
        ]  # fmt: skip
        manage = [sys.executable, str(MANAGE)]
        children = {
            "web": web,
            "quick": [*manage, "work", "--queue", "quick"],
            "heavy": [*manage, "work", "--queue", "heavy"],
        }
        if demo:
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
        running = {name: _start(command, environment) for name, command in commands.items()}
        again: dict[str, float] = {}
        deaths: dict[str, int] = dict.fromkeys(commands, 0)
        while not stopping:
            time.sleep(0.3)
            for name, child in list(running.items()):
                if child.poll() is None:
                    continue
                _kill(child)
                del running[name]
                if name == "story" and child.returncode == 0:
                    continue
                deaths[name] += 1
                again[name] = time.monotonic() + min(30, 2 ** deaths[name])
                self.stderr.write(f"{name}: dừng ({child.returncode}), khởi động lại.")
            for name, moment in list(again.items()):
                if time.monotonic() >= moment:
                    del again[name]
                    running[name] = _start(commands[name], environment)
        for child in running.values():
            child.terminate()
        deadline = time.monotonic() + 10
        for child in running.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(max(0.1, deadline - time.monotonic()))
            _kill(child)


def _start(command: list[str], environment: dict[str, str]) -> Child:
    """Starts a child in a session of its own: Ctrl+C reaches it only through us, and its own children can be found."""
    return subprocess.Popen(command, env=environment, start_new_session=True, preexec_fn=end_with_parent)


def _kill(child: Child) -> None:
    """Ends what is left of a child's session: web workers whose master died would go on serving on the port."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _check_folder(folder: Path) -> None:
    """A data directory that cannot be written to is told before anything is tried."""
    try:
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as error:
        raise CommandError(f"Không ghi được vào thư mục dữ liệu {folder}: {error.strerror}.") from error


def _check_address(host: str, port: int) -> None:
    """The web server would share a port that is taken, so somebody else's pages would be shown now and then."""
    if not 0 < port < 65536:
        raise CommandError(f"Không mở được {host}:{port}: cổng phải từ 1 đến 65535.")
    try:
        for family, kind, _, _, address in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
            with socket.socket(family, kind) as probe:
                # Addresses of connections that were just closed are free; one that is listened on is not.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(address)
    except OSError as error:
        raise CommandError(
            f"Không mở được {host}:{port} ({error.strerror}). Hãy chọn cổng khác bằng --port."
        ) from error
