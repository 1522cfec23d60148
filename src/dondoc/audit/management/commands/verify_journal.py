"""`./dondoc verify-journal [EXPORT]`: is the journal whole? Names every line or seal that does not fit."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dondoc.audit import export


class Command(BaseCommand):
    help = "Kiểm tra nhật ký: dòng bị sửa, thêm, xóa, phần cuối bị cắt, chuỗi bị tính lại."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("export", nargs="?", type=Path, help="tệp nhật ký đã kết xuất; bỏ trống: cơ sở dữ liệu")
        parser.add_argument("--public-key", type=Path, help="khóa công khai lấy từ nơi tin cậy")
        parser.add_argument("--seals", type=Path, help="tệp niêm phong lưu ngoài cơ sở dữ liệu")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["export"]:
            report = export.verify_file(options["export"], public_key=options["public_key"], filed=options["seals"])
        else:
            report = export.verify_database()
        for fault in report.faults:
            self.stdout.write(fault.sentence)
        told = f"{report.lines} dòng, {report.seals} niêm phong, {report.unsealed} dòng chưa niêm phong"
        if not report.sound:
            raise CommandError(f"Nhật ký KHÔNG nguyên vẹn: {len(report.faults)} điểm sai ({told}).")
        self.stdout.write(f"Nhật ký nguyên vẹn: {told}.")
