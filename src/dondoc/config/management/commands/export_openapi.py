"""`./dondoc export-openapi [FILE]`: writes the description of the API; a test compares it with the code."""

import argparse
import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from dondoc.config.api import api
from dondoc.config.management.commands.check import ROOT

KEPT = ROOT / "docs" / "openapi.json"


def description() -> str:
    """The OpenAPI description as it lies in the repository."""
    return json.dumps(api.get_openapi_schema(path_prefix="api/"), ensure_ascii=False, indent=1) + "\n"


class Command(BaseCommand):
    help = "Xuất mô tả OpenAPI của API ra tệp (mặc định: docs/openapi.json)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", nargs="?", type=Path, default=KEPT)

    def handle(self, *args: Any, **options: Any) -> None:
        options["file"].write_text(description(), encoding="utf-8")
        self.stdout.write(str(options["file"]))
