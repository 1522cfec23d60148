"""What is stored of a document and of its registering: the two are separate, since many agencies register one."""

from typing import Self

from django.db import models
from django.db.models import Exists, OuterRef, Q

from dondoc.documents import states
from dondoc.files.models import StoredFile
from dondoc.lib.actor import Actor
from dondoc.organization.access import AccessRow, holds, seats_of
from dondoc.organization.models import Post, Unit, User

URGENCIES = {0: "Thường", 1: "Khẩn", 2: "Thượng khẩn", 3: "Hỏa tốc"}
# From thượng khẩn on, whoever is concerned is told without waiting for the digest.
AT_ONCE = 2
SIGN_MARKS = {"": "Không ghi", "TM": "TM.", "KT": "KT.", "Q": "Q.", "TL": "TL.", "TUQ": "TUQ."}
RELATION_KINDS = {
    "answers": "Trả lời",
    "replaces": "Thay thế",
    "amends": "Sửa đổi, bổ sung",
    "based_on": "Căn cứ",
    "corrects": "Đính chính",
}
FILE_ROLES = {"main": "Bản chính", "annex": "Phụ lục", "direction": "Bút phê trên giấy"}


class DocumentType(models.Model):
    """One of the 29 types of NĐ 30/2020 Điều 7, with its official abbreviation (Phụ lục III), or one that only arrives.

    An agency issues administrative documents of the 29; laws, decrees, circulars, letters of citizens come from others.
    """

    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=60)
    abbreviation = models.CharField(max_length=10, blank=True)
    order = models.IntegerField()
    only_arrives = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ["order"]

    def __str__(self) -> str:
        return self.name


class DocumentQuerySet(models.QuerySet["Document"]):
    def visible_to(self, actor: Actor) -> Self:
        """The documents that one of the actor's seats may see."""
        rows = DocumentAccess.objects.filter(document=OuterRef("pk"), seat__in=seats_of(actor))
        return self.filter(Exists(rows))


class Document(models.Model):
    """A document with the fields of NĐ 30/2020 Phụ lục VI, Phần II. Once registered its facts are never edited."""

    type = models.ForeignKey(DocumentType, on_delete=models.PROTECT)
    number = models.CharField(max_length=11, blank=True)
    notation = models.CharField(max_length=60, blank=True)
    symbol_key = models.CharField(max_length=80, blank=True)
    issued_on = models.DateField(null=True)
    issuer = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="issued_documents")
    issuer_name = models.CharField(max_length=200)
    issuer_key = models.CharField(max_length=200, blank=True)
    drafting_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    abstract = models.CharField(max_length=500)
    language = models.CharField(max_length=30, default="Tiếng Việt")
    page_count = models.IntegerField(null=True)
    note = models.CharField(max_length=500, blank=True)
    signer_name = models.CharField(max_length=100, blank=True)
    signer_post = models.CharField(max_length=100, blank=True)
    signer = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    sign_mark = models.CharField(max_length=3, blank=True)
    urgency = models.SmallIntegerField(default=0)
    copies = models.IntegerField(null=True)
    reply_by = models.DateField(null=True)
    created_at = models.DateTimeField()

    objects = DocumentQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["symbol_key", "issued_on"], name="document_symbol"),
        ]
        constraints = [
            models.CheckConstraint(name="document_urgency_known", condition=Q(urgency__in=list(URGENCIES))),
        ]

    @property
    def symbol(self) -> str:
        """Number and symbol as printed: `06/CT-UBND`."""
        return f"{self.number}/{self.notation}" if self.notation else self.number

    @property
    def urgency_name(self) -> str:
        return URGENCIES[self.urgency]

    def __str__(self) -> str:
        day = f" ngày {self.issued_on:%d/%m/%Y}" if self.issued_on else ""
        return f"{self.type.name} số {self.symbol}{day}"


