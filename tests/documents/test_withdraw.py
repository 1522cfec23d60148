"""Taking a wrong transfer back: at once while unread, by asking afterwards; earlier receivers stay on record."""

from datetime import timedelta

import pytest

from dondoc.audit.journal import opened
from dondoc.documents import actions, queries
from dondoc.documents.models import Document, Entry, Routing
from dondoc.lib.errors import Forbidden, Refused, WrongState
from dondoc.notifications.models import Notice
from dondoc.organization.access import post_seat
from tests.world import NOW, World

LATER = NOW + timedelta(minutes=5)


@pytest.fixture
def sent(province: World) -> Routing:
    entry = province.incoming(by="snv_clerk")
    (routing,) = actions.forward(
        entry, to=[(province.post("snv_officer"), "handle")], by=province.actor("snv_clerk"), at=NOW
    )
    return routing


def sees(world: World, username: str, entry: Entry) -> bool:
    return Document.objects.visible_to(world.actor(username)).filter(pk=entry.document_id).exists()


def read(world: World, username: str, routing: Routing) -> None:
    opened(routing.entry.document, by=world.actor(username), at=LATER)


def test_while_unread_it_is_taken_back_and_stays_on_record(province: World, sent: Routing) -> None:
    assert sees(province, "snv_officer", sent.entry)
    taken = actions.withdraw(sent, by=province.actor("snv_clerk"), at=LATER)
    assert (taken.state, taken.settled_at, taken.settled_by) == ("withdrawn", LATER, province.user("snv_clerk"))
    assert not sees(province, "snv_officer", sent.entry)
    assert list(sent.entry.routings.all()) == [taken]
    with pytest.raises(WrongState):
        actions.withdraw(sent, by=province.actor("snv_clerk"), at=LATER)


def test_once_opened_it_must_be_asked_for(province: World, sent: Routing) -> None:
    read(province, "snv_officer", sent)
    assert queries.is_read(sent)
    with pytest.raises(WrongState) as refused:
        actions.withdraw(sent, by=province.actor("snv_clerk"), at=LATER)
    assert "đề nghị thu hồi" in refused.value.sentence


def test_reading_by_others_or_before_does_not_count(province: World, sent: Routing) -> None:
    read(province, "snv_head", sent)
    opened(sent.entry.document, by=province.actor("snv_officer"), at=NOW - timedelta(days=1))
    assert not queries.is_read(sent)


def test_a_transfer_to_a_unit_is_read_when_somebody_of_the_unit_opens_it(province: World) -> None:
    entry = province.incoming(by="snv_clerk")
    to = [(province.units["CCHC"], "handle")]
    (routing,) = actions.forward(entry, to=to, by=province.actor("snv_clerk"), at=NOW)
    assert not queries.is_read(routing)
    read(province, "snv_unit_head", routing)
    assert queries.is_read(routing)


def test_the_receiver_agrees(province: World, sent: Routing) -> None:
    asked = actions.ask_withdrawal(sent, reason=" Chuyển nhầm ", by=province.actor("snv_clerk"), at=LATER)
    assert (asked.state, asked.reason) == ("withdrawal_asked", "Chuyển nhầm")
    assert Notice.objects.filter(
        seat=post_seat(province.post("snv_officer").pk), sentence__startswith="Đề nghị thu hồi"
    ).exists()
    answered = actions.answer_withdrawal(sent, agree=True, by=province.actor("snv_officer"), at=LATER)
    assert (answered.state, answered.settled_by) == ("withdrawn", province.user("snv_officer"))
    assert not sees(province, "snv_officer", sent.entry)


def test_the_receiver_keeps_it(province: World, sent: Routing) -> None:
    actions.ask_withdrawal(sent, reason="Chuyển nhầm", by=province.actor("snv_clerk"), at=LATER)
    kept = actions.answer_withdrawal(sent, agree=False, by=province.actor("snv_officer"), at=LATER)
    assert kept.state == "sent" and sees(province, "snv_officer", sent.entry)
    actions.ask_withdrawal(sent, reason="Vẫn nhầm", by=province.actor("snv_clerk"), at=LATER + timedelta(1))


def test_asking_needs_a_reason_and_answering_a_question(province: World, sent: Routing) -> None:
    with pytest.raises(Refused) as refused:
        actions.ask_withdrawal(sent, reason=" ", by=province.actor("snv_clerk"), at=LATER)
    assert [finding.field for finding in refused.value.findings] == ["reason"]
    with pytest.raises(WrongState):
        actions.answer_withdrawal(sent, agree=True, by=province.actor("snv_officer"), at=LATER)


def test_only_the_sender_takes_back_and_only_the_receiver_answers(province: World, sent: Routing) -> None:
    for username in ("snv_head", "snv_officer", "clerk"):
        with pytest.raises(Forbidden):
            actions.withdraw(sent, by=province.actor(username), at=LATER)
        with pytest.raises(Forbidden):
            actions.ask_withdrawal(sent, reason="x", by=province.actor(username), at=LATER)
    actions.ask_withdrawal(sent, reason="x", by=province.actor("snv_clerk"), at=LATER)
    for username in ("snv_clerk", "snv_head", "stc_officer"):
        with pytest.raises(Forbidden):
            actions.answer_withdrawal(sent, agree=True, by=province.actor(username), at=LATER)


def test_what_was_sent_twice_and_taken_back_once_is_still_seen(province: World, sent: Routing) -> None:
    to = [(province.post("snv_officer"), "inform")]
    actions.forward(sent.entry, to=to, by=province.actor("snv_head"), at=NOW)
    actions.withdraw(sent, by=province.actor("snv_clerk"), at=LATER)
    assert sees(province, "snv_officer", sent.entry)


def test_taking_back_leaves_what_is_seen_for_another_reason(province: World) -> None:
    """The leader before whom it lies, and whoever has a task on it, keep seeing it."""
    entry = province.incoming()
    clerk = province.actor("clerk")
    actions.present(entry, leader=province.post("vice"), by=clerk, at=NOW)
    to = [(province.post(name), "inform") for name in ("vice", "coordinator")]
    routings = actions.forward(entry, to=to, by=clerk, at=NOW)
    seat = post_seat(province.post("coordinator").pk)
    actions.show_to(entry.document, seats=[seat], why="task", by=clerk, at=NOW)
    for routing in routings:
        actions.withdraw(routing, by=clerk, at=LATER)
    whys = dict(entry.document.access.values_list("seat", "why"))
    assert whys[post_seat(province.post("vice").pk)] == "presented" and whys[seat] == "task"
