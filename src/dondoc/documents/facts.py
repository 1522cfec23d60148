"""All that the document rules may know, as frozen data."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Twin:
    """A document of the agency's own register that looks like the one being registered."""

    document_id: int
    title: str
    by_file: bool


@dataclass(frozen=True, slots=True)
class IncomingFacts:
    """An arrival about to be registered."""

    type_code: str
    symbol: str
    issuer_name: str
    abstract: str
    issued_on: date | None
    arrived_on: date
    today: date
    has_file: bool
    twins: tuple[Twin, ...] = ()


@dataclass(frozen=True, slots=True)
class OutgoingFacts:
    """A document signed on paper, about to be given its number and issued."""

    type_code: str
    type_only_arrives: bool
    abstract: str
    issued_on: date
    today: date
    last_issued_on: date | None
    has_file: bool
    recipients: int
    closed_recipients: tuple[tuple[str, str], ...] = ()
    register_is_open: bool = True
    register_found: bool = True
    signer_in_office: bool = True
    twin_recipients: tuple[str, ...] = ()
    drafting_unit: str = ""
    number_by: date | None = None


@dataclass(frozen=True, slots=True)
class NumberFacts:
    """A number and symbol just taken from a register, before the document gets it."""

    symbol: str
    used_this_year: bool


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """An outgoing register about to be set up: symbols it would print like another open register, by its name."""

    org: str
    shared: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """An outgoing register about to be opened: what another register has printed with its symbol this year."""

    last_number: int
    printed: int = 0
    printed_symbol: str = ""
    printed_by: str = ""


@dataclass(frozen=True, slots=True)
class ArrivalFacts:
    """An arrival against its clocks: until when it was to be received and passed on, and when it was, if it was."""

    now: datetime
    receive_by: datetime
    pass_on_by: datetime
    at_once: bool
    received_at: datetime | None = None
    passed_on_at: datetime | None = None
