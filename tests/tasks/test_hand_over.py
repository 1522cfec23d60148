"""Leaving a post: its work stays with a successor or goes to another post, with a record (LR36)."""

from datetime import timedelta

import pytest
from django.test import Client

from dondoc.documents import actions as documents
from dondoc.documents.models import Document
from dondoc.lib.errors import Forbidden, Refused, WrongState
from dondoc.organization import actions as organization
from dondoc.organization.models import HandOver, Holding
from dondoc.organization.queries import holder_on
from dondoc.tasks import actions, queries
from dondoc.tasks.actions import Assignment
from dondoc.tasks.models import Direction, Task
from tests.world import NOW, TODAY, World

TOMORROW = TODAY + timedelta(days=1)


def holding(username: str) -> Holding:
    return Holding.objects.get(user__username=username)


def test_open_work_is_not_left_to_nobody(province: World) -> None:
    province.taken()
    with pytest.raises(Refused) as refused:
        actions.hand_over(holding("snv_officer"), last_day=TODAY, by=province.actor("admin"), at=NOW)
    (finding,) = refused.value.findings
    assert (finding.clause, finding.field) == ("NĐ 30/2020 Điều 31.3đ", "to")
    assert holding("snv_officer").until_day is None and not HandOver.objects.exists()


def test_a_successor_takes_the_post_and_the_work_stays_with_it(province: World) -> None:
    task, post = province.taken(), province.post("snv_officer")
    made = actions.hand_over(
        holding("snv_officer"), last_day=TODAY, successor=province.user("archivist"), by=province.actor("admin"), at=NOW
    )
    assert Task.objects.get(pk=task.pk).person == post
    on_days = [holder_on(post, day) for day in (TODAY, TOMORROW)]
    assert [held.user.username if held else "" for held in on_days] == ["snv_officer", "archivist"]
    assert [item.task_id for item in made.items.all()] == [task.pk]


def test_another_post_takes_tasks_and_sight_of_their_documents(province: World) -> None:
    task, to = province.taken(), province.post("snv_unit_head")
    actions.hand_over(holding("snv_officer"), last_day=TODAY, to=to, by=province.actor("admin"), at=NOW)
    actor = province.actor("snv_unit_head")
    assert Task.objects.get(pk=task.pk).person == to
    assert task.pk in queries.tab(actor, "mine", TODAY).values_list("task_id", flat=True)
    assert Document.objects.visible_to(actor).filter(pk=task.document_id).exists()
    old = queries.tab(province.actor("snv_officer"), "mine", TODAY)
    assert task.pk not in old.values_list("task_id", flat=True)
    done = actions.report_progress(Task.objects.get(pk=task.pk), text="Đang làm", by=actor, at=NOW)
    assert done.state == "in_progress"


def test_what_waits_for_a_leader_goes_only_to_a_leader(province: World) -> None:
    entry = province.incoming()
    (direction,) = actions.prepare_direction(
        [entry], leader=province.post("chairman"), given=[Assignment("Việc", [province.units["SNV"]])],
        by=province.actor("coordinator"), at=NOW,
    )  # fmt: skip
    admin = province.actor("admin")
    with pytest.raises(Refused):
        actions.hand_over(holding("chairman"), last_day=TODAY, to=province.post("chief"), by=admin, at=NOW)
    actions.hand_over(holding("chairman"), last_day=TODAY, to=province.post("vice"), by=admin, at=NOW)
    assert Direction.objects.get(pk=direction.pk).leader == province.post("vice")
    given = actions.give_direction(Direction.objects.get(pk=direction.pk), by=province.actor("vice"), at=NOW)
    assert given


@pytest.mark.parametrize("wrong", ["himself", "another agency", "both"])
def test_a_taker_that_cannot_be(province: World, wrong: str) -> None:
    given = {
        "himself": {"to": province.post("snv_officer")},
        "another agency": {"to": province.post("stc_officer")},
        "both": {"to": province.post("snv_unit_head"), "successor": province.user("archivist")},
    }[wrong]
    with pytest.raises(Refused) as refused:
        actions.hand_over(holding("snv_officer"), last_day=TODAY, by=province.actor("admin"), at=NOW, **given)
    assert "to" in {finding.field for finding in refused.value.findings}


def test_once_and_only_by_the_administrator(province: World) -> None:
    with pytest.raises(Forbidden):
        actions.hand_over(holding("snv_officer"), last_day=TODAY, by=province.actor("snv_head"), at=NOW)
    actions.hand_over(holding("snv_officer"), last_day=TODAY, by=province.actor("admin"), at=NOW)
    with pytest.raises(WrongState):
        actions.hand_over(holding("snv_officer"), last_day=TODAY, by=province.actor("admin"), at=NOW)


def test_only_then_the_account_closes(province: World) -> None:
    admin, user = province.actor("admin"), province.user("snv_officer")
    actions.hand_over(holding("snv_officer"), last_day=TODAY - timedelta(days=1), by=admin, at=NOW)
    assert not organization.close_account(user, by=admin, at=NOW).is_active


def test_the_record_names_the_work_to_both_sides_and_only_numbers_to_the_administrator(
    province: World, client: Client
) -> None:
    province.taken(content="Việc BANGIAO")
    documents.forward(province.incoming(), to=[(province.post("chief"), "handle")], by=province.actor("clerk"), at=NOW)
    made = actions.hand_over(
        holding("snv_officer"), last_day=TODAY, to=province.post("snv_unit_head"), by=province.actor("admin"), at=NOW
    )
    shown = {}
    for username in ("snv_head", "snv_unit_head", "snv_officer", "admin", "stc_head"):
        client.force_login(province.user(username))
        shown[username] = client.get(f"/hand-overs/{made.pk}")
    assert all("Việc BANGIAO" in shown[who].content.decode() for who in ("snv_head", "snv_unit_head", "snv_officer"))
    assert "BANGIAO" not in shown["admin"].content.decode() and "Nhiệm vụ " in shown["admin"].content.decode()
    assert shown["stc_head"].status_code == 403


def test_the_page_counts_what_is_open_and_hands_it_over(province: World, client: Client) -> None:
    province.taken()
    client.force_login(province.user("admin"))
    address = f"/holdings/{holding('snv_officer').pk}/hand-over"
    assert "1 nhiệm vụ, 0 văn bản chờ" in client.get(address).content.decode()
    kept = client.post(address, {"last_day": "25/11/2026"}).content.decode()
    assert "Còn 1 việc chưa xong" in kept and "25/11/2026" in kept
    to = province.post("snv_unit_head").pk
    done = client.post(address, {"last_day": "25/11/2026", "to": to})
    assert done.headers["Location"] == f"/hand-overs/{HandOver.objects.get().pk}"
