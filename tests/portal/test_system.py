"""How the installation stands: the page, failed jobs, health, metrics, and the calm page of a database that is away."""

from collections.abc import Iterator
from datetime import timedelta
from unittest import mock

import pytest
from django.db import OperationalError
from django.test import Client
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from dondoc import __version__
from dondoc.audit import seals
from dondoc.audit.models import JournalLine
from dondoc.lib.actor import SYSTEM
from dondoc.lib.errors import Forbidden, Refused, WrongState
from dondoc.portal import actions, condition
from dondoc.workers.job import MAX_ATTEMPTS, enqueue
from dondoc.workers.models import Beat
from tests.serving import ROOT
from tests.workers import jobs
from tests.world import NOW, PASSWORD, World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _seals_of_its_own(tmp_path: object, settings: object) -> Iterator[None]:
    settings.SEALS_DIR = tmp_path / "seals"  # type: ignore[attr-defined,operator]
    yield


def points() -> dict[str, condition.Point]:
    return {point.name: point for _, group in condition.groups(timezone.now()) for point in group}


def given_up() -> DBTaskResult:
    """A run that failed as often as it is tried."""
    assert jobs.note
    enqueue("tests.note", "x")
    (run,) = DBTaskResult.objects.filter(status=TaskResultStatus.READY)
    run.args_kwargs["kwargs"]["_attempt"] = MAX_ATTEMPTS
    run.status, run.finished_at = TaskResultStatus.FAILED, timezone.now()
    run.exception_class_path, run.traceback = "builtins.ValueError", "ValueError: KINVALUE"
    run.save()
    return run


def test_what_is_wrong_is_told(province: World) -> None:
    found = points()
    for name in ("Tiến trình việc nhanh", "Tiến trình việc nặng", "Sao lưu gần nhất"):
        assert found[name].level == "bad" and found[name].advice, name
    assert "chưa có" in found["Niêm phong gần nhất"].words


def test_what_is_well_is_told(province: World) -> None:
    now = timezone.now()
    for queue in ("quick", "heavy"):
        Beat.objects.create(worker=queue, queue=queue, at=now)
    while seals.seal(at=now) is not None:
        pass
    actions.record_backup(name="x", manifest="x", rows=12345, files=7, size=1, by=SYSTEM, at=now)
    found = points()
    assert [point.name for point in found.values() if point.level == "bad"] == []
    assert "7 tệp" in found["Sao lưu gần nhất"].words and __version__ in found["Phiên bản"].words


@pytest.mark.parametrize(
    ("name", "late"),
    [("Sao lưu gần nhất", timedelta(hours=27)), ("Tiến trình việc nhanh", timedelta(minutes=2))],
)
def test_what_is_late_is_told(name: str, late: timedelta, province: World) -> None:
    then = timezone.now() - late
    Beat.objects.create(worker="quick", queue="quick", at=then)
    actions.record_backup(name="x", manifest="x", rows=1, files=1, size=1, by=SYSTEM, at=then)
    assert points()[name].level == "bad"


def test_lines_that_nobody_seals_are_told(province: World) -> None:
    seals.seal(at=NOW)
    actions.record_backup(
        name="x", manifest="x", rows=1, files=1, size=1, by=SYSTEM, at=timezone.now() - timedelta(hours=1)
    )
    assert points()["Niêm phong gần nhất"].level == "bad"


def test_clocks_apart_and_a_full_disk_are_told(province: World) -> None:
    with (
        mock.patch.object(condition, "_database", lambda: ("15", 1, timezone.now() + timedelta(seconds=9))),
        mock.patch.object(condition.shutil, "disk_usage", lambda path: mock.Mock(free=5, total=100)),
    ):
        found = points()
    assert found["Đồng hồ"].level == found["Đĩa của thư mục dữ liệu"].level == "bad"


def test_the_page_is_the_administrator_s_and_quotes_no_error(province: World, client: Client) -> None:
    given_up()
    client.login(username="admin", password=PASSWORD)
    page = client.get("/system/").content.decode()
    assert "ValueError" in page and "Chạy lại" in page and "KINVALUE" not in page
    client.login(username="chairman", password=PASSWORD)
    assert client.get("/system/").status_code == 403


