"""Reads of the organisation: actors, heads on a day, trees, the calendar."""

import functools
import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, When

from dondoc.lib import folding, keys
from dondoc.lib.actor import Actor, Channel
from dondoc.lib.days import local_day
from dondoc.lib.typesetting import Letterhead
from dondoc.lib.working_days import Calendar, SpecialDay
from dondoc.organization.access import holds, seats_of
from dondoc.organization.models import (
    Absence,
    ApiToken,
    CalendarDay,
    FormerName,
    Grant,
    Holding,
    Post,
    SecondFactor,
    SignedIn,
    Unit,
    User,
)


def valid_on(day: date, prefix: str = "") -> Q:
    """The filter for rows with `from_day`/`until_day` (inclusive) that are valid on a day."""
    return Q(**{f"{prefix}from_day__lte": day}) & (
        Q(**{f"{prefix}until_day": None}) | Q(**{f"{prefix}until_day__gte": day})
    )


def holdings_of(user: User, day: date) -> QuerySet[Holding]:
    """The posts a person may act in on a day: those he holds, leading posts first, then those of absent holders."""
    away = Absence.objects.filter(valid_on(day), deputy=user, ended_at=None).values("holding")
    held = Holding.objects.filter(Q(user=user) | Q(pk__in=away), valid_on(day))
    own = Case(When(user=user, then=0), default=1)
    return held.select_related("user", "post__unit__agency").order_by(own, "post__order", "post_id")


def actor_for(
    holding: Holding, *, channel: Channel, person: int | None = None, only: frozenset[str] | None = None
) -> Actor:
    """The actor that a person is in a post: his own, or as `person` that of the absent holder, for him."""
    post, deputizing = holding.post, person is not None and person != holding.user_id
    return Actor(
        user_id=person if deputizing else holding.user_id,
        post_id=post.pk,
        channel=channel,
        on_behalf_of=holding.user_id if deputizing else None,
        kind=post.kind,
        unit_id=post.unit_id,
        agency_id=post.unit.agency_id,
        only=only,
    )


def actor_of_token(secret: str, *, at: datetime) -> Actor | None:
    """The actor an API key stands for; None if it is unknown, expired or revoked, its post has ended, or its person
    may not sign in."""
    digest = hashlib.sha256(secret.encode()).hexdigest()
    token = ApiToken.objects.filter(digest=digest, revoked_at=None, expires_at__gt=at).first()
    if token is None:
        return None
    holding = (
        Holding.objects.filter(
            valid_on(local_day(at)), user_id=token.user_id, post_id=token.post_id, user__is_active=True
        )
        .exclude(user__locked_until__gt=at)
        .select_related("post__unit")
        .first()
    )
    return actor_for(holding, channel="api", only=frozenset(token.permissions)) if holding else None


def head_on(agency: Unit, day: date) -> Holding | None:
    """Who was head of an agency (or unit) on a day; an acting head comes before a holder of the post."""
    kinds = ["head", "chief_of_office", "unit_head"]
    held = Holding.objects.filter(valid_on(day), post__unit=agency, post__kind__in=kinds)
    return held.select_related("post", "user").order_by("-acting", "post__order", "-from_day").first()


def chief_of_office_on(agency: Unit, day: date) -> Holding | None:
    """Who was chief of an agency's office on a day, if it has one."""
    held = Holding.objects.filter(valid_on(day), post__unit__agency=agency, post__kind="chief_of_office")
    return held.order_by("-acting", "post__order", "-from_day").first()


def with_chief_of_office(agency_ids: Iterable[int], day: date) -> set[int]:
    """Which of these agencies have a chief of office on a day."""
    held = Holding.objects.filter(
        valid_on(day), post__unit__agency_id__in=list(agency_ids), post__kind="chief_of_office"
    )
    return {agency for agency in held.values_list("post__unit__agency_id", flat=True) if agency is not None}


def holder_on(post: Post, day: date) -> Holding | None:
    """Who held a post on a day."""
    return _held(day).filter(post=post).select_related("user", "post").first()


def _held(day: date) -> QuerySet[Holding]:
    """The holdings of a day; of several of one post, whoever acts for it comes first, then the newest."""
    return Holding.objects.filter(valid_on(day)).order_by("-acting", "-from_day")


