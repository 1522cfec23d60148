"""State machines as tables: which verb leads from which states to which; the diagram is generated from it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dondoc.lib.errors import WrongState


@dataclass(frozen=True, slots=True)
class Move:
    """A verb, the states from which it may be done, and the state it leads to (None: it stays)."""

    verb: str
    sources: tuple[str, ...]
    target: str | None


class StateTable:
    """The moves of one kind of record. `labels` gives every state its Vietnamese name."""

    def __init__(self, name: str, labels: Mapping[str, str], moves: Iterable[Move]) -> None:
        self.name = name
        self.labels = dict(labels)
        self.moves = {move.verb: move for move in moves}
        for move in self.moves.values():
            unknown = {*move.sources, *([move.target] if move.target else [])} - set(self.labels)
            if unknown:
                raise ValueError(f"{name}.{move.verb}: unknown states {sorted(unknown)}")

    def allows(self, verb: str, state: str) -> bool:
        return state in self.moves[verb].sources

    def target(self, verb: str, state: str) -> str:
        """The state that `verb` leads to from `state`; raises `WrongState`."""
        move = self.moves[verb]
        if state not in move.sources:
            wanted = ", ".join(f"“{self.labels[source]}”" for source in move.sources)
            raise WrongState(
                f"Hiện ở trạng thái “{self.labels.get(state, state)}”; thao tác này chỉ làm được khi {wanted}.",
                changed=[("Trạng thái hiện tại", self.labels.get(state, state))],
            )
        return move.target or state

    def mermaid(self) -> str:
        """The table as a Mermaid state diagram, for docs/states.md."""
        lines = ["stateDiagram-v2"]
        for code, label in self.labels.items():
            lines.append(f'    state "{label}" as {code}')
        for move in self.moves.values():
            lines += [f"    {source} --> {move.target or source}: {move.verb}" for source in move.sources]
        return "\n".join(lines)
