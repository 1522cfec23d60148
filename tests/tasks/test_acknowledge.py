"""Taking a task in: the person follows here, not at sending."""

import pytest
from django.test import Client

from dondoc.documents.models import Document
from dondoc.lib.errors import Forbidden, Refused, WrongState
from dondoc.notifications.models import Notice
from dondoc.organization.access import post_seat
from dondoc.tasks import actions
from dondoc.tasks.models import Task
from tests.world import NOW, World


def test_the_named_person_sees_task_and_document_and_is_told(province: World) -> None:
    officer = province.actor("snv_officer")
    task = province.task()
    assert not Task.objects.visible_to(officer).exists()
    task = actions.acknowledge(task, person=province.post("snv_officer"), by=province.actor("snv_head"), at=NOW)
    assert (task.state, task.acknowledged_at, task.person_id) == ("acknowledged", NOW, officer.post_id)
    assert Task.objects.visible_to(officer).get() == task
    assert Document.objects.visible_to(officer).filter(pk=task.document_id).exists()
    notice = Notice.objects.get(seat=post_seat(officer.post), url=f"/tasks/{task.pk}")
    assert "phân công" in notice.why


def test_without_a_person_whoever_takes_it_in_does_it(province: World) -> None:
    task = actions.acknowledge(province.task(), by=province.actor("snv_head"), at=NOW)
    assert task.person_id == province.post("snv_head").pk


@pytest.mark.parametrize("username", ["stc_officer", "snv_clerk"])
def test_the_person_belongs_to_the_lead_and_does_tasks(province: World, username: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.acknowledge(province.task(), person=province.post(username), by=province.actor("snv_head"), at=NOW)
    assert {f.field for f in refused.value.findings} == {"person"}
    assert Task.objects.get().state == "assigned"


def test_an_administrator_never_gets_to_read_by_being_named(province: World) -> None:
    task = province.task(leads=[province.units["VP"]], joins=[])
    with pytest.raises(Refused):
        actions.acknowledge(task, person=province.post("admin"), by=province.actor("chief"), at=NOW)
    assert not Document.objects.visible_to(province.actor("admin")).exists()


def test_a_post_that_nobody_holds_does_nothing(province: World) -> None:
    from dondoc.lib.actor import SYSTEM
    from dondoc.organization import actions as organization

    empty = organization.open_post(unit=province.units["CCHC"], kind="officer", title="Trống", by=SYSTEM, at=NOW)
    with pytest.raises(Refused):
        actions.acknowledge(province.task(), person=empty, by=province.actor("snv_head"), at=NOW)


def test_only_once(province: World) -> None:
    with pytest.raises(WrongState):
        actions.acknowledge(province.taken(), by=province.actor("snv_head"), at=NOW)


@pytest.mark.parametrize("username", ["chief", "snv_officer", "snv_unit_head", "snv_clerk", "stc_head"])
def test_only_whoever_answers_for_the_lead(province: World, username: str) -> None:
    with pytest.raises(Forbidden):
        actions.acknowledge(province.task(), by=province.actor(username), at=NOW)


def test_the_page_does_not_take_a_task_in_for_a_person_it_does_not_know(province: World, client: Client) -> None:
    task = province.task()
    client.force_login(province.user("snv_head"))
    response = client.post(f"/tasks/{task.pk}/acknowledge", {"person": province.post("stc_officer").pk})
    assert response.status_code == 422
    assert Task.objects.get(pk=task.pk).state == "assigned"


def test_an_old_page_is_told_what_changed(province: World) -> None:
    task = province.taken()
    with pytest.raises(WrongState) as wrong:
        actions.name_person(
            task, person=province.post("snv_head"), version=task.version - 1, by=province.actor("snv_head"), at=NOW
        )
    assert ("Trạng thái hiện tại", "Đã tiếp nhận") in wrong.value.changed
