"""What the API sends and takes of directions and tasks."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Field, Schema

from dondoc.lib.api import Day, Id, In, PageIn

Place = Annotated[int, Field(ge=0, le=10_000_000, strict=True)]


class TermIn(In):
    """So many working days, half days, days, months or quarters; a fixed day; or none with a periodic report."""

    unit: Literal["working_day", "half_day", "day", "month", "quarter", "fixed_date", "none"]
    amount: Annotated[int, Field(ge=0, le=1000, strict=True)] = 0
    fixed: Day | None = None
    report_every: Annotated[int, Field(ge=1, le=365, strict=True)] | None = Field(None, description="days; unit none")


class AssignmentIn(In):
    """One piece of work: exactly one unit leads; others join or are informed. Empty fields get the usual defaults."""

    content: str = Field("", max_length=1000)
    leads: list[Id] = Field([], max_length=10)
    joins: list[Id] = Field([], max_length=100)
    informed: list[Id] = Field([], max_length=100)
    product: Literal["", "document", "report", "plan", "submission", "data", "other"] = ""
    term: TermIn | None = None
    quote: str = Field("", max_length=3000, description="the sentence of the document that orders it")
    quote_start: Place | None = None
    quote_end: Place | None = None


class AssignIn(In):
    document_id: Id
    tasks: list[AssignmentIn] = Field([], max_length=100)


class SplitIn(In):
    tasks: list[AssignmentIn] = Field([], max_length=100)


class PrepareIn(In):
    entry_ids: list[Id] = Field([], max_length=200)
    leader_id: Id
    words: str = Field("", max_length=2000)
    items: list[AssignmentIn] = Field([], max_length=30)


class GiveIn(In):
    """Empty accepts the proposal; `items` replaces it."""

    words: str | None = Field(None, max_length=2000)
    items: list[AssignmentIn] | None = Field(None, max_length=30)


class PaperIn(In):
    entry_id: Id
    leader_id: Id
    scan_id: Id = Field(description="a file of the document, brought in by documents.attach with role direction")
    words: str = Field("", max_length=2000)
    items: list[AssignmentIn] = Field([], max_length=30)


class VersionIn(In):
    version: Annotated[int, Field(ge=1, le=1_000_000, strict=True)] | None = Field(
        None, description="of the task as the caller last saw it; an older one is answered with 409 and what changed"
    )


class AcknowledgeIn(VersionIn):
    person_id: Id | None = Field(None, description="the post that does the work; empty: the caller's own")


class NameIn(VersionIn):
    person_id: Id


class WordsIn(VersionIn):
    words: str = Field("", max_length=2000)


class SubmitIn(WordsIn):
    document_ids: list[Id] = Field([], max_length=50)
    files: list[str] = Field([], max_length=50, description="tokens of files.store")


class ReturnIn(VersionIn):
    ground: str = Field("", max_length=1000)
    clause: str = Field("", max_length=200)


class ReassignIn(VersionIn):
    lead_id: Id
    term: TermIn | None = None


class ListIn(PageIn):
    tab: str = Field("", max_length=30, description="a code of tasks.tabs; empty is the first")


class TabOut(Schema):
    code: str
    label: str
    count: int = Field(description="exact to 999, then 1000")


class TaskOut(Schema):
    id: int
    content: str
    product: str
    urgency: int
    state: str
    time_class: str
    due: date | None
    original_due: date | None
    explanation: str
    assigner_id: int
    lead_id: int
    person_id: int | None
    document_id: int | None
    parent_id: int | None
    version: int
    sent_back: int
    bounced: int


class TaskListOut(Schema):
    items: list[TaskOut]
    next: str


class ParticipantOut(Schema):
    unit_id: int
    role: str


class EvidenceOut(Schema):
    id: int
    name: str
    document_id: int | None
    sha256: str = ""


class NoteOut(Schema):
    kind: str
    text: str
    clause: str
    person: str
    post_id: int | None
    at: datetime
    evidence: list[EvidenceOut]


class LedgerOut(Schema):
    """A line of the deadline's ledger."""

    position: int
    kind: str
    old_due: date | None
    new_due: date | None
    reason: str
    at: datetime


class TaskDetailOut(TaskOut):
    quote: str
    quote_start: int | None
    quote_end: int | None
    direction_id: int | None
    participants: list[ParticipantOut]
    children: list[TaskOut]
    notes: list[NoteOut]
    ledger: list[LedgerOut]


class DirectionOut(Schema):
    id: int
    entry_id: int
    leader_id: int
    state: str
    words: str
    reason: str


class ItemOut(Schema):
    lead_id: int
    joins: list[int]
    informed: list[int]
    words: str
    product: str
    term: str


class DirectionDetailOut(DirectionOut):
    document_id: int
    changed: bool
    typed_from_id: int | None
    items: list[ItemOut]


class DirectionListOut(Schema):
    items: list[DirectionOut]
    next: str


class HandOverIn(In):
    last_day: Day
    successor: str = Field("", max_length=60, description="the sign-in name of whoever takes the same post")
    to_post_id: Id | None = None


class CloseUnitIn(In):
    last_day: Day
    successor_id: Id | None = None
