"""The counts of the home page; each opens exactly the list it counts."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse

from dondoc.audit.queries import lines
from dondoc.documents import queries as documents
from dondoc.documents.permissions import may_register
from dondoc.lib.actor import Actor
from dondoc.organization.models import Post, User
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
