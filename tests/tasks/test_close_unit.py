"""Closing and merging: the successor has the units, the people and the open work; what is old stays under its name."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client

from dondoc.documents import actions as documents
from dondoc.documents.models import Document
from dondoc.documents.queries import arrivals
from dondoc.lib.errors import Refused, WrongState
from dondoc.organization.models import HandOver, Holding, Post, Unit
from dondoc.organization.queries import actor_for
from dondoc.tasks import actions, queries
from dondoc.tasks.models import Task
from tests.world import NOW, TODAY, World, pdf

YESTERDAY = TODAY - timedelta(days=1)


def merged(province: World) -> Unit:
    """Home Affairs goes into Finance."""
    actions.close_unit(
        province.units["SNV"], last_day=YESTERDAY, successor=province.units["STC"], by=province.actor("admin"), at=NOW
    )
    return Unit.objects.get(pk=province.units["SNV"].pk)


def test_what_is_left_is_named_all_at_once(province: World) -> None:
    province.task()
    with pytest.raises(Refused) as refused:
        actions.close_unit(province.units["SNV"], last_day=TODAY, successor=None, by=province.actor("admin"), at=NOW)
    told = " ".join(finding.sentence for finding in refused.value.findings)
    for part in ("Phòng Cải cách hành chính", "Nguyễn Văn An", "Lê Thị Cúc", "1 nhiệm vụ", "1 văn bản chờ tiếp nhận"):
        assert part in told
    assert {finding.code for finding in refused.value.findings} == {"still_open"}


@pytest.mark.parametrize("wrong", ["inside it", "of another sort", "not yet"])
def test_a_successor_that_cannot_be(province: World, wrong: str) -> None:
    successor = province.units["STC" if wrong == "not yet" else "CCHC"]
    unit = province.units["SNV" if wrong != "of another sort" else "STC"]
    day = TODAY if wrong == "not yet" else YESTERDAY
    with pytest.raises(Refused):
        actions.close_unit(unit, last_day=day, successor=successor, by=province.actor("admin"), at=NOW)


def test_after_a_merger_the_successor_leads_the_open_work_and_the_clock_goes_on(province: World) -> None:
    task = province.taken()
    due = task.deadline.due
    old = merged(province)
    now = Task.objects.select_related("deadline").get(pk=task.pk)
    assert (now.lead, now.deadline.due, now.state) == (province.units["STC"], due, "acknowledged")
    stc_head = province.actor("stc_head")
    assert task.pk in queries.tab(stc_head, "lead", TODAY).values_list("task_id", flat=True)
    assert Document.objects.visible_to(stc_head).filter(pk=task.document_id).exists()
    assert (old.until_day, old.successor) == (YESTERDAY, province.units["STC"])


def test_units_posts_and_people_go_on_in_the_successor(province: World) -> None:
    task = province.taken()
    merged(province)
    officer = Holding.objects.select_related("post__unit").get(user__username="snv_officer", until_day=None)
    assert (officer.from_day, officer.post.unit.name) == (TODAY, "Phòng Cải cách hành chính")
    assert officer.post.unit.agency == province.units["STC"]
    assert Task.objects.get(pk=task.pk).person == officer.post
    actor = actor_for(officer, channel="web")
    assert task.pk in queries.tab(actor, "mine", TODAY).values_list("task_id", flat=True)
    actions.report_progress(Task.objects.get(pk=task.pk), text="Vẫn làm", by=actor, at=NOW)
    heads = Post.objects.filter(unit=province.units["STC"], kind="head")
    assert heads.count() == 1, "no second head"
    assert not Holding.objects.filter(user__username="snv_head", until_day=None).exists()


def test_one_who_has_handed_over_already_goes_on_until_his_last_day(province: World) -> None:
    """His record stays as it was signed: no second one, and the merger is not in its way."""
    held, leaves = Holding.objects.get(user__username="snv_officer"), TODAY + timedelta(days=5)
    made = actions.hand_over(held, last_day=leaves, by=province.actor("admin"), at=NOW)
    merged(province)
    goes_on = Holding.objects.select_related("post__unit").get(user__username="snv_officer", from_day=TODAY)
    assert (goes_on.post.unit.agency, goes_on.until_day) == (province.units["STC"], leaves)
    assert HandOver.objects.get(holding=held) == made


def test_one_who_begins_after_the_last_day_is_named_with_a_way_out(province: World) -> None:
    held, last_day = Holding.objects.get(user__username="snv_officer"), TODAY + timedelta(days=29)
    actions.hand_over(held, last_day=last_day, successor=province.user("xa_clerk"), by=province.actor("admin"), at=NOW)
    with pytest.raises(Refused) as refused:
        merged(province)
    (finding,) = refused.value.findings
    assert (finding.code, finding.field) == ("begins_later", "last_day")
    assert "Phan Thị Phượng" in finding.sentence and "25/12/2026" in finding.sentence


def test_what_came_for_the_old_agency_is_registered_by_the_new_one(province: World) -> None:
    sent = province.issue(recipients=[(province.units["SNV"], "")])
    merged(province)
    clerk = province.actor("stc_clerk")
    (waiting,) = arrivals(clerk)
    assert waiting.document_id == sent.document_id
    entry = documents.register_arrival(waiting, by=clerk, at=NOW)
    assert entry.agency == province.units["STC"]


def test_lr24_the_closed_one_is_no_receiver_and_the_successor_is_named(province: World) -> None:
    merged(province)
    with pytest.raises(Refused) as refused:
        province.issue(recipients=[(Unit.objects.get(pk=province.units["SNV"].pk), "")])
    assert "Nơi kế thừa: Sở Tài chính" in refused.value.findings[0].sentence


def test_closed_once(province: World) -> None:
    old = merged(province)
    with pytest.raises(WrongState):
        actions.close_unit(old, last_day=TODAY, successor=None, by=province.actor("admin"), at=NOW)


def test_the_page_says_what_is_there_and_merges(province: World, client: Client) -> None:
    province.taken()
    client.force_login(province.user("admin"))
    address = f"/units/{province.units['SNV'].pk}/close"
    page = " ".join(client.get(address).content.decode().split())
    assert "1 nhiệm vụ chủ trì" in page and "1 đơn vị trực thuộc: Phòng Cải cách hành chính" in page
    day = f"{YESTERDAY:%d/%m/%Y}"
    done = client.post(address, {"last_day": day, "successor": province.units["STC"].pk}, follow=True)
    record = " ".join(done.content.decode().split())
    assert "Biên bản bàn giao" in record and "Sở Nội vụ" in record


def test_files_without_a_number_are_registered_first(province: World) -> None:
    clerk = province.actor("snv_clerk")
    documents.add_pending(BytesIO(pdf("quet")), name="quet.pdf", by=clerk, at=NOW)
    with pytest.raises(Refused) as refused:
        merged(province)
    (finding,) = refused.value.findings
    assert finding.code == "files_wait" and "1 tệp" in finding.sentence