class DocumentFile(models.Model):
    """A file of a document. The bytes may be shared; the right to them comes from this document only."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="files")
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    role = models.CharField(max_length=10, choices=list(FILE_ROLES.items()), default="main")
    position = models.IntegerField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["document", "position"], name="document_file_position")]


class Relation(models.Model):
    """A typed link from a later document to an earlier one."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="relations")
    other = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="related_from")
    kind = models.CharField(max_length=10, choices=list(RELATION_KINDS.items()))
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "other", "kind"], name="relation_once")]


class Correction(models.Model):
    """A registered fact put right: the fact stays, this linked act says what it should read, why, by whom."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="corrections")
    field = models.CharField(max_length=30)
    old = models.CharField(max_length=500)
    new = models.CharField(max_length=500)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class Register(models.Model):
    """A number series of an agency (sổ): arrivals, or outgoing documents of certain types and signers."""

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="registers")
    direction = models.CharField(max_length=3, choices=[("in", "Văn bản đến"), ("out", "Văn bản đi")])
    name = models.CharField(max_length=100)
    notation_org = models.CharField(max_length=30, blank=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class SeriesRule(models.Model):
    """Which documents fall into an outgoing register: by type and by the kind of post that signs; blank is any."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="rules")
    type = models.ForeignKey(DocumentType, on_delete=models.PROTECT, null=True)
    signer_kind = models.CharField(max_length=30, blank=True)


class Counter(models.Model):
    """The last number used in a register in a year; the row is locked by whoever takes the next one."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="counters")
    year = models.IntegerField()
    last_number = models.IntegerField(default=0)
    opened_with = models.IntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["register", "year"], name="counter_once")]


class Number(models.Model):
    """Every number ever taken from a register: issued, void with its reason, or reserved. 1…N without a gap."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="numbers")
    year = models.IntegerField()
    number = models.IntegerField()
    state = models.CharField(
        max_length=10,
        choices=[("issued", "Đã cấp"), ("void", "Hủy số"), ("reserved", "Giữ chỗ")],
        default="issued",
    )
    reason = models.CharField(max_length=500, blank=True)
    taken_at = models.DateTimeField()
    taken_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    voided_at = models.DateTimeField(null=True)
    voided_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["register", "year", "number"], name="number_once"),
            models.CheckConstraint(
                name="void_has_reason_and_time",
                condition=(Q(state="void") & ~Q(reason="") & Q(voided_at__isnull=False))
                | (~Q(state="void") & Q(voided_at=None)),
            ),
        ]


class NumberBlock(models.Model):
    """Numbers kept free for documents that will be entered later, such as while the system is down: why, until when."""

    register = models.ForeignKey(Register, on_delete=models.PROTECT, related_name="blocks")
    year = models.IntegerField()
    first = models.IntegerField()
    last = models.IntegerField()
    reason = models.CharField(max_length=500)
    expires_on = models.DateField()
    reserved_at = models.DateTimeField()
    reserved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="block_is_not_empty", condition=Q(last__gte=models.F("first"), first__gte=1) & ~Q(reason="")
            )
        ]

    def numbers(self) -> "models.QuerySet[Number]":
        """The block's numbers that nobody has used yet."""
        own = Number.objects.filter(register_id=self.register_id, year=self.year, state="reserved")
        return own.filter(number__gte=self.first, number__lte=self.last).order_by("number")


class EntryQuerySet(models.QuerySet["Entry"]):
    def visible_to(self, actor: Actor) -> Self:
        """The register entries of the actor's own agency whose document he may see."""
        rows = DocumentAccess.objects.filter(document=OuterRef("document_id"), seat__in=seats_of(actor))
        return self.filter(Exists(rows), agency_id=actor.agency_id)


