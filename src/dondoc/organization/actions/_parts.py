"""Steps shared by the actions on the organisation; each runs inside the calling action's transaction."""

from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.contrib.sessions.models import Session
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from dondoc.lib import names
from dondoc.lib.errors import Refused
from dondoc.lib.rules import Finding
from dondoc.lib.texts import too_long
from dondoc.organization.models import Kind, SignedIn, Unit, User


def new_unit(*, name: str, abbreviation: str, kind: Kind, parent: Unit | None, day: date) -> Unit:
    unit = Unit.objects.create(
        name=name.strip(), abbreviation=abbreviation.strip(), kind=kind, parent=parent, from_day=day
    )
    unit.agency_id = unit.pk if kind.is_agency or parent is None else parent.agency_id
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["agency", "path"])
    return unit


def new_user(
    *, username: str, full_name: str, password: str, at: datetime, must_change: bool, email: str = "", hashed: str = ""
) -> User:
    username = username.strip().lower()
    findings = []
    if not username:
        findings.append(Finding("Cần ghi tên đăng nhập.", field="username"))
    if User.objects.filter(username__iexact=username).exists():
        findings.append(Finding(f"Tên đăng nhập “{username}” đã có người dùng.", field="username"))
    if not full_name.strip():
        findings.append(Finding("Cần ghi họ và tên.", field="full_name"))
    # Small letters may be longer than the capitals they come from.
    findings += too_long("username", username, 60) + too_long("full_name", full_name, 100)
    try:
        validate_email(email or "a@b.vn")
    except ValidationError:
        findings.append(Finding("Địa chỉ thư điện tử không đúng.", field="email"))
    user = User(
        username=username,
        full_name=full_name.strip(),
        sort_key=names.sort_key(full_name),
        email=email,
        must_change_password=must_change,
        created_at=at,
    )
    findings += password_findings(password, user)
    if findings:
        raise Refused(findings)
    user.password = hashed or make_password(password)
    user.save()
    return user


def password_findings(password: str, user: User) -> list[Finding]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [Finding(sentence, field="password") for sentence in error.messages]
    return []


def give_first_password(user: User, password: str) -> None:
    """A password somebody else has chosen: to be changed at the next sign-in. Opens the lock."""
    user.set_password(password)
    user.must_change_password, user.locked_until, user.failed_sign_ins = True, None, 0
    user.save(update_fields=["password", "must_change_password", "locked_until", "failed_sign_ins"])


def note_session(user: User, session_key: str, *, address: str, browser: str, since: datetime) -> None:
    """Writes where a person is signed in, beside the session itself."""
    SignedIn.objects.update_or_create(
        session_id=session_key,
        defaults={"user": user, "address": address[:45], "browser": browser[:100], "since": since},
    )


def end_sessions(user: User, *, at: datetime) -> None:
    """Signs a person out everywhere: what is noted goes, and what is not noted is believed no more."""
    Session.objects.filter(signed_in__user=user).delete()
    user.signed_out_at = at
    user.save(update_fields=["signed_out_at"])