def with_holders(posts: QuerySet[Post], day: date) -> QuerySet[Post]:
    """Posts that know who holds them on a day, in the same query: what `post_label` shows."""
    return posts.annotate(holder_name=holder_name("pk", day))


def holder_name(post: str, day: date) -> Subquery:
    """Who holds the post named by this field of the row on a day, for the row's own query."""
    return Subquery(_held(day).filter(post=OuterRef(post)).values("user__full_name")[:1])


def post_label(post: Post) -> str:
    """A post of `with_holders` in words: whoever holds it, and its title."""
    name: str | None = post.holder_name  # type: ignore[attr-defined]
    return f"{name}, {post.title}" if name else post.title


def holders_of_seats(seats: Iterable[str], day: date) -> dict[str, list[Holding]]:
    """Who reads from each of these seats on a day, by the posts held: `access.seats_of` seen from the other side."""
    wanted = set(seats)
    ids = {kind: [int(seat[1:]) for seat in wanted if seat[0] == kind] for kind in "uph"}
    concerned = (
        Q(post_id__in=ids["p"])
        | Q(user_id__in=ids["h"])
        | Q(post__unit_id__in=ids["u"])
        | Q(post__unit__agency_id__in=ids["u"])
    )
    held = Holding.objects.filter(concerned, valid_on(day), user__is_active=True).select_related("user", "post__unit")
    found: dict[str, list[Holding]] = {}
    for holding in held.order_by("user_id", "pk"):
        for seat in wanted.intersection(seats_of(actor_for(holding, channel="system"))):
            found.setdefault(seat, []).append(holding)
    return found


def agencies_of_seats(seats: Iterable[str], day: date) -> dict[str, list[int]]:
    """The agencies that each of these seats belongs to; a person belongs to those in which he holds a post."""
    wanted = set(seats)
    ids = {kind: [int(seat[1:]) for seat in wanted if seat[0] == kind] for kind in "uph"}
    units = Unit.objects.filter(pk__in=ids["u"]).values_list("pk", "agency_id")
    posts = Post.objects.filter(pk__in=ids["p"]).values_list("pk", "unit__agency_id")
    held = Holding.objects.filter(valid_on(day), user_id__in=ids["h"]).values_list("user_id", "post__unit__agency_id")
    rows = {"u": units, "p": posts, "h": held}
    pairs = [(f"{kind}{pk}", agency) for kind, found in rows.items() for pk, agency in found]
    belonging: dict[str, list[int]] = {}
    for seat, agency in pairs:
        if agency is not None and agency not in belonging.setdefault(seat, []):
            belonging[seat].append(agency)
    return belonging


def agencies(day: date) -> QuerySet[Unit]:
    """The agencies inside the installation that exist on a day."""
    return Unit.objects.filter(valid_on(day), kind__is_agency=True, kind__is_outside=False).select_related("kind")


def units_of(agency_id: int, day: date) -> QuerySet[Unit]:
    """The units inside an agency on a day, without the agency itself."""
    return Unit.objects.filter(valid_on(day), agency_id=agency_id).exclude(pk=agency_id)


def people_of(unit: Unit, day: date) -> QuerySet[Holding]:
    """Who works in a unit (or, for an agency, anywhere in it) on a day, by given name."""
    inside = Q(post__unit__agency_id=unit.pk) if unit.is_agency else Q(post__unit__path__startswith=unit.path)
    held = Holding.objects.filter(inside, valid_on(day), user__is_active=True)
    return held.select_related("user", "post__unit").order_by("user__sort_key")


def is_below(unit: Unit, other: Unit) -> bool:
    """Whether `unit` stands under `other` in the tree (or is it)."""
    return unit.path.startswith(other.path)


def leader_posts(agency_id: int, day: date) -> QuerySet[Post]:
    """The head and deputies of an agency: those before whom documents are laid."""
    posts = Post.objects.filter(valid_on(day), unit__agency_id=agency_id, kind__in=["head", "deputy"])
    return posts.select_related("unit")


