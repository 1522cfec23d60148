"""Registering an item of the agency's queue: one key, and only once."""

from datetime import timedelta

import pytest

from dondoc.documents import actions, queries
from dondoc.documents.models import DocumentAccess, Entry, Recipient
from dondoc.lib.errors import Forbidden, Refused, WrongState
from dondoc.organization.access import unit_seat
from tests.world import NOW, TODAY, World


def item(world: World, code: str = "SNV") -> Recipient:
    return Recipient.objects.get(document=world.issue().document, unit=world.units[code])


def test_the_item_becomes_an_arrival_of_the_own_register(province: World) -> None:
    waiting = item(province)
    entry = actions.register_arrival(waiting, by=province.actor("snv_clerk"), at=NOW)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.entry, waiting.settled_at) == ("registered", entry, NOW)
    assert waiting.settled_by == province.user("snv_clerk")
    assert (entry.number.number, entry.arrived_on, entry.state) == (1, TODAY, "registered")
    row = DocumentAccess.objects.get(document=waiting.document, seat=unit_seat(province.units["SNV"].pk))
    assert (row.box, row.entry, row.why) == ("in", entry, "registered")
    assert not queries.arrivals(province.actor("snv_clerk")).exists()
    assert queries.arrivals(province.actor("stc_clerk")).count() == 1


def test_every_receiver_has_an_entry_of_its_own(province: World) -> None:
    document = province.issue().document
    for username in ("snv_clerk", "stc_clerk", "xa_clerk"):
        waiting = queries.arrivals(province.actor(username)).get()
        actions.register_arrival(waiting, by=province.actor(username), at=NOW)
    assert document.entries.filter(direction="in").count() == 3
    assert document.entries.filter(direction="out").count() == 1


def test_a_second_clerk_is_told_who_was_first_and_under_which_number(province: World) -> None:
    waiting = item(province)
    actions.register_arrival(waiting, by=province.actor("snv_clerk"), at=NOW)
    with pytest.raises(WrongState) as refused:
        actions.register_arrival(waiting, by=province.actor("snv_clerk"), at=NOW + timedelta(minutes=1))
    changed = dict(refused.value.changed)
    assert changed == {
        "Trạng thái hiện tại": "Đã vào sổ", "Người thực hiện": "Lê Thị Cúc, 09:00 25/11/2026", "Số đến": "1",
    }  # fmt: skip
    assert Entry.objects.filter(direction="in").count() == 1


def test_only_the_registry_of_the_addressed_agency_registers_it(province: World) -> None:
    waiting = item(province)
    for username in ("snv_head", "snv_officer", "stc_clerk", "clerk", "admin"):
        with pytest.raises(Forbidden):
            actions.register_arrival(waiting, by=province.actor(username), at=NOW)


def test_a_deadline_before_the_arrival_is_refused_and_burns_nothing(province: World) -> None:
    waiting = item(province)
    with pytest.raises(Refused) as refused:
        actions.register_arrival(
            waiting, due_on=TODAY - timedelta(days=1), by=province.actor("snv_clerk"), at=NOW
        )  # fmt: skip
    assert [finding.field for finding in refused.value.findings] == ["due_on"]
    entry = actions.register_arrival(waiting, due_on=TODAY, by=province.actor("snv_clerk"), at=NOW)
    assert (entry.number.number, entry.due_on) == (1, TODAY)


def test_urgent_items_stand_first_then_the_oldest(province: World) -> None:
    plain = province.issue(abstract="một").document
    urgent = province.issue(abstract="hai", urgency=2, at=NOW + timedelta(minutes=1)).document
    later = province.issue(abstract="ba", at=NOW + timedelta(minutes=2)).document
    shown = [waiting.document for waiting in queries.arrivals(province.actor("xa_clerk"))]
    assert shown == [urgent, plain, later]
