"""Registers with their numbers and proofs."""

from typing import Annotated, Any

from django.shortcuts import get_object_or_404
from ninja import Path, Query, Router

from dondoc.documents import actions, permissions, queries
from dondoc.documents.api import _parts, shapes
from dondoc.documents.models import Number, Register
from dondoc.lib.actor import Actor
from dondoc.lib.api import PageIn, Pk, ReasonIn, actor_of, answers, named, page, reader_of
from dondoc.lib.days import local_day
from dondoc.lib.rulings import require
from dondoc.organization.queries import agencies

router = Router(tags=["registers"])

Year = Annotated[int, Path(ge=1945, le=2100)]


def _ask(actor: Actor) -> None:
    require(permissions.may_see_registers, actor)


@router.get("/registers", response=answers(list[shapes.ProofOut]), operation_id="documents.registers")
def registers(request: Any) -> list[dict[str, Any]]:
    """The registers that the caller may see, each with its proof for this year."""
    actor, now = reader_of(request)
    _ask(actor)
    return [_proof(register, local_day(now).year) for register in queries.registers_for(actor)]


@router.post("/registers", response=answers(shapes.ProofOut), operation_id="documents.create_register")
def create_register(request: Any, given: shapes.CreateRegisterIn) -> dict[str, Any]:
    """Sets up a register and which documents fall into it; its head opens it before the first number."""
    actor, now = actor_of(request)
    require(permissions.may_manage_registers, actor)
    today = local_day(now)
    [agency] = named(agencies(today), [given.agency_id], field="agency_id", sentence="Không có cơ quan này.")
    rules = [(_parts.type_of(rule.type) if rule.type else None, rule.signer_kind) for rule in given.rules]
    if given.direction == "out" and not rules:
        rules = [(None, "")]
    register = actions.create_register(
        agency=agency,
        direction=given.direction,
        name=given.name,
        notation_org=given.notation_org,
        rules=rules,
        by=actor,
        at=now,
    )
    return _proof(register, today.year)


def _proof(register: Register, year: int) -> dict[str, Any]:
    proof = queries.proof(register, year)
    return {
        "register_id": register.pk,
        "agency_id": register.agency_id,
        "direction": register.direction,
        "name": register.name,
        "year": year,
        "is_open": register.opened_at is not None,
        "opened_with": proof.opened_with,
        "last_number": proof.last_number,
        "issued": proof.issued,
        "void": proof.void,
        "reserved": proof.reserved,
        "missing": list(proof.missing)[:1000],
    }


@router.get("/registers/{int:pk}/{int:year}", response=answers(shapes.ProofOut), operation_id="documents.proof")
def proof(request: Any, pk: Pk, year: Year) -> dict[str, Any]:
    """1…N of a register and year: issued, void, reserved, missing."""
    actor, _ = reader_of(request)
    _ask(actor)
    return _proof(get_object_or_404(queries.registers_for(actor), pk=pk), year)


@router.get(
    "/registers/{int:pk}/{int:year}/numbers", response=answers(shapes.NumberListOut), operation_id="documents.numbers"
)
def numbers(request: Any, pk: Pk, year: Year, asked: Query[PageIn]) -> dict[str, Any]:
    """Every number of a register and year, the last one first; voids with their reason."""
    actor, _ = reader_of(request)
    _ask(actor)
    register = get_object_or_404(queries.registers_for(actor), pk=pk)
    found, following = page(register.numbers.filter(year=year).select_related("entry"), asked, key="number")
    return {"items": [_number_out(number) for number in found], "next": following}


def _number_out(number: Number) -> dict[str, Any]:
    entry = getattr(number, "entry", None)
    return {
        "id": number.pk,
        "number": number.number,
        "state": number.state,
        "document_id": entry.document_id if entry else None,
        "reason": number.reason,
    }


@router.post("/registers/{int:pk}/open", response=answers(shapes.ProofOut), operation_id="documents.open_register")
def open_register(request: Any, pk: Pk, given: shapes.OpenIn) -> dict[str, Any]:
    """Opens a register with the last number used outside the system this year; once, by the head."""
    actor, now = actor_of(request)
    register = get_object_or_404(queries.registers_for(actor), pk=pk)
    opened = actions.open_register(register, last_number=given.last_number, by=actor, at=now)
    return _proof(opened, local_day(now).year)


@router.post("/registers/{int:pk}/reserve", response=answers(shapes.BlockOut), operation_id="documents.reserve_numbers")
def reserve_numbers(request: Any, pk: Pk, given: shapes.ReserveIn) -> Any:
    """Keeps the next numbers of a register free, with a reason, until a day; what is not used then is voided."""
    actor, now = actor_of(request)
    register = get_object_or_404(queries.registers_for(actor), pk=pk)
    return actions.reserve_numbers(register, **given.dict(), by=actor, at=now)


@router.post(
    "/registers/{int:pk}/{int:year}/numbers/{int:number}/void",
    response=answers(shapes.NumberOut),
    operation_id="documents.void_number",
)
def void_number(
    request: Any,
    pk: Pk,
    year: Year,
    number: Annotated[int, Path(ge=1, le=100_000_000)],
    given: ReasonIn,
) -> dict[str, Any]:
    """Voids a number with its reason; it stays visible."""
    actor, now = actor_of(request)
    register = get_object_or_404(queries.registers_for(actor), pk=pk)
    found = get_object_or_404(register.numbers, number=number, year=year)
    return _number_out(actions.void_number(found, reason=given.reason, by=actor, at=now))