@functools.lru_cache(maxsize=2)
def _calendar(version: tuple[int, int]) -> Calendar:
    rows = CalendarDay.objects.order_by("day", "-version")
    newest: dict[date, CalendarDay] = {}
    for row in rows:
        newest.setdefault(row.day, row)
    return Calendar(
        SpecialDay(day=row.day, kind=row.kind, name=row.name, status=row.status, source=row.source)
        for row in newest.values()
    )


def calendar() -> Calendar:
    """The calendar in force; rebuilt when a row was added (rows are never changed, a new version is added)."""
    last = CalendarDay.objects.order_by("-pk").values_list("pk", "version").first()
    return _calendar(last or (0, 0))


def directory(day: date) -> QuerySet[Holding]:
    """Everybody in a post on a day (danh bạ), by given name."""
    held = Holding.objects.filter(valid_on(day), user__is_active=True).select_related("user", "post__unit__agency")
    return held.order_by("user__sort_key", "post__order")


def letterhead(agency_id: int) -> Letterhead:
    """The names at the head of a form of an agency: its own and that of the agency above it (Phụ lục I, II.2)."""
    agency = Unit.objects.select_related("parent").get(pk=agency_id)
    return Letterhead(agency.name, agency.parent.name if agency.parent is not None else "")


def named(actor: Actor) -> str:
    """Who somebody is on a print or in a file: name and post."""
    person = User.objects.filter(pk=actor.person).values_list("full_name", flat=True).first()
    post = Post.objects.filter(pk=actor.post).values_list("title", flat=True).first()
    return ", ".join(part for part in (person, post) if part)


def roles_differ(roles: Mapping[str, Iterable[str]]) -> bool:
    """Whether the grants differ from the roles page."""
    wanted = {(role, permission) for role, listed in roles.items() for permission in listed}
    return wanted != set(Grant.objects.values_list("role", "permission"))


def permissions_of_role(role: str) -> list[str]:
    """Every permission that a kind of post holds."""
    return list(Grant.objects.filter(role=role).order_by("permission").values_list("permission", flat=True))


def permissions_of(actor: Actor) -> list[str]:
    """What the actor may do: his role's permissions, less what his key does not list."""
    return [name for name in permissions_of_role(actor.kind) if holds(actor, name)]


def calendar_differs(days: Iterable[tuple[date, str, str, str, str]]) -> bool:
    """Whether the shipped calendar has days that the table does not have yet."""
    known = set(CalendarDay.objects.values_list("day", "kind", "name", "status", "source"))
    return not set(days) <= known


def matches_name(user: User, text: str) -> bool:
    """Whether a person's name contains what was typed, with or without accents."""
    return folding.fold(text) in folding.fold(user.full_name)


def holdings_left(user: User, day: date) -> QuerySet[Holding]:
    """The posts a person holds on a day or will hold later."""
    left = Holding.objects.filter(user=user).exclude(until_day__lt=day)
    return left.select_related("user", "post__unit__agency").order_by("from_day", "pk")


def accounts(text: str = "") -> QuerySet[User]:
    """Every account, or those whose name, sign-in name or address contains a text, with or without accents."""
    found = User.objects.all()
    if text.strip():
        wanted = folding.fold(text)
        named = [pk for pk, name in User.objects.values_list("pk", "full_name") if wanted in folding.fold(name)]
        found = found.filter(Q(pk__in=named) | Q(username__icontains=text.strip()) | Q(email__icontains=text.strip()))
    return found


ACCOUNT_STATES = {
    "open": "Đang dùng",
    "first": "Chờ đổi mật khẩu",
    "locked": "Bị khóa",
    "closed": "Đã đóng",
    "without": "Chưa có chức danh",
}


def in_state(users: QuerySet[User], state: str, at: datetime) -> QuerySet[User]:
    """The accounts in one of `ACCOUNT_STATES` at an instant."""
    if state == "closed":
        return users.filter(is_active=False)
    users = users.filter(is_active=True)
    if state == "locked":
        return users.filter(locked_until__gt=at)
    if state == "first":
        return users.filter(must_change_password=True)
    if state == "without":
        held = Holding.objects.filter(valid_on(local_day(at)))
        return users.exclude(pk__in=held.values("user"))
    return users.filter(Q(locked_until=None) | Q(locked_until__lte=at), must_change_password=False)


