"""Transfers inside an agency, laying before a leader, and the end of an arrival's handling."""

from collections.abc import Sequence
from datetime import datetime

from dondoc.audit.journal import action, record
from dondoc.documents import permissions, queries
from dondoc.documents.actions import _parts
from dondoc.documents.models import DocumentAccess, Entry, Presentation, Routing
from dondoc.documents.states import ENTRY, ROUTING, ROUTING_ROLES
from dondoc.lib import folding
from dondoc.lib.actor import Actor
from dondoc.lib.errors import Refused, WrongState
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.lib.texts import too_long
from dondoc.notifications.actions import notify
from dondoc.organization.access import post_seat, unit_seat
from dondoc.organization.models import Post, Unit

Target = Unit | Post


@action("documents.forward")
def forward(
    entry: Entry, *, to: Sequence[tuple[Target, str]], note: str = "", by: Actor, at: datetime
) -> list[Routing]:
    """Transfers an entry to units and posts of the agency, each as handle, join or inform."""
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    require(permissions.may_forward, by, entry)
    target = ENTRY.target("forward", entry.state)
    findings = []
    if not to:
        findings.append(Finding("Hãy chọn đơn vị hoặc người nhận.", field="to"))
    for receiver, role in to:
        unit = receiver if isinstance(receiver, Unit) else receiver.unit
        if isinstance(receiver, Unit) and receiver.pk == entry.agency_id:
            findings.append(Finding("Văn bản đã ở sổ của cơ quan; hãy chọn đơn vị hoặc người cụ thể.", field="units"))
        elif unit.agency_id != entry.agency_id:
            findings.append(Finding(f"{receiver} không thuộc cơ quan. Gửi ra ngoài bằng văn bản đi.", field="to"))
        if role not in ROUTING_ROLES:
            findings.append(Finding("Hãy chọn vai trò xử lý chính, phối hợp hoặc để biết.", field="role"))
    if findings:
        raise Refused(findings)
    made = [_transfer(entry, receiver, role, note, by=by, at=at) for receiver, role in to]
    entry.state = "forwarded" if target == "registered" else target
    entry.save(update_fields=["state"])
    record(
        "documents.forward",
        by=by,
        at=at,
        subject=entry,
        document=entry.document_id,
        to=[[routing.to_unit_id, routing.to_post_id, routing.role] for routing in made],
    )
    return made


def _transfer(entry: Entry, receiver: Target, role: str, note: str, *, by: Actor, at: datetime) -> Routing:
    routing = Routing.objects.create(
        entry=entry,
        from_post_id=by.post_id,
        from_user_id=by.user_id,
        to_unit=receiver if isinstance(receiver, Unit) else None,
        to_post=receiver if isinstance(receiver, Post) else None,
        role=role,
        note=folding.normalise(note),
        at=at,
    )
    seat = seat_of(routing)
    _parts.give_access(entry.document, [seat], why=_parts.TRANSFERRED, box=entry.direction, at=at, entry=entry)
    notify(
        [seat],
        sentence=f"Chuyển đến: {entry.document}",
        why=f"Văn bản được chuyển cho ông/bà ({ROUTING_ROLES[role].lower()})",
        url=f"/documents/{entry.document_id}",
        key=f"documents.forward:{routing.pk}",
        at=at,
    )
    return routing


def seat_of(routing: Routing) -> str:
    """The seat a transfer went to."""
    if routing.to_post_id is not None:
        return post_seat(routing.to_post_id)
    assert routing.to_unit_id is not None
    return unit_seat(routing.to_unit_id)


@action("documents.withdraw")
def withdraw(routing: Routing, *, by: Actor, at: datetime) -> Routing:
    """Takes a wrong transfer back while nobody there has opened it; it stays on record."""
    routing = Routing.objects.select_for_update(of=("self",)).select_related("entry", "to_unit").get(pk=routing.pk)
    require(permissions.may_withdraw, by, routing)
    target = ROUTING.target("withdraw", routing.state)
    if queries.is_read(routing):
        raise WrongState("Nơi nhận đã mở văn bản; hãy gửi đề nghị thu hồi để nơi nhận đồng ý.")
    _take_back(routing, target, by=by, at=at)
    record("documents.withdraw", by=by, at=at, subject=routing, document=routing.entry.document_id)
    return routing


