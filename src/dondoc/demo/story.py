"""The teller: walks the working days up to today and does, through the real actions, what the plot says.

Each day is one transaction. What was told is noted in a file, as a draft before the day is committed and for good
after it: a teller that is killed goes on where it was, and tells no day twice.
"""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from dondoc.audit.journal import opened
from dondoc.audit.models import JournalLine
from dondoc.demo import cast, matters, plot
from dondoc.demo.paper import paper, seen
from dondoc.documents import actions as documents
from dondoc.documents.models import Document, DocumentType, Recipient, Register
from dondoc.documents.queries import text_of
from dondoc.files.actions import store
from dondoc.files.models import StoredFile
from dondoc.lib.actor import SYSTEM, Actor
from dondoc.lib.days import moment
from dondoc.lib.folding import fold
from dondoc.lib.sentences import locate
from dondoc.notifications.actions import see
from dondoc.notifications.queries import notices_of
from dondoc.organization import actions as organization
from dondoc.organization.models import Holding, Kind, Post, Unit, User
from dondoc.organization.queries import actor_for, calendar, head_on
from dondoc.tasks import actions as tasks
from dondoc.tasks.actions import Assignment, Term
from dondoc.tasks.models import Task

DAYS = 30
# Seconds between two days: who waits to write to SQLite looks again every tenth of a second, and would meet the next
# day's transaction each time until he gives up.
GAP = 0.15
# Over so many days, from the third, everyday business comes and goes; the last days are for what waits.
EVERYDAY = 26


@dataclass
class Told:
    """How far the story was told, the days it is told over, and the ids it goes on with."""

    path: Path
    days: int = 0
    founded: bool = False
    tasks: dict[str, int] = field(default_factory=dict)
    calendar: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, path: Path) -> "Told":
        """The note, or the draft where its day was committed and the teller died before it noted that for good."""
        told = cls(path, **json.loads(path.read_text())) if path.exists() else cls(path)
        if told.draft.exists():
            drafted = cls(path, **json.loads(told.draft.read_text()))
            if acted_on(drafted.last_day):
                drafted.keep()
                return drafted
        return told

    @property
    def draft(self) -> Path:
        return self.path.with_suffix(".new")

    @property
    def last_day(self) -> date:
        """The last day told; the province was founded on the day before the first."""
        days = [date.fromisoformat(day) for day in self.calendar]
        return days[self.days - 1] if self.days else days[0] - timedelta(days=1)

    def write(self) -> None:
        """Notes what is about to be committed."""
        more = {"days": self.days, "founded": self.founded, "tasks": self.tasks, "calendar": self.calendar}
        torn = self.path.with_suffix(".torn")
        torn.write_text(json.dumps(more))
        torn.replace(self.draft)

    def keep(self) -> None:
        """What was committed was told."""
        self.draft.replace(self.path)


def acted_on(day: date) -> bool:
    """Whether the journal has acts of this day; before today only the story has any."""
    return JournalLine.objects.filter(at__gte=moment(day, 0), at__lt=moment(day + timedelta(days=1), 0)).exists()


def tell(today: date) -> None:
    """Tells the story up to today; what was told before is not told again."""
    told = Told.read(settings.DATA_DIR / "demo-story.json")
    told.calendar = told.calendar or [day.isoformat() for day in working_days_before(today, DAYS)]
    days = [date.fromisoformat(day) for day in told.calendar]
    if not told.founded:
        told.founded = True
        eve = moment(days[0] - timedelta(days=1), 8)
        accounts = open_accounts(eve)
        with transaction.atomic():
            found_province(eve, accounts)
            told.write()
        told.keep()
    story = Story(told, days)
    for place in range(told.days, len(days)):
        time.sleep(GAP)
        with transaction.atomic():
            story.tell_day(place)
            told.days = place + 1
            told.write()
        told.keep()


def working_days_before(today: date, count: int) -> list[date]:
    """The last `count` working days before today, oldest first."""
    days: list[date] = []
    day = today
    while len(days) < count:
        day = calendar().previous_working(day - timedelta(days=1))
        days.append(day)
    return days[::-1]


# ---- the province ----------------------------------------------------------------------------------------------


