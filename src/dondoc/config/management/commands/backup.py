"""`./dondoc backup DIR`: one whole backup into a folder; a second one copies only the files that are new."""

import argparse
import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from dondoc.config.keeping.backup import Damaged, NotMigrated, back_up
from dondoc.config.keeping.folder import Busy
from dondoc.lib.actor import SYSTEM
from dondoc.portal.actions import record_backup


class Command(BaseCommand):
    help = "Sao lưu cơ sở dữ liệu, tệp, khóa và niêm phong vào một thư mục."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="thư mục chứa các bản sao lưu; tệp đã có không chép lại")

    def handle(self, *args: Any, **options: Any) -> None:
        began, at = time.monotonic(), timezone.now()
        try:
            made = back_up(options["folder"].resolve(), at=at)
        except NotMigrated as error:
            raise CommandError("Cơ sở dữ liệu chưa được đưa lên phiên bản này: hãy chạy ./dondoc migrate.") from error
        except Busy as error:
            raise CommandError("Một lần sao lưu khác đang ghi vào thư mục này.") from error
        except Damaged as error:
            for digest in error.digests:
                self.stderr.write(f"Tệp {digest} trong kho bị thiếu hoặc đã bị thay đổi.")
            raise CommandError(
                f"Chưa sao lưu được: {len(error.digests)} tệp trong kho không còn nguyên vẹn."
            ) from error
        except OSError as error:
            raise CommandError(
                f"Chưa sao lưu được: {error.filename or options['folder']}: {error.strerror}."
            ) from error
        record_backup(
            name=made.path.name, manifest=made.digest, rows=made.rows, files=made.files, size=made.size,
            by=SYSTEM, at=timezone.now(),
        )  # fmt: skip
        self.stdout.write(
            f"Đã sao lưu vào {made.path}: {made.rows} dòng dữ liệu, {made.files} tệp ({made.copied} tệp mới), "
            f"{time.monotonic() - began:.1f} giây. Mã băm bản kê: {made.digest}"
        )
