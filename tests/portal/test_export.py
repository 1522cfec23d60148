"""Lists as files: as the page shows them, at once or by a job, for their person alone, and gone after a while."""

import copy
import csv
import io
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.storage import storages
from django.test import Client

from dondoc.audit.models import AccessLine, JournalLine
from dondoc.lib.actor import SYSTEM
from dondoc.notifications.models import Notice
from dondoc.organization.access import person_seat
from dondoc.organization.models import Holding
from dondoc.portal import actions, jobs
from dondoc.portal.models import Export
from dondoc.tasks import actions as tasks
from tests.reading import body, cells, sheet
from tests.world import NOW, TODAY, World, ended

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _day() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path) -> None:
    """Ids come again after a test was undone; files would not."""
    kept = copy.deepcopy(settings.STORAGES)
    kept["exports"]["OPTIONS"]["location"] = str(tmp_path)
    settings.STORAGES = kept


def client(world: World, username: str) -> Client:
    made = Client()
    made.force_login(world.user(username))
    return made


def rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))[1:]


def test_every_list_of_the_page_has_its_buttons_and_gives_a_workbook(province: World) -> None:
    province.submitted()
    province.incoming()
    chief = client(province, "chief")
    lists = {"documents-incoming": "/documents/incoming", "documents-outgoing": "/documents/outgoing",
             "tasks": "/tasks/?tab=given", "journal": "/journal"}  # fmt: skip
    for name, page in lists.items():
        shown = chief.get(page).content.decode()
        assert f'action="/export/{name}"' in shown and 'data-key="p"' in shown
        asked = {"kind": "xlsx"} | ({"tab": "given"} if name == "tasks" else {})
        found = sheet(body(chief.post(f"/export/{name}", asked)))
        assert found["A9"].value is not None, name


def test_the_filter_of_the_page_holds_and_stands_on_top(province: World) -> None:
    province.incoming(urgency=0, symbol="1/TB-BNV", abstract="Thường")
    province.incoming(urgency=3, symbol="2/TB-BNV", abstract="Hỏa tốc")
    clerk = client(province, "clerk")
    page = clerk.get("/documents/incoming?urgency=3").content.decode()
    assert '<input type="hidden" name="urgency" value="3">' in page
    found = cells(sheet(body(clerk.post("/export/documents-incoming", {"kind": "xlsx", "urgency": "3"}))))
    assert found[4][0] == "Bộ lọc: Danh sách: Của cơ quan; Độ khẩn: Hỏa tốc"
    listed = [row for row in found[7:] if row[0] is not None and isinstance(row[0], int)]
    assert [row[2] for row in listed] == ["2/TB-BNV"]
    assert listed[0][7] == "Hỏa tốc"


def test_a_list_of_tasks_says_how_each_stands(province: World) -> None:
    province.task()
    (row,) = rows(body(client(province, "snv_head").post("/export/tasks", {"kind": "csv", "tab": "lead"})))
    assert row[0] == "Xây dựng kế hoạch kiểm tra"
    assert row[5:8] == [str(TODAY + timedelta(days=9)), "Còn 7 ngày", "Thường"]


def test_nobody_takes_out_what_he_may_not_read(province: World) -> None:
    province.incoming()
    for username, name in (
        ("snv_officer", "journal"),
        ("clerk", "journal"),
        ("clerk", "no-such-list"),
        ("admin", "tasks"),
    ):
        assert client(province, username).post(f"/export/{name}", {"kind": "csv"}).status_code == 404
    assert rows(body(client(province, "snv_clerk").post("/export/documents-incoming", {"kind": "csv"}))) == []
    committee = {"kind": "csv", "box": f"u{province.units['UBND'].pk}"}
    assert rows(body(client(province, "snv_clerk").post("/export/documents-incoming", committee))) == []


def test_the_journal_keeps_which_list_and_how_many_rows_and_the_access_log_the_download(province: World) -> None:
    province.incoming()
    body(client(province, "clerk").post("/export/documents-incoming", {"kind": "csv", "year": "2026"}))
    line = JournalLine.objects.get(verb="portal.ask_export")
    assert '"list":"documents-incoming"' in line.body and '"rows":1' in line.body and '"narrowed":["year"]' in line.body
    opened = AccessLine.objects.get(act="download")
    assert (opened.subject_kind, opened.subject_id) == ("portal.export", line.subject_id)


@pytest.fixture
def small_limit(settings: Any) -> None:
    settings.DONDOC_EXPORT_LIMIT = 2


def asked(world: World, username: str = "clerk", kind: str = "csv") -> Export:
    """A list longer than the limit, asked for at the page."""
    for number in range(3):
        world.incoming(symbol=f"{number + 1}/TB-BNV", abstract=f"Việc {number + 1}")
    response = client(world, username).post("/export/documents-incoming", {"kind": kind})
    export = Export.objects.get()
    assert (response.status_code, response.url) == (302, f"/exports/{export.pk}")
    return export


@pytest.mark.usefixtures("small_limit")
def test_a_long_list_is_made_by_a_job_and_its_person_is_told(province: World) -> None:
    export = asked(province)
    clerk = client(province, "clerk")
    assert "Đang lập tệp CSV" in clerk.get(f"/exports/{export.pk}").content.decode()
    assert clerk.get(f"/exports/{export.pk}/file").status_code == 404
    jobs.make_export.call(export.pk)
    assert "đã sẵn sàng: 3 dòng" in clerk.get(f"/exports/{export.pk}").content.decode()
    assert len(rows(body(clerk.get(f"/exports/{export.pk}/file")))) == 3
    notice = Notice.objects.get(url=f"/exports/{export.pk}")
    assert notice.seat == person_seat(province.user("clerk").pk)


