"""Bad input on the page of a task: told beside the field, nothing typed is lost; the second of two people is told."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from dondoc.tasks import actions
from dondoc.tasks.models import Evidence, TaskNote
from tests.documents.test_bad_input import errors_of, keeps
from tests.world import NOW, World, pdf


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        yield


def send(client: Client, verb: str, pk: int, **typed: object) -> tuple[int, str]:
    answer = client.post(reverse(f"tasks:{verb}", args=[pk]), typed)
    return answer.status_code, answer.content.decode()


def test_a_result_that_is_refused_keeps_words_symbols_and_files(province: World, client: Client) -> None:
    task = province.taken()
    client.force_login(province.user("snv_officer"))
    files = [SimpleUploadedFile("kq.pdf", pdf("ket qua")), SimpleUploadedFile("rong.pdf", b"")]
    status, page = send(client, "submit", task.pk, words="Đã làm xong", symbols="99/XYZ", files=files)
    assert status == 200 and keeps(page, "Đã làm xong", 'value="99/XYZ"', "kq.pdf")
    assert len(errors_of(page, "files")) == len(errors_of(page, "symbols")) == 1
    (token,) = re.findall(r'name="kept" value="([^"]+)"', page)
    assert send(client, "submit", task.pk, words="Đã làm xong", kept=token)[0] == 302
    assert [proof.name for proof in Evidence.objects.all()] == ["kq.pdf"]


def test_words_that_are_missing_or_too_long_are_told_beside_them(province: World, client: Client) -> None:
    task = province.taken()
    client.force_login(province.user("snv_head"))
    for verb, name, act, limit in (("report_progress", "text", "progress", 2000), ("return", "ground", "return", 1000)):
        for typed in (" ", "x" * (limit + 1)):
            status, page = send(client, verb, task.pk, **{name: typed})
            assert status == 200 and len(errors_of(page, f"{act}_{name}")) == 1 and typed.strip() in page
    assert not TaskNote.objects.exists()


def test_a_result_is_not_sent_back_and_a_task_not_cancelled_without_a_reason(province: World, client: Client) -> None:
    task = province.submitted()
    client.force_login(province.user("chief"))
    _, page = send(client, "send_back", task.pk, reason="")
    assert errors_of(page, "send_back_reason") == ["Hãy ghi lý do trả lại kết quả."]
    _, page = send(client, "cancel", task.pk, reason="")
    assert len(errors_of(page, "cancel_reason")) == 1


def test_two_people_act_on_one_task_and_the_second_is_told_what_changed(province: World, client: Client) -> None:
    task = province.taken()
    stale = task.version
    actions.report_progress(task, text="Đã họp với các phòng", by=province.actor("snv_officer"), at=NOW)
    client.force_login(province.user("snv_head"))
    status, page = send(client, "report_progress", task.pk, text="Đang chờ số liệu", version=stale)
    assert status == 409 and keeps(page, "Vũ Thị Én: Đã họp với các phòng", "Đang thực hiện")
    assert "Đang chờ số liệu" in page, "what the second wrote is shown, to be taken along"
    assert TaskNote.objects.count() == 1


def test_a_result_accepted_twice_is_told(province: World, client: Client) -> None:
    task = province.submitted()
    client.force_login(province.user("chief"))
    assert [send(client, "accept", task.pk, version=task.version)[0] for _ in range(2)] == [302, 409]


def test_a_task_given_again_to_nobody_keeps_its_day(province: World, client: Client) -> None:
    task = province.task()
    actions.return_task(task, ground="Thuộc Sở Tài chính", by=province.actor("snv_head"), at=NOW)
    client.force_login(province.user("chief"))
    _, page = send(client, "reassign", task.pk, due="31/2/2026")
    assert errors_of(page, "lead") == ["Hãy chọn đơn vị chủ trì."] and 'value="31/2/2026"' in page
    assert len(errors_of(page, "due")) == 1
