"""Every write to the organisation: agencies, units, posts, holdings, accounts, sign-in, tokens, roles."""

import hashlib
import secrets
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from dondoc.audit.journal import action, record
from dondoc.lib import folding, names
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused, WrongState
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.lib.texts import too_long
from dondoc.organization import access, permissions, queries
from dondoc.organization.models import (
    CODE_SCHEMES,
    ApiToken,
    CalendarDay,
    Grant,
    Holding,
    Kind,
    Post,
    Unit,
    UnitCode,
    User,
)

FAILURES_BEFORE_LOCK = 5
# QCVN 12:2026/BCA 3.6.2.1.9: at least 12 hours, or until an administrator unlocks.
LOCK_FOR = timedelta(hours=12)
LONGEST_TOKEN_DAYS = 366


@action("organization.found")
def found(
    *,
    agency_name: str,
    abbreviation: str,
    kind: Kind,
    full_name: str,
    username: str,
    password: str,
    by: Actor,
    at: datetime,
) -> Holding:
    """The first agency and the first administrator of an empty installation; possible exactly once."""
    # There is no row of ours to lock yet; the kinds are always there, and whoever comes second waits.
    list(Kind.objects.select_for_update().order_by("pk"))
    if User.objects.exists():
        raise WrongState("Hệ thống đã có người quản trị. Hãy đăng nhập.")
    agency = _new_unit(name=agency_name, abbreviation=abbreviation, kind=kind, parent=None, day=local_day(at))
    user = _new_user(username=username, full_name=full_name, password=password, at=at, must_change=False)
    post = Post.objects.create(
        unit=agency, kind="administrator", title="Quản trị hệ thống", order=90, from_day=local_day(at)
    )
    holding = Holding.objects.create(post=post, user=user, from_day=local_day(at))
    record("organization.found", by=by, at=at, subject=agency, user=user.pk, post=post.pk)
    return holding


@action("organization.open_unit")
def open_unit(
    *,
    name: str,
    kind: Kind,
    parent: Unit | None,
    abbreviation: str = "",
    codes: Iterable[tuple[str, str]] = (),
    is_office: bool = False,
    functions: str = "",
    order: int = 0,
    from_day: date | None = None,
    by: Actor,
    at: datetime,
) -> Unit:
    """Opens an agency or a unit under `parent`; `codes` are (scheme, code) valid from the same day."""
    require(permissions.may_administer, by)
    findings = []
    if not name.strip():
        findings.append(Finding("Cần ghi tên cơ quan, đơn vị.", field="name"))
    if not kind.is_agency and parent is None:
        findings.append(Finding("Đơn vị phải thuộc một cơ quan.", field="parent"))
    for scheme, code in codes:
        findings += _code_findings(scheme, code, from_day or local_day(at))
    if findings:
        raise Refused(findings)
    day = from_day or local_day(at)
    unit = _new_unit(name=name, abbreviation=abbreviation, kind=kind, parent=parent, day=day)
    unit.is_office, unit.functions, unit.order = is_office, functions, order
    unit.save(update_fields=["is_office", "functions", "order"])
    for scheme, code in codes:
        UnitCode.objects.create(unit=unit, scheme=scheme, code=code, from_day=day)
    record(
        "organization.open_unit",
        by=by,
        at=at,
        subject=unit,
        parent=parent.pk if parent else None,
        kind=kind.code,
    )
    return unit


def _code_findings(scheme: str, code: str, from_day: date) -> list[Finding]:
    """What is wrong with a code that is to be given from a day: its form, or that another agency still has it."""
    findings = []
    if scheme not in CODE_SCHEMES:
        findings.append(Finding("Hãy chọn loại mã.", field="scheme"))
    if not 0 < len(code) <= 35:
        findings.append(Finding("Mã định danh dài từ 1 đến 35 ký tự.", clause="QĐ 20/2020 Điều 4.1", field="code"))
    held = UnitCode.objects.filter(code=code, scheme=scheme).exclude(until_day__lt=from_day).select_related("unit")
    if other := held.first():
        sentence = f"Mã “{code}” đang là của {other.unit.name} từ {other.from_day:%d/%m/%Y}."
        findings.append(Finding(sentence, field="code", code="code_taken"))
    return findings


