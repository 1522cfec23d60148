"""Registers and their numbers: set up, opened once by the head, numbers voided with a reason."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from dondoc.audit.journal import action, record
from dondoc.documents import gate, permissions, queries
from dondoc.documents.actions import _parts
from dondoc.documents.models import Counter, DocumentType, Number, NumberBlock, Register, SeriesRule
from dondoc.lib import folding
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused, WrongState
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.lib.texts import too_long
from dondoc.notifications.actions import notify
from dondoc.organization.access import unit_seat
from dondoc.organization.models import Unit

# More than any agency issues in a year.
LARGEST_NUMBER = 1_000_000
LARGEST_BLOCK = 100
LONGEST_RESERVED = timedelta(days=60)


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


@action("documents.reserve_numbers")
def reserve_numbers(
    register: Register, *, count: int, reason: str, expires_on: date, by: Actor, at: datetime
) -> NumberBlock:
    """Keeps the next numbers of a register free, for documents that will be entered with their true day later.

    What is not used by the end of `expires_on` is voided with the reason, so that no gap stays open.
    """
    require(permissions.may_reserve, by, register)
    today, reason = local_day(at), folding.normalise(reason)
    findings = too_long("reason", reason, 500)
    if not 1 <= count <= LARGEST_BLOCK:
        findings.append(Finding(f"Mỗi lần giữ từ 1 đến {LARGEST_BLOCK} số.", field="count"))
    if not reason:
        findings.append(Finding("Hãy ghi lý do giữ số.", clause="NĐ 30/2020 Điều 15.1", field="reason"))
    if not today <= expires_on <= min(today + LONGEST_RESERVED, date(today.year, 12, 31)):
        sentence = f"Hạn giữ số từ hôm nay, không quá {LONGEST_RESERVED.days} ngày và trong năm {today.year}."
        findings.append(Finding(sentence, field="expires_on"))
    if findings:
        raise Refused(findings)
    first, last = _parts.take_block(register, count, by=by, at=at)
    block = NumberBlock.objects.create(
        register=register,
        year=today.year,
        first=first,
        last=last,
        reason=reason,
        expires_on=expires_on,
        reserved_at=at,
        reserved_by_id=by.user_id,
    )
    record("documents.reserve_numbers", by=by, at=at, subject=block, register=register.pk, first=first, last=last)
    return block


@action("documents.expire_block")
def expire_block(block: NumberBlock, *, by: Actor, at: datetime) -> list[Number]:
    """Voids what is left of a block whose time is over."""
    require(permissions.may_watch_registers, by)
    left = list(block.numbers().select_for_update())
    if local_day(at) <= block.expires_on:
        raise WrongState("Chưa hết hạn giữ số.")
    for number in left:
        number.state, number.reason = "void", f"Hết hạn giữ số ngày {block.expires_on:%d/%m/%Y}: {block.reason}"[:500]
        number.voided_at, number.voided_by_id = at, by.user_id
    Number.objects.bulk_update(left, ["state", "reason", "voided_at", "voided_by"])
    record("documents.expire_block", by=by, at=at, subject=block, void=[number.number for number in left])
    return left


@action("documents.prove_registers")
def prove_registers(*, by: Actor, at: datetime) -> list[queries.Proof]:
    """The day's proof of every open register: 1…N without a gap. Whoever keeps a register with a gap is told."""
    require(permissions.may_watch_registers, by)
    year, proved = local_day(at).year, []
    for register in Register.objects.exclude(opened_at=None).select_related("agency").order_by("pk"):
        proved.append(queries.proof(register, year))
    broken = [proof for proof in proved if not proof.sound]
    for proof in broken:
        register = proof.register
        notify(
            [unit_seat(register.agency_id)],
            sentence=f"{register.name}, {register.agency.name}: thiếu {len(proof.missing)} số năm {year}",
            why="Kiểm tra sổ hằng ngày: các số phải liên tục (NĐ 30/2020 Điều 15.1)",
            url=f"/registers/{register.pk}/{year}",
            key=f"documents.prove:{register.pk}:{local_day(at)}",
            at=at,
            urgent=True,
        )
    broken_ids = [proof.register.pk for proof in broken]
    record("documents.prove_registers", by=by, at=at, registers=len(proved), broken=broken_ids)
    return proved
