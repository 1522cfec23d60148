"""Who may change the organisation."""

from dondoc.lib.actor import Actor
from dondoc.lib.rulings import ALLOWED, Ruling, denied
from dondoc.organization.access import holds
from dondoc.organization.models import Holding, Unit, User

ADMINISTER = "organization.administer"
READ_JOURNAL = "organization.read_journal"


def may_administer(actor: Actor) -> Ruling:
    """Opens agencies, units, posts, accounts anywhere in the installation."""
    if holds(actor, ADMINISTER):
        return ALLOWED
    return denied("Việc quản trị tổ chức và tài khoản chỉ dành cho quản trị hệ thống.", "Quản trị hệ thống")


def may_change_own_account(actor: Actor, user: User) -> Ruling:
    """Everybody his own password and second factor; the administrator sets them anew instead."""
    if actor.user_id == user.pk:
        return ALLOWED
    return denied("Mỗi người chỉ đổi mật khẩu, lớp xác thực của mình.", user.full_name)


def may_end_sessions(actor: Actor, user: User) -> Ruling:
    """Everybody his own sessions; the administrator those of anybody."""
    return ALLOWED if actor.user_id == user.pk else may_administer(actor)


def may_change_email(actor: Actor, user: User) -> Ruling:
    """Everybody his own; the administrator anybody's."""
    if actor.user_id == user.pk or holds(actor, ADMINISTER):
        return ALLOWED
    return denied("Mỗi người chỉ đổi địa chỉ thư của mình.", user.full_name)


def may_read_journal(actor: Actor) -> Ruling:
    """Reads the journal: of the own agency; of all agencies for whoever administers the installation."""
    if holds(actor, READ_JOURNAL):
        return ALLOWED
    return denied(
        "Nhật ký dành cho người đứng đầu, Văn phòng, kiểm tra và quản trị hệ thống.", "Người đứng đầu cơ quan"
    )


def may_act_in(actor: Actor, unit: Unit) -> Ruling:
    """The actor's post belongs to the agency of this unit."""
    if actor.agency_id == unit.agency_id:
        return ALLOWED
    return denied(f"Ông/bà không đảm nhiệm chức danh nào tại {unit.name}.")


def may_note_absence(actor: Actor, holding: Holding) -> Ruling:
    """Names a deputy for days of absence: the holder himself, or the administrator; never the deputy for himself."""
    if actor.user_id == holding.user_id:
        return ALLOWED
    return may_administer(actor)
