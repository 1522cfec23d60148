"""Registers and their numbers: set up, opened once by the head, numbers voided with a reason."""

from collections.abc import Sequence
from datetime import datetime

from dondoc.audit.journal import action, record
from dondoc.documents import gate, permissions
from dondoc.documents.models import Counter, DocumentType, Number, Register, SeriesRule
from dondoc.lib import folding
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused, WrongState
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.lib.texts import too_long
from dondoc.organization.models import Unit

# More than any agency issues in a year.
LARGEST_NUMBER = 1_000_000


@action("documents.create_register")
def create_register(
    *,
    agency: Unit,
    direction: str,
    name: str,
    notation_org: str = "",
    rules: Sequence[tuple[DocumentType | None, str]] = (),
    by: Actor,
    at: datetime,
) -> Register:
    """Sets up a register; `rules` are (type or any, kind of signing post or any)."""
    require(permissions.may_manage_registers, by)
    findings = []
    if not folding.normalise(name):
        findings.append(Finding("Hãy ghi tên sổ.", field="name"))
    if direction == "in" and agency.registers.filter(direction="in", closed_at=None).exists():
        findings.append(
            Finding(
                "Cơ quan đã có sổ văn bản đến; số đến chạy chung một dãy trong năm.",
                clause="NĐ 30/2020 Điều 22.2",
                field="direction",
            )
        )
    register = Register(
        agency=agency,
        direction=direction,
        name=folding.normalise(name),
        notation_org=folding.normalise(notation_org),
    )
    if direction == "out":
        findings += gate.check_register(register, rules, today=local_day(at)).refusals
    if findings:
        raise Refused(findings)
    register.save()
    SeriesRule.objects.bulk_create(
        [SeriesRule(register=register, type=type_, signer_kind=kind) for type_, kind in rules]
    )
    record("documents.create_register", by=by, at=at, subject=register, agency=agency.pk, direction=direction)
    return register


@action("documents.open_register")
def open_register(register: Register, *, last_number: int, by: Actor, at: datetime) -> Register:
    """Opens a register with the last number used outside the system this year; possible once."""
    register = Register.objects.select_for_update(of=("self",)).select_related("agency").get(pk=register.pk)
    require(permissions.may_open_register, by, register)
    if register.opened_at is not None:
        raise WrongState("Sổ đã được mở; số cuối đã dùng chỉ khai báo một lần.")
    if not 0 <= last_number <= LARGEST_NUMBER:
        sentence = f"Số cuối đã dùng phải từ 0 đến {LARGEST_NUMBER:,}.".replace(",", ".")
        raise Refused([Finding(sentence, field="last_number")])
    gate.check_opening(register, last_number, today=local_day(at)).raise_if_refused()
    register.opened_at = at
    register.save(update_fields=["opened_at"])
    Counter.objects.create(register=register, year=local_day(at).year, last_number=last_number, opened_with=last_number)
    record("documents.open_register", by=by, at=at, subject=register, last_number=last_number)
    return register


@action("documents.void_number")
def void_number(number: Number, *, reason: str, by: Actor, at: datetime) -> Number:
    """Voids a number that was reserved or whose document does not go out; it stays visible with its reason."""
    number = Number.objects.select_for_update(of=("self",)).select_related("register").get(pk=number.pk)
    require(permissions.may_void, by, number.register)
    if number.state == "void":
        raise WrongState("Số này đã bị hủy.")
    if number.register.direction == "out" and number.state == "issued":
        entry = number.entry
        if entry.document.recipients.exclude(state__in=("queued", "paper", "returned")).exists():
            raise WrongState("Văn bản đã đến nơi nhận; không hủy số, hãy thu hồi hoặc thay thế văn bản.")
    if findings := too_long("reason", reason, 500):
        raise Refused(findings)
    number.state, number.reason = "void", folding.normalise(reason)
    if not number.reason:
        raise Refused([Finding("Hãy ghi lý do hủy số.", field="reason")])
    number.voided_at, number.voided_by_id = at, by.user_id
    number.save(update_fields=["state", "reason", "voided_at", "voided_by"])
    record("documents.void_number", by=by, at=at, subject=number, number=number.number, year=number.year)
    return number
