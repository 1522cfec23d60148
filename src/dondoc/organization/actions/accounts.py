"""Accounts: opened, closed, locked and unlocked, their passwords and their sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from dondoc.audit.journal import action, record
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused, WrongState
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.organization import permissions, queries
from dondoc.organization.actions import _parts
from dondoc.organization.models import Closure, Holding, SignedIn, User

FAILURES_BEFORE_LOCK = 5
# QCVN 12:2026/BCA 3.6.2.1.9: at least 12 hours, or until an administrator unlocks.
LOCK_FOR = timedelta(hours=12)


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody signs in: the session made for him, the address he comes from, his browser in words."""

    session_key: str
    address: str
    browser: str


@action("organization.open_account")
def open_account(
    *,
    username: str,
    full_name: str,
    password: str,
    email: str = "",
    must_change: bool = True,
    hashed: str = "",
    by: Actor,
    at: datetime,
) -> User:
    """A new account with a first password, to be changed at the first sign-in.

    `hashed` is this password, hashed before: that takes a fifth of a second, and the demo has hundreds alike.
    """
    require(permissions.may_administer, by)
    user = _parts.new_user(
        username=username,
        full_name=full_name,
        password=password,
        email=email,
        at=at,
        must_change=must_change,
        hashed=hashed,
    )
    record("organization.open_account", by=by, at=at, subject=user)
    return user


@action("organization.sign_in")
def sign_in(user: User, *, place: Place | None = None, by: Actor, at: datetime) -> User:
    """Notes a successful sign-in, where it was made, and forgets earlier failures."""
    User.objects.filter(pk=user.pk).update(failed_sign_ins=0, locked_until=None, last_login=at)
    if place is not None:
        _parts.note_session(user, place.session_key, address=place.address, browser=place.browser, since=at)
    record("organization.sign_in", by=by, at=at, subject=user)
    return user


@action("organization.fail_sign_in")
def fail_sign_in(username: str, *, by: Actor, at: datetime) -> User | None:
    """Notes a failed sign-in, by password or by code; the fifth in a row locks the account (LR35)."""
    user = User.objects.select_for_update().filter(username__iexact=username.strip()).first()
    if user is None:
        record("organization.fail_sign_in", by=by, at=at, known=False)
        return None
    user.failed_sign_ins += 1
    if user.failed_sign_ins >= FAILURES_BEFORE_LOCK:
        user.failed_sign_ins, user.locked_until = 0, at + LOCK_FOR
    user.save(update_fields=["failed_sign_ins", "locked_until"])
    record("organization.fail_sign_in", by=by, at=at, subject=user, locked=user.locked_until is not None)
    return user


@action("organization.unlock")
def unlock(user: User, *, by: Actor, at: datetime) -> User:
    """Opens an account that was locked after failed sign-ins; the password stays (LR35)."""
    user = User.objects.select_for_update().get(pk=user.pk)
    require(permissions.may_administer, by)
    if user.locked_until is None or user.locked_until <= at:
        raise WrongState(f"Tài khoản {user.username} không bị khóa.")
    user.failed_sign_ins, user.locked_until = 0, None
    user.save(update_fields=["failed_sign_ins", "locked_until"])
    record("organization.unlock", by=by, at=at, subject=user)
    return user


@action("organization.change_email")
def change_email(user: User, *, email: str, by: Actor, at: datetime) -> User:
    """A person says to which address his mail goes; empty for none."""
    user = User.objects.select_for_update().get(pk=user.pk)
    require(permissions.may_change_email, by, user)
    email = email.strip()
    if email:
        try:
            validate_email(email)
        except ValidationError:
            raise Refused([Finding("Địa chỉ thư không đúng.", field="email")]) from None
    user.email = email
    user.save(update_fields=["email"])
    record("organization.change_email", by=by, at=at, subject=user, has_address=bool(email))
    return user


@action("organization.change_password")
def change_password(user: User, *, password: str, by: Actor, at: datetime) -> User:
    """The person's own new password; he is signed out wherever else he was signed in."""
    user = User.objects.select_for_update().get(pk=user.pk)
    require(permissions.may_change_own_account, by, user)
    findings = _parts.password_findings(password, user)
    if user.check_password(password):
        findings.append(Finding("Mật khẩu mới phải khác mật khẩu đang dùng.", field="password"))
    if findings:
        raise Refused(findings)
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record("organization.change_password", by=by, at=at, subject=user)
    return user


