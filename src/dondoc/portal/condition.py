"""How the installation stands, read once for /system/, /health and /metrics."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Literal

from django.conf import settings
from django.core.files.storage import storages
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.db.models import Sum
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from dondoc import __version__
from dondoc.audit.models import JournalLine, Seal
from dondoc.files.models import StoredFile
from dondoc.workers import queries as workers

Level = Literal["good", "warn", "bad"]

# A worker that shows no beat for a minute is taken for dead (see workers.recovery), as is a sealer after ten.
NO_BEAT = timedelta(minutes=1)
NO_SEAL = timedelta(minutes=10)
LONG_WAIT = timedelta(minutes=5)
# Backups are daily (LT14: TT 05/2025; QCVN 12 mục 2.2.12); two hours for one that takes long.
NO_BACKUP = timedelta(hours=26)
CLOCK_APART = timedelta(seconds=2)
LITTLE_DISK = 0.1
HEALTH_MS = 2000


@dataclass(frozen=True, slots=True)
class Point:
    """One thing an administrator looks at: its name, how it stands in words, and whether that is well."""

    name: str
    words: str
    level: Level = "good"
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that is measured, at one moment."""

    now: datetime
    engine: str
    server: str
    database_bytes: int
    clock_apart: timedelta
    stored_files: int
    stored_bytes: int
    disk_free: int
    disk_total: int
    beats: dict[str, datetime | None]
    waiting: int
    oldest_wait: timedelta
    given_up: int
    last_seal: Seal | None
    unsealed_for: timedelta
    last_backup: datetime | None
    backup: dict[str, Any]


def database_answers() -> bool:
    """Whether the database answers a question within two seconds."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                cursor.execute(f"SET LOCAL statement_timeout = {HEALTH_MS}")
            cursor.execute("SELECT 1")
            return bool(cursor.fetchone())
    except (DatabaseError, InterfaceError):
        return False


def read(now: datetime) -> Reading:
    """Measures everything once."""
    stored = StoredFile.objects.aggregate(bytes=Sum("size"))["bytes"] or 0
    disk = shutil.disk_usage(settings.DATA_DIR)
    waiting = workers.waiting(now)
    first = waiting.first()
    seal = Seal.objects.order_by("-sequence").first()
    newer = JournalLine.objects.filter(pk__gt=seal.last_line_id if seal else 0).order_by("pk").first()
    kept = JournalLine.objects.filter(verb="portal.back_up", outcome="done").order_by("-pk").first()
    server, size, clock = _database()
    return Reading(
        now=now,
        engine="PostgreSQL" if connection.vendor == "postgresql" else "SQLite",
        server=server,
        database_bytes=size,
        clock_apart=abs(clock - timezone.now()),
        stored_files=StoredFile.objects.count(),
        stored_bytes=stored,
        disk_free=disk.free,
        disk_total=disk.total,
        beats=workers.beats(),
        waiting=waiting.count(),
        oldest_wait=now - (first.run_after or first.enqueued_at) if first else timedelta(),
        given_up=workers.given_up().count(),
        last_seal=seal,
        unsealed_for=max(timedelta(), now - newer.at) if newer else timedelta(),
        last_backup=kept.at if kept else None,
        backup=json.loads(kept.body) if kept else {},
    )


def _database() -> tuple[str, int, datetime]:
    """Its version, its size and what its clock says."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT current_setting('server_version'), pg_database_size(current_database()), clock_timestamp()"
            )
            version, size, clock = cursor.fetchone()
            return version, size, clock
        cursor.execute("SELECT sqlite_version()")
        (version,) = cursor.fetchone()
    path = Path(str(connection.settings_dict["NAME"]))
    size = sum(one.stat().st_size for one in path.parent.glob(f"{path.name}*") if one.suffix != ".restoring")
    return version, size, timezone.now()


def groups(now: datetime) -> list[tuple[str, list[Point]]]:
    """The points of the page under their headings."""
    reading = read(now)
    return [
        ("Dữ liệu", list(_data(reading))),
        ("Xử lý nền", list(_work(reading))),
        ("Nhật ký, sao lưu", list(_keeping(reading))),
        ("Cài đặt", list(_settings(reading))),
    ]


def _data(r: Reading) -> Iterator[Point]:
    yield Point("Cơ sở dữ liệu", f"{r.engine} {r.server}, {_size(r.database_bytes)}")
    apart = r.clock_apart > CLOCK_APART
    told = f"lệch {r.clock_apart.total_seconds():.1f} giây so với cơ sở dữ liệu".replace(".", ",")
    yield Point(
        "Đồng hồ", told, "bad" if apart else "good",
        "Bật đồng bộ giờ (NTP) trên cả hai máy." if apart else "",
    )  # fmt: skip
    where = "kho S3" if "S3" in type(storages["default"]).__name__ else "thư mục dữ liệu"
    yield Point("Kho tệp", f"{r.stored_files} tệp, {_size(r.stored_bytes)}, {where}")
    little = r.disk_free < r.disk_total * LITTLE_DISK
    yield Point(
        "Đĩa của thư mục dữ liệu", f"còn {_size(r.disk_free)} trên {_size(r.disk_total)}", "bad" if little else "good",
        "Còn dưới 10 %: mở rộng đĩa hoặc chuyển kho tệp." if little else "",
    )  # fmt: skip


