"""Agencies and the units inside them as one tree, posts held from–to, people, grants, codes, the calendar."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

POST_KINDS = {
    "head": "Thủ trưởng cơ quan",
    "deputy": "Cấp phó của thủ trưởng",
    "chief_of_office": "Chánh Văn phòng",
    "coordinator": "Chuyên viên tổng hợp",
    "unit_head": "Trưởng đơn vị",
    "registry_clerk": "Văn thư",
    "officer": "Chuyên viên",
    "inspector": "Cán bộ kiểm tra",
    "archivist": "Cán bộ lưu trữ",
    "administrator": "Quản trị hệ thống",
}


# Under which rules an agency was given a code; it keeps all of them, each with its days.
CODE_SCHEMES = {
    "qd20": "QĐ 20/2020/QĐ-TTg",
    "qcvn102": "QCVN 102:2016/BTTTT",
    "other": "Mã khác",
}


class Kind(models.Model):
    """A kind of agency or unit. Kinds are data: the district level of before 01/7/2025 is only history."""

    code = models.CharField(max_length=30, unique=True)
    name = models.CharField(max_length=100)
    is_agency = models.BooleanField()
    is_outside = models.BooleanField(default=False)
    order = models.IntegerField(default=0)
    closed_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class Unit(models.Model):
    """An agency, or a unit inside one; `agency` is the agency it belongs to (itself for an agency)."""

    kind = models.ForeignKey(Kind, on_delete=models.PROTECT)
    name = models.CharField(max_length=200)
    abbreviation = models.CharField(max_length=30, blank=True)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    agency = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="members")
    path = models.CharField(max_length=120, blank=True, db_index=True)
    is_office = models.BooleanField(default=False)
    functions = models.TextField(blank=True)
    order = models.IntegerField(default=0)
    from_day = models.DateField()
    until_day = models.DateField(null=True)
    successor = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="predecessors")

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                name="unit_ends_after_it_begins",
                condition=Q(until_day=None) | Q(until_day__gte=F("from_day")),
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_agency(self) -> bool:
        return self.agency_id == self.pk


class FormerName(models.Model):
    """A name an agency or unit bore before, with its days: what is from then is shown under it."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=200)
    abbreviation = models.CharField(max_length=30, blank=True)
    from_day = models.DateField()
    until_day = models.DateField()

    class Meta:
        ordering = ["from_day"]
        constraints = [
            models.CheckConstraint(name="former_name_ends_after_it_begins", condition=Q(until_day__gte=F("from_day")))
        ]


class UnitCode(models.Model):
    """One of an agency's codes (mã định danh), with the days between which it was valid (QĐ 20/2020: 35 long)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="codes")
    scheme = models.CharField(max_length=30)
    code = models.CharField(max_length=35)
    from_day = models.DateField()
    until_day = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["code"], name="unit_code")]

    @property
    def scheme_name(self) -> str:
        return CODE_SCHEMES.get(self.scheme, self.scheme)


class People(BaseUserManager["User"]):
    """Finds people by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)


class User(AbstractBaseUser):
    """A person with an account. What he may do comes from the posts he holds, never from the account."""

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=100)
    sort_key = models.CharField(max_length=300, db_index=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)
    failed_sign_ins = models.IntegerField(default=0)
    locked_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    # The last time this person was signed out everywhere: a session from before it is worth nothing.
    signed_out_at = models.DateTimeField(null=True)

    objects = People()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        ordering = ["sort_key"]

    def __str__(self) -> str:
        return self.full_name

    def get_session_auth_hash(self) -> str:
        """What a session must carry to be believed: it changes with the password, and with signing out everywhere."""
        own: str = super().get_session_auth_hash()
        if self.signed_out_at is None:
            return own
        since = str(int(self.signed_out_at.timestamp() * 1_000_000))
        return salted_hmac("dondoc.signed_out", own + since, algorithm="sha256").hexdigest()


class Closure(models.Model):
    """An account that was closed, from when until when: its person left, or it lay idle (QCVN 12:2026/BCA 3.7.2)."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="closures")
    why = models.CharField(max_length=10, choices=[("left", "Đã đóng"), ("idle", "Tạm khóa do không sử dụng")])
    closed_at = models.DateTimeField()
    reopened_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user"], condition=Q(reopened_at=None), name="closure_one_open")]


class SignedIn(models.Model):
    """Where and since when a person is signed in; goes with the session it tells of."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="signed_in")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="signed_in")
    address = models.CharField(max_length=45, blank=True)
    browser = models.CharField(max_length=100, blank=True)
    since = models.DateTimeField()


