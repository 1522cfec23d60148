"""Who may bring files in."""

from dondoc.lib.actor import Actor
from dondoc.lib.rulings import ALLOWED, Ruling, denied


def may_store(actor: Actor) -> Ruling:
    """Anybody who acts in a post; what he may attach the file to is asked by the app that owns the record."""
    if actor.post_id is not None or actor.kind == "system":
        return ALLOWED
    return denied("Hãy đăng nhập để tải tệp lên.")
