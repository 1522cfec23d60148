"""`./dondoc restore DIR`: puts the newest whole backup of a folder (or the one named) back, or only checks it."""

import argparse
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dondoc.config.keeping import restore
from dondoc.config.keeping.folder import BackupFolder, NotThere


class Command(BaseCommand):
    help = "Phục hồi từ bản sao lưu; kiểm tra bản kê, nhật ký và mã băm của từng tệp."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="thư mục sao lưu (lấy bản mới nhất) hoặc chính một bản sao lưu")
        parser.add_argument("--check", action="store_true", help="chỉ kiểm tra bản sao lưu, không ghi gì")
        parser.add_argument("--replace", action="store_true", help="thay dữ liệu đang có; dữ liệu cũ được giữ riêng")
        parser.add_argument("--expunged", type=Path, help="danh sách đã tiêu hủy (expunged.jsonl) lưu ở nơi khác")

    def handle(self, *args: Any, **options: Any) -> None:
        began = time.monotonic()
        if options["expunged"] is not None and not options["expunged"].is_file():
            raise CommandError(f"Không có tệp {options['expunged']}.")
        try:
            backup = BackupFolder(options["folder"].resolve()).newest()
            known = list(restore.known_acts(options["expunged"]))
            restore.check(backup, barred={digest for act in known for digest in act["files"]})
            if options["check"]:
                self.stdout.write(f"Bản sao lưu {backup.path.name} nguyên vẹn, {time.monotonic() - began:.1f} giây.")
                return
            if not options["replace"] and (found := restore.occupied()):
                raise restore.CannotRestore([*found, "Muốn thay thế, hãy dừng hệ thống rồi thêm --replace."])
            done = restore.restore(backup, known=known, at=timezone.now())
        except NotThere as error:
            raise CommandError(f"Không có bản sao lưu trọn vẹn nào trong {options['folder']}.") from error
        except restore.CannotRestore as error:
            for reason in error.reasons:
                self.stderr.write(reason)
            raise CommandError("Chưa phục hồi.") from error
        for name in done.replaced:
            self.stdout.write(f"Dữ liệu cũ được giữ tại: {name}")
        if done.expunged:
            self.stdout.write(f"Đã tiêu hủy lại {done.expunged} văn bản bị tiêu hủy sau khi sao lưu.")
        self.stdout.write(
            f"Đã phục hồi bản {backup.path.name}: {done.rows} dòng dữ liệu, {done.files} tệp; nhật ký nguyên vẹn "
            f"({done.lines} dòng), {time.monotonic() - began:.1f} giây."
        )
