"""The leader accepts a proposal or changes it; the same act creates the tasks; the queue moves on by itself."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client

from dondoc.documents.models import Entry
from dondoc.lib.days import moment
from dondoc.lib.errors import Forbidden, Refused, WrongState
from dondoc.tasks import actions
from dondoc.tasks.actions import Assignment
from dondoc.tasks.facts import Term
from dondoc.tasks.models import Direction, Task
from dondoc.tasks.queries import directions_waiting
from tests.world import NOW, TODAY, World


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def prepared(world: World, symbol: str = "112/CĐ-TTg", **more: object) -> Direction:
    entry = world.incoming(symbol=symbol)
    given = [Assignment("Tham mưu", [world.units["SNV"]], [world.units["STC"]], term=Term("working_day", 5))]
    (direction,) = actions.prepare_direction(
        [entry], leader=world.post("chairman"), given=more.pop("given", given),  # type: ignore[arg-type]
        words="Giao Sở Nội vụ tham mưu", by=world.actor("coordinator"), at=NOW,
    )  # fmt: skip
    return direction


def test_accepting_creates_the_tasks_as_proposed(province: World) -> None:
    direction = prepared(province)
    (task,) = actions.give_direction(direction, by=province.actor("chairman"), at=NOW)
    direction.refresh_from_db()
    assert (direction.state, direction.changed, direction.settled_at) == ("given", False, NOW)
    assert (task.lead, task.content, task.quote) == (province.units["SNV"], "Tham mưu", "Giao Sở Nội vụ tham mưu")
    assert [one.unit for one in task.participants.all()] == [province.units["STC"]]
    assert (task.assigner, task.assigned_for_id, task.urgency) == (
        province.units["VP"], province.post("chairman").pk, 3,
    )  # fmt: skip
    assert Entry.objects.get(pk=direction.entry_id).state == "directed"


def test_the_term_runs_from_the_day_it_is_given(province: World) -> None:
    direction = prepared(province)
    later = moment(date(2026, 12, 1), 9)
    (task,) = actions.give_direction(direction, by=province.actor("chairman"), at=later)
    assert (task.deadline.start_day, task.deadline.due) == (date(2026, 12, 1), date(2026, 12, 8))


def test_his_own_version_replaces_the_proposal_and_is_marked(province: World) -> None:
    direction = prepared(province)
    own = [Assignment("", [province.units["XA"]])]
    (task,) = actions.give_direction(direction, given=own, words="Giao xã", by=province.actor("chairman"), at=NOW)
    direction.refresh_from_db()
    assert (direction.changed, direction.words) == (True, "Giao xã")
    assert (task.lead, task.content) == (province.units["XA"], "Giao xã")


def test_what_he_leaves_empty_gets_the_usual(province: World) -> None:
    own = [Assignment("", [province.units["XA"]])]
    (task,) = actions.give_direction(prepared(province), given=own, by=province.actor("chairman"), at=NOW)
    assert (task.product, task.deadline.due) == ("document", TODAY + timedelta(days=1))


def test_words_alone_settle_it_without_a_task(province: World) -> None:
    direction = prepared(province)
    assert actions.give_direction(direction, given=[], words="Lưu", by=province.actor("chairman"), at=NOW) == []
    assert Direction.objects.get().state == "given"


def test_neither_words_nor_work_is_refused(province: World) -> None:
    with pytest.raises(Refused):
        actions.give_direction(prepared(province), given=[], words=" ", by=province.actor("chairman"), at=NOW)
    assert Direction.objects.get().state == "prepared"


@pytest.mark.parametrize("leads", [[], ["SNV", "XA"]])
def test_dieu_2_4_exactly_one_lead(province: World, leads: list[str]) -> None:
    own = [Assignment("Việc", [province.units[code] for code in leads])]
    with pytest.raises(Refused):
        actions.give_direction(prepared(province), given=own, by=province.actor("chairman"), at=NOW)
    assert not Task.objects.exists()


def test_only_the_leader_before_whom_it_lies(province: World) -> None:
    direction = prepared(province)
    for username in ("vice", "chief", "coordinator", "snv_head"):
        with pytest.raises(Forbidden):
            actions.give_direction(direction, by=province.actor(username), at=NOW)


def test_only_once(province: World) -> None:
    direction = prepared(province)
    actions.give_direction(direction, by=province.actor("chairman"), at=NOW)
    with pytest.raises(WrongState):
        actions.give_direction(direction, by=province.actor("chairman"), at=NOW)
    assert Task.objects.count() == 1


def test_the_page_accepts_with_one_post_and_moves_on_to_the_next(province: World, client: Client) -> None:
    first, second = prepared(province), prepared(province, "113/CĐ-TTg")
    client.force_login(province.user("chairman"))
    response = client.post(f"/directions/{first.pk}", {"words": first.words, "lead": province.units["SNV"].pk})
    assert (response.status_code, response.headers["Location"]) == (302, f"/directions/{second.pk}")
    response = client.post(f"/directions/{second.pk}", {"words": "Đồng ý"})
    assert response.headers["Location"] == "/directions/"
    assert not directions_waiting(province.actor("chairman")).exists()
    assert [direction.changed for direction in Direction.objects.order_by("pk")] == [False, True]


def test_another_lead_on_the_page_keeps_deadline_and_partners(province: World, client: Client) -> None:
    direction = prepared(province)
    client.force_login(province.user("chairman"))
    client.post(f"/directions/{direction.pk}", {"words": "", "lead": province.units["STC"].pk})
    task = Task.objects.get()
    assert (task.lead, task.participants.count(), task.deadline.due) == (province.units["STC"], 0, date(2026, 12, 2))


def test_every_piece_of_a_proposal_is_shown_and_kept_when_the_first_is_changed(province: World, client: Client) -> None:
    given = [Assignment("Việc một", [province.units["SNV"]]), Assignment("Việc hai", [province.units["XA"]])]
    direction = prepared(province, given=given)
    client.force_login(province.user("chairman"))
    page = client.get(f"/directions/{direction.pk}").content.decode()
    assert "Việc một" in page and "Việc hai" in page
    client.post(f"/directions/{direction.pk}", {"words": "", "lead": province.units["STC"].pk})
    assert list(Task.objects.order_by("pk").values_list("lead__abbreviation", "content")) == [
        ("STC", "Việc một"), ("UBND", "Việc hai"),
    ]  # fmt: skip