@action("organization.add_code")
def add_code(unit: Unit, *, scheme: str, code: str, from_day: date, by: Actor, at: datetime) -> UnitCode:
    """Gives an agency or unit a further code from a day; the earlier ones stay with their days."""
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    require(permissions.may_administer, by)
    code = folding.normalise(code)
    if findings := _code_findings(scheme, code, from_day):
        raise Refused(findings)
    added = UnitCode.objects.create(unit=unit, scheme=scheme, code=code, from_day=from_day)
    record("organization.add_code", by=by, at=at, subject=unit, scheme=scheme, code=code, from_day=from_day)
    return added


@action("organization.end_code")
def end_code(code: UnitCode, *, last_day: date, by: Actor, at: datetime) -> UnitCode:
    """Ends a code after a day; it stays on record, so that what it named then is still found."""
    code = UnitCode.objects.select_for_update().get(pk=code.pk)
    require(permissions.may_administer, by)
    if code.until_day is not None:
        raise WrongState(f"Mã này đã hết hiệu lực từ {code.until_day:%d/%m/%Y}.")
    if last_day < code.from_day:
        raise Refused([Finding("Ngày hết hiệu lực phải từ ngày bắt đầu trở đi.", field="last_day")])
    code.until_day = last_day
    code.save(update_fields=["until_day"])
    record("organization.end_code", by=by, at=at, subject=code, unit=code.unit_id, last_day=last_day)
    return code


def _new_unit(*, name: str, abbreviation: str, kind: Kind, parent: Unit | None, day: date) -> Unit:
    unit = Unit.objects.create(
        name=name.strip(), abbreviation=abbreviation.strip(), kind=kind, parent=parent, from_day=day
    )
    unit.agency_id = unit.pk if kind.is_agency or parent is None else parent.agency_id
    unit.path = f"{parent.path if parent else '/'}{unit.pk}/"
    unit.save(update_fields=["agency", "path"])
    return unit


@action("organization.close_unit")
def close_unit(unit: Unit, *, last_day: date, successor: Unit | None, by: Actor, at: datetime) -> Unit:
    """Closes an agency or unit after `last_day`; its successor takes over what comes later."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    require(permissions.may_administer, by)
    if unit.until_day is not None:
        raise WrongState(f"{unit.name} đã đóng từ {unit.until_day:%d/%m/%Y}.")
    if last_day < unit.from_day:
        raise Refused([Finding("Ngày đóng phải sau ngày thành lập.", field="last_day")])
    unit.until_day, unit.successor = last_day, successor
    unit.save(update_fields=["until_day", "successor"])
    record("organization.close_unit", by=by, at=at, subject=unit, last_day=last_day)
    return unit


@action("organization.open_post")
def open_post(
    *,
    unit: Unit,
    kind: str,
    title: str,
    fields_of_work: str = "",
    order: int = 0,
    from_day: date | None = None,
    by: Actor,
    at: datetime,
) -> Post:
    """Opens a post in a unit. An agency has one head, a unit one head of unit."""
    require(permissions.may_administer, by)
    day = from_day or local_day(at)
    single = kind in ("head", "chief_of_office", "unit_head")
    if single and Post.objects.filter(unit=unit, kind=kind, until_day=None).exists():
        raise Refused([Finding(f"{unit.name} đã có chức danh người đứng đầu.", field="kind")])
    post = Post.objects.create(
        unit=unit, kind=kind, title=title.strip(), fields_of_work=fields_of_work, order=order, from_day=day
    )
    record("organization.open_post", by=by, at=at, subject=post, unit=unit.pk, kind=kind)
    return post


@action("organization.appoint")
def appoint(
    post: Post,
    *,
    user: User,
    from_day: date,
    until_day: date | None = None,
    acting: bool = False,
    by: Actor,
    at: datetime,
) -> Holding:
    """Gives a post to a person from a day; a head's post has one holder at a time (an acting head beside him)."""
    post = Post.objects.select_for_update().get(pk=post.pk)
    require(permissions.may_administer, by)
    if until_day is not None and until_day < from_day:
        raise Refused([Finding("Ngày kết thúc phải sau ngày bắt đầu.", field="until_day")])
    held = Holding.objects.filter(post=post, acting=acting).exclude(until_day__lt=from_day)
    if until_day is not None:
        held = held.exclude(from_day__gt=until_day)
    other = held.select_related("user").first()
    if other is not None:
        sentence = f"{other.user.full_name} đang giữ chức danh này từ {other.from_day:%d/%m/%Y}; hãy kết thúc trước."
        raise Refused([Finding(sentence, field="user")])
    holding = Holding.objects.create(post=post, user=user, from_day=from_day, until_day=until_day, acting=acting)
    record("organization.appoint", by=by, at=at, subject=post, user=user.pk, from_day=from_day, acting=acting)
    return holding


