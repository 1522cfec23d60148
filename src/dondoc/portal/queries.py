"""The counts of the home page; each opens exactly the list it counts."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from dondoc.audit.queries import lines
from dondoc.documents import queries as documents
from dondoc.documents.models import Register
from dondoc.documents.permissions import may_register
from dondoc.lib import folding
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.organization import queries as organization
from dondoc.organization.models import CalendarDay, Holding, Post, Unit, UnitCode, User
from dondoc.organization.permissions import may_administer
from dondoc.organization.queries import actor_for, holdings_of
from dondoc.portal.models import Export
from dondoc.tasks import queries as tasks

CAP = 999


def capped(*queues: "QuerySet[Any]") -> str:
    """A count for a badge over one or more queues: exact to 999, then "999+"; empty for none."""
    number = sum(rows[: CAP + 1].count() for rows in queues)
    return "999+" if number > CAP else str(number) if number else ""


@dataclass(frozen=True, slots=True)
class Card:
    """One count of the home page and the list it opens."""

    label: str
    count: str
    url: str
    icon: str
    alarm: bool = False


def cards(actor: Actor, today: Any) -> list[Card]:
    """The home of a role: what waits for this post, most pressing first."""
    found: list[Card] = []
    if actor.kind in ("head", "deputy"):
        waiting = tasks.directions_waiting(actor).order_by()
        found.append(Card("Chờ cho ý kiến", capped(waiting), reverse("tasks:directions"), "writing"))
    if may_register(actor):
        waiting_in = documents.arrivals(actor).order_by(), documents.pending(actor).order_by()
        found.append(Card("Chờ tiếp nhận", capped(*waiting_in), reverse("documents:arrivals"), "inbox"))
    for tab in tasks.tabs_for(actor):
        rows = tasks.tab(actor, tab.code, today)
        found.append(
            Card(
                tab.label,
                capped(rows.order_by()),
                reverse("tasks:list") + f"?tab={tab.code}",
                tab.icon,
                alarm=tab.code.startswith("late"),
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on the desk of a post: the first lines of its queues, each with the page that shows all."""

    arrivals: list[Any]
    directions: list[Any]
    tasks: list[Any]


def desk(actor: Actor) -> Desk:
    """The first lines of what waits for this post; urgent, then earliest due."""
    leader = actor.kind in ("head", "deputy")
    return Desk(
        arrivals=list(documents.arrivals(actor)[:5]) if may_register(actor) else [],
        directions=list(tasks.directions_waiting(actor)[:5]) if leader else [],
        tasks=tasks.mine_first(actor, 8),
    )


def journal(actor: Actor) -> "QuerySet[Any]":
    """The journal as this post may read it, each line with the names of person and post."""
    everywhere = bool(may_administer(actor))
    posts = None if everywhere else Post.objects.filter(unit__agency_id=actor.agency).values("pk")
    return lines(posts=posts).annotate(
        who=Subquery(User.objects.filter(pk=OuterRef("user_id")).values("full_name")[:1]),
        in_post=Subquery(Post.objects.filter(pk=OuterRef("post_id")).values("title")[:1]),
    )


def requester(export: Export, today: date) -> Actor | None:
    """The person of an export in the post he asked in, with the rights he has now; None if he no longer holds it."""
    held = holdings_of(export.user, today).filter(post_id=export.post_id, user__is_active=True).first()
    return actor_for(held, channel="job") if held is not None else None


