"""Who may look after the installation as a whole, and who may take a list out as a file."""

from dondoc.lib.actor import Actor
from dondoc.lib.rulings import ALLOWED, Ruling, denied


def may_keep(actor: Actor) -> Ruling:
    """Backs up and restores: only the program itself, at the command line of the machine."""
    if actor.kind == "system":
        return ALLOWED
    return denied("Sao lưu và phục hồi chỉ làm bằng lệnh trên máy chủ.", "Người vận hành máy chủ")


def may_export(actor: Actor) -> Ruling:
    """Whoever acts in a post takes out what he may see; the list itself holds nothing else."""
    if actor.post_id is not None and actor.user_id is not None:
        return ALLOWED
    return denied("Xuất danh sách cần một người đang đảm nhiệm chức danh.")


def may_make_export(actor: Actor) -> Ruling:
    """Finishes, fails or expires an export: the system, in the background."""
    return ALLOWED if actor.kind == "system" else denied("Việc này do hệ thống tự làm.")
