"""Sending a result back: it counts as not finished."""

from datetime import timedelta

import pytest

from dondoc.lib.errors import Refused
from dondoc.notifications.models import Notice
from dondoc.organization.access import post_seat, unit_seat
from dondoc.tasks import actions
from dondoc.tasks.queries import standing, tab
from tests.world import NOW, TODAY, World


def test_t24_it_is_work_again_and_can_be_late(province: World) -> None:
    task = actions.send_back(province.submitted(), reason="Thiếu số liệu", by=province.actor("chief"), at=NOW)
    assert (task.state, task.submitted_at, task.sent_back) == ("in_progress", None, 1)
    assert standing(task, TODAY + timedelta(days=60)).code == "qua_han"
    assert tab(province.actor("snv_officer"), "mine", TODAY).count() == 1


def test_the_reason_is_kept_and_told_to_those_who_work(province: World) -> None:
    task = actions.send_back(province.submitted(), reason="Thiếu số liệu", by=province.actor("chief"), at=NOW)
    assert task.notes.last().text == "Thiếu số liệu"  # type: ignore[union-attr]
    seats = set(Notice.objects.filter(sentence__startswith="Kết quả bị trả lại").values_list("seat", flat=True))
    assert seats == {post_seat(province.post("snv_officer").pk), unit_seat(province.units["SNV"].pk)}


def test_every_time_is_told_anew(province: World) -> None:
    task, officer = province.submitted(), province.actor("snv_officer")
    proof = province.pdf("again", by="snv_officer")
    task = actions.send_back(task, reason="Một", by=province.actor("chief"), at=NOW)
    task = actions.submit(task, words="Lại", files=[(proof, "a.pdf")], by=officer, at=NOW)
    task = actions.send_back(task, reason="Hai", by=province.actor("chief"), at=NOW)
    assert task.sent_back == 2
    mine = Notice.objects.filter(sentence__startswith="Kết quả bị trả lại", seat=post_seat(officer.post))
    assert mine.count() == 2


def test_a_reason_is_needed(province: World) -> None:
    task = province.submitted()
    with pytest.raises(Refused) as refused:
        actions.send_back(task, reason=" ", by=province.actor("chief"), at=NOW)
    assert [f.field for f in refused.value.findings] == ["reason"]
