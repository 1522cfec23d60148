"""The answer of a permission function: yes, or no with a sentence and the one who can; buttons and actions ask it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dondoc.lib.errors import Forbidden


@dataclass(frozen=True, slots=True)
class Ruling:
    """True when allowed; otherwise `sentence` says why not and `who` names who can."""

    allowed: bool
    sentence: str = ""
    who: str = ""

    def __bool__(self) -> bool:
        return self.allowed


ALLOWED = Ruling(True)


def denied(sentence: str, who: str = "") -> Ruling:
    """No, because …"""
    return Ruling(False, sentence, who)


def require(permission: Callable[..., Ruling], *args: Any) -> None:
    """Raises `Forbidden` with the permission function's own sentence unless it allows."""
    ruling = permission(*args)
    if not ruling:
        raise Forbidden(ruling.sentence, ruling.who)
