"""Who sets up how notices leave the product."""

from dondoc.lib.actor import Actor
from dondoc.lib.rulings import ALLOWED, Ruling, denied
from dondoc.organization.access import holds
from dondoc.organization.permissions import ADMINISTER


def may_manage_deliveries(actor: Actor) -> Ruling:
    """Sets webhooks, reads what was sent and failed, sends again."""
    if holds(actor, ADMINISTER):
        return ALLOWED
    return denied("Việc gửi thông báo ra ngoài do quản trị hệ thống trông coi.", "Quản trị hệ thống")


def may_send(actor: Actor) -> Ruling:
    """Makes and settles what is sent: only the product itself, by its sweeps."""
    if actor.kind == "system":
        return ALLOWED
    return denied("Việc này do hệ thống tự làm.")
