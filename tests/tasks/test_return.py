""" "Not our function": back to the assigner, with the ground."""

from datetime import timedelta

import pytest

from dondoc.lib.errors import Refused
from dondoc.notifications.models import Notice
from dondoc.tasks import actions
from dondoc.tasks.actions import Assignment
from dondoc.tasks.queries import standing, tab
from tests.world import NOW, TODAY, World

LATER = TODAY + timedelta(days=60)


def test_it_lies_before_whoever_gave_it_with_the_ground(province: World) -> None:
    head = province.actor("snv_head")
    task = actions.return_task(province.task(), ground="Thuộc Sở Tài chính", clause="Điều 6.6", by=head, at=NOW)
    assert (task.state, task.bounced) == ("returned", 1)
    assert [row.task_id for row in tab(province.actor("chief"), "returned", TODAY)] == [task.pk]
    note = task.notes.get()
    assert (note.text, note.clause) == ("Thuộc Sở Tài chính", "Điều 6.6")
    assert Notice.objects.filter(sentence__startswith="Sở Nội vụ trả lại nhiệm vụ").count() == 1


def test_t8_while_it_is_returned_nobody_is_late(province: World) -> None:
    task = actions.return_task(province.taken(), ground="Của sở khác", by=province.actor("snv_head"), at=NOW)
    assert standing(task, LATER).code == "tam_dung"
    for username, code in (("snv_head", "late_lead"), ("snv_officer", "late_mine"), ("chief", "late_given")):
        assert tab(province.actor(username), code, LATER).count() == 0


def test_t7_a_ground_is_needed(province: World) -> None:
    with pytest.raises(Refused) as refused:
        actions.return_task(province.task(), ground="", by=province.actor("snv_head"), at=NOW)
    assert [f.field for f in refused.value.findings] == ["ground"]


def test_open_parts_are_not_left_behind(province: World) -> None:
    task, head = province.taken(), province.actor("snv_head")
    actions.split(task, given=[Assignment("Phần", [province.units["CCHC"]])], by=head, at=NOW)
    with pytest.raises(Refused) as refused:
        actions.return_task(task, ground="Của sở khác", by=head, at=NOW)
    assert [f.field for f in refused.value.findings] == ["children"]
