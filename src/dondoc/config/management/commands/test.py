"""`./dondoc test [--quick]`: rules, then all tests on PostgreSQL with Chromium, then on SQLite what runs there."""

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dondoc.config.management.commands.check import ROOT, run_steps

NOT_ON_SQLITE = [
    f"--ignore=tests/{path}" for path in ("browser", "faults", "concurrency", "keeping/test_across_engines.py")
]
NEEDED = {"postgresql": "/usr/lib/postgresql", "chromium": "chromium"}


class Command(BaseCommand):
    help = "Chạy toàn bộ kiểm thử."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("--quick", action="store_true", help="the inner loop: no browser, no faults, no SQLite")
        parser.add_argument("rest", nargs="*", help="further words for pytest")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        missing = self._bring_what_is_needed()
        # pytest's own configuration names the settings of the tests; ours would win over it.
        ours = ("DONDOC_DATA_DIR", "DATABASE_URL", "DJANGO_SETTINGS_MODULE")
        environment = {k: v for k, v in os.environ.items() if k not in ours}
        environment |= {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "PYTHONDONTWRITEBYTECODE": "1"}
        failed = run_steps(environment)
        pytest = [sys.executable, "-m", "pytest", "-q", "-n", "2", "--dist", "loadfile", *options["rest"]]
        runs = {"PostgreSQL": pytest + (NOT_ON_SQLITE if options["quick"] else [])}
        if "postgresql" in missing:
            runs.clear()
        if not options["quick"] or "postgresql" in missing:
            # The order matters: the last closing line printed is the whole run's on PostgreSQL.
            runs = {"SQLite": [*pytest, *NOT_ON_SQLITE], **runs}
        for name, command in runs.items():
            self.stdout.write(f"== tests on {name}")
            self.stdout.flush()
            more = {"DONDOC_TEST_ENGINE": "sqlite"} if name == "SQLite" else {}
            if subprocess.run(command, cwd=ROOT, env=environment | more, check=False).returncode:
                failed.append(name)
        self.stderr.write(f"{time.monotonic() - began:.0f} s")
        if missing:
            self.stderr.write(f"LEFT OUT, not installed: {', '.join(missing)}")
        if failed or (missing and os.environ.get("CI")):
            raise CommandError("failed: " + ", ".join([*failed, *missing]))

    def _bring_what_is_needed(self) -> list[str]:
        """Installs Chromium and PostgreSQL where that is allowed; returns what is still missing."""
        missing = [name for name in NEEDED if not self._has(name)]
        if missing and os.geteuid() == 0 and shutil.which("apt-get"):
            quiet = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
            subprocess.run(["apt-get", "update", "-qq"], check=False, **quiet)  # type: ignore[call-overload]
            subprocess.run(["apt-get", "install", "-y", "-qq", *missing], check=False, **quiet)  # type: ignore[call-overload]
            missing = [name for name in NEEDED if not self._has(name)]
        return missing

    def _has(self, name: str) -> bool:
        where = NEEDED[name]
        return any(Path(where).glob("*/bin/postgres")) if name == "postgresql" else shutil.which(where) is not None
