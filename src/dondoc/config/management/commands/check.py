"""`./dondoc check`: the house's rules without running the product: formats, types, imports, templates."""

import subprocess
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

ROOT = Path(__file__).resolve().parents[5]
BIN = Path(sys.executable).parent

STEPS: list[tuple[str, list[str]]] = [
    ("format", [str(BIN / "ruff"), "format", "--check", "-q", "src", "tests", "bench", "tools", "manage.py"]),
    ("lint", [str(BIN / "ruff"), "check", "-q", "src", "tests", "bench", "tools", "manage.py"]),
    ("types", [str(BIN / "mypy"), "--no-error-summary"]),
    ("imports", [str(BIN / "lint-imports"), "--no-cache"]),
    ("templates", [str(BIN / "djlint"), "--lint", "--quiet", "src"]),
]


def run_steps(environment: dict[str, str]) -> list[str]:
    """Runs every step and returns the names of those that failed."""
    failed = []
    for name, command in STEPS:
        print(f"== {name}", flush=True)
        if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
            failed.append(name)
    return failed


class Command(BaseCommand):
    help = "Kiểm tra các quy tắc của mã nguồn."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        import os

        environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
        failed = run_steps(environment)
        if failed:
            raise CommandError("failed: " + ", ".join(failed))