def _work(r: Reading) -> Iterator[Point]:
    for queue, words in (("quick", "Tiến trình việc nhanh"), ("heavy", "Tiến trình việc nặng")):
        last = r.beats[queue]
        dead = last is None or r.now - last > NO_BEAT
        told = f"hoạt động, tín hiệu {_ago(r.now - last)}" if last else "chưa thấy tín hiệu nào"
        yield Point(
            words, told if not dead or last is None else f"không có tín hiệu từ {_ago(r.now - last)}",
            "bad" if dead else "good", f"Kiểm tra ./dondoc work --queue {queue}." if dead else "",
        )  # fmt: skip
    late = r.oldest_wait > LONG_WAIT
    wait = f"{r.waiting} việc, cũ nhất {_ago(r.oldest_wait)}" if r.waiting else "không có việc chờ"
    yield Point("Hàng chờ", wait, "warn" if late else "good")
    told = f"{r.given_up} việc, xem bên dưới" if r.given_up else "không có"
    yield Point("Việc lỗi", told, "bad" if r.given_up else "good")


def _keeping(r: Reading) -> Iterator[Point]:
    late = r.unsealed_for > NO_SEAL
    seal = r.last_seal
    told = f"số {seal.sequence}, {timezone.localtime(seal.at):%H:%M %d/%m/%Y}" if seal else "chưa có"
    yield Point(
        "Niêm phong gần nhất", told, "bad" if late else "good",
        f"Có dòng nhật ký chưa niêm phong từ {_ago(r.unsealed_for)}." if late else "",
    )  # fmt: skip
    if r.last_backup is None:
        yield Point("Sao lưu gần nhất", "chưa có", "bad", "Đặt lịch ./dondoc backup hằng ngày.")
        return
    late = r.now - r.last_backup > NO_BACKUP
    told = f"{timezone.localtime(r.last_backup):%H:%M %d/%m/%Y}, {r.backup['rows']} dòng, {r.backup['files']} tệp"
    yield Point(
        "Sao lưu gần nhất", told, "bad" if late else "good",
        "Đã quá một ngày: kiểm tra lịch ./dondoc backup." if late else "",
    )  # fmt: skip


def _settings(r: Reading) -> Iterator[Point]:
    yield Point("Phiên bản", f"Dondoc {__version__}")
    backend = settings.EMAIL_BACKEND.rsplit(".", 2)[-2]
    mail = {"smtp": f"máy chủ {settings.EMAIL_HOST}:{settings.EMAIL_PORT}", "console": "chỉ ghi ra màn hình"}
    yield Point("Thư điện tử", mail.get(backend, backend))
    yield Point(
        "Kết nối", "HTTPS" if settings.SECURE_PROXY else "chưa đặt DONDOC_HTTPS",
        "good" if settings.SECURE_PROXY or settings.DEMO else "warn",
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class FailedJob:
    """A job that was given up: what it is, when, and the kind of error (never its text, which may quote data)."""

    run: Any
    name: str
    finished_at: datetime
    error: str


def failed_jobs() -> list[FailedJob]:
    """The newest of them."""
    return [
        FailedJob(one.pk, _last(one.task_path), one.finished_at, _last(one.exception_class_path))
        for one in workers.given_up()[:50]
    ]


def _last(path: str) -> str:
    return path.rsplit(".", 1)[-1]


def _size(count: int) -> str:
    value = float(count)
    for unit in ("B", "KB", "MB", "GB"):
        if value < 1024:
            return f"{value:.0f} {unit}" if unit == "B" else f"{value:.1f} {unit}".replace(".", ",")
        value /= 1024
    return f"{value:.1f} TB".replace(".", ",")


def _ago(span: timedelta) -> str:
    seconds = int(span.total_seconds())
    if seconds < 120:
        return f"{seconds} giây trước"
    return f"{seconds // 60} phút trước" if seconds < 7200 else f"{seconds // 3600} giờ trước"


class _Gauges(Collector):
    """What is measured as gauges. No counters of requests: web processes come and go; the proxy counts those."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def collect(self) -> Iterator[GaugeMetricFamily]:
        r = read(self.now)
        day = timedelta(seconds=1)
        single = [
            ("database_bytes", "Size of the database", r.database_bytes),
            ("clock_apart_seconds", "Difference to the clock of the database", r.clock_apart / day),
            ("stored_files", "Files in the storage", r.stored_files),
            ("stored_bytes", "Bytes of the files in the storage", r.stored_bytes),
            ("disk_free_bytes", "Free space where the data directory lies", r.disk_free),
            ("jobs_waiting", "Jobs that could begin now", r.waiting),
            ("jobs_oldest_wait_seconds", "How long the oldest of them has waited", r.oldest_wait / day),
            ("jobs_given_up", "Jobs that failed as often as they are tried", r.given_up),
            ("journal_last_seal", "Number of the last seal of the journal", r.last_seal.sequence if r.last_seal else 0),
            ("journal_unsealed_seconds", "Age of the oldest line after the last seal", r.unsealed_for / day),
        ]
        for name, words, value in single:
            yield GaugeMetricFamily(f"dondoc_{name}", words, value=value)
        if r.last_backup is not None:
            at = r.last_backup.timestamp()
            yield GaugeMetricFamily("dondoc_last_backup_timestamp_seconds", "When the last backup was whole", value=at)
        beat = GaugeMetricFamily("dondoc_worker_beat_timestamp_seconds", "Last beat of a worker", labels=["queue"])
        for queue, last in r.beats.items():
            beat.add_metric([queue], last.timestamp() if last else 0)
        yield beat
        version = GaugeMetricFamily("dondoc_version", "Always 1", labels=["version"])
        version.add_metric([__version__], 1)
        yield version


def metrics(now: datetime) -> tuple[bytes, str]:
    """The text that Prometheus reads, and its content type."""
    registry = CollectorRegistry()
    registry.register(_Gauges(now))
    return generate_latest(registry), CONTENT_TYPE_LATEST
