"""Who may direct, assign, acknowledge, hand in, accept: buttons and actions ask the same functions."""

from dondoc.documents.models import Document, Entry
from dondoc.lib.actor import Actor
from dondoc.lib.rulings import ALLOWED, Ruling, denied
from dondoc.organization.access import SEE_AGENCY, holds
from dondoc.organization.models import HandOver, Unit
from dondoc.organization.permissions import may_administer
from dondoc.tasks.models import Direction, Task

PREPARE = "tasks.prepare_direction"
DIRECT = "tasks.direct"
ASSIGN = "tasks.assign"
SPLIT = "tasks.split"
RECEIVE = "tasks.receive"
WORK = "tasks.work"
REVIEW = "tasks.review"


def may_prepare_direction(actor: Actor, entry: Entry) -> Ruling:
    """Prepares a direction on an arrival of the own agency for a leader."""
    if entry.agency_id != actor.agency_id:
        return denied("Chỉ chuẩn bị ý kiến cho văn bản trong sổ của cơ quan mình.")
    if holds(actor, PREPARE):
        return ALLOWED
    return denied("Chuẩn bị ý kiến chỉ đạo là việc của Văn phòng, văn thư hoặc trưởng đơn vị.", "Văn phòng")


def may_give(actor: Actor, direction: Direction) -> Ruling:
    """Accepts, changes or declines a prepared direction: only the leader before whom it lies."""
    if direction.leader_id == actor.post_id and holds(actor, DIRECT):
        return ALLOWED
    return denied(f"Văn bản đang chờ ý kiến của {direction.leader.title}.", direction.leader.title)


def may_direct(actor: Actor, entry: Entry) -> Ruling:
    """Directs an arrival of his own agency without a prepared draft."""
    if entry.agency_id == actor.agency_id and holds(actor, DIRECT):
        return ALLOWED
    return denied("Cho ý kiến chỉ đạo là việc của lãnh đạo cơ quan.", "Lãnh đạo cơ quan")


def may_assign(actor: Actor, document: Document | None) -> Ruling:
    """Turns a document of the own agency into tasks (the Office, the heads)."""
    if not holds(actor, ASSIGN):
        return denied("Giao nhiệm vụ là việc của lãnh đạo và Văn phòng.", "Lãnh đạo hoặc Văn phòng")
    if document is not None and actor.agency_id not in {entry.agency_id for entry in document.entries.all()}:
        return denied("Chỉ giao việc từ văn bản trong sổ của cơ quan mình.")
    return ALLOWED


def leads(actor: Actor, unit: Unit) -> bool:
    """Whether the actor speaks for this unit: it is his, or he stands for the whole agency it belongs to."""
    if actor.unit_id == unit.pk:
        return True
    return unit.agency_id == actor.agency_id and actor.kind in (
        "head",
        "deputy",
        "chief_of_office",
        "coordinator",
    )


def may_acknowledge(actor: Actor, task: Task) -> Ruling:
    """Takes a task in for the lead unit and names the person."""
    if leads(actor, task.lead) and holds(actor, RECEIVE):
        return ALLOWED
    return denied(f"Chỉ người phụ trách của {task.lead.name} tiếp nhận được nhiệm vụ này.", task.lead.name)


def may_work(actor: Actor, task: Task) -> Ruling:
    """Reports progress and hands in the result: the named person, or whoever answers for the lead unit."""
    if task.person_id is not None and task.person_id == actor.post_id and holds(actor, WORK):
        return ALLOWED
    if leads(actor, task.lead) and holds(actor, RECEIVE):
        return ALLOWED
    return denied(f"Chỉ người được phân công hoặc phụ trách {task.lead.name} làm được việc này.", task.lead.name)


def may_review(actor: Actor, task: Task) -> Ruling:
    """Accepts a result, sends it back, reassigns a returned task: the side that assigned it."""
    if leads(actor, task.assigner) and holds(actor, REVIEW):
        return ALLOWED
    return denied(f"Chỉ bên giao ({task.assigner.name}) xác nhận kết quả.", task.assigner.name)


def may_split(actor: Actor, task: Task) -> Ruling:
    """Gives parts of a task to units below the lead."""
    if leads(actor, task.lead) and holds(actor, SPLIT):
        return ALLOWED
    return denied(f"Chỉ người phụ trách {task.lead.name} chia nhỏ được nhiệm vụ.", task.lead.name)


def may_remind(actor: Actor) -> Ruling:
    """Reminds of deadlines by the clock: only the product itself; a person urges in his own name."""
    if actor.kind == "system":
        return ALLOWED
    return denied("Việc nhắc hạn do hệ thống tự làm theo lịch của cơ quan.")


def may_forget(actor: Actor, document: Document) -> Ruling:
    """Takes away what tasks say of an expunged document: the program itself."""
    if actor.kind == "system" and document.expunges.filter(state__in=["confirmed", "destroyed"]).exists():
        return ALLOWED
    return denied("Chỉ hệ thống làm việc này, với văn bản đã bị tiêu hủy.")


def may_hand_over(actor: Actor) -> Ruling:
    """Moves the work of a post or a unit that ends: whoever administers the organisation."""
    return may_administer(actor)


def may_read_hand_over(actor: Actor, made: HandOver) -> Ruling:
    """Reads the record: both sides, whoever sees the whole agency, and the administrator (who reads no contents)."""
    unit = made.holding.post.unit if made.holding else made.unit
    sides = made.holding is not None and actor.user_id in (made.holding.user_id, made.to_user_id)
    taken = made.to_post_id is not None and actor.post_id == made.to_post_id
    agencies = {unit.agency_id if unit else None, made.to_unit.agency_id if made.to_unit else None}
    if sides or taken or may_administer(actor) or (actor.agency_id in agencies and holds(actor, SEE_AGENCY)):
        return ALLOWED
    return denied("Biên bản bàn giao dành cho bên giao, bên nhận và lãnh đạo cơ quan.", "Lãnh đạo cơ quan")
