"""The second factor: enrolled with an authenticator, asked at sign-in, taken away by the administrator."""

import hashlib
import hmac
from datetime import datetime

from django.conf import settings

from dondoc.audit.journal import action, record
from dondoc.lib import keys
from dondoc.lib.actor import Actor
from dondoc.lib.errors import Refused, WrongState
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.organization import permissions, queries
from dondoc.organization.engine import one_time_codes
from dondoc.organization.models import RecoveryCode, SecondFactor, User

WRONG = Finding("Mã không đúng hoặc đã dùng. Hãy chờ mã tiếp theo rồi nhập lại.", field="code", code="wrong_code")


@action("organization.start_second_factor")
def start_second_factor(user: User, *, by: Actor, at: datetime) -> SecondFactor:
    """Makes a secret for the person's authenticator; it counts only when a first code has confirmed it."""
    user = User.objects.select_for_update().get(pk=user.pk)
    require(permissions.may_change_own_account, by, user)
    if queries.has_second_factor(user):
        raise WrongState("Tài khoản đã có lớp xác thực thứ hai.")
    locked = keys.lock(settings.KEYS_DIR, queries.SECRETS_KEY).encrypt(one_time_codes.new_secret()).decode()
    factor, _ = SecondFactor.objects.update_or_create(
        user=user, defaults={"secret": locked, "started_at": at, "last_step": None}
    )
    record("organization.start_second_factor", by=by, at=at, subject=user)
    return factor


@action("organization.confirm_second_factor")
def confirm_second_factor(user: User, *, code: str, by: Actor, at: datetime) -> list[str]:
    """Puts the second factor to use once the authenticator shows the right code; gives the recovery codes, once."""
    user = User.objects.select_for_update().get(pk=user.pk)
    require(permissions.may_change_own_account, by, user)
    factor = SecondFactor.objects.select_for_update().filter(user=user, confirmed_at=None).first()
    if factor is None:
        raise WrongState("Chưa bắt đầu, hoặc đã bật lớp xác thực thứ hai.")
    step = one_time_codes.step_of(queries.secret_of(factor), code, at=at, after=None)
    if step is None:
        raise Refused([WRONG])
    factor.confirmed_at, factor.last_step = at, step
    factor.save(update_fields=["confirmed_at", "last_step"])
    codes = _new_codes(user)
    record("organization.confirm_second_factor", by=by, at=at, subject=user)
    return codes


@action("organization.renew_recovery_codes")
def renew_recovery_codes(user: User, *, code: str, by: Actor, at: datetime) -> list[str]:
    """New recovery codes instead of the old ones, for whoever shows a code of his authenticator."""
    user = User.objects.select_for_update().get(pk=user.pk)
    require(permissions.may_change_own_account, by, user)
    if not queries.has_second_factor(user):
        raise WrongState("Tài khoản chưa bật lớp xác thực thứ hai.")
    if not _takes(user, code, at=at):
        raise Refused([WRONG])
    codes = _new_codes(user)
    record("organization.renew_recovery_codes", by=by, at=at, subject=user)
    return codes


@action("organization.pass_second_factor")
def pass_second_factor(user: User, *, code: str, by: Actor, at: datetime) -> User:
    """Takes the second factor's code at sign-in, or a recovery code; none is taken twice."""
    if not _takes(user, code, at=at) and not _uses_recovery(user, code, at=at):
        raise Refused([WRONG])
    record("organization.pass_second_factor", by=by, at=at, subject=user, recovery_codes=queries.codes_left(user))
    return user


@action("organization.reset_second_factor")
def reset_second_factor(user: User, *, by: Actor, at: datetime) -> User:
    """The administrator takes a lost second factor away; whoever must have one enrols again at the next sign-in."""
    user = User.objects.select_for_update().get(pk=user.pk)
    require(permissions.may_administer, by)
    if not queries.has_second_factor(user):
        raise WrongState(f"Tài khoản {user.username} chưa bật lớp xác thực thứ hai.")
    SecondFactor.objects.filter(user=user).delete()
    RecoveryCode.objects.filter(user=user).delete()
    record("organization.reset_second_factor", by=by, at=at, subject=user)
    return user


def _takes(user: User, code: str, *, at: datetime) -> bool:
    """Whether this is a code of his authenticator that was not taken before; from now on it was."""
    factor = SecondFactor.objects.select_for_update().filter(user=user, confirmed_at__isnull=False).first()
    if factor is None:
        return False
    step = one_time_codes.step_of(queries.secret_of(factor), code, at=at, after=factor.last_step)
    if step is None:
        return False
    factor.last_step = step
    factor.save(update_fields=["last_step"])
    return True


def _uses_recovery(user: User, code: str, *, at: datetime) -> bool:
    return bool(RecoveryCode.objects.filter(user=user, digest=_digest(code), used_at=None).update(used_at=at))


def _digest(code: str) -> str:
    """Keyed: from the database alone, nobody finds the code by trying."""
    key = keys.secret(settings.KEYS_DIR, queries.DIGESTS_KEY).encode()
    return hmac.new(key, one_time_codes.plain(code).encode(), hashlib.sha256).hexdigest()


def _new_codes(user: User) -> list[str]:
    """Ten codes in clear, for showing once; the earlier ones are worth nothing any more."""
    codes = [one_time_codes.phrase(3) for _ in range(one_time_codes.RECOVERY_CODES)]
    RecoveryCode.objects.filter(user=user).delete()
    RecoveryCode.objects.bulk_create([RecoveryCode(user=user, digest=_digest(code)) for code in codes])
    return codes