def most_late(actor: Actor, today: Any) -> list[Any]:
    """The worst of what is late in the lists of this post, each task once, for the home page."""
    seen: dict[int, Any] = {}
    for tab in tasks.tabs_for(actor):
        if tab.late:
            for row in tasks.with_people(tasks.tab(actor, tab.code, today), today).order_by("-sort_key", "-id")[:8]:
                seen.setdefault(row.task_id, row)
    return sorted(seen.values(), key=lambda row: -row.sort_key)[:8]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing an installation needs before work begins: what still lacks it, each with the page that mends it."""

    label: str
    why: str
    url: str
    missing: tuple[tuple[str, str], ...] = ()
    more: int = 0

    @property
    def is_done(self) -> bool:
        return not self.missing


# So many of those that lack something are named; the rest are counted.
NAMED = 5


def _step(label: str, why: str, url: str, missing: "QuerySet[Unit] | list[Unit]") -> Step:
    units = list(missing)
    named = tuple((unit.name, reverse("organization:unit", args=[unit.pk])) for unit in units[:NAMED])
    return Step(label, why, url, named, max(len(units) - NAMED, 0))


def setup(at: datetime) -> list[Step]:
    """What is still missing, computed from the data: in the order in which an administrator goes on."""
    day = local_day(at)
    ours = organization.agencies(day).order_by("path")
    tree, registers = reverse("organization:administration"), reverse("documents:registers")
    accounts = reverse("organization:accounts")
    held = Holding.objects.filter(organization.valid_on(day), user__is_active=True)

    def without(kind: str) -> "QuerySet[Unit]":
        return ours.exclude(pk__in=held.filter(post__kind=kind).values("post__unit__agency"))

    def without_register(direction: str) -> "QuerySet[Unit]":
        return ours.exclude(registers__in=Register.objects.filter(direction=direction, closed_at=None))

    codes = UnitCode.objects.filter(organization.valid_on(day))
    unopened = Register.objects.filter(opened_at=None, closed_at=None).select_related("agency").order_by("pk")
    idle = organization.in_state(User.objects.all(), "without", at)
    administrators = held.filter(post__kind="administrator").values("user").distinct().count()
    people = [(user.full_name, reverse("organization:of_account", args=[user.pk])) for user in idle[:NAMED]]
    closed_books = [(f"{book.agency.name}: {book.name}", registers) for book in unopened[:NAMED]]
    return [
        _step("Mã định danh", "Liên thông nhận ra cơ quan bằng mã (QĐ 20/2020).", tree, ours.exclude(codes__in=codes)),
        _step("Người đứng đầu", "Mở sổ, cho ý kiến, chịu trách nhiệm.", tree, without("head")),
        _step("Văn thư", "Tiếp nhận, vào sổ, cho số.", tree, without("registry_clerk")),
        _step("Sổ văn bản đến", "Mỗi cơ quan một sổ.", registers, without_register("in")),
        _step("Sổ văn bản đi", "Theo tên loại và người ký.", registers, without_register("out")),
        Step(
            "Mở sổ với số cuối đã dùng",
            "Người đứng đầu cơ quan mở, một lần.",
            registers,
            tuple(closed_books),
            max(unopened.count() - NAMED, 0),
        ),
        Step(
            "Tài khoản chưa có chức danh",
            "Quyền đến từ chức danh: chưa có thì chưa làm được gì.",
            f"{accounts}?state=without",
            tuple(people),
            max(idle.count() - NAMED, 0),
        ),
        Step(
            "Quản trị viên thứ hai",
            "Để không ai bị khóa ngoài hệ thống.",
            accounts,
            () if administrators > 1 else (("Mới có một người", accounts),),
        ),
        Step(
            "Lịch làm việc năm sau",
            "Thời hạn qua năm mới cần ngày nghỉ đã công bố.",
            reverse("portal:setup"),
            ()
            if CalendarDay.objects.filter(day__year=day.year + 1, status="announced").exists()
            else ((f"Chưa có ngày nghỉ công bố cho năm {day.year + 1}", reverse("portal:setup")),),
        ),
    ]


# What every commune begins with; names and numbers of posts are changed in each commune afterwards.
COMMUNE_UNITS = (
    ("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", True),
    ("Phòng Kinh tế", False),
    ("Phòng Văn hóa - Xã hội", False),
    ("Trung tâm Phục vụ hành chính công", False),
)
# unit ("" is the commune itself), kind, title, how many
COMMUNE_POSTS = (
    ("", "head", "Chủ tịch", 1),
    ("", "deputy", "Phó Chủ tịch", 2),
    ("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "chief_of_office", "Chánh Văn phòng", 1),
    ("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "registry_clerk", "Văn thư", 1),
    ("Văn phòng Hội đồng nhân dân và Ủy ban nhân dân", "officer", "Chuyên viên", 1),
    ("Phòng Kinh tế", "unit_head", "Trưởng phòng", 1),
    ("Phòng Kinh tế", "officer", "Chuyên viên", 1),
    ("Phòng Văn hóa - Xã hội", "unit_head", "Trưởng phòng", 1),
    ("Phòng Văn hóa - Xã hội", "officer", "Chuyên viên", 1),
    ("Trung tâm Phục vụ hành chính công", "unit_head", "Giám đốc Trung tâm", 1),
)
# Found anywhere in the commune: who registers may sit elsewhere than the template says.
ANYWHERE = ("registry_clerk", "chief_of_office")
COMMUNE_REGISTERS = (("in", "Sổ văn bản đến"), ("out", "Sổ văn bản đi"))


@dataclass(frozen=True, slots=True)
class Lacking:
    """What of the template a commune does not have yet."""

    units: tuple[tuple[str, bool], ...]
    posts: tuple[tuple[str, str, str, int], ...]
    registers: tuple[tuple[str, str], ...]

    @property
    def words(self) -> tuple[str, ...]:
        """One phrase for each thing."""
        return (
            *(name for name, _ in self.units),
            *(f"{title} ({unit})" if unit else title for unit, _, title, _ in self.posts),
            *(name for _, name in self.registers),
        )


def communes(day: date) -> QuerySet[Unit]:
    """The communes inside the installation on a day."""
    return organization.agencies(day).filter(kind__code="commune").order_by("order", "pk")


def units_by_template(commune: Unit, day: date) -> list[Unit]:
    """The units of a commune that the template names, under the template's names."""
    wanted = {folding.fold(name): name for name, _ in COMMUNE_UNITS}
    found = []
    for unit in organization.units_of(commune.pk, day):
        if name := wanted.get(folding.fold(unit.name)):
            unit.name = name
            found.append(unit)
    return found


def lacking(commune: Unit, day: date) -> Lacking:
    """Compares a commune with the template, by what is there and not by what was once applied."""
    units = {unit.name: unit.pk for unit in units_by_template(commune, day)} | {"": commune.pk}
    there = Post.objects.filter(organization.valid_on(day), unit__agency=commune).values_list("unit_id", "kind")
    counted = Counter(there)
    kinds = {kind for _, kind in there}
    posts = []
    for order, (unit, kind, title, number) in enumerate(COMMUNE_POSTS):
        if kind in ANYWHERE and kind in kinds:
            continue
        posts += [(unit, kind, title, order)] * (number - counted[units.get(unit, 0), kind])
    open_registers = set(commune.registers.filter(closed_at=None).values_list("direction", flat=True))
    return Lacking(
        units=tuple((name, office) for name, office in COMMUNE_UNITS if name not in units),
        posts=tuple(posts),
        registers=tuple((way, name) for way, name in COMMUNE_REGISTERS if way not in open_registers),
    )
