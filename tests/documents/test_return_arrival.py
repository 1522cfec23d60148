"""Sending an item of the queue back to its sender (NĐ 30/2020 Điều 21.2b)."""

import pytest

from dondoc.documents import actions
from dondoc.documents.models import Number, Recipient
from dondoc.lib.errors import Forbidden, Refused, WrongState
from dondoc.notifications.models import Notice
from dondoc.organization.access import unit_seat
from tests.world import NOW, World


def item(world: World) -> Recipient:
    return Recipient.objects.get(document=world.issue().document, unit=world.units["SNV"])


def test_the_sender_is_told_with_the_reason_and_no_number_is_taken(province: World) -> None:
    waiting = item(province)
    returned = actions.return_arrival(
        waiting, reason="  Không đúng thẩm quyền ", by=province.actor("snv_clerk"), at=NOW
    )
    assert (returned.state, returned.reason, returned.settled_at) == ("returned", "Không đúng thẩm quyền", NOW)
    told = Notice.objects.get(sentence__contains="trả lại")
    assert told.seat == unit_seat(province.units["UBND"].pk) and "Sở Nội vụ" in told.sentence
    assert not Number.objects.filter(register__agency=province.units["SNV"]).exists()


@pytest.mark.parametrize("reason", ["", "  ", "\u200b"])
def test_5_4_nothing_is_returned_without_a_reason(province: World, reason: str) -> None:
    """QĐ 28/2018 Điều 5.4."""
    waiting = item(province)
    with pytest.raises(Refused) as refused:
        actions.return_arrival(waiting, reason=reason, by=province.actor("snv_clerk"), at=NOW)
    assert [(f.field, f.clause) for f in refused.value.findings] == [("reason", "QĐ 28/2018 Điều 5.4")]
    waiting.refresh_from_db()
    assert waiting.state == "delivered"


def test_what_was_registered_or_returned_is_not_returned(province: World) -> None:
    waiting, clerk = item(province), province.actor("snv_clerk")
    actions.return_arrival(waiting, reason="Nhầm nơi nhận", by=clerk, at=NOW)
    for verb in (actions.return_arrival, actions.register_arrival):
        more = {"reason": "x"} if verb is actions.return_arrival else {}
        with pytest.raises(WrongState) as refused:
            verb(waiting, **more, by=clerk, at=NOW)
        assert ("Lý do", "Nhầm nơi nhận") in refused.value.changed


def test_only_the_registry_of_the_addressed_agency_returns_it(province: World) -> None:
    waiting = item(province)
    for username in ("snv_head", "stc_clerk", "clerk"):
        with pytest.raises(Forbidden):
            actions.return_arrival(waiting, reason="x", by=province.actor(username), at=NOW)
