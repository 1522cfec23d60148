"""Who may look after the installation as a whole."""

from dondoc.lib.actor import Actor
from dondoc.lib.rulings import ALLOWED, Ruling, denied


def may_keep(actor: Actor) -> Ruling:
    """Backs up and restores: only the program itself, at the command line of the machine."""
    if actor.kind == "system":
        return ALLOWED
    return denied("Sao lưu và phục hồi chỉ làm bằng lệnh trên máy chủ.", "Người vận hành máy chủ")