@action("organization.end_holding")
def end_holding(holding: Holding, *, last_day: date, by: Actor, at: datetime) -> Holding:
    """Ends a holding after `last_day`."""
    holding = Holding.objects.select_for_update().get(pk=holding.pk)
    require(permissions.may_administer, by)
    if holding.until_day is not None and holding.until_day < local_day(at):
        raise WrongState("Việc giữ chức danh này đã kết thúc.")
    if last_day < holding.from_day:
        raise Refused([Finding("Ngày kết thúc phải sau ngày bắt đầu.", field="last_day")])
    holding.until_day = last_day
    holding.save(update_fields=["until_day"])
    record("organization.end_holding", by=by, at=at, subject=holding, post=holding.post_id, last_day=last_day)
    return holding


@action("organization.open_account")
def open_account(
    *,
    username: str,
    full_name: str,
    password: str,
    email: str = "",
    must_change: bool = True,
    by: Actor,
    at: datetime,
) -> User:
    """A new account with a first password, to be changed at the first sign-in."""
    require(permissions.may_administer, by)
    user = _new_user(
        username=username, full_name=full_name, password=password, email=email, at=at, must_change=must_change
    )
    record("organization.open_account", by=by, at=at, subject=user)
    return user


def _new_user(
    *, username: str, full_name: str, password: str, at: datetime, must_change: bool, email: str = ""
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
    findings += _password_findings(password, user)
    if findings:
        raise Refused(findings)
    user.set_password(password)
    user.save()
    return user


def _password_findings(password: str, user: User) -> list[Finding]:
    try:
        validate_password(password, user)
    except ValidationError as error:
        return [Finding(sentence, field="password") for sentence in error.messages]
    return []


@action("organization.sign_in")
def sign_in(user: User, *, by: Actor, at: datetime) -> User:
    """Notes a successful sign-in and forgets earlier failures."""
    User.objects.filter(pk=user.pk).update(failed_sign_ins=0, locked_until=None, last_login=at)
    record("organization.sign_in", by=by, at=at, subject=user)
    return user


@action("organization.fail_sign_in")
def fail_sign_in(username: str, *, by: Actor, at: datetime) -> User | None:
    """Notes a failed sign-in; the fifth in a row locks the account (LR35)."""
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
    """The person's own new password."""
    user = User.objects.select_for_update().get(pk=user.pk)
    require(permissions.may_change_password, by, user)
    findings = _password_findings(password, user)
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
    """The administrator's reset: unlocks, and the person must choose a new one at the next sign-in."""
    user = User.objects.select_for_update().get(pk=user.pk)
    require(permissions.may_administer, by)
    findings = _password_findings(password, user)
    if findings:
        raise Refused(findings)
    user.set_password(password)
    user.must_change_password, user.locked_until, user.failed_sign_ins = True, None, 0
    user.save(update_fields=["password", "must_change_password", "locked_until", "failed_sign_ins"])
    record("organization.reset_password", by=by, at=at, subject=user)
    return user


@action("organization.issue_token")
def issue_token(
    *, name: str, holding: Holding, granted: Iterable[str], days: int, by: Actor, at: datetime
) -> tuple[ApiToken, str]:
    """A key for a program, bound to a post; returned in clear once, stored hashed."""
    require(permissions.may_administer, by)
    granted = sorted(set(granted))
    findings = too_long("name", name, 100)
    if not name.strip():
        findings.append(Finding("Hãy ghi tên khóa: phần mềm nào dùng, ai quản lý.", field="name"))
    if not 1 <= days <= LONGEST_TOKEN_DAYS:
        findings.append(Finding(f"Thời hạn của khóa từ 1 đến {LONGEST_TOKEN_DAYS} ngày.", field="days"))
    if holding.until_day is not None and holding.until_day < local_day(at):
        findings.append(Finding("Việc giữ chức danh này đã kết thúc.", field="holding"))
    role = queries.permissions_of_role(holding.post.kind)
    for permission in granted:
        if permission not in role:
            sentence = f"Chức danh {holding.post.title} không có quyền “{permission}”."
            findings.append(Finding(sentence, field="granted", code="not_of_the_role"))
    if findings:
        raise Refused(findings)
    secret = "dd_" + secrets.token_urlsafe(32)
    token = ApiToken.objects.create(
        name=folding.normalise(name),
        user_id=holding.user_id,
        post_id=holding.post_id,
        permissions=granted,
        digest=hashlib.sha256(secret.encode()).hexdigest(),
        created_at=at,
        expires_at=at + timedelta(days=days),
    )
    record(
        "organization.issue_token",
        by=by,
        at=at,
        subject=token,
        post=holding.post_id,
        permissions=token.permissions,
    )
    return token, secret


@action("organization.revoke_token")
def revoke_token(token: ApiToken, *, by: Actor, at: datetime) -> ApiToken:
    """Ends a key at once."""
    token = ApiToken.objects.select_for_update().get(pk=token.pk)
    require(permissions.may_administer, by)
    if token.revoked_at is not None:
        raise WrongState("Khóa này đã bị thu hồi.")
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    record("organization.revoke_token", by=by, at=at, subject=token)
    return token


@action("organization.write_roles")
def write_roles(roles: Mapping[str, Iterable[str]], *, by: Actor, at: datetime) -> bool:
    """Writes the roles page into the grants; tells whether anything changed (the line is written either way)."""
    require(permissions.may_administer, by)
    wanted = {(role, permission) for role, listed in roles.items() for permission in listed}
    present = set(Grant.objects.values_list("role", "permission"))
    for role, permission in present - wanted:
        Grant.objects.filter(role=role, permission=permission).delete()
    Grant.objects.bulk_create([Grant(role=role, permission=p) for role, p in sorted(wanted - present)])
    access.forget_grants()
    record(
        "organization.write_roles",
        by=by,
        at=at,
        added=sorted(map(list, wanted - present)),
        removed=sorted(map(list, present - wanted)),
    )
    return wanted != present


@action("organization.publish_calendar")
def publish_calendar(days: Iterable[tuple[date, str, str, str, str]], *, by: Actor, at: datetime) -> int:
    """Adds calendar days (day, kind, name, status, source); a day that differs becomes a new version of it."""
    require(permissions.may_administer, by)
    current: dict[date, CalendarDay] = {}
    for known in CalendarDay.objects.order_by("version"):
        current[known.day] = known
    added = []
    for day, kind, name, status, source in days:
        old = current.get(day)
        if old and (old.kind, old.name, old.status, old.source) == (kind, name, status, source):
            continue
        version = old.version + 1 if old else 1
        added.append(CalendarDay(day=day, kind=kind, name=name, status=status, source=source, version=version))
    CalendarDay.objects.bulk_create(added)
    record("organization.publish_calendar", by=by, at=at, days=[row.day for row in added])
    return len(added)
