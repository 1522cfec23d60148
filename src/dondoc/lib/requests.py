"""A request as our middleware leaves it: with the actor, and the post he acts in."""

from typing import Any

from django.http import HttpRequest

from dondoc.lib.actor import Actor


class Request(HttpRequest):
    """What views get; `holding` is the row that gives the person his post, None without one."""

    actor: Actor
    holding: Any
    holdings: list[Any]
