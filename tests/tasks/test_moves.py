"""Every state of a task and of a direction × every move × everybody: done, the wrong state, or not his to do."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from dondoc.lib.actor import Actor
from dondoc.lib.errors import Forbidden, WrongState
from dondoc.tasks import actions
from dondoc.tasks.actions import Assignment
from dondoc.tasks.models import Direction, Task
from dondoc.tasks.states import DIRECTION, DIRECTION_LABELS, TASK, TASK_LABELS
from tests.world import NOW, PEOPLE, World

# Whose move it is, by hand: the task is given by the Office to Home Affairs, whose officer does it.
LEAD, REVIEW = {"snv_head"}, {"chairman", "vice", "chief", "coordinator"}
WHO = {
    "acknowledge": LEAD,
    "name_person": LEAD,
    "return": LEAD,
    "split": LEAD,
    "report_progress": LEAD | {"snv_officer"},
    "submit": LEAD | {"snv_officer"},
    "accept": REVIEW,
    "send_back": REVIEW,
    "reassign": REVIEW,
    "cancel": REVIEW,
}

Try = Callable[[World, Any, Actor], Any]
MOVES: dict[str, Try] = {
    "acknowledge": lambda w, t, by: actions.acknowledge(t, person=w.post("snv_officer"), by=by, at=NOW),
    "name_person": lambda w, t, by: actions.name_person(t, person=w.post("snv_unit_head"), by=by, at=NOW),
    "return": lambda w, t, by: actions.return_task(t, ground="Của sở khác", by=by, at=NOW),
    "split": lambda w, t, by: actions.split(t, given=[Assignment("Phần", [w.units["CCHC"]])], by=by, at=NOW),
    "report_progress": lambda w, t, by: actions.report_progress(t, text="Đang làm", by=by, at=NOW),
    "submit": lambda w, t, by: actions.submit(t, words="Xong", documents=[t.document], by=by, at=NOW),
    "accept": lambda w, t, by: actions.accept(t, by=by, at=NOW),
    "send_back": lambda w, t, by: actions.send_back(t, reason="Thiếu", by=by, at=NOW),
    "reassign": lambda w, t, by: actions.reassign(t, lead=w.units["XA"], by=by, at=NOW),
    "cancel": lambda w, t, by: actions.cancel(t, reason="Thôi", by=by, at=NOW),
}


def reach(world: World, state: str) -> Task:
    """A task in a state, by the real moves; wherever it can be, its person is already named."""
    head, officer, chief = (world.actor(name) for name in ("snv_head", "snv_officer", "chief"))
    if state == "assigned":
        return world.task()
    task = world.taken()
    if state == "in_progress":
        return actions.report_progress(task, text="Đang làm", by=officer, at=NOW)
    if state in ("submitted", "done"):
        assert task.document is not None
        task = actions.submit(task, words="Xong", documents=[task.document], by=officer, at=NOW)
        return actions.accept(task, by=chief, at=NOW) if state == "done" else task
    if state == "returned":
        return actions.return_task(task, ground="Của sở khác", by=head, at=NOW)
    if state == "cancelled":
        return actions.cancel(task, reason="Thôi", by=chief, at=NOW)
    assert state == "acknowledged"
    return task


def outcome(attempt: Callable[[], Any]) -> str:
    """What an attempt comes to; whatever it did is undone."""
    try:
        with transaction.atomic():
            attempt()
            transaction.set_rollback(True)
    except Forbidden:
        return "forbidden"
    except WrongState:
        return "wrong state"
    return "done"


def test_no_move_and_no_state_is_left_out() -> None:
    assert set(MOVES) == set(WHO) == set(TASK.moves)
    assert set(DIRECTION.moves) == {"give", "decline"}


@pytest.mark.parametrize("state", TASK_LABELS)
def test_a_task_moves_only_as_the_table_says_and_only_by_whose_move_it_is(province: World, state: str) -> None:
    task = reach(province, state)
    assert task.state == state
    faults = []
    for username, *_ in PEOPLE:
        by = province.actor(username)
        for verb, attempt in MOVES.items():
            may = username in WHO[verb] and not (username == "snv_officer" and state == "assigned")
            expected = "forbidden" if not may else "done" if state in TASK.moves[verb].sources else "wrong state"
            found = outcome(lambda: attempt(province, task, by))
            if found != expected:
                faults.append(f"{username} {verb}: {found}, not {expected}")
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize(
    ("verb", "state"), [(verb, state) for verb, move in TASK.moves.items() for state in move.sources]
)
def test_a_move_leads_where_the_table_says(province: World, verb: str, state: str) -> None:
    task = reach(province, state)
    MOVES[verb](province, task, province.actor(min(WHO[verb] - {"snv_officer"})))
    assert Task.objects.get(pk=task.pk).state == (TASK.moves[verb].target or state)


@pytest.mark.parametrize("state", DIRECTION_LABELS)
def test_a_direction_is_settled_once_and_by_its_leader_alone(province: World, state: str) -> None:
    given = [Assignment("Tham mưu", [province.units["SNV"]])]
    (direction,) = actions.prepare_direction(
        [province.incoming()], leader=province.post("chairman"), given=given, by=province.actor("coordinator"), at=NOW
    )
    chairman = province.actor("chairman")
    settle: dict[str, Callable[[Actor], Any]] = {
        "give": lambda by: actions.give_direction(direction, by=by, at=NOW),
        "decline": lambda by: actions.decline_direction(direction, reason="Xem lại", by=by, at=NOW),
    }
    if state != "prepared":
        settle["give" if state == "given" else "decline"](chairman)
    assert Direction.objects.get().state == state
    for username, *_ in PEOPLE:
        by = province.actor(username)
        for verb, act in settle.items():
            allowed = "done" if state in DIRECTION.moves[verb].sources else "wrong state"
            found = outcome(lambda: act(by))
            assert found == (allowed if username == "chairman" else "forbidden"), (username, verb)
