"""Who does something: the person, the post he acts in, for whom, and through which channel."""

from dataclasses import dataclass, replace
from typing import Literal

Channel = Literal["web", "api", "job", "packet", "command", "system", "public"]


@dataclass(frozen=True, slots=True)
class Actor:
    """One person acting in one post. The journal keeps `user_id`, `post_id`, `on_behalf_of` and `channel`.

    `kind`, `unit_id` and `agency_id` are read from the post when the actor is made (once a request), so
    that permissions need no further query. `only` is the permission list of an API token, None for a person.
    """

    user_id: int | None
    post_id: int | None
    channel: Channel
    on_behalf_of: int | None = None
    kind: str = ""
    unit_id: int | None = None
    agency_id: int | None = None
    only: frozenset[str] | None = None

    def through(self, channel: Channel) -> "Actor":
        """The same person in the same post, through another channel."""
        return replace(self, channel=channel)


SYSTEM = Actor(user_id=None, post_id=None, channel="system", kind="system")
PUBLIC = Actor(user_id=None, post_id=None, channel="public", kind="public")