def test_a_job_that_was_given_up_runs_again(province: World, client: Client) -> None:
    run = given_up()
    client.login(username="admin", password=PASSWORD)
    assert client.post(f"/system/jobs/{run.pk}/retry").status_code == 302
    (again,) = DBTaskResult.objects.all()
    assert (again.status, again.args_kwargs) == (TaskResultStatus.READY, {"args": ["x"], "kwargs": {}})
    line = JournalLine.objects.get(verb="portal.retry_job")
    assert str(run.pk) in line.body
    assert client.post(f"/system/jobs/{run.pk}/retry").status_code == 409
    with pytest.raises(WrongState):
        actions.retry_job(run.pk, by=province.actor("admin"), at=NOW)


def test_only_an_administrator_lets_it_run(province: World) -> None:
    run = given_up()
    with pytest.raises(Forbidden):
        actions.retry_job(run.pk, by=province.actor("chairman"), at=NOW)


def test_a_job_of_another_version_is_refused(province: World) -> None:
    run = given_up()
    DBTaskResult.objects.update(task_path="dondoc.gone.jobs.vanished")
    with pytest.raises(Refused):
        actions.retry_job(run.pk, by=province.actor("admin"), at=NOW)
    assert condition.failed_jobs()


def test_a_failure_that_was_tried_again_by_itself_is_not_listed(province: World) -> None:
    given_up()
    DBTaskResult.objects.update(args_kwargs={"args": [], "kwargs": {"_attempt": 2}})
    assert condition.failed_jobs() == []


def test_health_needs_no_sign_in(client: Client) -> None:
    answer = client.get("/health")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok", "database": True})


def away(*args: object, **kwargs: object) -> None:
    raise OperationalError("connection refused")


def test_health_is_503_while_the_database_is_away(client: Client) -> None:
    with mock.patch("django.db.backends.utils.CursorWrapper.execute", away):
        answer = client.get("/health")
    assert (answer.status_code, answer.json()["status"]) == (503, "down")


def test_a_database_that_is_away_is_told_calmly(province: World, client: Client) -> None:
    client.login(username="clerk", password=PASSWORD)
    client.raise_request_exception = False
    with mock.patch("django.db.backends.utils.CursorWrapper.execute", away):
        page = client.get("/documents/incoming")
        call = client.get("/api/documents/1", headers={"Authorization": "Bearer x"})
    assert page.status_code == 503 and "Cơ sở dữ liệu đang khởi động lại" in page.content.decode()
    assert page["Retry-After"] == "30"
    assert call.status_code == 503 and call.json()["code"] == "away"


def test_a_fault_of_ours_stays_a_500(province: World, client: Client) -> None:
    client.login(username="clerk", password=PASSWORD)
    client.raise_request_exception = False
    with mock.patch("dondoc.portal.queries.desk", side_effect=RuntimeError("KINTRACE")):
        page = client.get("/")
    assert page.status_code == 500 and "Hệ thống gặp lỗi" in page.content.decode()
    assert "KINTRACE" not in page.content.decode()


def test_metrics_are_read_from_this_machine(province: World, client: Client) -> None:
    given_up()
    body = client.get("/metrics").content.decode()
    assert "dondoc_jobs_given_up 1.0" in body and f'dondoc_version{{version="{__version__}"}} 1.0' in body
    assert 'dondoc_worker_beat_timestamp_seconds{queue="heavy"} 0.0' in body


def test_metrics_are_kept_from_strangers(client: Client, settings: object) -> None:
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.9").status_code == 403
    assert client.get("/metrics", headers={"X-Forwarded-For": "10.0.0.9"}).status_code == 403, "through a proxy"
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.9", headers={"Authorization": "Bearer "}).status_code == 403
    settings.METRICS_TOKEN = "mot-ma-dai"  # type: ignore[attr-defined]
    told = {"Authorization": "Bearer mot-ma-dai"}
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.9", headers=told).status_code == 200
    assert client.get("/metrics", REMOTE_ADDR="10.0.0.9", headers={"Authorization": "Bearer x"}).status_code == 403


def test_the_version_is_that_of_the_package() -> None:
    import tomllib

    assert tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"] == __version__
