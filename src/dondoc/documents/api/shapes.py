"""What the API sends and takes of documents."""

from datetime import date, datetime
from typing import Annotated, Literal

from ninja import Field, Schema

from dondoc.lib.api import Day, Id, In, PageIn, Truth

Urgency = Annotated[int, Field(ge=0, le=3, strict=True, description="0 thường, 1 khẩn, 2 thượng khẩn, 3 hỏa tốc")]
Tokens = Annotated[list[str], Field(max_length=50, description="tokens of files.store, the main file first")]


class TypeOut(Schema):
    code: str
    name: str
    abbreviation: str


class StoredOut(Schema):
    token: str = Field(description="names the file in the call that attaches it, by the same person, for a day")
    sha256: str
    size: int
    pages: int | None


class EntryOut(Schema):
    """A line of the caller's own agency's register."""

    entry_id: int
    document_id: int
    direction: str
    number: int
    year: int
    symbol: str
    state: str
    arrived_on: date | None
    due_on: date | None


class DocumentOut(Schema):
    id: int
    type: str
    symbol: str
    issued_on: date | None
    issuer: str
    abstract: str
    signer: str
    signer_post: str
    urgency: int
    pages: int | None
    entry: EntryOut | None = None


class FileOut(Schema):
    id: int
    name: str
    role: str
    sha256: str
    size: int
    content_type: str


class RecipientOut(Schema):
    id: int
    name: str
    unit_id: int | None
    state: str
    sent_at: datetime | None
    settled_at: datetime | None
    reason: str


class RelationOut(Schema):
    kind: str
    document_id: int
    symbol: str


class CorrectionOut(Schema):
    field: str
    old: str
    new: str
    reason: str
    at: datetime


class RoutingOut(Schema):
    id: int
    state: str
    role: str
    note: str
    reason: str
    at: datetime
    from_post_id: int | None
    to_unit_id: int | None
    to_post_id: int | None


class RoutingReadOut(RoutingOut):
    read: bool


class DetailOut(DocumentOut):
    note: str
    copies: int | None
    reply_by: date | None
    files: list[FileOut]
    recipients: list[RecipientOut]
    relations: list[RelationOut]
    related_from: list[RelationOut]
    corrections: list[CorrectionOut]
    routings: list[RoutingReadOut] = Field([], description="transfers inside the caller's agency")


class DocumentListOut(Schema):
    items: list[DocumentOut]
    next: str


class ListIn(PageIn):
    box: Literal["in", "out"] = "in"
    seat: str = Field("", max_length=20, description="one of `seats` of organization.me; empty is the widest")
    year: int | None = Field(None, ge=1945, le=2100)
    type: str = Field("", max_length=10)
    urgency: int | None = Field(None, ge=0, le=3)
    state: str = Field("", max_length=20, description="of the entry: registered, presented, directed …")


class FoundIn(PageIn):
    q: str = Field("", max_length=200, description="number or symbol in any spelling, words with or without marks")


class ArrivalOut(Schema):
    id: int
    document: DocumentOut
    sent_at: datetime | None
    receive_by: datetime = Field(description="the end of the day, or some minutes after sending where it is urgent")
    is_late: bool


class LateOut(Schema):
    """An arrival that the registry is late with."""

    document: DocumentOut
    clock: str = Field(description="receive (not registered yet) or pass_on (registered, with nobody yet)")
    until: datetime
    clause: str


class ArrivalListOut(Schema):
    items: list[ArrivalOut]
    next: str


class ActOut(Schema):
    """One act in the journal."""

    verb: str
    at: datetime
    person: str
    post_id: int | None
    channel: str


class ReaderOut(Schema):
    person: str
    first_opened_at: datetime


class HistoryOut(Schema):
    acts: list[ActOut]
    readers: list[ReaderOut]


class PendingIn(In):
    """What is typed of an arrival whose file waits in the queue."""

    type: str = Field("", max_length=10, description="code of documents.types")
    symbol: str = Field("", max_length=80)
    issuer_name: str = Field("", max_length=200)
    abstract: str = Field("", max_length=500)
    issued_on: Day | None = None
    arrived_on: Day | None = Field(None, description="empty: today")
    due_on: Day | None = None
    urgency: Urgency = 0
    signer_name: str = Field("", max_length=100)
    signer_post: str = Field("", max_length=100)
    note: str = Field("", max_length=500)
    confirmed: list[Literal["duplicate"]] = Field([], max_length=5, description="codes of questions answered with yes")


