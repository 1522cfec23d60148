"""Who does something: the person, the post he acts in, for whom, and through which channel."""

from dataclasses import dataclass, replace
from typing import Literal

from dondoc.lib.errors import Forbidden

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

    @property
    def person(self) -> int:
        """The person's id; raises `Forbidden` for the public and the system."""
        return _there(self.user_id)

    @property
    def post(self) -> int:
        """The id of the post he acts in; raises `Forbidden` when there is none."""
        return _there(self.post_id)

    @property
    def unit(self) -> int:
        """The id of the post's unit; raises `Forbidden` when there is none."""
        return _there(self.unit_id)

    @property
    def agency(self) -> int:
        """The id of the post's agency; raises `Forbidden` when there is none."""
        return _there(self.agency_id)

    def through(self, channel: Channel) -> "Actor":
        """The same person in the same post, through another channel."""
        return replace(self, channel=channel)


def _there(value: int | None) -> int:
    if value is None:
        raise Forbidden("Việc này cần một người đang đảm nhiệm chức danh.")
    return value


SYSTEM = Actor(user_id=None, post_id=None, channel="system", kind="system")
PUBLIC = Actor(user_id=None, post_id=None, channel="public", kind="public")
