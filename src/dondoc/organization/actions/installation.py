"""An installation's beginning, its roles and its calendar."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from dondoc.audit.journal import action, record
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.errors import WrongState
from dondoc.lib.rulings import require
from dondoc.organization import access, permissions
from dondoc.organization.actions import _parts
from dondoc.organization.models import (
    CalendarDay,
    Grant,
    Holding,
    Kind,
    Post,
    User,
)


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
    agency = _parts.new_unit(name=agency_name, abbreviation=abbreviation, kind=kind, parent=None, day=local_day(at))
    user = _parts.new_user(username=username, full_name=full_name, password=password, at=at, must_change=False)
    post = Post.objects.create(
        unit=agency, kind="administrator", title="Quản trị hệ thống", order=90, from_day=local_day(at)
    )
    holding = Holding.objects.create(post=post, user=user, from_day=local_day(at))
    record("organization.found", by=by, at=at, subject=agency, user=user.pk, post=post.pk)
    return holding


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
