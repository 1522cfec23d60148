"""The leader sends a proposal back."""

import pytest

from dondoc.documents.models import Document, Entry
from dondoc.lib.errors import Forbidden, Refused, WrongState
from dondoc.notifications.models import Notice
from dondoc.tasks import actions
from dondoc.tasks.actions import Assignment
from dondoc.tasks.models import Direction
from tests.world import NOW, World


@pytest.fixture
def direction(province: World) -> Direction:
    given = [Assignment("Tham mưu", [province.units["SNV"]])]
    (made,) = actions.prepare_direction(
        [province.incoming()], leader=province.post("chairman"), given=given, by=province.actor("coordinator"), at=NOW
    )
    return made


def test_the_arrival_can_be_laid_before_somebody_again(province: World, direction: Direction) -> None:
    chairman = province.actor("chairman")
    declined = actions.decline_direction(direction, reason="Chưa rõ chủ trì", by=chairman, at=NOW)
    assert (declined.state, declined.reason, declined.settled_at) == ("declined", "Chưa rõ chủ trì", NOW)
    entry = Entry.objects.get(pk=direction.entry_id)
    assert entry.state == "registered"
    assert Notice.objects.filter(sentence__startswith="Chủ tịch trả lại đề xuất").count() == 1
    again = actions.prepare_direction(
        [entry], leader=province.post("vice"), given=[], words="Xin ý kiến", by=province.actor("coordinator"), at=NOW
    )
    assert again[0].state == "prepared"
    assert Document.objects.visible_to(chairman).filter(pk=entry.document_id).exists()


@pytest.mark.parametrize("reason", ["", " ", "x" * 501])
def test_a_reason_is_needed_and_not_too_long(province: World, direction: Direction, reason: str) -> None:
    with pytest.raises(Refused) as refused:
        actions.decline_direction(direction, reason=reason, by=province.actor("chairman"), at=NOW)
    assert [f.field for f in refused.value.findings] == ["reason"]


def test_only_by_the_leader_and_only_while_it_waits(province: World, direction: Direction) -> None:
    with pytest.raises(Forbidden):
        actions.decline_direction(direction, reason="x", by=province.actor("vice"), at=NOW)
    actions.give_direction(direction, by=province.actor("chairman"), at=NOW)
    with pytest.raises(WrongState):
        actions.decline_direction(direction, reason="x", by=province.actor("chairman"), at=NOW)
