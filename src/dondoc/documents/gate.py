"""Gathers the facts of a registering and asks the rulebooks in force."""

from collections import Counter as Tally
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dondoc.deadlines.queries import Habits, habits_on
from dondoc.documents import queries
from dondoc.documents.engine import clocks
from dondoc.documents.facts import (
    ArrivalFacts,
    IncomingFacts,
    NumberFacts,
    OpeningFacts,
    OutgoingFacts,
    RegisterFacts,
    Twin,
)
from dondoc.documents.models import Document, DocumentType, Entry, NumberBlock, Recipient, Register
from dondoc.documents.rulebooks.decree_30_2020 import (
    ARRIVING,
    INCOMING,
    NUMBERING,
    OPENING,
    OUTGOING,
    SETTING_UP,
    late_number,
)
from dondoc.files.models import StoredFile
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day, moment
from dondoc.lib.errors import Refused
from dondoc.lib.rules import Verdict, judge
from dondoc.organization.models import Post, Unit
from dondoc.organization.queries import calendar, holder_on, with_chief_of_office

# What has been lying longer than this is a matter of the head's own, not of a clock.
LOOKED_AT = timedelta(days=60)
FIRST_HOUR = 7


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
        number_by=clocks.next_working_day(issued_on, calendar()),
    )
    return judge(facts, [OUTGOING], day=today)


def _not_before(register: Register | None, block: NumberBlock | None, year: int) -> date | None:
    """The day of the last number, which the next one may not precede; for a reserved one, that of its reservation."""
    if block is not None:
        return local_day(block.reserved_at)
    return queries.last_issued_on(register, year) if register else None


def numbered_late(document: Document, *, today: date) -> list[str]:
    """What is told to a clerk who numbers what was signed on paper too late (LT4)."""
    if document.issued_on is None or today <= (by := clocks.next_working_day(document.issued_on, calendar())):
        return []
    return [late_number(document.issued_on, by)]


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


@dataclass(frozen=True, slots=True)
class Timing:
    """An arrival against the clock that runs for it: which one, until when, how it stands, what the law says."""

    subject: Recipient | Entry
    document: Document
    agency_id: int
    clock: str
    until: datetime
    at_once: bool
    standing: clocks.Standing
    verdict: Verdict

    @property
    def is_late(self) -> bool:
        return any(finding.code == self.clock for finding in self.verdict.findings)

    @property
    def clause(self) -> str:
        """The clause that was missed, as a user reads it."""
        return next((finding.cited for finding in self.verdict.findings if finding.code == self.clock), "")


class Clocks:
    """The clocks of the registries at an instant: calendar and the agencies' habits are read once for all rows."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.over = calendar()
        self.habits = habits_on(local_day(now))

    def of_recipient(self, recipient: Recipient) -> Timing:
        """What waits in a queue is to be received (LT5, urgent LT7)."""
        assert recipient.unit_id is not None
        arrived = recipient.sent_at or recipient.document.created_at
        return self._timing(recipient, recipient.document, recipient.unit_id, "receive", arrived, None)

    def of_entry(self, entry: Entry) -> Timing:
        """What is registered and with nobody yet is to be passed on (LT6, urgent LT7).

        What came on paper has no hour, only a day: an urgent one counts from its registering.
        """
        came = getattr(entry, "recipient", None)
        arrived = came.sent_at if came is not None and came.sent_at else entry.registered_at
        if came is None and entry.arrived_on and not entry.document.urgency:
            arrived = moment(entry.arrived_on, 0)
        return self._timing(entry, entry.document, entry.agency_id, "pass_on", arrived, entry.registered_at)

    def _timing(
        self,
        subject: Recipient | Entry,
        document: Document,
        agency_id: int,
        clock: str,
        arrived: datetime,
        received: datetime | None,
    ) -> Timing:
        habits: Habits = self.habits(agency_id)
        limits = clocks.limits(
            arrived_at=arrived,
            is_urgent=document.urgency > 0,
            closes=habits.closes,
            urgent_minutes=habits.urgent_minutes,
            over=self.over,
        )
        facts = ArrivalFacts(self.now, limits.receive, limits.pass_on, limits.at_once, received_at=received)
        verdict = judge(facts, [ARRIVING], day=local_day(self.now))
        until = limits.receive if clock == "receive" else limits.pass_on
        act = "tiếp nhận" if clock == "receive" else "trình"
        standing = clocks.standing(until, at_once=limits.at_once, act=act, now=self.now, closes=habits.closes)
        return Timing(subject, document, agency_id, clock, until, limits.at_once, standing, verdict)

    def is_late_by_a_day(self, timing: Timing) -> bool:
        """Whether a whole working day has passed since the limit: then the head of the agency hears of it too."""
        return self.over.working_days_between(local_day(timing.until), local_day(self.now)) >= 1


def late_in(agency_id: int | None, now: datetime) -> list[Timing]:
    """What an agency's registry (or every one) is late with, the longest first: receiving, then passing on."""
    judged, since = Clocks(now), now - LOOKED_AT
    waiting, kept = queries.waiting_anywhere(since), queries.not_passed_on(agency_id, since)
    if agency_id is not None:
        waiting = waiting.filter(unit_id=agency_id)
    timings = [judged.of_recipient(row) for row in waiting] + [judged.of_entry(row) for row in kept]
    return sorted((one for one in timings if one.is_late), key=lambda one: one.until)


def alarms_due(agency_id: int | None, now: datetime) -> list[tuple[Timing, str]]:
    """What those above were not told yet, each with the level that is to hear of it.

    The chief of office hears first; the head when a working day has passed since, at once of what is urgent, and
    where there is no office. Ordinary lateness waits for a working morning.
    """
    judged, late = Clocks(now), late_in(agency_id, now)
    today = local_day(now)
    if now < moment(today, FIRST_HOUR) or not judged.over.is_working(today):
        late = [timing for timing in late if timing.at_once]
    offices = with_chief_of_office({timing.agency_id for timing in late}, today)
    given = queries.alarms_of([timing.subject for timing in late])
    due = []
    for timing in late:
        has_office = timing.agency_id in offices
        levels = ["office"] if has_office else []
        if timing.at_once or not has_office or judged.is_late_by_a_day(timing):
            levels.append("head")
        key = (isinstance(timing.subject, Entry), timing.subject.pk, timing.clock)
        due += [(timing, level) for level in levels if (*key, level) not in given]
    return due
