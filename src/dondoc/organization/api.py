"""The organisation for programs: who I am, agencies, units, posts, the journal; and the administrator's verbs."""

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from pydantic import SecretStr

from dondoc.audit import queries as audit
from dondoc.lib.api import MAX_ID, Day, DoneOut, Id, In, PageIn, Pk, Truth, actor_of, answers, named, page, reader_of
from dondoc.lib.days import local_day
from dondoc.lib.rulings import require
from dondoc.organization import actions, permissions, queries
from dondoc.organization.access import seats_of
from dondoc.organization.models import POST_KINDS, Absence, Holding, Kind, Post, Unit, UnitCode, User

router = Router(tags=["organization"])

Role = Annotated[str, Field(json_schema_extra={"enum": list(POST_KINDS)})]


class MeOut(Schema):
    person: str
    post: str
    post_id: int
    unit_id: int
    agency_id: int
    role: str
    seats: list[str] = Field(description="the lists one may read: u… an agency or unit, p… a post, h… a person")
    permissions: list[str] = Field(description="what the role may do, less what the key does not list")


class CodeOut(Schema):
    id: int
    scheme: str
    code: str
    from_day: date
    until_day: date | None


class UnitOut(Schema):
    id: int
    name: str
    abbreviation: str
    kind: str
    agency_id: int
    parent_id: int | None
    is_office: bool
    codes: list[CodeOut]
    from_day: date
    until_day: date | None
    successor_id: int | None


class PostOut(Schema):
    id: int
    title: str
    role: str
    unit_id: int
    person: str
    acting: bool
    holding_id: int


class LineOut(Schema):
    """A line of the journal: ids and codes, no texts."""

    id: int
    at: datetime
    verb: str
    outcome: str
    user_id: int | None
    post_id: int | None
    channel: str
    subject_kind: str
    subject_id: int | None
    cause_id: int | None
    is_sealed: bool


class JournalOut(Schema):
    items: list[LineOut]
    next: str


class JournalIn(PageIn):
    verb: str = Field("", max_length=80)
    subject_kind: str = Field("", max_length=60, description="such as documents.document, tasks.task")
    subject_id: int | None = Field(None, ge=1, le=MAX_ID)


class CodeIn(In):
    scheme: Literal["qd20"] = "qd20"
    code: str = Field("", max_length=35)


class AddCodeIn(In):
    scheme: Literal["qd20", "qcvn102", "other"] = "qd20"
    code: str = Field("", max_length=35)
    from_day: Day


class EndCodeIn(In):
    last_day: Day


class OpenUnitIn(In):
    name: str = Field("", max_length=200)
    kind: str = Field(max_length=30, description="code of organization.kinds")
    parent_id: Id | None = None
    abbreviation: str = Field("", max_length=30)
    codes: list[CodeIn] = Field([], max_length=10)
    is_office: Truth = False
    functions: str = Field("", max_length=5000)
    from_day: Day | None = None


class OpenPostIn(In):
    role: Literal[tuple(POST_KINDS)]  # type: ignore[valid-type]
    title: str = Field("", max_length=100)
    fields_of_work: str = Field("", max_length=500)
    from_day: Day | None = None


class AppointIn(In):
    username: str = Field("", max_length=60)
    from_day: Day
    until_day: Day | None = None
    acting: Truth = False


class OpenAccountIn(In):
    username: str = Field("", max_length=60)
    full_name: str = Field("", max_length=100)
    email: str = Field("", max_length=254)
    password: Annotated[SecretStr, Field(max_length=200, description="to be changed at the first sign-in")]


class KindOut(Schema):
    code: str
    name: str
    is_agency: bool
    is_outside: bool


@router.get("/me", response=answers(MeOut), operation_id="organization.me")
def me(request: Any) -> dict[str, Any]:
    """The person and post that this key or session stands for, and what it may do."""
    actor, _ = actor_of(request)
    post = Post.objects.get(pk=actor.post)
    return {
        "person": User.objects.get(pk=actor.person).full_name,
        "post": post.title,
        "post_id": post.pk,
        "unit_id": actor.unit,
        "agency_id": actor.agency,
        "role": actor.kind,
        "seats": seats_of(actor),
        "permissions": queries.permissions_of(actor),
    }


