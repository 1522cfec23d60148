"""Giving tasks from a document: one lead, defaults, all or none."""

from datetime import date, timedelta

import pytest

from dondoc.documents.models import Document
from dondoc.lib.errors import Forbidden, Refused
from dondoc.notifications.models import Notice
from dondoc.organization.access import unit_seat
from dondoc.tasks import actions
from dondoc.tasks.actions import Assignment
from dondoc.tasks.facts import Term
from dondoc.tasks.models import Task, TaskAccess
from tests.world import NOW, TODAY, World


def seen_by(world: World, task: Task) -> set[str]:
    """Everybody who may see a task."""
    people = ["chairman", "clerk", "admin", "snv_head", "snv_clerk", "snv_unit_head", "snv_officer"]
    people += ["stc_head", "stc_officer", "xa_head"]
    return {name for name in people if Task.objects.visible_to(world.actor(name)).filter(pk=task.pk).exists()}


def test_lead_and_joined_units_see_it_others_do_not(province: World) -> None:
    task = province.task()
    assert seen_by(province, task) == {"chairman", "clerk", "snv_head", "snv_clerk", "stc_head"}


def test_whoever_gets_work_may_see_the_document(province: World) -> None:
    document = province.issue(recipients=[(None, "Lưu")]).document
    assert not Document.objects.visible_to(province.actor("stc_head")).filter(pk=document.pk).exists()
    province.task(document=document)
    for username in ("snv_head", "stc_head"):
        assert Document.objects.visible_to(province.actor(username)).filter(pk=document.pk).exists()
    assert not Document.objects.visible_to(province.actor("xa_head")).filter(pk=document.pk).exists()


@pytest.mark.parametrize("leads", [[], ["SNV", "STC"]])
def test_dieu_2_4_none_or_two_leads_are_refused(province: World, leads: list[str]) -> None:
    with pytest.raises(Refused) as refused:
        province.task(leads=[province.units[code] for code in leads], joins=[])
    assert [(f.field, f.clause) for f in refused.value.findings] == [("lead", "Điều 2.4")]
    assert not Task.objects.exists() and not TaskAccess.objects.exists()


def test_all_or_none_and_everything_wrong_is_told_at_once(province: World) -> None:
    document = province.issue().document
    good = Assignment("Việc đúng", [province.units["SNV"]])
    given = [good, Assignment("", [province.units["STC"]]), Assignment("Việc sai", [])]
    with pytest.raises(Refused) as refused:
        actions.assign(document=document, given=given, by=province.actor("chief"), at=NOW)
    assert [f.field for f in refused.value.findings] == ["content", "lead"]
    assert not Task.objects.exists() and not Notice.objects.filter(url__startswith="/tasks").exists()


def test_nothing_to_give_is_refused(province: World) -> None:
    with pytest.raises(Refused):
        actions.assign(document=province.issue().document, given=[], by=province.actor("chief"), at=NOW)


@pytest.mark.parametrize(("urgency", "due"), [(0, date(2026, 12, 4)), (1, date(2026, 11, 30)), (3, date(2026, 11, 26))])
def test_empty_fields_get_the_usual_product_and_deadline(province: World, urgency: int, due: date) -> None:
    task = province.task(document=province.issue(urgency=urgency).document, term=None)
    assert (task.product, task.deadline.due, task.urgency) == ("document", due, urgency)


def test_a_source_sentence_and_its_place_are_kept(province: World) -> None:
    task = province.task(quote="Giao Sở Nội vụ", quote_start=10, quote_end=24)
    assert (task.quote, task.quote_start, task.quote_end) == ("Giao Sở Nội vụ", 10, 24)


def test_no_deadline_means_a_periodic_report(province: World) -> None:
    task = province.task(term=Term("none", report_every=30))
    assert (task.deadline.due, task.deadline.report_every_days) == (None, 30)


@pytest.mark.parametrize("code", ["STC", "UBND", "XA", "CCHC"])
def test_dieu_2_4_work_goes_down_never_to_a_peer_or_up(province: World, code: str) -> None:
    """A department gives work to its own units only."""
    from dondoc.documents import actions as documents

    document = province.issue().document
    recipient = document.recipients.get(unit=province.units["SNV"])
    documents.register_arrival(recipient, by=province.actor("snv_clerk"), at=NOW)
    given = [Assignment("Việc", [province.units[code]])]
    by = province.actor("snv_head")
    if code == "CCHC":
        assert len(actions.assign(document=document, given=given, by=by, at=NOW)) == 1
        return
    with pytest.raises(Refused) as refused:
        actions.assign(document=document, given=given, by=by, at=NOW)
    assert [f.code for f in refused.value.findings] == ["work_goes_down"]


def test_a_closed_unit_gets_no_work(province: World) -> None:
    document = province.issue().document
    day = TODAY - timedelta(days=1)
    province.units["STC"].until_day = day
    province.units["STC"].save(update_fields=["until_day"])
    with pytest.raises(Refused) as refused:
        province.task(document=document)
    assert "closed_units_get_no_work" in [f.code for f in refused.value.findings]


@pytest.mark.parametrize("username", ["clerk", "inspector", "admin", "snv_head", "xa_head"])
def test_only_leaders_and_the_office_of_the_agency_assign(province: World, username: str) -> None:
    document = province.issue().document
    given = [Assignment("Việc", [province.units["SNV"]])]
    with pytest.raises(Forbidden):
        actions.assign(document=document, given=given, by=province.actor(username), at=NOW)


def test_notices_say_which_part_one_has_and_come_once(province: World) -> None:
    task = province.task(informed=[province.units["XA"]])
    whys = dict(Notice.objects.filter(url=f"/tasks/{task.pk}").values_list("seat", "why"))
    assert whys == {
        unit_seat(province.units["SNV"].pk): "Sở Nội vụ chủ trì",
        unit_seat(province.units["STC"].pk): "Sở Tài chính phối hợp",
        unit_seat(province.units["XA"].pk): "Ủy ban nhân dân xã Đồng Lãm để biết",
    }


def test_a_unit_with_the_longest_name_can_be_told(province: World) -> None:
    unit = province.units["SNV"]
    unit.name = "Ủ" * 200
    province.task(leads=[unit])
    assert len(Notice.objects.get(seat=unit_seat(unit.pk), url__startswith="/tasks").why) == 200
