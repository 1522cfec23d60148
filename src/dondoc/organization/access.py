"""Seats and capabilities: what a post may see, and which permissions its role holds."""

import functools
from collections.abc import Iterable

from dondoc.lib.actor import Actor
from dondoc.organization.models import AccessRow, Grant

__all__ = ["AccessRow", "holds", "person_seat", "post_seat", "seats_of", "unit_seat", "widest_seat"]

SEE_AGENCY = "organization.see_agency"
SEE_UNIT = "organization.see_unit"


def unit_seat(unit_id: int) -> str:
    """The seat of an agency or a unit."""
    return f"u{unit_id}"


def post_seat(post_id: int) -> str:
    return f"p{post_id}"


def person_seat(user_id: int) -> str:
    return f"h{user_id}"


@functools.cache
def _grants() -> frozenset[tuple[str, str]]:
    return frozenset(Grant.objects.values_list("role", "permission"))


def forget_grants() -> None:
    """Called when the grants were rewritten; a process otherwise reads them once."""
    _grants.cache_clear()


def holds(actor: Actor, permission: str) -> bool:
    """Whether the role the actor acts in holds the permission (and his token lists it, if he has one)."""
    if actor.kind == "system":
        return True
    if actor.only is not None and permission not in actor.only and permission not in (SEE_AGENCY, SEE_UNIT):
        return False
    return role_holds(actor.kind, permission)


def role_holds(kind: str, permission: str) -> bool:
    """Whether a kind of post holds a permission, whoever sits on it."""
    return (kind, permission) in _grants()


def seats_of(actor: Actor) -> list[str]:
    """Every seat the actor reads from, widest first.

    "Sees all of agency X" is a capability: such a post also sits on the agency's own seat.
    """
    seats = []
    if actor.agency_id is not None and holds(actor, SEE_AGENCY):
        seats.append(unit_seat(actor.agency_id))
    if actor.unit_id is not None and holds(actor, SEE_UNIT) and unit_seat(actor.unit_id) not in seats:
        seats.append(unit_seat(actor.unit_id))
    if actor.post_id is not None:
        seats.append(post_seat(actor.post_id))
    if actor.user_id is not None:
        seats.append(person_seat(actor.user_id))
    return seats


def widest_seat(actor: Actor) -> str:
    """The seat a list reads when no other is chosen."""
    seats = seats_of(actor)
    return seats[0] if seats else ""


def unit_seats(unit_ids: Iterable[int]) -> list[str]:
    return [unit_seat(unit_id) for unit_id in unit_ids]