@router.get("/kinds", response=answers(list[KindOut]), operation_id="organization.kinds")
def kinds(request: Any) -> Any:
    """The kinds of agency and unit in use."""
    return Kind.objects.filter(closed_on=None).order_by("order")


@router.get("/units", response=answers(list[UnitOut]), operation_id="organization.units")
def units(
    request: Any,
    agency_id: int | None = Query(None, ge=1, le=MAX_ID, description="then the units inside this agency"),
) -> list[dict[str, Any]]:
    """The agencies inside the installation, or the units inside one of them, with their codes."""
    _, now = reader_of(request)
    day = local_day(now)
    found = queries.units_of(agency_id, day) if agency_id else queries.agencies(day)
    return [
        {name: getattr(unit, name) for name in UnitOut.model_fields if name not in ("kind", "codes")}
        | {"kind": unit.kind.code, "codes": list(unit.codes.all())}
        for unit in found.select_related("kind").prefetch_related("codes").order_by("order", "pk")
    ]


@router.get("/posts", response=answers(list[PostOut]), operation_id="organization.posts")
def posts(
    request: Any, agency_id: int | None = Query(None, ge=1, le=MAX_ID, description="empty: the caller's own")
) -> list[dict[str, Any]]:
    """The posts of an agency with who holds them today, by given name."""
    actor, now = reader_of(request)
    held = queries.directory(local_day(now)).filter(post__unit__agency_id=agency_id or actor.agency)
    return [
        {
            "id": holding.post_id,
            "title": holding.post.title,
            "role": holding.post.kind,
            "unit_id": holding.post.unit_id,
            "person": holding.user.full_name,
            "acting": holding.acting,
            "holding_id": holding.pk,
        }
        for holding in held
    ]


@router.get("/journal", response=answers(JournalOut), operation_id="organization.journal")
def journal(request: Any, asked: Query[JournalIn]) -> dict[str, Any]:
    """Acts done and refused in the caller's agency (for an administrator, everywhere), the last one first."""
    actor, _ = actor_of(request)
    require(permissions.may_read_journal, actor)
    own = Post.objects.filter(unit__agency_id=actor.agency).values("pk")
    rows = audit.lines(posts=None if permissions.may_administer(actor) else own)
    for name in ("verb", "subject_kind", "subject_id"):
        if getattr(asked, name):
            rows = rows.filter(**{name: getattr(asked, name)})
    found, following = page(rows, asked, key="pk")
    return {"items": found, "next": following}


@router.post("/units", response=answers(DoneOut), operation_id="organization.open_unit")
def open_unit(request: Any, given: OpenUnitIn) -> Unit:
    """Opens an agency, or a unit inside one."""
    actor, now = actor_of(request)
    require(permissions.may_administer, actor)
    data = given.dict()
    kind = get_object_or_404(Kind.objects.filter(closed_on=None), code=data.pop("kind"))
    parent_id = data.pop("parent_id")
    parents = named(
        Unit.objects.all(), [parent_id] if parent_id else [], field="parent_id", sentence="Không có đơn vị này."
    )
    codes = [(one["scheme"], one["code"]) for one in data.pop("codes")]
    return actions.open_unit(kind=kind, parent=parents[0] if parents else None, codes=codes, **data, by=actor, at=now)


@router.post("/units/{int:pk}/codes", response=answers(DoneOut), operation_id="organization.add_code")
def add_code(request: Any, pk: Pk, given: AddCodeIn) -> UnitCode:
    """Gives an agency or unit a further code from a day; the earlier ones stay."""
    actor, now = actor_of(request)
    require(permissions.may_administer, actor)
    return actions.add_code(get_object_or_404(Unit, pk=pk), **given.dict(), by=actor, at=now)


@router.post("/codes/{int:pk}/end", response=answers(DoneOut), operation_id="organization.end_code")
def end_code(request: Any, pk: Pk, given: EndCodeIn) -> UnitCode:
    """Ends a code after a day; it stays on record."""
    actor, now = actor_of(request)
    require(permissions.may_administer, actor)
    return actions.end_code(get_object_or_404(UnitCode, pk=pk), last_day=given.last_day, by=actor, at=now)


