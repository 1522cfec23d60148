"""Giving parts of a task: below its lead, not due after the whole, all or none."""

from datetime import date

import pytest

from dondoc.lib.errors import Forbidden, Refused, WrongState
from dondoc.tasks import actions
from dondoc.tasks.actions import Assignment
from dondoc.tasks.facts import Term
from dondoc.tasks.models import Task
from tests.world import NOW, World


def part(world: World, code: str = "CCHC", days: int = 3) -> Assignment:
    return Assignment(f"Phần việc {code}", [world.units[code]], term=Term("working_day", days))


def test_a_part_goes_to_a_unit_below_and_is_reviewed_by_the_lead(province: World) -> None:
    task = province.taken()
    (child,) = actions.split(task, given=[part(province)], by=province.actor("snv_head"), at=NOW)
    assert (child.parent_id, child.assigner_id, child.lead_id) == (
        task.pk, province.units["SNV"].pk, province.units["CCHC"].pk,
    )  # fmt: skip
    assert Task.objects.visible_to(province.actor("snv_unit_head")).filter(pk=child.pk).exists()
    assert not Task.objects.visible_to(province.actor("stc_head")).filter(pk=child.pk).exists()


def test_whoever_gets_a_part_does_not_see_the_whole(province: World) -> None:
    task = province.taken()
    actions.split(task, given=[part(province)], by=province.actor("snv_head"), at=NOW)
    assert not Task.objects.visible_to(province.actor("snv_unit_head")).filter(pk=task.pk).exists()


def test_dieu_35_1_a_part_is_not_due_after_the_whole(province: World) -> None:
    task = province.taken()
    with pytest.raises(Refused) as refused:
        actions.split(task, given=[part(province, days=8)], by=province.actor("snv_head"), at=NOW)
    assert [f.code for f in refused.value.findings] == ["child_is_not_due_after_its_parent"]
    assert date(2026, 12, 4) == task.deadline.due
    assert not task.children.exists()


@pytest.mark.parametrize("role", ["leads", "joins", "informed"])
def test_nobody_outside_the_lead_gets_a_part(province: World, role: str) -> None:
    task = province.taken()
    given = {"leads": [province.units["CCHC"]]} | {role: [province.units["STC"]]}
    with pytest.raises(Refused) as refused:
        actions.split(task, given=[Assignment("Việc", **given)], by=province.actor("snv_head"), at=NOW)  # type: ignore[arg-type]
    assert "work_goes_down" in {f.code for f in refused.value.findings}


def test_all_faults_of_all_parts_are_told_and_none_is_given(province: World) -> None:
    task = province.taken()
    given = [part(province), Assignment("", [province.units["CCHC"]]), Assignment("Việc", [])]
    with pytest.raises(Refused) as refused:
        actions.split(task, given=given, by=province.actor("snv_head"), at=NOW)
    assert {f.field for f in refused.value.findings} >= {"content", "lead"}
    assert not task.children.exists()


def test_no_part_at_all_is_refused(province: World) -> None:
    with pytest.raises(Refused):
        actions.split(province.taken(), given=[], by=province.actor("snv_head"), at=NOW)


def test_only_after_it_was_taken_in(province: World) -> None:
    with pytest.raises(WrongState):
        actions.split(province.task(), given=[part(province)], by=province.actor("snv_head"), at=NOW)


@pytest.mark.parametrize("username", ["snv_officer", "snv_clerk", "stc_head", "chief"])
def test_only_whoever_answers_for_the_lead(province: World, username: str) -> None:
    with pytest.raises(Forbidden):
        actions.split(province.taken(), given=[part(province)], by=province.actor(username), at=NOW)
