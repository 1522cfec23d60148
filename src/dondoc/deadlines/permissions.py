"""Who may set an agency's habits of time."""

from dondoc.lib.actor import Actor
from dondoc.lib.rulings import ALLOWED, Ruling, denied
from dondoc.organization.access import holds
from dondoc.organization.permissions import ADMINISTER


def may_set_rhythm(actor: Actor) -> Ruling:
    """Sets when an agency reminds and what it counts as at once: the administrator, on the agency's decision."""
    if holds(actor, ADMINISTER):
        return ALLOWED
    return denied("Lịch nhắc hạn của cơ quan do quản trị hệ thống đặt.", "Quản trị hệ thống")
