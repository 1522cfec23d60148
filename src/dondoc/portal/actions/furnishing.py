"""The writes of setting up: the commune template, made in all communes in one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dondoc.audit.journal import action, record
from dondoc.documents.actions import create_register
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.organization.actions import open_post, open_unit
from dondoc.organization.models import Kind, Unit
from dondoc.organization.permissions import may_administer
from dondoc.portal import queries
from dondoc.portal.queries import Lacking


@dataclass(frozen=True, slots=True)
class Furnished:
    """What one commune got, in words; empty where all was there already."""

    commune: Unit
    made: tuple[str, ...]


@action("portal.furnish_communes")
def furnish_communes(communes: Sequence[Unit], *, by: Actor, at: datetime) -> list[Furnished]:
    """Opens the units, posts and registers of the template that a commune does not have yet; repeatable.

    All or none: one commune that refuses undoes the others, and its name stands before what is wrong.
    """
    require(may_administer, by)
    day = local_day(at)
    done: list[Furnished] = []
    findings: list[Finding] = []
    for commune in Unit.objects.select_for_update(of=("self",)).filter(pk__in=[c.pk for c in communes]).order_by("pk"):
        lacking = queries.lacking(commune, day)
        try:
            _furnish(commune, lacking, by=by, at=at)
        except Refused as refused:
            findings += [Finding(f"{commune.name}: {f.sentence}", clause=f.clause) for f in refused.findings]
        done.append(Furnished(commune, lacking.words))
    if findings:
        raise Refused(findings)
    record(
        "portal.furnish_communes",
        by=by,
        at=at,
        communes=[[one.commune.pk, len(one.made)] for one in done],
    )
    return done


def _furnish(commune: Unit, lacking: Lacking, *, by: Actor, at: datetime) -> None:
    units = {unit.name: unit for unit in queries.units_by_template(commune, local_day(at))}
    units[""] = commune
    kind = Kind.objects.get(code="unit")
    for name, is_office in lacking.units:
        units[name] = open_unit(name=name, kind=kind, parent=commune, is_office=is_office, by=by, at=at)
    for unit_name, role, title, order in lacking.posts:
        open_post(unit=units[unit_name], kind=role, title=title, order=order, by=by, at=at)
    for direction, name in lacking.registers:
        rules = [(None, "")] if direction == "out" else []
        create_register(agency=commune, direction=direction, name=name, rules=rules, by=by, at=at)
