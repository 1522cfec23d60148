"""Handing a result in, with evidence that counts."""

from io import BytesIO

import pytest

from dondoc.documents.models import Document
from dondoc.files.actions import store
from dondoc.lib.errors import Refused
from dondoc.notifications.models import Notice
from dondoc.organization.access import unit_seat
from dondoc.tasks import actions
from tests.world import NOW, World


def test_a_file_of_a_kind_that_counts(province: World) -> None:
    task = province.submitted()
    assert (task.state, task.submitted_at) == ("submitted", NOW)
    assert [proof.name for proof in task.evidence.all()] == ["kq.pdf"]
    assert task.notes.last().kind == "result"  # type: ignore[union-attr]


def test_a_registered_document_is_shown_to_whoever_gave_the_task(province: World) -> None:
    task = province.taken()
    proof = province.issue(
        signer=province.post("snv_head"), by=province.actor("snv_clerk"), recipients=[(None, "Lưu")], type_=province.type("BC")
    ).document  # fmt: skip
    assert not Document.objects.visible_to(province.actor("chief")).filter(pk=proof.pk).exists()
    actions.submit(task, words="Xong", documents=[proof], by=province.actor("snv_head"), at=NOW)
    assert Document.objects.visible_to(province.actor("chief")).filter(pk=proof.pk).exists()
    assert not Document.objects.visible_to(province.actor("stc_head")).filter(pk=proof.pk).exists()


def test_whoever_gave_the_task_is_told(province: World) -> None:
    task = province.submitted()
    notice = Notice.objects.get(seat=unit_seat(province.units["VP"].pk), url=f"/tasks/{task.pk}")
    assert notice.sentence.startswith("Chờ xác nhận kết quả")


def test_dieu_35_2_without_words_and_evidence_both_are_told(province: World) -> None:
    task = province.taken()
    with pytest.raises(Refused) as refused:
        actions.submit(task, words="", by=province.actor("snv_officer"), at=NOW)
    assert [f.field for f in refused.value.findings] == ["evidence", "words"]
    task.refresh_from_db()
    assert task.state == "acknowledged" and not task.notes.exists()


def test_dieu_35_2_a_file_of_another_kind_does_not_count(province: World) -> None:
    officer = province.actor("snv_officer")
    text = store(BytesIO("Đã làm xong".encode()), name="a.txt", by=officer, at=NOW)
    with pytest.raises(Refused) as refused:
        actions.submit(province.taken(), words="Xong", files=[(text, "a.txt")], by=officer, at=NOW)
    assert {f.field for f in refused.value.findings} == {"evidence"}


def test_dieu_35_2_a_document_that_is_in_no_register_does_not_count(province: World) -> None:
    drafted = Document.objects.create(type=province.type("BC"), abstract="Dự thảo", issuer_name="x", created_at=NOW)
    with pytest.raises(Refused):
        actions.submit(province.taken(), words="Xong", documents=[drafted], by=province.actor("snv_officer"), at=NOW)
