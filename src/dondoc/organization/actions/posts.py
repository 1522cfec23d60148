"""Posts, and who holds them from when to when."""

from datetime import date, datetime

from dondoc.audit.journal import action, record
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused, WrongState
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.organization import permissions, queries
from dondoc.organization.models import Absence, HandOver, Holding, Post, Unit, User


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
    """Ends a holding after `last_day`: when somebody else holds the post then, or its work was handed over (LR36)."""
    holding = Holding.objects.select_for_update().get(pk=holding.pk)
    require(permissions.may_administer, by)
    if holding.until_day is not None and holding.until_day < local_day(at):
        raise WrongState("Việc giữ chức danh này đã kết thúc.")
    findings = []
    if last_day < holding.from_day:
        findings.append(Finding("Ngày kết thúc phải sau ngày bắt đầu.", field="last_day"))
    if not (queries.is_held_after(holding, last_day) or HandOver.objects.filter(holding=holding).exists()):
        findings.append(
            Finding(
                "Chưa bàn giao việc của chức danh này.",
                clause="NĐ 30/2020 Điều 31.3đ",
                code="not_handed_over",
                remedy="tasks:hand_over",
                remedy_args=(holding.pk,),
            )
        )
    if findings:
        raise Refused(findings)
    holding.until_day = last_day
    holding.save(update_fields=["until_day"])
    record("organization.end_holding", by=by, at=at, subject=holding, post=holding.post_id, last_day=last_day)
    return holding


@action("organization.note_hand_over")
def note_hand_over(
    *,
    holding: Holding | None = None,
    unit: Unit | None = None,
    to_post: Post | None = None,
    to_user: User | None = None,
    to_unit: Unit | None = None,
    last_day: date,
    by: Actor,
    at: datetime,
) -> HandOver:
    """Notes that the open work of a post or a unit was handed over; called by the app that has moved it."""
    require(permissions.may_administer, by)
    made = HandOver.objects.create(
        holding=holding,
        unit=unit,
        to_post=to_post,
        to_user=to_user,
        to_unit=to_unit,
        last_day=last_day,
        made_at=at,
        made_by_id=by.user_id,
    )
    record(
        "organization.note_hand_over",
        by=by,
        at=at,
        subject=made,
        holding=holding.pk if holding else None,
        unit=unit.pk if unit else None,
    )
    return made


@action("organization.note_absence")
def note_absence(
    holding: Holding, *, deputy: User, from_day: date, until_day: date, by: Actor, at: datetime
) -> Absence:
    """Lets a deputy of the same agency act in a post while its holder is away; what he does names both of them."""
    holding = Holding.objects.select_for_update(of=("self",)).select_related("post__unit", "user").get(pk=holding.pk)
    require(permissions.may_note_absence, by, holding)
    findings = []
    if until_day < from_day:
        findings.append(Finding("Ngày kết thúc phải sau ngày bắt đầu.", field="until_day"))
    if until_day < local_day(at):
        findings.append(Finding("Việc vắng mặt đã qua không cần ghi.", field="until_day"))
    if from_day < holding.from_day or (holding.until_day is not None and until_day > holding.until_day):
        findings.append(Finding("Ngày vắng mặt phải trong thời gian giữ chức danh.", field="from_day"))
    if holding.absences.filter(from_day__lte=until_day, until_day__gte=from_day, ended_at=None).exists():
        findings.append(Finding("Đã ghi vắng mặt trong những ngày này.", field="from_day"))
    agency = holding.post.unit.agency_id
    if deputy.pk == holding.user_id:
        findings.append(Finding("Người thay phải là người khác.", field="deputy"))
    elif not Holding.objects.filter(queries.valid_on(from_day), user=deputy, post__unit__agency_id=agency).exists():
        findings.append(Finding(f"{deputy.full_name} không giữ chức danh nào trong cơ quan.", field="deputy"))
    if findings:
        raise Refused(findings)
    absence = Absence.objects.create(
        holding=holding, deputy=deputy, from_day=from_day, until_day=until_day, made_at=at, made_by_id=by.user_id
    )
    record(
        "organization.note_absence",
        by=by,
        at=at,
        subject=holding,
        deputy=deputy.pk,
        from_day=from_day,
        until_day=until_day,
    )
    return absence


@action("organization.end_absence")
def end_absence(absence: Absence, *, by: Actor, at: datetime) -> Absence:
    """The holder is back, or will not be away: from this moment nobody acts for him."""
    absence = Absence.objects.select_for_update(of=("self",)).select_related("holding__post__unit").get(pk=absence.pk)
    require(permissions.may_note_absence, by, absence.holding)
    if absence.ended_at is not None or absence.until_day < local_day(at):
        raise WrongState("Việc vắng mặt này đã kết thúc.")
    absence.ended_at = at
    absence.save(update_fields=["ended_at"])
    record("organization.end_absence", by=by, at=at, subject=absence.holding, deputy=absence.deputy_id)
    return absence
