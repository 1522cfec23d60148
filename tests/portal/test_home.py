"""Home by role: each count opens exactly the list it counts."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from django.test import Client

from dondoc.lib.days import moment
from dondoc.portal.queries import capped, cards
from dondoc.tasks import actions
from dondoc.tasks.actions import Assignment
from dondoc.tasks.facts import Term
from dondoc.tasks.models import Task
from tests.world import NOW, PEOPLE, World

LATER = moment(date(2026, 12, 14), 9)


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with time_machine.travel(LATER, tick=False):
        yield


def test_every_card_of_everybody_opens_a_list_of_that_length(province: World, client: Client) -> None:
    province.task(term=Term("working_day", 30))
    province.taken()
    province.submitted()
    actions.return_task(province.task(), ground="Của sở khác", by=province.actor("snv_head"), at=NOW)
    actions.prepare_direction(
        [province.incoming()], leader=province.post("chairman"), words="Xin ý kiến", by=province.actor("coordinator"),
        given=[Assignment("Việc", [province.units["SNV"]])], at=NOW,
    )  # fmt: skip
    opened = set()
    for username, *_ in PEOPLE:
        client.force_login(province.user(username))
        home = client.get("/").content.decode()
        for card in cards(province.actor(username), LATER.date()):
            assert f'href="{card.url}"' in home, (username, card.label)
            page = client.get(card.url + ("&" if "?" in card.url else "?") + "size=100").content.decode()
            rows = re.findall(r"<tr[^>]* data-href=", page)
            assert len(rows) == int(card.count or 0), (username, card.label)
            if card.count:
                opened.add(card.label)
    assert len(opened) >= 8


def test_what_is_late_stands_on_the_home_of_person_head_and_office(province: World, client: Client) -> None:
    task = province.taken()
    for username in ("snv_officer", "snv_head", "chief", "chairman"):
        client.force_login(province.user(username))
        page = client.get("/").content.decode()
        assert f'href="/tasks/{task.pk}' in page and "Quá hạn 6 ngày" in page, username
    client.force_login(province.user("xa_head"))
    assert f"/tasks/{task.pk}" not in client.get("/").content.decode()


def test_counts_are_exact_to_999(province: World) -> None:
    one = province.task()
    assert capped(Task.objects.filter(pk=one.pk)) == "1"
    assert capped(Task.objects.none()) == ""


def test_search_shows_only_what_one_may_see(province: World, client: Client) -> None:
    province.issue(abstract="Tăng cường kỷ luật", recipients=[(province.units["SNV"], "")])
    for username, found in (("snv_clerk", True), ("stc_clerk", False), ("admin", False), ("snv_officer", False)):
        client.force_login(province.user(username))
        page = client.get("/search?q=ky+luat").content.decode()
        assert ("Tăng cường kỷ luật" in page) is found, username