@action("organization.reset_password")
def reset_password(user: User, *, password: str, by: Actor, at: datetime) -> User:
    """The administrator's reset: unlocks, signs out everywhere; the password is to be changed at the next sign-in."""
    user = User.objects.select_for_update().get(pk=user.pk)
    require(permissions.may_administer, by)
    if not user.is_active:
        raise WrongState("Tài khoản đang đóng. Hãy mở lại tài khoản; khi đó có mật khẩu mới.")
    if findings := _parts.password_findings(password, user):
        raise Refused(findings)
    _parts.give_first_password(user, password)
    _parts.end_sessions(user, at=at)
    record("organization.reset_password", by=by, at=at, subject=user)
    return user


@action("organization.sign_out_everywhere")
def sign_out_everywhere(user: User, *, by: Actor, at: datetime) -> User:
    """Ends every session of a person at once, on all machines: his own wish, or the administrator's."""
    user = User.objects.select_for_update().get(pk=user.pk)
    require(permissions.may_end_sessions, by, user)
    _parts.end_sessions(user, at=at)
    record("organization.sign_out_everywhere", by=by, at=at, subject=user)
    return user


@action("organization.end_session")
def end_session(signed_in: SignedIn, *, by: Actor, at: datetime) -> User:
    """Ends one session of a person, such as one he left open on another machine."""
    user = signed_in.user
    require(permissions.may_end_sessions, by, user)
    Session.objects.filter(signed_in=signed_in).delete()
    record("organization.end_session", by=by, at=at, subject=user, since=signed_in.since)
    return user


@action("organization.continue_session")
def continue_session(user: User, *, place: Place, since: datetime, by: Actor, at: datetime) -> User:
    """Notes the session that takes the place of an earlier one, as when its person has changed his password."""
    require(permissions.may_change_own_account, by, user)
    _parts.note_session(user, place.session_key, address=place.address, browser=place.browser, since=since)
    record("organization.continue_session", by=by, at=at, subject=user)
    return user


@action("organization.close_account")
def close_account(user: User, *, by: Actor, at: datetime) -> User:
    """Closes the account of somebody who left; refused while he holds a post that was not handed over (LR36)."""
    user = User.objects.select_for_update().get(pk=user.pk)
    require(permissions.may_administer, by)
    if not user.is_active:
        raise WrongState(f"Tài khoản {user.username} đã đóng.")
    findings = [_still_held(holding) for holding in queries.holdings_left(user, local_day(at))]
    if user.pk == by.user_id:
        findings.append(Finding("Không tự đóng tài khoản của mình; hãy nhờ một quản trị viên khác."))
    if findings:
        raise Refused(findings)
    _close(user, "left", at=at)
    record("organization.close_account", by=by, at=at, subject=user)
    return user


def _still_held(holding: Holding) -> Finding:
    post = holding.post
    return Finding(
        f"{holding.user.full_name} còn giữ chức danh {post.title}, {post.unit.name}; hãy bàn giao trước.",
        clause="NĐ 30/2020 Điều 31.3đ",
        code="not_handed_over",
        remedy="tasks:hand_over",
        remedy_args=(holding.pk,),
    )


def _close(user: User, why: str, *, at: datetime) -> None:
    user.is_active = False
    user.save(update_fields=["is_active"])
    Closure.objects.create(user=user, why=why, closed_at=at)
    _parts.end_sessions(user, at=at)


@action("organization.close_idle_accounts")
def close_idle_accounts(users: Sequence[User], *, idle_days: int, by: Actor, at: datetime) -> list[User]:
    """Closes accounts that were not used for so many days (QCVN 12:2026/BCA 3.7.2); one line for all of them."""
    require(permissions.may_administer, by)
    idle = {user.pk for user in queries.idle_accounts(at, days=idle_days)}
    closed = [
        user
        for user in User.objects.select_for_update().filter(pk__in=[user.pk for user in users]).order_by("pk")
        if user.pk in idle
    ]
    for user in closed:
        _close(user, "idle", at=at)
    record("organization.close_idle_accounts", by=by, at=at, users=[user.pk for user in closed], days=idle_days)
    return closed


@action("organization.reopen_account")
def reopen_account(user: User, *, password: str, by: Actor, at: datetime) -> User:
    """Opens a closed account again, with a first password as on the first day."""
    user = User.objects.select_for_update().get(pk=user.pk)
    require(permissions.may_administer, by)
    if user.is_active:
        raise WrongState(f"Tài khoản {user.username} đang mở.")
    if findings := _parts.password_findings(password, user):
        raise Refused(findings)
    user.is_active = True
    user.save(update_fields=["is_active"])
    _parts.give_first_password(user, password)
    Closure.objects.filter(user=user, reopened_at=None).update(reopened_at=at)
    record("organization.reopen_account", by=by, at=at, subject=user)
    return user
