"""State machines as tables."""

import pytest

from dondoc.lib.errors import WrongState
from dondoc.lib.states import Move, StateTable

TABLE = StateTable(
    "gate",
    {"open": "Đang mở", "shut": "Đã đóng", "lost": "Đã mất"},
    [Move("shut", ("open",), "shut"), Move("paint", ("open", "shut"), None)],
)


def test_a_move_leads_where_the_table_says() -> None:
    assert TABLE.target("shut", "open") == "shut"


def test_a_move_without_a_target_stays() -> None:
    assert [TABLE.target("paint", state) for state in ("open", "shut")] == ["open", "shut"]


@pytest.mark.parametrize(("verb", "state"), [("shut", "shut"), ("paint", "lost"), ("shut", "unknown")])
def test_any_other_move_is_refused_in_words(verb: str, state: str) -> None:
    assert not TABLE.allows(verb, state)
    with pytest.raises(WrongState) as refused:
        TABLE.target(verb, state)
    now = TABLE.labels.get(state, state)
    assert f"“{now}”" in refused.value.sentence and "“Đang mở”" in refused.value.sentence
    assert refused.value.changed == (("Trạng thái hiện tại", now),)


@pytest.mark.parametrize("move", [Move("go", ("nowhere",), "open"), Move("go", ("open",), "nowhere")])
def test_a_table_with_an_unknown_state_is_a_fault(move: Move) -> None:
    with pytest.raises(ValueError, match="nowhere"):
        StateTable("gate", {"open": "Đang mở"}, [move])


def test_the_diagram_shows_every_state_and_move() -> None:
    drawn = TABLE.mermaid()
    assert drawn.startswith("stateDiagram-v2")
    for line in ('state "Đã mất" as lost', "open --> shut: shut", "open --> open: paint", "shut --> shut: paint"):
        assert line in drawn