class Entry(models.Model):
    """One agency's register entry of a document: its own arrival (đến) or outgoing (đi) entry."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="entries")
    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="entries")
    direction = models.CharField(max_length=3, choices=[("in", "Đến"), ("out", "Đi")])
    number = models.OneToOneField(Number, on_delete=models.PROTECT, related_name="entry")
    arrived_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=20, choices=list(states.ENTRY_LABELS.items()))
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    registered_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    # The form that was sent: a second click, or the same form sent again, finds the entry of the first.
    form_key = models.UUIDField(null=True)

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["document", "agency", "direction"], name="entry_once_per_agency"),
            models.UniqueConstraint(
                fields=["registered_by", "form_key"], name="entry_once_per_form", condition=Q(form_key__isnull=False)
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "direction", "state"], name="entry_state"),
            # The few that the clocks look at.
            models.Index(fields=["registered_at"], name="entry_kept", condition=Q(direction="in", state="registered")),
        ]


class Recipient(models.Model):
    """A line of "Nơi nhận". Inside the installation it is also the receiving agency's queue item."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="recipients")
    position = models.IntegerField()
    name = models.CharField(max_length=200)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="received")
    state = models.CharField(max_length=20, choices=list(states.RECIPIENT_LABELS.items()))
    sent_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, related_name="recipient")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["document", "position"], name="recipient_position"),
            models.UniqueConstraint(
                fields=["document", "unit"], name="recipient_unit_once", condition=Q(unit__isnull=False)
            ),
            models.CheckConstraint(
                name="returned_has_reason",
                condition=~Q(state="returned") | (~Q(reason="") & Q(settled_at__isnull=False)),
            ),
        ]
        indexes = [
            models.Index(fields=["unit", "state", "sent_at"], name="recipient_queue"),
            models.Index(fields=["sent_at"], name="recipient_waiting", condition=Q(state="delivered")),
        ]


class Routing(models.Model):
    """One transfer of an entry inside an agency (luân chuyển). Withdrawn ones stay on record."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="routings")
    from_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    from_user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    to_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    role = models.CharField(max_length=10, choices=list(states.ROUTING_ROLES.items()))
    note = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    state = models.CharField(max_length=20, choices=list(states.ROUTING_LABELS.items()), default="sent")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="routing_goes_to_one", condition=Q(to_unit__isnull=True) ^ Q(to_post__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["to_post", "state"], name="routing_post")]

    @property
    def receiver(self) -> str:
        """To whom it went, as registers and stamps name him: the unit, or the post with its unit."""
        return f"{self.to_post}, {self.to_post.unit}" if self.to_post is not None else str(self.to_unit)


class DocumentAccess(AccessRow):
    """Which seat may see a document; `box` and `sort_key` (registration, in milliseconds) serve its lists."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="access")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="+")
    box = models.CharField(max_length=3, choices=[("in", "Đến"), ("out", "Đi"), ("ref", "Liên quan")])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "seat"], name="document_access_once")]
        indexes = [models.Index(fields=["seat", "box", "-sort_key", "-id"], name="document_list")]


class PaperPointer(models.Model):
    """A secret paper in the ordinary system: only where the paper register keeps it. No abstract, no file."""

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    secrecy = models.CharField(
        max_length=10, choices=[("mat", "Mật"), ("toi_mat", "Tối mật"), ("tuyet_mat", "Tuyệt mật")]
    )
    book_number = models.CharField(max_length=30)
    received_on = models.DateField()
    kept_at = models.CharField(max_length=200)
    custodian = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")


PENDING_ORIGINS = {"upload": "Tải lên", "folder": "Thư mục quét", "split": "Tách", "join": "Ghép"}


class PendingFileQuerySet(models.QuerySet["PendingFile"]):
    def visible_to(self, actor: Actor) -> Self:
        """The files that wait in the actor's agency, for its registry only: nobody has given them a number yet."""
        return self.filter(agency_id=actor.agency_id) if holds(actor, "documents.register") else self.none()


