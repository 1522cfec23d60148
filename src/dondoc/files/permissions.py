"""Who may bring files in, and who destroys their bytes."""

from dondoc.lib.actor import Actor
from dondoc.lib.rulings import ALLOWED, Ruling, denied


def may_store(actor: Actor) -> Ruling:
    """Anybody who acts in a post; what he may attach the file to is asked by the app that owns the record."""
    if actor.post_id is not None or actor.kind == "system":
        return ALLOWED
    return denied("Hãy đăng nhập để tải tệp lên.")


def may_destroy(actor: Actor) -> Ruling:
    """Destroys the bytes of a file: only the program itself, as a part of what two people have decided."""
    if actor.kind == "system":
        return ALLOWED
    return denied("Tệp chỉ bị tiêu hủy theo việc tiêu hủy văn bản đã được hai người xác nhận.")