@action("documents.ask_withdrawal")
def ask_withdrawal(routing: Routing, *, reason: str, by: Actor, at: datetime) -> Routing:
    """Asks the receiver, who has opened it already, to agree that a transfer is taken back."""
    routing = Routing.objects.select_for_update(of=("self",)).select_related("entry").get(pk=routing.pk)
    require(permissions.may_withdraw, by, routing)
    routing.state = ROUTING.target("ask_withdrawal", routing.state)
    if findings := too_long("reason", reason, 500):
        raise Refused(findings)
    routing.reason = folding.normalise(reason)
    if not routing.reason:
        raise Refused([Finding("Hãy ghi lý do đề nghị thu hồi.", field="reason")])
    routing.save(update_fields=["state", "reason"])
    notify(
        [seat_of(routing)],
        sentence=f"Đề nghị thu hồi việc chuyển {routing.entry.document}",
        why="Văn bản đã được chuyển cho ông/bà",
        url=f"/documents/{routing.entry.document_id}",
        key=f"documents.ask_withdrawal:{routing.pk}:{at.isoformat()}",
        at=at,
    )
    record("documents.ask_withdrawal", by=by, at=at, subject=routing, document=routing.entry.document_id)
    return routing


@action("documents.answer_withdrawal")
def answer_withdrawal(routing: Routing, *, agree: bool, by: Actor, at: datetime) -> Routing:
    """The receiver agrees that a transfer is taken back, or keeps it."""
    routing = Routing.objects.select_for_update(of=("self",)).select_related("entry").get(pk=routing.pk)
    require(permissions.may_answer_withdrawal, by, routing)
    target = ROUTING.target("agree_withdrawal" if agree else "refuse_withdrawal", routing.state)
    if agree:
        _take_back(routing, target, by=by, at=at)
    else:
        routing.state = target
        routing.save(update_fields=["state"])
    record(
        "documents.answer_withdrawal",
        by=by,
        at=at,
        subject=routing,
        document=routing.entry.document_id,
        agree=agree,
    )
    return routing


def _take_back(routing: Routing, target: str, *, by: Actor, at: datetime) -> None:
    routing.state, routing.settled_at, routing.settled_by_id = target, at, by.user_id
    routing.save(update_fields=["state", "settled_at", "settled_by"])
    seat = seat_of(routing)
    again = Routing.objects.filter(
        entry__document_id=routing.entry.document_id,
        to_post_id=routing.to_post_id,
        to_unit_id=routing.to_unit_id,
    )
    if not again.exclude(state="withdrawn").exists():
        DocumentAccess.objects.filter(document_id=routing.entry.document_id, seat=seat, why=_parts.TRANSFERRED).delete()


@action("documents.present")
def present(entry: Entry, *, leader: Post, by: Actor, at: datetime) -> Entry:
    """Lays an arrival before a leader for his direction (NĐ 30/2020 Điều 23.1)."""
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    require(permissions.may_forward, by, entry)
    target = ENTRY.target("present", entry.state)
    if leader.unit.agency_id != entry.agency_id or leader.kind not in ("head", "deputy"):
        raise Refused([Finding("Hãy chọn thủ trưởng hoặc cấp phó của cơ quan.", field="leader")])
    entry.state = target
    entry.save(update_fields=["state"])
    Presentation.objects.create(entry=entry, leader=leader, by_id=by.user_id, at=at)
    _parts.give_access(entry.document, [post_seat(leader.pk)], why="presented", box="in", at=at, entry=entry)
    record("documents.present", by=by, at=at, subject=entry, document=entry.document_id, leader=leader.pk)
    return entry


@action("documents.withdraw_presentation")
def withdraw_presentation(entry: Entry, *, by: Actor, at: datetime) -> Entry:
    """A leader sent the proposal back: the arrival waits in the registry again. He keeps seeing it."""
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    require(permissions.may_direct, by, entry)
    entry.state = ENTRY.target("withdraw_presentation", entry.state)
    entry.save(update_fields=["state"])
    record("documents.withdraw_presentation", by=by, at=at, subject=entry, document=entry.document_id)
    return entry


@action("documents.direct")
def direct(entry: Entry, *, by: Actor, at: datetime) -> Entry:
    """Notes that a leader has directed an arrival; what he directed is kept by the app of tasks."""
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    require(permissions.may_direct, by, entry)
    entry.state = ENTRY.target("direct", entry.state)
    entry.save(update_fields=["state"])
    record("documents.direct", by=by, at=at, subject=entry, document=entry.document_id)
    return entry


@action("documents.close")
def close(entry: Entry, *, by: Actor, at: datetime) -> Entry:
    """Ends the handling of an arrival in this agency."""
    entry = Entry.objects.select_for_update().get(pk=entry.pk)
    require(permissions.may_close, by, entry)
    entry.state = ENTRY.target("close", entry.state)
    entry.save(update_fields=["state"])
    record("documents.close", by=by, at=at, subject=entry, document=entry.document_id)
    return entry