class IncomingIn(PendingIn):
    """What is typed of an arrival, and its files."""

    files: Tokens = []


class PendingOut(Schema):
    id: int
    name: str
    origin: str = Field(description="upload, folder, split, join")
    state: str = Field(description="waiting, asked (is it secret?), refused (see problem)")
    problem: str
    sha256: str
    pages: int | None
    added_at: datetime


class MadeOut(Schema):
    ids: list[int]


class SplitFileIn(In):
    starts: list[int] = Field(max_length=1000, description="pages, from 1, on which another document begins")
    not_secret: Truth = False


class JoinIn(In):
    ids: list[Id] = Field(max_length=100)


class ScanFolderIn(In):
    agency_id: Id
    name: str = Field("", max_length=60)
    is_watched: Truth = True


class RecipientIn(In):
    """An agency of the installation by its id, or a name that gets paper."""

    unit_id: Id | None = None
    name: str = Field("", max_length=200)


class IssueIn(In):
    type: str = Field("", max_length=10, description="code of documents.types")
    abstract: str = Field("", max_length=500)
    signer_id: Id = Field(description="the post that signed")
    recipients: list[RecipientIn] = Field([], max_length=2000)
    files: Tokens = []
    issued_on: Day | None = Field(None, description="empty: today")
    drafting_unit_id: Id | None = None
    sign_mark: Literal["", "TM", "KT", "Q", "TL", "TUQ"] = ""
    urgency: Urgency = 0
    reply_by: Day | None = None
    copies: Annotated[int, Field(ge=1, le=9999, strict=True)] | None = None
    note: str = Field("", max_length=500)
    reserved_id: Id | None = Field(None, description="a number kept free, by its id in documents.numbers")
    answers: list[Id] = Field([], max_length=50, description="documents that this one replies to")


class RegisterArrivalIn(In):
    due_on: Day | None = None


class ForwardIn(In):
    unit_ids: list[Id] = Field([], max_length=200)
    post_ids: list[Id] = Field([], max_length=200)
    role: Literal["handle", "join", "inform"] = "handle"
    note: str = Field("", max_length=500)


class AnswerIn(In):
    agree: Truth


class CorrectIn(In):
    field: str = Field("", max_length=30)
    new: str = Field("", max_length=500)
    reason: str = Field("", max_length=500)


class RelateIn(In):
    other_id: Id
    kind: Literal["answers", "replaces", "amends", "based_on", "corrects"]


class AttachIn(In):
    file: str = Field("", max_length=1000, description="token of files.store")
    role: Literal["annex", "direction"] = "annex"


class PointerIn(In):
    secrecy: Literal["mat", "toi_mat", "tuyet_mat"]
    book_number: str = Field("", max_length=30)
    received_on: Day
    kept_at: str = Field("", max_length=200)
    custodian_id: Id


class PointerOut(Schema):
    id: int
    secrecy: str
    book_number: str
    received_on: date
    kept_at: str
    custodian_id: int


class RuleIn(In):
    type: str = Field("", max_length=10, description="code of a type; empty: any")
    signer_kind: str = Field("", max_length=30, description="role of the signing post; empty: any")


class CreateRegisterIn(In):
    agency_id: Id
    direction: Literal["in", "out"]
    name: str = Field("", max_length=100)
    notation_org: str = Field("", max_length=30)
    rules: list[RuleIn] = Field([], max_length=200)


class OpenIn(In):
    last_number: Annotated[int, Field(ge=0, le=1_000_000, strict=True)]


class NumberOut(Schema):
    id: int
    number: int
    state: str
    document_id: int | None
    reason: str


class NumberListOut(Schema):
    items: list[NumberOut]
    next: str


class ProofOut(Schema):
    """1…N of a register and year: every number issued, void or reserved; `missing` must be empty."""

    register_id: int
    agency_id: int
    direction: str
    name: str
    year: int
    is_open: bool
    opened_with: int
    last_number: int
    issued: int
    void: int
    reserved: int
    missing: list[int]


class BlockOut(Schema):
    """Numbers kept free."""

    id: int
    year: int
    first: int
    last: int
    expires_on: date
    reason: str


class ReserveIn(In):
    count: int = Field(ge=1, le=1000, strict=True)
    expires_on: Day
    reason: str = Field("", max_length=500)
