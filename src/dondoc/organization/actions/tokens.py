"""Keys for programs."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta

from dondoc.audit.journal import action, record
from dondoc.lib import folding
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused, WrongState
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.lib.texts import too_long
from dondoc.organization import permissions, queries
from dondoc.organization.models import (
    ApiToken,
    Holding,
)

LONGEST_TOKEN_DAYS = 366


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
