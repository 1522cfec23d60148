"""Giving a task that was taken in to another person."""

from dondoc.lib.days import moment
from dondoc.tasks import actions
from dondoc.tasks.models import TaskAccess
from dondoc.tasks.permissions import may_work
from dondoc.tasks.queries import tab
from tests.world import NOW, TODAY, World


def test_the_task_moves_from_one_persons_list_to_the_others(province: World) -> None:
    task = province.taken()
    officer, unit_head = province.actor("snv_officer"), province.actor("snv_unit_head")
    assert tab(officer, "mine", TODAY).count() == 1
    task = actions.name_person(
        task, person=province.post("snv_unit_head"), by=province.actor("snv_head"), at=moment(TODAY, 10)
    )
    assert tab(officer, "mine", TODAY).count() == 0
    assert tab(unit_head, "mine", TODAY).count() == 1
    assert not may_work(officer, task) and may_work(unit_head, task)


def test_it_can_come_back_to_the_first(province: World) -> None:
    task = province.taken()
    for username in ("snv_unit_head", "snv_officer"):
        task = actions.name_person(task, person=province.post(username), by=province.actor("snv_head"), at=NOW)
    assert tab(province.actor("snv_officer"), "mine", TODAY).count() == 1
    assert TaskAccess.objects.filter(task=task, role="person", is_open=True).count() == 1
