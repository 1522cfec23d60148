"""Agencies and the units in them: opened, closed, and their codes."""

from collections.abc import Iterable
from datetime import date, datetime

from dondoc.audit.journal import action, record
from dondoc.lib import folding
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused, WrongState
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.organization import permissions
from dondoc.organization.actions import _parts
from dondoc.organization.models import CODE_SCHEMES, Kind, Unit, UnitCode


@action("organization.open_unit")
def open_unit(
    *,
    name: str,
    kind: Kind,
    parent: Unit | None,
    abbreviation: str = "",
    codes: Iterable[tuple[str, str]] = (),
    is_office: bool = False,
    functions: str = "",
    order: int = 0,
    from_day: date | None = None,
    by: Actor,
    at: datetime,
) -> Unit:
    """Opens an agency or a unit under `parent`; `codes` are (scheme, code) valid from the same day."""
    require(permissions.may_administer, by)
    findings = []
    if not name.strip():
        findings.append(Finding("Cần ghi tên cơ quan, đơn vị.", field="name"))
    if not kind.is_agency and parent is None:
        findings.append(Finding("Đơn vị phải thuộc một cơ quan.", field="parent"))
    for scheme, code in codes:
        findings += _code_findings(scheme, code, from_day or local_day(at))
    if findings:
        raise Refused(findings)
    day = from_day or local_day(at)
    unit = _parts.new_unit(name=name, abbreviation=abbreviation, kind=kind, parent=parent, day=day)
    unit.is_office, unit.functions, unit.order = is_office, functions, order
    unit.save(update_fields=["is_office", "functions", "order"])
    for scheme, code in codes:
        UnitCode.objects.create(unit=unit, scheme=scheme, code=code, from_day=day)
    record(
        "organization.open_unit",
        by=by,
        at=at,
        subject=unit,
        parent=parent.pk if parent else None,
        kind=kind.code,
    )
    return unit


@action("organization.close_unit")
def close_unit(unit: Unit, *, last_day: date, successor: Unit | None, by: Actor, at: datetime) -> Unit:
    """Closes an agency or unit after `last_day`; its successor takes over what comes later."""
    unit = Unit.objects.select_for_update().get(pk=unit.pk)
    require(permissions.may_administer, by)
    if unit.until_day is not None:
        raise WrongState(f"{unit.name} đã đóng từ {unit.until_day:%d/%m/%Y}.")
    if last_day < unit.from_day:
        raise Refused([Finding("Ngày đóng phải sau ngày thành lập.", field="last_day")])
    unit.until_day, unit.successor = last_day, successor
    unit.save(update_fields=["until_day", "successor"])
    record("organization.close_unit", by=by, at=at, subject=unit, last_day=last_day)
    return unit


@action("organization.add_code")
def add_code(unit: Unit, *, scheme: str, code: str, from_day: date, by: Actor, at: datetime) -> UnitCode:
    """Gives an agency or unit a further code from a day; the earlier ones stay with their days."""
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    require(permissions.may_administer, by)
    code = folding.normalise(code)
    if findings := _code_findings(scheme, code, from_day):
        raise Refused(findings)
    added = UnitCode.objects.create(unit=unit, scheme=scheme, code=code, from_day=from_day)
    record("organization.add_code", by=by, at=at, subject=unit, scheme=scheme, code=code, from_day=from_day)
    return added


@action("organization.end_code")
def end_code(code: UnitCode, *, last_day: date, by: Actor, at: datetime) -> UnitCode:
    """Ends a code after a day; it stays on record, so that what it named then is still found."""
    code = UnitCode.objects.select_for_update().get(pk=code.pk)
    require(permissions.may_administer, by)
    if code.until_day is not None:
        raise WrongState(f"Mã này đã hết hiệu lực từ {code.until_day:%d/%m/%Y}.")
    if last_day < code.from_day:
        raise Refused([Finding("Ngày hết hiệu lực phải từ ngày bắt đầu trở đi.", field="last_day")])
    code.until_day = last_day
    code.save(update_fields=["until_day"])
    record("organization.end_code", by=by, at=at, subject=code, unit=code.unit_id, last_day=last_day)
    return code


def _code_findings(scheme: str, code: str, from_day: date) -> list[Finding]:
    """What is wrong with a code that is to be given from a day: its form, or that another agency still has it."""
    findings = []
    if scheme not in CODE_SCHEMES:
        findings.append(Finding("Hãy chọn loại mã.", field="scheme"))
    if not 0 < len(code) <= 35:
        findings.append(Finding("Mã định danh dài từ 1 đến 35 ký tự.", clause="QĐ 20/2020 Điều 4.1", field="code"))
    held = UnitCode.objects.filter(code=code, scheme=scheme).exclude(until_day__lt=from_day).select_related("unit")
    if other := held.first():
        sentence = f"Mã “{code}” đang là của {other.unit.name} từ {other.from_day:%d/%m/%Y}."
        findings.append(Finding(sentence, field="code", code="code_taken"))
    return findings
