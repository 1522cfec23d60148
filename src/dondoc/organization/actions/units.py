"""Agencies and the units in them: opened, closed, and their codes."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from dondoc.audit.journal import action, record
from dondoc.lib import folding
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused, WrongState
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.lib.texts import too_long
from dondoc.organization import permissions, queries
from dondoc.organization.actions import _parts
from dondoc.organization.models import CODE_SCHEMES, FormerName, HandOver, Kind, Unit, UnitCode


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


@action("organization.rename_unit")
def rename_unit(unit: Unit, *, name: str, abbreviation: str = "", from_day: date, by: Actor, at: datetime) -> Unit:
    """Gives an agency or unit another name from a day on; the old one stays for the days before."""
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    require(permissions.may_administer, by)
    name, abbreviation = folding.normalise(name), folding.normalise(abbreviation)
    findings = too_long("name", name, 200) + too_long("abbreviation", abbreviation, 30)
    last = unit.former_names.order_by("-until_day").first()
    since = last.until_day + timedelta(days=1) if last else unit.from_day
    if not name:
        findings.append(Finding("Cần ghi tên cơ quan, đơn vị.", field="name"))
    if (name, abbreviation) == (unit.name, unit.abbreviation):
        findings.append(Finding("Tên mới phải khác tên đang dùng.", field="name"))
    if not since < from_day <= local_day(at):
        sentence = f"Tên mới có từ sau ngày {since:%d/%m/%Y} và không muộn hơn hôm nay."
        findings.append(Finding(sentence, field="from_day"))
    if findings:
        raise Refused(findings)
    FormerName.objects.create(
        unit=unit,
        name=unit.name,
        abbreviation=unit.abbreviation,
        from_day=since,
        until_day=from_day - timedelta(days=1),
    )
    unit.name, unit.abbreviation = name, abbreviation
    unit.save(update_fields=["name", "abbreviation"])
    record("organization.rename_unit", by=by, at=at, subject=unit, from_day=from_day)
    return unit


@action("organization.close_unit")
def close_unit(unit: Unit, *, last_day: date, successor: Unit | None, by: Actor, at: datetime) -> Unit:
    """Closes an agency or unit after `last_day`, once nothing in it is left open; its successor takes what comes later.

    The app that knows the work hands it over first (`HandOver`), and calls this.
    """
    unit = Unit.objects.select_for_update(of=("self",)).get(pk=unit.pk)
    require(permissions.may_administer, by)
    if unit.until_day is not None:
        raise WrongState(f"{unit.name} đã đóng từ {unit.until_day:%d/%m/%Y}.")
    if findings := closing_findings(unit, last_day=last_day, successor=successor):
        raise Refused(findings)
    unit.until_day, unit.successor = last_day, successor
    unit.save(update_fields=["until_day", "successor"])
    record(
        "organization.close_unit",
        by=by,
        at=at,
        subject=unit,
        last_day=last_day,
        successor=successor.pk if successor else None,
    )
    return unit


def closing_findings(unit: Unit, *, last_day: date, successor: Unit | None) -> list[Finding]:
    """All that stands in the way of closing a unit after a day."""
    findings = []
    if last_day < unit.from_day:
        findings.append(Finding("Ngày đóng phải sau ngày thành lập.", field="last_day"))
    if successor is not None and (successor.pk == unit.pk or successor.path.startswith(unit.path)):
        findings.append(Finding("Nơi kế thừa phải nằm ngoài cơ quan, đơn vị này.", field="successor"))
    if successor is not None and successor.until_day is not None and successor.until_day <= last_day:
        findings.append(Finding(f"{successor.name} cũng đã đóng; hãy chọn nơi kế thừa khác.", field="successor"))
    for child in queries.inside(unit, last_day):
        findings.append(
            Finding(
                f"Đơn vị trực thuộc còn hoạt động: {child.name}.",
                code="unit_open",
                remedy="organization:unit",
                remedy_args=(child.pk,),
            )
        )
    for holding in queries.held_in(unit, last_day):
        findings.append(
            Finding(
                f"{holding.user.full_name} còn giữ chức danh {holding.post.title}.",
                code="post_held",
                remedy="organization:unit",
                remedy_args=(unit.pk,),
            )
        )
    if not HandOver.objects.filter(unit=unit).exists():
        findings.append(
            Finding(
                f"Chưa bàn giao việc của {unit.name}.",
                code="not_handed_over",
                remedy="organization:unit",
                remedy_args=(unit.pk,),
            )
        )
    return findings


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
