"""Giving a returned task to another lead."""

from datetime import date

import pytest

from dondoc.lib.days import moment
from dondoc.lib.errors import Forbidden, Refused
from dondoc.tasks import actions
from dondoc.tasks.facts import Term
from dondoc.tasks.models import Task, TaskAccess
from dondoc.tasks.permissions import may_acknowledge, may_work
from dondoc.tasks.queries import tab
from tests.world import NOW, TODAY, World

AGAIN = moment(date(2026, 12, 1), 9)


def returned(world: World, **more: object) -> Task:
    return actions.return_task(world.taken(**more), ground="Của sở khác", by=world.actor("snv_head"), at=NOW)


def test_t8_the_clock_of_the_new_lead_starts_anew(province: World) -> None:
    task = actions.reassign(
        returned(province), lead=province.units["XA"], term=Term("working_day", 5), by=province.actor("chief"), at=AGAIN
    )
    assert (task.state, task.lead_id, task.person_id) == ("assigned", province.units["XA"].pk, None)
    assert (task.deadline.start_day, task.deadline.due) == (date(2026, 12, 1), date(2026, 12, 8))


def test_the_new_lead_sees_and_lists_it_the_old_one_has_no_work_left(province: World) -> None:
    task = actions.reassign(returned(province), lead=province.units["XA"], by=province.actor("chief"), at=AGAIN)
    assert [row.task_id for row in tab(province.actor("xa_head"), "to_acknowledge", TODAY)] == [task.pk]
    old, officer = province.actor("snv_head"), province.actor("snv_officer")
    for actor, codes in ((old, ("lead", "late_lead", "to_acknowledge", "done")), (officer, ("mine", "late_mine"))):
        for code in codes:
            assert tab(actor, code, date(2027, 3, 1)).count() == 0, code
        assert not may_work(actor, task) and not may_acknowledge(actor, task)


def test_nobody_but_the_new_lead_gains_access(province: World) -> None:
    task = returned(province)
    before = set(TaskAccess.objects.filter(task=task).values_list("seat", "role"))
    actions.reassign(task, lead=province.units["XA"], by=province.actor("chief"), at=AGAIN)
    gained = set(TaskAccess.objects.filter(task=task).values_list("seat", "role")) - before
    assert gained == {(f"u{province.units['XA'].pk}", "lead")}


def test_a_unit_that_joined_can_become_the_lead(province: World) -> None:
    task = actions.reassign(returned(province), lead=province.units["STC"], by=province.actor("chief"), at=AGAIN)
    assert [row.task_id for row in tab(province.actor("stc_head"), "lead", TODAY)] == [task.pk]
    assert actions.acknowledge(task, by=province.actor("stc_head"), at=AGAIN).state == "acknowledged"


def test_it_can_go_back_to_the_one_who_returned_it(province: World) -> None:
    task = actions.reassign(returned(province), lead=province.units["SNV"], by=province.actor("chief"), at=AGAIN)
    assert [row.task_id for row in tab(province.actor("snv_head"), "lead", TODAY)] == [task.pk]
    assert tab(province.actor("snv_officer"), "mine", TODAY).count() == 0


def test_the_lists_of_the_others_follow_the_new_deadline(province: World) -> None:
    task = actions.reassign(
        returned(province), lead=province.units["XA"], term=Term("working_day", 5), by=province.actor("chief"), at=AGAIN
    )
    keys = set(TaskAccess.objects.filter(task=task, is_open=True).values_list("sort_key", flat=True))
    assert keys == {-date(2026, 12, 8).toordinal()}


def test_never_to_a_unit_out_of_reach(province: World) -> None:
    with pytest.raises(Refused) as refused:
        actions.reassign(returned(province), lead=province.units["CCHC"], by=province.actor("chief"), at=AGAIN)
    assert [f.code for f in refused.value.findings] == ["work_goes_down"]


def test_only_the_side_that_gave_it(province: World) -> None:
    with pytest.raises(Forbidden):
        actions.reassign(returned(province), lead=province.units["STC"], by=province.actor("snv_head"), at=AGAIN)
