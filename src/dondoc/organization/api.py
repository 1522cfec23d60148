"""The organisation for programs: who I am, the agencies, the people."""

from datetime import date
from typing import Any

from ninja import Router, Schema

from dondoc.lib.api import actor_of, answers
from dondoc.lib.days import local_day
from dondoc.organization import queries
from dondoc.organization.models import Post, User

router = Router(tags=["organization"])


class MeOut(Schema):
    person: str
    post: str
    post_id: int
    unit_id: int
    agency_id: int
    role: str


class UnitOut(Schema):
    id: int
    name: str
    abbreviation: str
    kind: str
    agency_id: int
    parent_id: int | None
    codes: list[str]
    from_day: date
    until_day: date | None


class PostOut(Schema):
    id: int
    title: str
    role: str
    unit_id: int
    holder: str


@router.get("/me", response=answers(MeOut), operation_id="organization.me")
def me(request: Any) -> dict[str, Any]:
    """The person and post this key or session stands for."""
    actor, _ = actor_of(request)
    post = Post.objects.get(pk=actor.post)
    return {
        "person": User.objects.get(pk=actor.person).full_name,
        "post": post.title,
        "post_id": post.pk,
        "unit_id": actor.unit,
        "agency_id": actor.agency,
        "role": actor.kind,
    }


@router.get("/units", response=answers(list[UnitOut]), operation_id="organization.units")
def units(request: Any) -> list[dict[str, Any]]:
    """The agencies inside the installation, with their codes in force."""
    _, now = actor_of(request)
    day = local_day(now)
    found = queries.agencies(day).prefetch_related("codes").order_by("order", "pk")
    return [
        {
            "id": unit.pk,
            "name": unit.name,
            "abbreviation": unit.abbreviation,
            "kind": unit.kind.code,
            "agency_id": unit.agency_id,
            "parent_id": unit.parent_id,
            "codes": [c.code for c in unit.codes.all() if c.until_day is None or c.until_day >= day],
            "from_day": unit.from_day,
            "until_day": unit.until_day,
        }
        for unit in found
    ]


@router.get("/posts", response=answers(list[PostOut]), operation_id="organization.posts")
def posts(request: Any) -> list[dict[str, Any]]:
    """The posts of the caller's own agency with who holds them today, by given name."""
    actor, now = actor_of(request)
    held = queries.directory(local_day(now)).filter(post__unit__agency_id=actor.agency)
    return [
        {
            "id": holding.post_id,
            "title": holding.post.title,
            "role": holding.post.kind,
            "unit_id": holding.post.unit_id,
            "holder": holding.user.full_name,
        }
        for holding in held
    ]