def open_accounts(at: datetime) -> dict[str, User]:
    """Everybody's account by username; the published password is hashed once for all."""
    named = {username: name for username, name, *_ in cast.COMMITTEE}
    people = cast.names()
    for short, *_ in cast.DEPARTMENTS:
        named |= {_in(short, suffix): next(people) for suffix, *_ in cast.DEPARTMENT_POSTS}
    for number, _ in enumerate(cast.COMMUNES, start=1):
        named |= {_shown(f"xa{number}.{suffix}"): next(people) for suffix, *_ in cast.COMMUNE_POSTS}
    there = {user.username: user for user in User.objects.filter(username__in=named)}
    hashed = make_password(settings.DEMO_PASSWORD)
    for username, name in named.items():
        if username not in there:
            there[username] = organization.open_account(
                username=username,
                full_name=name,
                password=settings.DEMO_PASSWORD,
                email=f"{username}@lamgiang.example",
                must_change=False,
                hashed=hashed,
                by=SYSTEM,
                at=at,
            )
    return there


def _shown(username: str) -> str:
    """The name under which somebody signs in: one that says the role for those on the login page."""
    return cast.SHOWN.get(username, username)


def _in(department: str, suffix: str) -> str:
    """The user name of a post of a department, by its abbreviation in small letters without marks."""
    return _shown(f"{fold(department)}.{suffix}")


def found_province(at: datetime, accounts: Mapping[str, User]) -> None:
    """Opens agencies, units, posts and registers; each head opens his registers."""
    kinds = {kind.code: kind for kind in Kind.objects.all()}
    since = date(at.year - 1, 7, 1)

    def unit(name: str, kind: str, parent: Unit | None, short: str = "", **more: Any) -> Unit:
        return organization.open_unit(
            name=name, kind=kinds[kind], parent=parent, abbreviation=short, from_day=since, by=SYSTEM, at=at, **more
        )

    def person(username: str, kind: str, title: str, where: Unit, order: int) -> Post:
        post = organization.open_post(unit=where, kind=kind, title=title, order=order, from_day=since, by=SYSTEM, at=at)
        organization.appoint(post, user=accounts[username], from_day=since, by=SYSTEM, at=at)
        return post

    committee = unit(cast.PROVINCE, "province", None, "UBND", codes=[("qd20", "H99")], order=1)
    office = unit("Văn phòng Ủy ban nhân dân tỉnh", "unit", committee, "VP", is_office=True, order=1)
    for order, (username, _, kind, title, where) in enumerate(cast.COMMITTEE, start=1):
        person(username, kind, title, office if where == "VP" else committee, order)
    for order, (short, name, units) in enumerate(cast.DEPARTMENTS, start=10):
        department = unit(name, "department", committee, short, codes=[("qd20", f"H99.{order:02d}")], order=order)
        inside = [unit(unit_name, "unit", department, code, order=n) for n, (code, unit_name) in enumerate(units)]
        for suffix, kind, title, place in cast.DEPARTMENT_POSTS:
            seat = inside[-1] if place else department
            person(_in(short, suffix), kind, title, seat, order + place)
    for number, name in enumerate(cast.COMMUNES, start=1):
        commune = unit(name, "commune", committee, "UBND", codes=[("qd20", f"H99.{50 + number}")], order=50 + number)
        for suffix, kind, title in cast.COMMUNE_POSTS:
            person(_shown(f"xa{number}.{suffix}"), kind, title, commune, 60)
    for number, name in enumerate(cast.OUTSIDE):
        unit(name, "outside", None, "", order=90 + number)
    open_registers(at)


def open_registers(at: datetime) -> None:
    """Every agency gets its registers; the Committee numbers directives and decisions apart from letters."""
    types = {kind.code: kind for kind in DocumentType.objects.all()}
    for agency in Unit.objects.filter(kind__is_agency=True, kind__is_outside=False):
        made = [
            documents.create_register(agency=agency, direction="in", name="Sổ văn bản đến", by=SYSTEM, at=at),
            documents.create_register(
                agency=agency, direction="out", name="Sổ văn bản đi", rules=[(None, "")], by=SYSTEM, at=at
            ),
        ]
        if agency.kind.code == "province":
            for code, name in (("CT", "Sổ chỉ thị"), ("QĐ", "Sổ quyết định")):
                made.append(
                    documents.create_register(
                        agency=agency, direction="out", name=name, rules=[(types[code], "")], by=SYSTEM, at=at
                    )
                )
        head = Holding.objects.get(post__unit=agency, post__kind="head")
        for register in made:
            documents.open_register(register, last_number=_used(register), by=actor_for(head, channel="web"), at=at)


