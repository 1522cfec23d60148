"""The lists of tasks: each is what the slow way says, its count is its length, and home and menu open it."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client

from dondoc.lib.days import moment
from dondoc.tasks import actions
from dondoc.tasks.actions import Assignment
from dondoc.tasks.facts import Term
from dondoc.tasks.models import Task
from dondoc.tasks.queries import tab, tabs_for
from tests.world import NOW, PEOPLE, World

LATER = moment(date(2026, 12, 14), 9)
DAY = LATER.date()


@pytest.fixture
def busy(province: World) -> World:
    """Tasks in every state, in time and late, with and without a deadline, inside the Office too."""
    chief, head, officer = (province.actor(name) for name in ("chief", "snv_head", "snv_officer"))
    proof = province.pdf("proof", by="snv_officer")
    for term in (Term("working_day", 5), Term("working_day", 30), Term("none", report_every=30)):
        more = {"term": term, "informed": [province.units["XA"]]}
        province.task(**more)
        province.taken(**more)
        actions.report_progress(province.taken(**more), text="Đang làm", by=officer, at=NOW)
        actions.submit(province.taken(**more), words="Xong", files=[(proof, "a.pdf")], by=officer, at=NOW)
        actions.return_task(province.task(**more), ground="Của sở khác", by=head, at=NOW)
        actions.accept(province.submitted(**more), by=chief, at=NOW)
        actions.cancel(province.taken(**more), reason="Thôi", by=chief, at=NOW)
        again = actions.return_task(province.taken(**more), ground="Của sở khác", by=head, at=NOW)
        actions.reassign(again, lead=province.units["XA"], term=term, by=chief, at=NOW)
    actions.split(
        province.taken(term=Term("working_day", 30)),
        given=[Assignment("Phần", [province.units["CCHC"]])],
        by=head,
        at=NOW,
    )
    province.task(leads=[province.units["VP"]], joins=[])
    return province


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


def slow(world: World, username: str, code: str) -> set[int]:
    """The list without access rows: from tasks, units and posts alone."""
    actor = world.actor(username)
    wide = actor.kind not in ("unit_head", "officer")
    mine = {actor.agency_id} if wide else {actor.unit_id}

    def ours(unit_id: int, agency_id: int | None) -> bool:
        return unit_id in mine or (wide and agency_id in mine)

    found = set()
    for task in Task.objects.select_related("lead", "assigner", "deadline"):
        ended = task.state in ("done", "cancelled")
        late = task.deadline.due is not None and task.deadline.due < DAY
        late = late and not ended and task.state not in ("submitted", "returned")
        person = task.person_id == actor.post_id
        lead, given = ours(task.lead_id, task.lead.agency_id), ours(task.assigner_id, task.assigner.agency_id)
        parts = {one.role for one in task.participants.select_related("unit") if ours(one.unit_id, one.unit.agency_id)}
        belongs = {
            "late_mine": person and late,
            "mine": person and not ended,
            "late_lead": lead and late,
            "to_acknowledge": lead and task.state == "assigned",
            "lead": lead and not ended,
            "join": "join" in parts and not ended,
            "inform": "inform" in parts and not ended,
            "late_given": given and late,
            "to_review": given and task.state == "submitted",
            "returned": given and task.state == "returned",
            "given": given and not ended,
            "done": (lead or given) and ended,
        }
        if belongs[code]:
            found.add(task.pk)
    return found


def test_every_list_of_everybody_is_what_the_slow_way_says(busy: World) -> None:
    full = 0
    for username, *_ in PEOPLE:
        actor = busy.actor(username)
        for one in tabs_for(actor):
            rows = [row.task_id for row in tab(actor, one.code, DAY)]
            assert len(rows) == len(set(rows)), (username, one.code)
            assert set(rows) == slow(busy, username, one.code), (username, one.code)
            full += bool(rows)
    assert full > 30


def test_the_administrator_has_no_list(busy: World, client: Client) -> None:
    assert tabs_for(busy.actor("admin")) == []
    client.force_login(busy.user("admin"))
    assert client.get("/tasks/").status_code == 404


@pytest.mark.parametrize("username", ["chief", "snv_head", "snv_officer", "xa_head"])
def test_the_page_of_a_list_counts_what_it_shows(busy: World, client: Client, username: str) -> None:
    client.force_login(busy.user(username))
    for one in tabs_for(busy.actor(username)):
        page = client.get(f"/tasks/?tab={one.code}&size=100").content.decode()
        wanted = slow(busy, username, one.code)
        assert {int(pk) for pk in re.findall(r'data-href="/tasks/(\d+)', page)} == wanted, one.code
        if wanted:
            assert f"<span>{len(wanted)} mục</span>" in re.sub(r"\s+", " ", page), one.code


def test_a_list_that_the_role_does_not_have_is_not_opened_by_its_address(busy: World, client: Client) -> None:
    client.force_login(busy.user("snv_officer"))
    page = client.get("/tasks/?tab=given&size=100").content.decode()
    assert {int(pk) for pk in re.findall(r'data-href="/tasks/(\d+)', page)} == slow(busy, "snv_officer", "mine")


def test_what_the_office_gave_itself_ends_in_its_list_once(busy: World) -> None:
    own = Task.objects.get(lead=busy.units["VP"])
    actions.cancel(own, reason="Không cần nữa", by=busy.actor("chief"), at=NOW)
    assert [row.task_id for row in tab(busy.actor("chief"), "done", DAY)].count(own.pk) == 1
