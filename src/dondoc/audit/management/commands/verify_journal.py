"""`./dondoc verify-journal [EXPORT]`: is the journal whole? Names every line or seal that does not fit."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from dondoc.audit import export
from dondoc.audit.engine.verifier import Report


class Command(BaseCommand):
    help = "Kiểm tra nhật ký: dòng bị sửa, thêm, xóa, phần cuối bị cắt, chuỗi bị tính lại."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("export", nargs="?", type=Path, help="tệp nhật ký đã kết xuất; bỏ trống: cơ sở dữ liệu")
        parser.add_argument("--public-key", type=Path, help="khóa công khai lấy từ nơi tin cậy")
        parser.add_argument("--seals", type=Path, help="tệp niêm phong lưu ngoài cơ sở dữ liệu")

    def handle(self, *args: Any, **options: Any) -> None:
        report = self._file(options) if options["export"] else export.verify_database()
        for fault in report.faults:
            self.stdout.write(fault.sentence)
        told = f"{report.lines} dòng, {report.seals} niêm phong, {report.unsealed} dòng chưa niêm phong"
        if not report.sound:
            self.stdout.write(f"Nhật ký KHÔNG nguyên vẹn: {len(report.faults)} điểm sai ({told}).")
            raise CommandError("Nhật ký không nguyên vẹn.")
        self.stdout.write(f"Nhật ký nguyên vẹn: {told}.")

    def _file(self, options: dict[str, Any]) -> Report:
        for name in ("export", "public_key", "seals"):
            if options[name] is not None and not options[name].is_file():
                raise CommandError(f"Không có tệp {options[name]}.")
        if options["public_key"] is None:
            self.stderr.write("Dùng khóa công khai ghi trong chính tệp kết xuất; nên lấy từ nơi tin cậy: --public-key.")
        if options["seals"] is None:
            self.stderr.write("Không đối chiếu với tệp niêm phong lưu ngoài cơ sở dữ liệu: --seals.")
        try:
            return export.verify_file(options["export"], public_key=options["public_key"], filed=options["seals"])
        except export.NotAnExport as error:
            raise CommandError(f"{options['export']} không phải là tệp nhật ký đã kết xuất.") from error