def _used(register: Register) -> int:
    """The last number used before the system came: the Committee had a long year, others a shorter one."""
    if register.agency.kind.code != "province":
        return 120 if register.direction == "in" else 40
    return {"Sổ chỉ thị": 11, "Sổ quyết định": 640}.get(register.name, 2310 if register.direction == "in" else 1870)


# ---- the days --------------------------------------------------------------------------------------------------


class Story:
    """The state of the telling: who acts, and what happens on each of the days."""

    def __init__(self, told: Told, days: list[date]) -> None:
        self.told, self.days = told, days
        self.committee = Unit.objects.get(name=cast.PROVINCE)
        departments = Unit.objects.filter(kind__code="department")
        self.departments = {department.abbreviation: department for department in departments}
        self.communes = list(Unit.objects.filter(kind__code="commune").order_by("order"))
        self.arrivals, self.letters = matters.arrivals(days[-1].year), matters.letters()
        self.types = {kind.code: kind for kind in DocumentType.objects.all()}
        self.chairman = Post.objects.get(unit=self.committee, kind="head")
        self.clerk = self.actor("demo.vanthu")
        self.coordinator = self.actor("demo.tonghop")
        self.office = self.actor("demo.chanhvp")
        self.leader = self.actor("demo.chutich")

    def actor(self, username: str) -> Actor:
        """The person of this name in his post."""
        held = Holding.objects.select_related("post__unit").get(user__username=_shown(username))
        return actor_for(held, channel="web")

    def of(self, department: str, suffix: str) -> Actor:
        return self.actor(_in(department, suffix))

    def holder(self, agency: Unit, kind: str, which: int = 0) -> Actor:
        """Somebody in a post of this kind in an agency; where there is none, its head."""
        held = Holding.objects.filter(post__unit__agency=agency, post__kind__in=[kind, "head"])
        held = held.select_related("post__unit").order_by("pk")
        found = [holding for holding in held if holding.post.kind == kind] or list(held)
        return actor_for(found[which % len(found)], channel="web")

    def tell_day(self, place: int) -> None:
        """One working day: what arrives is registered, directed, worked on, handed in, accepted."""
        day, left = self.days[place], len(self.days) - 1 - place
        self.register_queues(day)
        if place == 1:
            self.issue_directive(day)
        if place == 3:
            self.assign_directive(day)
        if 2 <= place < 2 + len(plot.INCOMING):
            self.receive(plot.INCOMING[place - 2], day, give=True)
        if place >= 4 and place % 2 == 0 and (place - 4) // 2 < len(plot.LETTERS):
            number = (place - 4) // 2
            communes = [self.communes[number % 2]] if number < plot.LETTERS_WITH_COMMUNES else []
            self.send_letter(plot.LETTERS[number], day, communes=communes)
        if 2 <= place < EVERYDAY + 2:
            for item in self.arrivals[place - 2 :: EVERYDAY]:
                self.receive(item, day, give=True)
            for number in range(place - 2, len(self.letters), EVERYDAY):
                self.send_letter(self.letters[number], day, communes=self.pair(number))
        self.work(day, place)
        if left == 1:
            self.read_notices(day)
        if left == 0:
            for item in plot.WAITING:
                self.receive(item, day, give=False)
            self.leave_queue(day)
            self.scan_pile(day)

    def read_notices(self, day: date) -> None:
        """On the eve of today everybody reads his notices: what is new today stands out."""
        for held in Holding.objects.filter(user__username__startswith="demo.").select_related("post__unit"):
            actor = actor_for(held, channel="web")
            last = notices_of(actor).first()
            if last is not None:
                see(last=last, by=actor, at=moment(day, 17))

    def file(self, day: date, by: Actor, hour: int = 9, **words: Any) -> list[tuple[StoredFile, str]]:
        """A paper of the story, stored."""
        content = paper(place=f"Lam Giang, ngày {day.day:02d} tháng {day.month} năm {day.year}", **words)
        name = words["symbol"].replace("/", "_") + ".pdf"
        stored = store(BytesIO(content), name=name, seen=seen(content), by=by, at=moment(day, hour))
        return [(stored, name)]

    def scan_pile(self, day: date) -> None:
        """This morning's pile lies in the registry's queue, still without numbers."""
        for name, type_name, symbol, issuer, abstract in plot.SCANNED:
            content = paper(
                type_name=type_name, symbol=symbol, issuer=issuer, abstract=abstract,
                place=f"Hà Nội, ngày {day.day:02d} tháng {day.month} năm {day.year}",
                paragraphs=[f"{abstract}. Đề nghị Ủy ban nhân dân tỉnh triển khai thực hiện."],
                recipients=["Như trên"], post="Thừa lệnh", signer="",
            )  # fmt: skip
            documents.add_pending(BytesIO(content), name=name, seen=seen(content), by=self.clerk, at=moment(day, 7, 30))

    def register_queues(self, day: date) -> None:
        """Every registry takes in what was sent to it; one letter in twenty went to the wrong place."""
        for item in Recipient.objects.filter(state="delivered").select_related("unit", "document").order_by("pk"):
            assert item.unit is not None
            clerk = Holding.objects.filter(post__unit__agency=item.unit, post__kind="registry_clerk").first()
            assert clerk is not None
            by, at = actor_for(clerk, channel="web"), moment(day, 8, 10)
            if item.pk % 20 == 7 and item.unit.kind.code == "commune":
                reason = "Nội dung không thuộc địa bàn xã; đề nghị gửi đúng nơi nhận."
                documents.return_arrival(item, reason=reason, by=by, at=at)
            else:
                entry = documents.register_arrival(item, by=by, at=at)
                opened(item.document, by=by, at=at)
                head = head_on(item.unit, day)
                # One in twenty stays with the registry, so that the list of what is late has something to show.
                if head is not None and item.pk % 20 != 3:
                    documents.forward(entry, to=[(head.post, "handle")], by=by, at=moment(day, 8, 20))

    def issue_directive(self, day: date) -> None:
        at = moment(day, 10)
        everybody = [*self.departments.values(), *self.communes]
        files = self.file(
            day, self.clerk, 9, type_name="Chỉ thị", symbol="…/CT-UBND", issuer=cast.PROVINCE,
            abstract=plot.DIRECTIVE_ABSTRACT, paragraphs=plot.DIRECTIVE_PARAGRAPHS,
            recipients=[unit.name for unit in everybody], post="Chủ tịch", signer="Nguyễn Hữu Thành",
        )  # fmt: skip
        documents.issue(
            type_=self.types["CT"], abstract=plot.DIRECTIVE_ABSTRACT, signer=self.chairman,
            recipients=[(unit, "") for unit in everybody], files=files, by=self.clerk, at=at,
        )  # fmt: skip

    def assign_directive(self, day: date) -> None:
        directive = Document.objects.get(abstract=plot.DIRECTIVE_ABSTRACT)
        text = text_of(directive)
        given = []
        for quote, lead, content, days, joins in plot.DIRECTIVE_TASKS:
            start, end = locate(text, quote) or (None, None)
            given.append(
                Assignment(
                    content=content,
                    leads=[self.departments[lead]],
                    product="document",
                    joins=[self.departments[code] for code in joins],
                    term=Term("working_day", days),
                    quote=quote,
                    quote_start=start,
                    quote_end=end,
                )
            )
        content, days = plot.COMMUNE_TASK
        start, end = locate(text, plot.COMMUNE_SENTENCE) or (None, None)
        for commune in self.communes:
            given.append(
                Assignment(
                    content=content,
                    leads=[commune],
                    term=Term("working_day", days),
                    quote=plot.COMMUNE_SENTENCE,
                    quote_start=start,
                    quote_end=end,
                )
            )
        at = moment(day, 9)
        for task in tasks.assign(document=directive, given=given, assigned_for=self.chairman, by=self.office, at=at):
            self.told.tasks[str(task.pk)] = len(self.told.tasks)

    def receive(self, item: tuple[Any, ...], day: date, *, give: bool) -> None:
        """A letter from outside: registered by the clerk, prepared by the Office, directed by the Chairman."""
        code, symbol, issuer, abstract, lead, words, days, urgency = item
        files = self.file(
            day, self.clerk, 8, type_name=self.types[code].name, symbol=symbol, issuer=issuer, abstract=abstract,
            paragraphs=[f"{abstract}. Đề nghị Ủy ban nhân dân tỉnh chỉ đạo thực hiện và báo cáo kết quả."],
            recipients=["Như trên"], post="Thừa lệnh", signer="",
        )  # fmt: skip
        entry = documents.register_incoming(
            type_=self.types[code], symbol=symbol, issuer_name=issuer, abstract=abstract, issued_on=day,
            urgency=urgency, files=files, by=self.clerk, at=moment(day, 8, 30),
        )  # fmt: skip
        proposal = Assignment(
            content=words, leads=[self.departments[lead]], term=Term("working_day", days), product="report"
        )
        prepared = tasks.prepare_direction(
            [entry], leader=self.chairman, given=[proposal], words=words, by=self.coordinator, at=moment(day, 9, 15)
        )
        opened(entry.document, by=self.clerk, at=moment(day, 8, 30))
        opened(entry.document, by=self.coordinator, at=moment(day, 9))
        if give:
            opened(entry.document, by=self.leader, at=moment(day, 10, 20))
            for task in tasks.give_direction(prepared[0], by=self.leader, at=moment(day, 10, 30)):
                self.told.tasks[str(task.pk)] = len(self.told.tasks)

    def pair(self, number: int) -> list[Unit]:
        """Two communes, others for every number."""
        return [self.communes[(2 * number + which) % len(self.communes)] for which in (0, 1)]

    def send_letter(self, item: tuple[str, str, str, int], day: date, *, communes: list[Unit]) -> None:
        """A letter of the Committee that gives a department work, and communes their part of it."""
        abstract, lead, content, days = item
        department = self.departments[lead]
        files = self.file(
            day, self.clerk, 10, type_name="Công văn", symbol="…/UBND-VP", issuer=cast.PROVINCE, abstract=abstract,
            paragraphs=[f"Giao {department.name}: {content}, hoàn thành trong {days} ngày làm việc."],
            recipients=[department.name], post="Chủ tịch", signer="Nguyễn Hữu Thành",
        )  # fmt: skip
        office = Unit.objects.get(is_office=True)
        receivers: list[tuple[Unit | None, str]] = [
            (department, ""),
            *((commune, "") for commune in communes or self.pair(0)),
        ]
        entry = documents.issue(
            type_=self.types["CV"], abstract=abstract, signer=self.chairman, drafting_unit=office,
            recipients=receivers, files=files, by=self.clerk, at=moment(day, 14),
        )  # fmt: skip
        term = Term("working_day", days)
        given = [Assignment(content=content, leads=[department], term=term, product="report")]
        matter = abstract.removeprefix("Về việc ")
        for commune in communes:
            given.append(Assignment(content=f"Triển khai tại địa bàn: {matter}", leads=[commune], term=term))
        for task in tasks.assign(
            document=entry.document, given=given, assigned_for=self.chairman, by=self.office, at=moment(day, 15)
        ):
            self.told.tasks[str(task.pk)] = len(self.told.tasks)

    def work(self, day: date, place: int) -> None:
        """Every department goes on with what it has; how well depends on the task's number in the story."""
        for task in Task.objects.filter(state__in=("assigned", "returned"), parent=None).select_related("lead"):
            self.begin(task, self.told.tasks[str(task.pk)], day)
        going = Task.objects.filter(state__in=("acknowledged", "in_progress"), parent=None)
        for task in going.select_related("lead", "deadline", "document"):
            self.go_on(task, self.told.tasks[str(task.pk)], day)
        for task in Task.objects.filter(state="submitted").select_related("deadline"):
            self.review(task, self.told.tasks.get(str(task.pk), 3), day)

    def begin(self, task: Task, number: int, day: date) -> None:
        """Taken in the day after; one in twelve bounces once, one in fifteen is left lying."""
        if task.assigned_at.date() >= day and task.bounced == 0:
            return
        if task.state == "returned":
            tasks.reassign(task, lead=self.departments["SNV"], by=self.office, at=moment(day, 9))
        elif number % 12 == 8 and task.bounced == 0:
            ground = "Nội dung thuộc chức năng của Sở Nội vụ theo quyết định quy định chức năng, nhiệm vụ."
            tasks.return_task(task, ground=ground, by=self.holder(task.lead, "head"), at=moment(day, 8, 40))
        elif number % 15 != 13:
            officer = self.holder(task.lead, "officer", number)
            person = Post.objects.get(pk=officer.post)
            director = self.holder(task.lead, "head")
            tasks.acknowledge(task, person=person, by=director, at=moment(day, 8, 45))
            if number % 4 == 1:
                self.share(task, director, day)

    def share(self, task: Task, director: Actor, day: date) -> None:
        """The director gives a part to his unit, due no later than the whole."""
        unit = Unit.objects.filter(agency=task.lead, kind__code="unit").order_by("-order").first()
        due = task.deadline.due
        if unit is None or due is None or due < day:
            return
        part = Assignment(content=f"Tổng hợp số liệu: {task.content}", leads=[unit], term=Term("fixed_date", fixed=due))
        child = tasks.split(task, given=[part], by=director, at=moment(day, 9, 20))[0]
        head = self.holder(task.lead, "unit_head")
        tasks.acknowledge(child, by=head, at=moment(day, 10))
        self.told.tasks[str(child.pk)] = len(self.told.tasks)

    def go_on(self, task: Task, number: int, day: date) -> None:
        """Progress on the way; handed in a day before it is due, or late, or not at all."""
        due = task.deadline.due
        assert due is not None and task.person is not None
        officer = actor_for(Holding.objects.select_related("post__unit").get(post=task.person), channel="web")
        if number % 6 == 5:
            if day == due:
                text = "Đang chờ số liệu của đơn vị phối hợp; xin báo cáo bổ sung."
                tasks.report_progress(task, text=text, by=officer, at=moment(day, 16))
            return
        late = timedelta(days=3) if number % 7 == 4 else timedelta(days=-1)
        if day < due + late:
            if number % 3 == 0 and not task.notes.exists():
                tasks.report_progress(
                    task, text="Đã lập dự thảo, đang lấy ý kiến trong đơn vị.", by=officer, at=moment(day, 15)
                )
            return
        for child in task.children.filter(state__in=("acknowledged", "in_progress")).select_related("lead"):
            self.hand_in(child, self.holder(task.lead, "unit_head"), day)
            tasks.accept(child, by=self.holder(task.lead, "head"), at=moment(day, 11, 30))
        self.hand_in(task, officer, day)

    def hand_in(self, task: Task, officer: Actor, day: date) -> None:
        """The department issues its report as an answer, and the officer hands it in as evidence."""
        department = task.lead.agency
        assert department is not None
        short = department.abbreviation
        clerk = self.holder(department, "registry_clerk")
        director = Post.objects.get(unit=department, kind="head")
        abstract = f"Kết quả thực hiện: {task.content}"[:300]
        files = self.file(
            day, clerk, 10, type_name="Báo cáo", symbol=f"…/BC-{short}", issuer=department.name, abstract=abstract,
            paragraphs=[f"{department.name} báo cáo Ủy ban nhân dân tỉnh: đã hoàn thành nội dung được giao."],
            recipients=[cast.PROVINCE], post="Giám đốc", signer="",
        )  # fmt: skip
        if task.parent_id is not None:
            tasks.submit(task, words="Đã tổng hợp đủ số liệu.", files=files, by=officer, at=moment(day, 11))
            return
        entry = documents.issue(
            type_=self.types["BC"], abstract=abstract, signer=director, recipients=[(self.committee, "")],
            files=files, by=clerk, at=moment(day, 11),
        )  # fmt: skip
        person = entry.document
        documents.forward(entry, to=[(Post.objects.get(pk=officer.post), "inform")], by=clerk, at=moment(day, 11, 5))
        tasks.submit(
            task, words="Đã hoàn thành, có báo cáo kèm theo.", documents=[person], by=officer, at=moment(day, 11, 10)
        )

    def review(self, task: Task, number: int, day: date) -> None:
        """The Office accepts; one in nine comes back once."""
        if task.submitted_at is not None and task.submitted_at.date() >= day and number % 2:
            return
        if number % 9 == 2 and task.sent_back == 0:
            reason = "Báo cáo chưa nêu rõ trách nhiệm từng đơn vị; đề nghị bổ sung."
            tasks.send_back(task, reason=reason, by=self.office, at=moment(day, 14))
        elif task.parent_id is None:
            tasks.accept(task, by=self.office, at=moment(day, 14, 30))

    def leave_queue(self, day: date) -> None:
        """What the registry of the Committee finds this morning: letters of departments not yet taken in."""
        for short, abstract, urgency in (
            ("SYT", "Đề nghị bổ sung kinh phí mua sắm trang thiết bị", 0),
            ("SXD", "Báo cáo khẩn về sự cố sạt lở đường tỉnh 512", 1),
        ):
            clerk, department = self.of(short, "vanthu"), self.departments[short]
            files = self.file(
                day, clerk, 15, type_name="Tờ trình", symbol=f"…/TTr-{short}", issuer=department.name,
                abstract=abstract,
                paragraphs=[f"{abstract}, kính trình Ủy ban nhân dân tỉnh xem xét."], recipients=[cast.PROVINCE],
                post="Giám đốc", signer="",
            )  # fmt: skip
            documents.issue(
                type_=self.types["TTr"], abstract=abstract, signer=Post.objects.get(unit=department, kind="head"),
                recipients=[(self.committee, "")], files=files, urgency=urgency, by=clerk, at=moment(day, 16),
            )  # fmt: skip
