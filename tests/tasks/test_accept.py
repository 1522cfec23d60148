"""Accepting a result: finished when it was handed in."""

from datetime import timedelta

import pytest

from dondoc.lib.errors import Forbidden, Refused
from dondoc.tasks import actions
from dondoc.tasks.actions import Assignment
from dondoc.tasks.models import Task, TaskAccess
from dondoc.tasks.queries import standing, tab
from tests.world import NOW, TODAY, World


def test_t25_the_assigners_silence_does_not_make_it_late(province: World) -> None:
    later = NOW + timedelta(days=60)
    task = actions.accept(province.submitted(), by=province.actor("chief"), at=later)
    assert (task.state, task.finished_at) == ("done", NOW)
    assert standing(task, later.date()).code == "dung_han"


def test_it_leaves_the_open_lists_and_stands_among_the_ended(province: World) -> None:
    task = actions.accept(province.submitted(), by=province.actor("chief"), at=NOW)
    assert not TaskAccess.objects.filter(task=task, is_open=True).exists()
    for username in ("chief", "snv_head"):
        assert [row.task_id for row in tab(province.actor(username), "done", TODAY)] == [task.pk]


def test_open_parts_come_first(province: World) -> None:
    task, head = province.taken(), province.actor("snv_head")
    (child,) = actions.split(task, given=[Assignment("Phần", [province.units["CCHC"]])], by=head, at=NOW)
    proof = province.pdf("whole", by="snv_officer")
    task = actions.submit(task, words="Xong", files=[(proof, "a.pdf")], by=province.actor("snv_officer"), at=NOW)
    with pytest.raises(Refused) as refused:
        actions.accept(task, by=province.actor("chief"), at=NOW)
    assert [(f.field, f.remedy) for f in refused.value.findings] == [("children", "tasks:detail")]
    actions.cancel(child, reason="Không cần", by=head, at=NOW)
    assert actions.accept(task, by=province.actor("chief"), at=NOW).state == "done"


def test_whoever_does_a_part_does_not_accept_it(province: World) -> None:
    """The head of the unit that leads the part belongs to the agency that gave it, and reviews in his own unit."""
    task, head = province.taken(), province.actor("snv_head")
    (child,) = actions.split(task, given=[Assignment("Phần", [province.units["CCHC"]])], by=head, at=NOW)
    unit_head = province.actor("snv_unit_head")
    child = actions.acknowledge(child, by=unit_head, at=NOW)
    proof = province.pdf("part", by="snv_unit_head")
    child = actions.submit(child, words="Xong", files=[(proof, "a.pdf")], by=unit_head, at=NOW)
    with pytest.raises(Forbidden):
        actions.accept(child, by=unit_head, at=NOW)
    assert actions.accept(child, by=head, at=NOW).state == "done"


@pytest.mark.parametrize("username", ["snv_head", "snv_officer", "stc_head", "clerk", "inspector", "admin"])
def test_only_the_side_that_gave_it(province: World, username: str) -> None:
    task = province.submitted()
    with pytest.raises(Forbidden):
        actions.accept(task, by=province.actor(username), at=NOW)
    assert Task.objects.get(pk=task.pk).state == "submitted"
