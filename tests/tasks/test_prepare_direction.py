"""Laying arrivals before a leader with a proposal, one or many."""

from datetime import timedelta

import pytest
from django.test import Client

from dondoc.documents.models import Entry
from dondoc.lib.errors import Forbidden, Refused, WrongState
from dondoc.notifications.models import Notice
from dondoc.organization.access import post_seat
from dondoc.tasks import actions
from dondoc.tasks.actions import Assignment
from dondoc.tasks.models import Direction
from dondoc.tasks.queries import directions_waiting
from tests.world import NOW, World


def proposal(world: World, *leads: str) -> list[Assignment]:
    return [Assignment("Chủ trì tham mưu", [world.units[code] for code in leads or ("SNV",)], [world.units["STC"]])]


def prepare(world: World, *entries: Entry, by: str = "coordinator", **more: object) -> list[Direction]:
    given: dict[str, object] = {"leader": world.post("chairman"), "given": proposal(world), "words": "Đề xuất"}
    return actions.prepare_direction(list(entries), **(given | more), by=world.actor(by), at=NOW)  # type: ignore[arg-type]


def test_it_lies_before_the_leader_who_is_told(province: World) -> None:
    (direction,) = prepare(province, province.incoming())
    assert list(directions_waiting(province.actor("chairman"))) == [direction]
    assert not directions_waiting(province.actor("vice")).exists()
    notice = Notice.objects.get(seat=post_seat(province.post("chairman").pk))
    assert (notice.why, notice.url, notice.urgent) == ("Văn bản được trình ông/bà", f"/directions/{direction.pk}", True)
    assert Entry.objects.get(pk=direction.entry_id).state == "presented"


def test_many_documents_in_one_act_each_with_the_proposal(province: World) -> None:
    entries = [province.incoming(symbol=f"{n}/CĐ-TTg", at=NOW + timedelta(minutes=n)) for n in (11, 12, 13)]
    made = prepare(province, *entries)
    assert [direction.entry_id for direction in made] == [entry.pk for entry in entries]
    assert {item.lead_id for direction in made for item in direction.items.all()} == {province.units["SNV"].pk}


def test_all_or_none(province: World) -> None:
    entry = province.incoming()
    prepare(province, entry)
    fresh = province.incoming(symbol="9/CĐ-TTg")
    with pytest.raises(WrongState):
        prepare(province, fresh, entry)
    assert Direction.objects.count() == 1


@pytest.mark.parametrize("leads", [[], ["SNV", "XA"], ["CCHC"]])
def test_what_could_not_become_a_task_is_refused_now(province: World, leads: list[str]) -> None:
    given = [Assignment("Việc", [province.units[code] for code in leads])]
    with pytest.raises(Refused):
        prepare(province, province.incoming(), given=given)
    assert not Direction.objects.exists()


def test_no_document_is_refused(province: World) -> None:
    with pytest.raises(Refused):
        prepare(province)


@pytest.mark.parametrize("leader", ["snv_head", "chief"])
def test_only_before_a_leader_of_the_own_agency(province: World, leader: str) -> None:
    with pytest.raises(Refused) as refused:
        prepare(province, province.incoming(), leader=province.post(leader))
    assert [f.field for f in refused.value.findings] == ["leader"]


@pytest.mark.parametrize("username", ["chairman", "inspector", "admin", "snv_head"])
def test_only_the_office_the_registry_and_heads_of_units_prepare(province: World, username: str) -> None:
    with pytest.raises(Forbidden):
        prepare(province, province.incoming(), by=username)


def test_the_head_of_a_unit_prepares_what_came_to_him(province: World) -> None:
    from dondoc.documents import actions as documents

    entry = province.incoming(by="snv_clerk")
    documents.forward(entry, to=[(province.units["CCHC"], "handle")], by=province.actor("snv_clerk"), at=NOW)
    given = [Assignment("Việc", [province.units["CCHC"]])]
    prepare(province, entry, by="snv_unit_head", leader=province.post("snv_head"), given=given)
    assert directions_waiting(province.actor("snv_head")).count() == 1


def test_a_selection_with_a_hidden_arrival_is_not_cut_silently(province: World, client: Client) -> None:
    own, foreign = province.incoming(), province.incoming(by="snv_clerk", symbol="8/CĐ-TTg")
    client.force_login(province.user("coordinator"))
    assert client.get(f"/directions/prepare?select={own.pk}").status_code == 200
    assert client.get(f"/directions/prepare?select={own.pk}&select={foreign.pk}").status_code == 404
