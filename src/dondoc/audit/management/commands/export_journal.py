"""`./dondoc export-journal FILE`: the journal with its seals, for a verifier elsewhere."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from dondoc.audit import export


class Command(BaseCommand):
    help = "Kết xuất nhật ký và niêm phong ra một tệp JSONL."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        with options["file"].open("w", encoding="utf-8") as out:
            count = export.write(out)
        self.stdout.write(f"Đã kết xuất {count} dòng nhật ký.")
