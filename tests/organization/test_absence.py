"""Days of absence: a deputy acts in the post, and the journal names both."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from dondoc.audit.models import JournalLine
from dondoc.lib.errors import Forbidden, Refused, WrongState
from dondoc.organization import actions
from dondoc.organization.models import Absence, Holding
from dondoc.organization.queries import holdings_of
from tests.world import NOW, TODAY, World

LAST = TODAY + timedelta(days=2)


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with time_machine.travel(NOW, tick=False):
        yield


def away(province: World, *, by: str = "snv_head", deputy: str = "snv_unit_head") -> Absence:
    held = Holding.objects.get(user__username="snv_head")
    return actions.note_absence(
        held, deputy=province.user(deputy), from_day=TODAY, until_day=LAST, by=province.actor(by), at=NOW
    )


def test_on_those_days_the_deputy_may_act_in_the_post(province: World) -> None:
    away(province)
    user, post = province.user("snv_unit_head"), province.post("snv_head")
    for day, may in (
        (TODAY - timedelta(days=1), False),
        (TODAY, True),
        (LAST, True),
        (LAST + timedelta(days=1), False),
    ):
        assert (post.pk in [held.post_id for held in holdings_of(user, day)]) == may
    assert holdings_of(user, TODAY)[0].user == user, "his own post comes first"


def test_what_he_does_there_names_both(province: World, client: Client) -> None:
    away(province)
    task = province.task()
    client.force_login(province.user("snv_unit_head"))
    client.post("/act-as", {"post": province.post("snv_head").pk})
    assert "Giám đốc, Sở Nội vụ (thay Nguyễn Văn An)" in client.get("/").content.decode()
    assert client.post(f"/tasks/{task.pk}/acknowledge").status_code == 302
    line = JournalLine.objects.get(verb="tasks.acknowledge", outcome="done")
    wanted = (province.user("snv_unit_head").pk, province.user("snv_head").pk, province.post("snv_head").pk)
    assert (line.user_id, line.on_behalf_of, line.post_id) == wanted
    assert client.get("/api/me").json()["person"] == "Phạm Hồng Điệp"


def test_the_holder_says_so_himself_and_ends_it_when_he_is_back(province: World, client: Client) -> None:
    client.force_login(province.user("snv_head"))
    held = Holding.objects.get(user__username="snv_head")
    typed = {"deputy": province.user("snv_unit_head").pk, "from_day": "25/11/2026", "until_day": "27/11/2026"}
    assert client.post(f"/organization/holdings/{held.pk}/absence", typed).headers["Location"] == "/account"
    assert "Phạm Hồng Điệp thay 25/11/2026 – 27/11/2026" in " ".join(client.get("/account").content.decode().split())
    absence = Absence.objects.get()
    client.post(f"/organization/absences/{absence.pk}/end")
    assert holdings_of(province.user("snv_unit_head"), TODAY).count() == 1
    with pytest.raises(WrongState):
        actions.end_absence(absence, by=province.actor("snv_head"), at=NOW)


def test_nobody_makes_himself_the_deputy(province: World) -> None:
    with pytest.raises(Forbidden):
        away(province, by="snv_unit_head")


@pytest.mark.parametrize("deputy", ["snv_head", "stc_officer"])
def test_the_deputy_is_somebody_else_of_the_same_agency(province: World, deputy: str) -> None:
    with pytest.raises(Refused) as refused:
        away(province, deputy=deputy)
    assert [finding.field for finding in refused.value.findings] == ["deputy"]


def test_days_that_cannot_be(province: World) -> None:
    away(province)
    held, admin = Holding.objects.get(user__username="snv_head"), province.actor("admin")
    long_ago = TODAY - timedelta(days=900)
    with pytest.raises(Refused) as refused:
        actions.note_absence(
            held, deputy=province.user("snv_clerk"), from_day=long_ago, until_day=long_ago - timedelta(days=1), by=admin,
            at=NOW,
        )  # fmt: skip
    assert [finding.field for finding in refused.value.findings][:3] == ["until_day", "until_day", "from_day"]
    with pytest.raises(Refused) as refused:
        away(province, deputy="snv_clerk")
    assert "Đã ghi vắng mặt" in refused.value.findings[0].sentence