@pytest.mark.usefixtures("small_limit")
def test_made_twice_it_is_one_file_and_one_notice(province: World) -> None:
    export = asked(province)
    jobs.make_export.call(export.pk)
    jobs.make_export.call(export.pk)
    assert Notice.objects.filter(url=f"/exports/{export.pk}").count() == 1
    # A worker that died after writing the file and before saying so.
    Export.objects.filter(pk=export.pk).update(state="asked", ready_at=None, expires_at=None)
    jobs.make_export.call(export.pk)
    assert len(rows(body(client(province, "clerk").get(f"/exports/{export.pk}/file")))) == 3


@pytest.mark.usefixtures("small_limit")
def test_a_fragment_asks_again_until_the_file_is_there(province: World) -> None:
    export = asked(province)
    clerk = client(province, "clerk")
    fragment = clerk.get(f"/exports/{export.pk}", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in fragment and 'hx-trigger="every 2s"' in fragment
    jobs.make_export.call(export.pk)
    fragment = clerk.get(f"/exports/{export.pk}", headers={"HX-Request": "true"}).content.decode()
    assert "hx-trigger" not in fragment and f"/exports/{export.pk}/file" in fragment


@pytest.mark.usefixtures("small_limit")
def test_to_everybody_else_it_does_not_exist(province: World) -> None:
    export = asked(province)
    jobs.make_export.call(export.pk)
    for username in ("chairman", "chief", "admin", "snv_clerk"):
        other = client(province, username)
        assert other.get(f"/exports/{export.pk}").status_code == 404
        assert other.get(f"/exports/{export.pk}/file").status_code == 404


@pytest.mark.usefixtures("small_limit")
def test_who_has_lost_the_post_gets_no_file(province: World) -> None:
    export = asked(province)
    holding = Holding.objects.get(user__username="clerk")
    ended(holding, TODAY)
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        jobs.make_export.call(export.pk)
    export.refresh_from_db()
    assert export.state == "failed"
    assert not storages["exports"].exists(export.path)


@pytest.mark.usefixtures("small_limit")
def test_the_file_goes_after_a_week(province: World) -> None:
    export = asked(province)
    jobs.make_export.call(export.pk)
    assert storages["exports"].exists(export.path)
    with time_machine.travel(NOW + timedelta(days=6), tick=False):
        jobs.expire_exports.call()
    assert storages["exports"].exists(export.path)
    with time_machine.travel(NOW + timedelta(days=7, minutes=1), tick=False):
        jobs.expire_exports.call()
        assert client(province, "clerk").get(f"/exports/{export.pk}/file").status_code == 404
    export.refresh_from_db()
    assert export.state == "expired"
    assert not storages["exports"].exists(export.path)


@pytest.mark.usefixtures("small_limit")
def test_what_was_never_made_is_said_after_a_day(province: World) -> None:
    export = asked(province)
    with time_machine.travel(NOW + timedelta(days=1, minutes=1), tick=False):
        jobs.expire_exports.call()
    export.refresh_from_db()
    assert export.state == "failed"
    assert "Không lập được" in Notice.objects.get(url=f"/exports/{export.pk}").sentence


def test_progress_is_seen_while_a_file_is_made(province: World, monkeypatch: pytest.MonkeyPatch, settings: Any) -> None:
    settings.DONDOC_EXPORT_LIMIT = 2
    monkeypatch.setattr("dondoc.lib.sheets.EVERY", 1)
    export = asked(province)
    seen = []
    update = jobs.actions.finish_export
    monkeypatch.setattr(
        jobs.actions,
        "finish_export",
        lambda e, **more: (seen.append(Export.objects.get(pk=e.pk).done), update(e, **more)),
    )
    jobs.make_export.call(export.pk)
    assert seen == [3]


def test_only_the_system_finishes_an_export(province: World) -> None:
    from dondoc.lib.errors import Forbidden, WrongState

    by = province.actor("clerk")
    export = actions.ask_export(name="journal", title="Nhật ký", asked={}, kind="csv", total=10**6, by=by, at=NOW)
    with pytest.raises(Forbidden):
        actions.finish_export(export, rows=1, by=by, at=NOW)
    actions.finish_export(export, rows=1, by=SYSTEM, at=NOW)
    with pytest.raises(WrongState):
        actions.finish_export(export, rows=1, by=SYSTEM, at=NOW)


def test_many_rows_cost_no_more_queries_than_few(province: World, django_assert_max_num_queries: Any) -> None:
    for number in range(12):
        province.incoming(symbol=f"{number + 1}/TB-BNV", abstract=f"Việc {number + 1}")
    clerk = client(province, "clerk")
    with django_assert_max_num_queries(30):
        assert len(rows(body(clerk.post("/export/documents-incoming", {"kind": "csv"})))) == 12


def test_what_was_reviewed_is_in_the_list_of_what_ended(province: World) -> None:
    tasks.accept(province.submitted(), by=province.actor("chief"), at=NOW)
    (row,) = rows(body(client(province, "chief").post("/export/tasks", {"kind": "csv", "tab": "done"})))
    assert row[8] == "Hoàn thành"
