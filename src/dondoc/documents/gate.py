"""Gathers the facts of a registering and asks the rulebooks in force."""

from collections import Counter as Tally
from collections.abc import Sequence
from datetime import date

from dondoc.documents import queries
from dondoc.documents.facts import IncomingFacts, NumberFacts, OpeningFacts, OutgoingFacts, RegisterFacts, Twin
from dondoc.documents.models import DocumentType, NumberBlock, Register
from dondoc.documents.rulebooks.decree_30_2020 import INCOMING, NUMBERING, OPENING, OUTGOING, SETTING_UP
from dondoc.files.models import StoredFile
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused
from dondoc.lib.rules import Verdict, judge
from dondoc.organization.models import Post, Unit
from dondoc.organization.queries import holder_on


def check_incoming(
    actor: Actor,
    *,
    type_: DocumentType | None,
    symbol: str,
    issuer_name: str,
    abstract: str,
    issued_on: date | None,
    arrived_on: date,
    files: Sequence[StoredFile],
    today: date,
) -> Verdict:
    """The verdict on an arrival: refusals, questions (duplicates) and warnings at once."""
    assert actor.agency_id is not None
    stored = [one.pk for one in files]
    seen: dict[int, Twin] = {}
    if queries.any_alike(symbol=symbol, issuer=issuer_name, stored_ids=stored):
        for document in queries.twins(actor.agency_id, actor, symbol=symbol, issuer=issuer_name, day=issued_on)[:5]:
            seen[document.pk] = Twin(document.pk, str(document), by_file=False)
        for document in queries.twins_by_file(actor.agency_id, actor, stored)[:5]:
            seen.setdefault(document.pk, Twin(document.pk, str(document), by_file=True))
    facts = IncomingFacts(
        type_code=type_.code if type_ else "",
        symbol=symbol,
        issuer_name=issuer_name,
        abstract=abstract,
        issued_on=issued_on,
        arrived_on=arrived_on,
        today=today,
        has_file=bool(files),
        twins=tuple(seen.values()),
    )
    return judge(facts, [INCOMING], day=today)


def check_outgoing(
    *,
    type_: DocumentType,
    abstract: str,
    issued_on: date,
    signer: Post,
    drafting_unit: Unit | None,
    register: Register | None,
    files: Sequence[StoredFile],
    recipients: Sequence[tuple[Unit | None, str]],
    block: NumberBlock | None,
    today: date,
) -> Verdict:
    """The verdict on a document that is about to be numbered and issued."""
    closed = tuple(
        (unit.name, unit.successor.name if unit.successor else "")
        for unit, _ in recipients
        if unit is not None and unit.until_day is not None and unit.until_day < issued_on
    )
    named = Tally(unit.name if unit else name for unit, name in recipients)
    facts = OutgoingFacts(
        type_code=type_.code,
        type_only_arrives=type_.only_arrives,
        abstract=abstract,
        issued_on=issued_on,
        today=today,
        last_issued_on=_not_before(register, block, today.year),
        has_file=bool(files),
        recipients=len(recipients),
        closed_recipients=closed,
        register_is_open=bool(register and register.opened_at),
        register_found=register is not None,
        signer_in_office=holder_on(signer, issued_on) is not None,
        twin_recipients=tuple(name for name, times in named.items() if times > 1),
        drafting_unit=drafting_unit.abbreviation if drafting_unit else "",
    )
    return judge(facts, [OUTGOING], day=today)


def _not_before(register: Register | None, block: NumberBlock | None, year: int) -> date | None:
    """The day of the last number, which the next one may not precede; for a reserved one, that of its reservation."""
    if block is not None:
        return local_day(block.reserved_at)
    return queries.last_issued_on(register, year) if register else None


def check_number(agency: Unit, number: str, notation: str, *, today: date) -> Verdict:
    """The verdict on a number just taken; it holds because the register's counter stays locked."""
    used = queries.is_symbol_used(agency, number, notation, today.year)
    return judge(NumberFacts(f"{number}/{notation}", used), [NUMBERING], day=today)


def check_register(register: Register, rules: Sequence[tuple[DocumentType | None, str]], *, today: date) -> Verdict:
    """The verdict on an outgoing register about to be set up with these rules."""
    shared = queries.shared_symbols(register, rules)
    pairs = tuple((symbol, other.name) for symbol, others in shared.items() for other in others)
    return judge(RegisterFacts(queries.notation_org(register), pairs), [SETTING_UP], day=today)


def check_opening(register: Register, last_number: int, *, today: date) -> Verdict:
    """The verdict on the last number with which a register is opened."""
    last = queries.last_with_symbol(register, today.year) if register.direction == "out" else None
    facts = OpeningFacts(last_number)
    if last is not None:
        register_name = f"Sổ “{last.number.register.name}”"
        facts = OpeningFacts(last_number, last.number.number, last.document.symbol, register_name)
    return judge(facts, [OPENING], day=today)


def raise_unless_confirmed(verdict: Verdict, confirmed: frozenset[str]) -> None:
    """Refuses while there is a refusal, or a question whose code the user has not confirmed."""
    open_questions = tuple(f for f in verdict.findings if f.severity == "ask" and f.code not in confirmed)
    if verdict.refusals or open_questions:
        raise Refused((*verdict.refusals, *open_questions))
