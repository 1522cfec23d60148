"""Laying an arrival before a leader, his direction, and the end of its handling (NĐ 30/2020 Điều 23, 24)."""

import pytest

from dondoc.documents import actions
from dondoc.lib.errors import Forbidden, Refused, WrongState
from dondoc.organization.access import post_seat
from tests.world import NOW, World


def test_the_leader_sees_it_in_his_own_box(province: World) -> None:
    entry = actions.present(province.incoming(), leader=province.post("vice"), by=province.actor("clerk"), at=NOW)
    assert entry.state == "presented"
    row = entry.document.access.get(seat=post_seat(province.post("vice").pk))
    assert (row.box, row.entry, row.why) == ("in", entry, "presented")


@pytest.mark.parametrize("username", ["chief", "clerk", "snv_head", "admin"])
def test_only_a_head_or_deputy_of_the_agency_is_a_leader(province: World, username: str) -> None:
    entry = province.incoming()
    with pytest.raises(Refused) as refused:
        actions.present(entry, leader=province.post(username), by=province.actor("clerk"), at=NOW)
    assert [finding.field for finding in refused.value.findings] == ["leader"]


def test_who_may_not(province: World) -> None:
    entry = province.incoming()
    for username in ("inspector", "snv_clerk", "admin"):
        with pytest.raises(Forbidden):
            actions.present(entry, leader=province.post("vice"), by=province.actor(username), at=NOW)
        with pytest.raises(Forbidden):
            actions.direct(entry, by=province.actor(username), at=NOW)


def test_an_issued_document_is_not_laid_before_anybody(province: World) -> None:
    with pytest.raises(WrongState):
        actions.present(province.issue(), leader=province.post("vice"), by=province.actor("clerk"), at=NOW)


def test_sent_back_it_waits_in_the_registry_and_the_leader_keeps_seeing_it(province: World) -> None:
    entry = province.incoming()
    actions.present(entry, leader=province.post("vice"), by=province.actor("clerk"), at=NOW)
    back = actions.withdraw_presentation(entry, by=province.actor("vice"), at=NOW)
    assert back.state == "registered"
    assert entry.document.access.filter(seat=post_seat(province.post("vice").pk)).exists()
