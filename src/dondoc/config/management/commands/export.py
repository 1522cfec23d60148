"""`./dondoc export DIR`: all data in open formats, to be read elsewhere."""

import argparse
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dondoc.config.keeping.export import leave


class Command(BaseCommand):
    help = "Kết xuất toàn bộ dữ liệu ra định dạng mở (CSV, JSON, tệp gốc, nhật ký)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="thư mục mới")

    def handle(self, *args: Any, **options: Any) -> None:
        began, folder = time.monotonic(), options["folder"].resolve()
        if folder.exists():
            raise CommandError(f"{folder} đã có; hãy chọn thư mục mới.")
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            counts = leave(folder)
        except OSError as error:
            raise CommandError(f"Chưa kết xuất được: {error.filename or folder}: {error.strerror}.") from error
        self.stdout.write(
            f"Đã kết xuất vào {folder}: {counts['documents']} văn bản, {counts['files']} tệp, {counts['tables']} bảng "
            f"({counts['rows']} dòng), {counts['lines']} dòng nhật ký, {time.monotonic() - began:.1f} giây."
        )