def state_of(user: User, at: datetime) -> str:
    """In which of `ACCOUNT_STATES` an account is, by whether it can be used."""
    if not user.is_active:
        return "closed"
    if user.locked_until is not None and user.locked_until > at:
        return "locked"
    return "first" if user.must_change_password else "open"


def idle_accounts(at: datetime, *, days: int) -> list[User]:
    """Open accounts that nobody used for so many days: no sign-in, no key of a program in force, not newly opened.

    The last administrator's is not among them: an installation must stay one that somebody can open again.
    """
    before = at - timedelta(days=days)
    unused = User.objects.filter(is_active=True, created_at__lt=before).exclude(last_login__gte=before)
    unused = unused.exclude(closures__reopened_at__gte=before)
    unused = unused.exclude(pk__in=ApiToken.objects.filter(revoked_at=None, expires_at__gt=at).values("user"))
    held = Holding.objects.filter(valid_on(local_day(at)), post__kind="administrator", user__is_active=True)
    administrators = set(held.values_list("user", flat=True))
    idle = list(unused.order_by("pk"))
    if administrators and administrators <= {user.pk for user in idle}:
        ours = [user for user in idle if user.pk in administrators]
        idle.remove(max(ours, key=lambda user: (user.last_login or user.created_at, user.pk)))
    return idle


def sessions_of(user: User, at: datetime) -> QuerySet[SignedIn]:
    """Where a person is signed in, the newest first."""
    return SignedIn.objects.filter(user=user, session__expire_date__gt=at).order_by("-since", "-pk")


# The file in the directory of keys that locks the secrets of second factors.
SECRETS_KEY = "second-factor"
DIGESTS_KEY = "second-factor-digests"


def secret_of(factor: SecondFactor) -> bytes:
    """The secret in clear; for checking a code, and for the person's own page while he enrols."""
    return keys.lock(settings.KEYS_DIR, SECRETS_KEY).decrypt(factor.secret.encode())


def has_second_factor(user: User) -> bool:
    """Whether a code is asked of this person at sign-in."""
    return SecondFactor.objects.filter(user=user, confirmed_at__isnull=False).exists()


def codes_left(user: User) -> int:
    """How many recovery codes are still good."""
    return user.recovery_codes.filter(used_at=None).count()


def lacks_second_factor(user: User, held: Iterable[Holding]) -> bool:
    """Whether one of the posts held asks for a second factor that the person has not got yet."""
    asked = set(settings.DONDOC_SECOND_FACTOR_ROLES)
    return any(holding.post.kind in asked for holding in held) and not has_second_factor(user)


def name_on(unit: Unit, day: date) -> str:
    """The name an agency or unit bore on a day."""
    former = unit.former_names.filter(valid_on(day)).first()
    return former.name if former else unit.name


def with_names_of(units: QuerySet[Unit], day: date) -> QuerySet[Unit]:
    """Units that know, in the same query, the name they bore on a day (`name_then`; None if it is today's)."""
    former = FormerName.objects.filter(valid_on(day), unit=OuterRef("pk"))
    return units.annotate(name_then=Subquery(former.values("name")[:1]))


def is_held_after(holding: Holding, last_day: date) -> bool:
    """Whether somebody else holds the post on the day after: then the work stays where it is."""
    others = Holding.objects.filter(valid_on(last_day + timedelta(days=1)), post_id=holding.post_id)
    return others.exclude(pk=holding.pk).exists()


def inside(unit: Unit, last_day: date) -> QuerySet[Unit]:
    """The units directly below that would outlive a unit closed after this day."""
    return Unit.objects.filter(parent=unit).exclude(until_day__lte=last_day)


def held_in(unit: Unit, last_day: date) -> QuerySet[Holding]:
    """Who would still hold a post of a unit after its last day."""
    held = Holding.objects.filter(post__unit=unit).exclude(until_day__lte=last_day)
    return held.select_related("user", "post").order_by("post__order", "pk")


def standing_for(agency_id: int) -> QuerySet[Unit]:
    """An agency and those it has succeeded: what came for them and lies there still is its own (LR24)."""
    return Unit.objects.filter(Q(pk=agency_id) | Q(successor_id=agency_id, hand_over__isnull=False))