class SecondFactor(models.Model):
    """The secret a person's authenticator shares with us, encrypted; in use once a first code has confirmed it.

    `last_step` is the time step of the newest code that was taken: an equal or older one is a replay (RFC 6238 5.2).
    """

    user = models.OneToOneField(User, on_delete=models.PROTECT, related_name="second_factor")
    secret = models.TextField()
    started_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(null=True)


class RecoveryCode(models.Model):
    """One of the codes for the day the authenticator is lost: kept as a keyed hash, good for one sign-in."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)


class Post(models.Model):
    """A position in a unit. Work and rights belong to the post; the person changes, the post stays."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="posts")
    kind = models.CharField(max_length=30, choices=list(POST_KINDS.items()))
    title = models.CharField(max_length=100)
    fields_of_work = models.TextField(blank=True)
    order = models.IntegerField(default=0)
    from_day = models.DateField()
    until_day = models.DateField(null=True)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                name="post_kind_known",
                condition=Q(kind__in=list(POST_KINDS)),
                violation_error_message="Chức danh lạ",
            )
        ]

    def __str__(self) -> str:
        return self.title


class Holding(models.Model):
    """A person holds a post from a day until (and including) another; `acting` is giao quyền, phụ trách."""

    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="holdings")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="holdings")
    acting = models.BooleanField(default=False)
    from_day = models.DateField()
    until_day = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="holding_ends_after_it_begins",
                condition=Q(until_day=None) | Q(until_day__gte=F("from_day")),
            )
        ]


class Absence(models.Model):
    """Days on which the holder of a post is away and a deputy acts in it for him; the journal names both."""

    holding = models.ForeignKey(Holding, on_delete=models.PROTECT, related_name="absences")
    deputy = models.ForeignKey(User, on_delete=models.PROTECT, related_name="deputizes")
    from_day = models.DateField()
    until_day = models.DateField()
    ended_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["from_day"]
        constraints = [
            models.CheckConstraint(name="absence_ends_after_it_begins", condition=Q(until_day__gte=F("from_day")))
        ]


class HandOver(models.Model):
    """That the open work of a post, or of an agency or unit, was handed over: without it neither ends (LR36).

    Written by the app that knows the work, in the act that moves it; what was moved stands there.
    """

    holding = models.OneToOneField(Holding, on_delete=models.PROTECT, null=True, related_name="hand_over")
    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, null=True, related_name="hand_over")
    to_post = models.ForeignKey(Post, on_delete=models.PROTECT, null=True, related_name="+")
    to_user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    to_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    last_day = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="hand_over_of_one", condition=Q(holding__isnull=True) ^ Q(unit__isnull=True))
        ]


class Grant(models.Model):
    """A permission of a role (a kind of post), written from `config.roles` at start."""

    role = models.CharField(max_length=30)
    permission = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["role", "permission"], name="grant_once")]


class ApiToken(models.Model):
    """A key for programs: bound to one person's post and a list of permissions; stored hashed, expiring."""

    name = models.CharField(max_length=100)
    user = models.ForeignKey(User, on_delete=models.PROTECT)
    post = models.ForeignKey(Post, on_delete=models.PROTECT)
    permissions = models.JSONField()
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)


class CalendarDay(models.Model):
    """A day off that is not a weekend, or a weekend day worked in exchange; each with status and source."""

    day = models.DateField()
    kind = models.CharField(max_length=4, choices=[("off", "Nghỉ"), ("work", "Làm bù")])
    name = models.CharField(max_length=100)
    status = models.CharField(
        max_length=10, choices=[("announced", "Đã công bố"), ("by_law", "Theo luật"), ("expected", "Dự kiến")]
    )
    source = models.CharField(max_length=200)
    version = models.IntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "version"], name="calendar_day_once")]


class AccessRow(models.Model):
    """Abstract: a seat may see a record. Each app has its own table, with the key its lists are sorted by.

    A seat is an agency or unit (`u7`), a post (`p12`), or a person (`h3`) for what is given to him by name.
    """

    seat = models.CharField(max_length=16)
    why = models.CharField(max_length=30)
    sort_key = models.BigIntegerField()
    since = models.DateTimeField()

    class Meta:
        abstract = True
