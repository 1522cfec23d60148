"""Every state of an entry, a recipient and a transfer against every move, by the real actions."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from dondoc.documents import actions
from dondoc.documents.models import Entry, Recipient, Routing
from dondoc.documents.states import ENTRY, RECIPIENT, ROUTING
from dondoc.lib.errors import Forbidden, WrongState
from dondoc.lib.states import StateTable
from tests.world import NOW, World


def tried(table: StateTable, verb: str, state: str, do: Callable[[], Any]) -> str | None:
    """The state that a move leads to when it is really made, None if it was refused; everything is undone."""
    point = transaction.savepoint()
    try:
        made = do()
    except WrongState as refused:
        assert table.labels[state] in dict(refused.changed)["Trạng thái hiện tại"]
        return None
    else:
        made = made[0].entry if isinstance(made, list) else made
        made.refresh_from_db()
        return str(made.state)
    finally:
        transaction.savepoint_rollback(point)


def expected(table: StateTable, verb: str, state: str) -> str | None:
    move = table.moves[verb]
    return (move.target or state) if state in move.sources else None


def entry_in(world: World, state: str) -> Entry:
    """An entry brought to a state by the acts that lead there."""
    clerk = world.actor("clerk")
    if state == "issued":
        return world.issue()
    entry = world.incoming()
    if state == "presented":
        actions.present(entry, leader=world.post("vice"), by=clerk, at=NOW)
    elif state == "directed":
        actions.direct(entry, by=world.actor("chairman"), at=NOW)
    elif state == "forwarded":
        actions.forward(entry, to=[(world.units["VP"], "handle")], by=clerk, at=NOW)
    elif state == "closed":
        actions.close(entry, by=clerk, at=NOW)
    entry.refresh_from_db()
    assert entry.state == state
    return entry


@pytest.mark.parametrize("state", ENTRY.labels)
def test_an_entry(province: World, state: str) -> None:
    entry, clerk, leader = entry_in(province, state), province.actor("clerk"), province.actor("chairman")
    to = [(province.post("coordinator"), "handle")]
    moves: dict[str, Callable[[], Any]] = {
        "forward": lambda: actions.forward(entry, to=to, by=clerk, at=NOW),
        "present": lambda: actions.present(entry, leader=province.post("vice"), by=clerk, at=NOW),
        "withdraw_presentation": lambda: actions.withdraw_presentation(entry, by=leader, at=NOW),
        "direct": lambda: actions.direct(entry, by=leader, at=NOW),
        "close": lambda: actions.close(entry, by=clerk, at=NOW),
    }
    assert set(moves) == set(ENTRY.moves)
    found = {verb: tried(ENTRY, verb, state, do) for verb, do in moves.items()}
    wanted = {verb: expected(ENTRY, verb, state) for verb in moves}
    if state == "registered":
        wanted["forward"] = "forwarded"  # the first transfer shows that the arrival has left the registry
    assert found == wanted


def recipient_in(world: World, state: str) -> tuple[Recipient, str]:
    """A recipient brought to a state, and the clerk who settles it."""
    document = world.issue().document
    if state in ("queued", "paper"):
        given: dict[str, Any] = {"unit": None} if state == "paper" else {"unit": world.units["VP"]}
        waiting = Recipient.objects.create(document=document, position=9, name="Ngoài", state=state, **given)
        return waiting, "clerk"
    waiting = Recipient.objects.get(document=document, unit=world.units["SNV"])
    clerk = world.actor("snv_clerk")
    if state == "registered":
        actions.register_arrival(waiting, by=clerk, at=NOW)
    elif state == "returned":
        actions.return_arrival(waiting, reason="Nhầm", by=clerk, at=NOW)
    waiting.refresh_from_db()
    return waiting, "snv_clerk"


@pytest.mark.parametrize("state", RECIPIENT.labels)
def test_a_recipient(province: World, state: str) -> None:
    waiting, username = recipient_in(province, state)
    assert waiting.state == state
    clerk = province.actor(username)
    moves: dict[str, Callable[[], Any]] = {
        "register": lambda: actions.register_arrival(waiting, by=clerk, at=NOW).recipient,
        "return": lambda: actions.return_arrival(waiting, reason="x", by=clerk, at=NOW),
    }
    assert set(moves) == set(RECIPIENT.moves)
    for verb, do in moves.items():
        if state in ("queued", "paper"):
            # What goes outside or on paper is in nobody's queue.
            with pytest.raises(Forbidden):
                do()
            assert expected(RECIPIENT, verb, state) is None
        else:
            assert tried(RECIPIENT, verb, state, do) == expected(RECIPIENT, verb, state)


def routing_in(world: World, state: str) -> Routing:
    clerk = world.actor("clerk")
    to = [(world.post("coordinator"), "handle")]
    (routing,) = actions.forward(world.incoming(), to=to, by=clerk, at=NOW)
    if state == "withdrawn":
        actions.withdraw(routing, by=clerk, at=NOW)
    elif state == "withdrawal_asked":
        actions.ask_withdrawal(routing, reason="Nhầm", by=clerk, at=NOW)
    routing.refresh_from_db()
    assert routing.state == state
    return routing


@pytest.mark.parametrize("state", ROUTING.labels)
def test_a_transfer(province: World, state: str) -> None:
    routing, clerk, receiver = routing_in(province, state), province.actor("clerk"), province.actor("coordinator")
    moves: dict[str, Callable[[], Any]] = {
        "withdraw": lambda: actions.withdraw(routing, by=clerk, at=NOW),
        "ask_withdrawal": lambda: actions.ask_withdrawal(routing, reason="x", by=clerk, at=NOW),
        "agree_withdrawal": lambda: actions.answer_withdrawal(routing, agree=True, by=receiver, at=NOW),
        "refuse_withdrawal": lambda: actions.answer_withdrawal(routing, agree=False, by=receiver, at=NOW),
    }
    assert set(moves) == set(ROUTING.moves)
    found = {verb: tried(ROUTING, verb, state, do) for verb, do in moves.items()}
    assert found == {verb: expected(ROUTING, verb, state) for verb in moves}


@pytest.mark.parametrize("table", [ENTRY, RECIPIENT, ROUTING], ids=lambda table: table.name)
def test_every_state_is_a_beginning_or_some_move_leads_to_it(table: StateTable) -> None:
    begins = {"entry": {"registered", "issued"}, "recipient": {"queued", "paper", "delivered"}, "routing": {"sent"}}
    # The first transfer of a registered arrival leads to `forwarded`.
    reached = {move.target for move in table.moves.values()} | ({"forwarded"} if table.name == "entry" else set())
    assert set(table.labels) - reached == begins[table.name] - reached
