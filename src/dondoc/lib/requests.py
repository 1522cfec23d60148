"""A request as our middleware leaves it: with the actor, and the post he acts in."""

from typing import Any

from django.http import HttpRequest

from dondoc.lib.actor import Actor


class Request(HttpRequest):
    """What views get; `holding` is the row that gives the person his post, None without one."""

    actor: Actor
    holding: Any
    holdings: list[Any]


def whole(text: str) -> int | None:
    """The whole number that was sent as text; None for anything else, also for one larger than any key."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else None