@router.post("/units/{int:pk}/posts", response=answers(DoneOut), operation_id="organization.open_post")
def open_post(request: Any, pk: Pk, given: OpenPostIn) -> Post:
    """Opens a post in a unit."""
    actor, now = actor_of(request)
    require(permissions.may_administer, actor)
    data = given.dict()
    unit = get_object_or_404(Unit, pk=pk)
    return actions.open_post(unit=unit, kind=data.pop("role"), **data, by=actor, at=now)


@router.post("/posts/{int:pk}/appoint", response=answers(DoneOut), operation_id="organization.appoint")
def appoint(request: Any, pk: Pk, given: AppointIn) -> Holding:
    """Gives a post to a person from a day."""
    actor, now = actor_of(request)
    require(permissions.may_administer, actor)
    data = given.dict()
    post = get_object_or_404(Post, pk=pk)
    user = get_object_or_404(User, username=data.pop("username").lower(), is_active=True)
    return actions.appoint(post, user=user, **data, by=actor, at=now)


@router.post("/accounts", response=answers(DoneOut), operation_id="organization.open_account")
def open_account(request: Any, given: OpenAccountIn) -> User:
    """Opens an account with a first password, to be changed at the first sign-in."""
    actor, now = actor_of(request)
    data = given.dict()
    password = data.pop("password").get_secret_value()
    return actions.open_account(password=password, **data, by=actor, at=now)


class AbsenceIn(In):
    deputy: str = Field("", max_length=60, description="the deputy's sign-in name")
    from_day: Day
    until_day: Day


@router.post("/holdings/{int:pk}/absence", response=answers(DoneOut), operation_id="organization.note_absence")
def note_absence(request: Any, pk: Pk, given: AbsenceIn) -> Absence:
    """Lets a deputy act in a post while its holder is away."""
    actor, now = actor_of(request)
    holding = get_object_or_404(Holding.objects.select_related("post"), pk=pk)
    require(permissions.may_note_absence, actor, holding)
    data = given.dict()
    deputy = get_object_or_404(User, username=data.pop("deputy").lower(), is_active=True)
    return actions.note_absence(holding, deputy=deputy, **data, by=actor, at=now)


@router.post("/absences/{int:pk}/end", response=answers(DoneOut), operation_id="organization.end_absence")
def end_absence(request: Any, pk: Pk) -> Absence:
    """The holder is back: from now on nobody acts for him."""
    actor, now = actor_of(request)
    return actions.end_absence(get_object_or_404(Absence, pk=pk), by=actor, at=now)


class RenameIn(In):
    name: str = Field("", max_length=200)
    abbreviation: str = Field("", max_length=30)
    from_day: Day


@router.post("/units/{int:pk}/rename", response=answers(DoneOut), operation_id="organization.rename_unit")
def rename_unit(request: Any, pk: Pk, given: RenameIn) -> Unit:
    """Gives an agency or unit another name from a day on; the old one stays for the days before."""
    actor, now = actor_of(request)
    require(permissions.may_administer, actor)
    return actions.rename_unit(get_object_or_404(Unit, pk=pk), **given.dict(), by=actor, at=now)


@router.post("/accounts/{int:pk}/unlock", response=answers(DoneOut), operation_id="organization.unlock")
def unlock(request: Any, pk: Pk) -> User:
    """Opens an account that was locked after failed sign-ins; the password stays."""
    actor, now = actor_of(request)
    require(permissions.may_administer, actor)
    return actions.unlock(get_object_or_404(User, pk=pk), by=actor, at=now)


@router.post("/accounts/{int:pk}/close", response=answers(DoneOut), operation_id="organization.close_account")
def close_account(request: Any, pk: Pk) -> User:
    """Closes the account of somebody who left and holds no post any more."""
    actor, now = actor_of(request)
    require(permissions.may_administer, actor)
    return actions.close_account(get_object_or_404(User, pk=pk), by=actor, at=now)


@router.post("/accounts/{int:pk}/sign-out", response=answers(DoneOut), operation_id="organization.sign_out_everywhere")
def sign_out_everywhere(request: Any, pk: Pk) -> User:
    """Ends all sessions of a person at once."""
    actor, now = actor_of(request)
    require(permissions.may_administer, actor)
    return actions.sign_out_everywhere(get_object_or_404(User, pk=pk), by=actor, at=now)