class PendingFile(models.Model):
    """A file that came by the pile and waits to be registered; nothing of it is known but its name and bytes.

    One from the scanner's folder has no `stored` bytes until the registry has said that it bears no secrecy mark,
    or when it could not be taken in; `problem` says why.
    """

    agency = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    origin = models.CharField(max_length=10, choices=list(PENDING_ORIGINS.items()))
    stored = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, related_name="+")
    # Which file of the scanner's folder this is: where, how large, when last written. Seen twice, it is one.
    folder_key = models.CharField(max_length=64, null=True, unique=True)
    digest = models.CharField(max_length=64, blank=True)
    problem = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=20, choices=list(states.PENDING_LABELS.items()))
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.CharField(max_length=500, blank=True)
    entry = models.OneToOneField(Entry, on_delete=models.PROTECT, null=True, related_name="pending_file")

    objects = PendingFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="pending_registered_has_entry",
                condition=Q(state="registered", entry__isnull=False) | (~Q(state="registered") & Q(entry=None)),
            ),
            models.CheckConstraint(
                name="pending_waiting_has_bytes", condition=~Q(state="waiting") | Q(stored__isnull=False)
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "id"], name="pending_queue")]

    def __str__(self) -> str:
        return self.name


class PendingPart(models.Model):
    """Which pages of which file a file was made of, by splitting or joining."""

    made = models.ForeignKey(PendingFile, on_delete=models.PROTECT, related_name="parts")
    source = models.ForeignKey(PendingFile, on_delete=models.PROTECT, related_name="made_of_it")
    position = models.IntegerField()
    first_page = models.IntegerField(null=True)
    last_page = models.IntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["made", "position"], name="pending_part_position")]


class ScanFolder(models.Model):
    """The folder below `DONDOC_SCANS_DIR` into which an agency's scanner saves."""

    agency = models.OneToOneField(Unit, on_delete=models.PROTECT, related_name="scan_folder")
    name = models.CharField(max_length=60, unique=True)
    is_watched = models.BooleanField(default=True)
    set_at = models.DateTimeField()
    set_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")


class Presentation(models.Model):
    """An arrival was laid before a leader: when first, for the clock of submitting (NĐ 30/2020 Điều 23.1)."""

    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, related_name="presentations")
    leader = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()


class ClockAlarm(models.Model):
    """Somebody above was told that an arrival is late: each clock once for each level."""

    LEVELS = {"office": "Chánh Văn phòng", "head": "Người đứng đầu"}
    CLOCKS = {"receive": "Tiếp nhận", "pass_on": "Trình, chuyển"}

    recipient = models.ForeignKey(Recipient, on_delete=models.PROTECT, null=True, related_name="alarms")
    entry = models.ForeignKey(Entry, on_delete=models.PROTECT, null=True, related_name="alarms")
    clock = models.CharField(max_length=10, choices=list(CLOCKS.items()))
    level = models.CharField(max_length=6, choices=list(LEVELS.items()))
    seat = models.CharField(max_length=16)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="alarm_is_of_one_thing", condition=Q(recipient__isnull=True) ^ Q(entry__isnull=True)
            ),
            models.UniqueConstraint(
                fields=["recipient", "clock", "level"], name="alarm_once_queue", condition=Q(recipient__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["entry", "clock", "level"], name="alarm_once_entry", condition=Q(entry__isnull=False)
            ),
        ]


class Expunge(models.Model):
    """The destruction of what a document says: asked for by one person, confirmed by another, then carried out.

    Number, symbol, issuer, day and the hashes of its files stay, and this row says who, why and on what ground. Only
    while such a row is confirmed do the triggers let the document's texts become empty (see the ninth migration).
    """

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="expunges")
    ground = models.CharField(max_length=10, choices=list(states.EXPUNGE_GROUNDS.items()))
    clause = models.CharField(max_length=200)
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=list(states.EXPUNGE_LABELS.items()), default="asked")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answer = models.CharField(max_length=500, blank=True)
    destroyed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["document"], condition=~Q(state="refused"), name="expunge_once_per_document"
            ),
            models.CheckConstraint(
                name="expunge_is_settled_by_another",
                condition=Q(state="asked", settled_at=None, settled_by=None)
                | (~Q(state="asked") & Q(settled_at__isnull=False) & ~Q(settled_by=models.F("asked_by"))),
            ),
            models.CheckConstraint(
                name="expunge_destroyed_has_time",
                condition=Q(state="destroyed", destroyed_at__isnull=False)
                | (~Q(state="destroyed") & Q(destroyed_at=None)),
            ),
        ]
