"""A story whose records only some may see, and the doors of the product: every address, who may use it, and how.

`DOORS` is the whole URL map. The test walks the resolver and fails for an address without an entry here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django_tasks_db.models import DBTaskResult

from dondoc.audit.journal import opened
from dondoc.documents import actions as documents
from dondoc.documents.models import Entry, PendingFile
from dondoc.files import queries as files
from dondoc.lib.actor import PUBLIC, SYSTEM
from dondoc.notifications import actions as notifications
from dondoc.notifications.models import Notice
from dondoc.organization import actions as organization
from dondoc.organization.access import post_seat
from dondoc.organization.models import Holding, Kind
from dondoc.portal import actions as portal
from dondoc.tasks import actions as tasks
from dondoc.tasks.actions import Assignment
from dondoc.tasks.models import Task
from dondoc.workers import jobs
from dondoc.workers.job import MAX_ATTEMPTS, enqueue
from dondoc.workers.models import Pending
from tests.world import NOW, PASSWORD, PEOPLE, SINCE, TODAY, World, book, enrolled, pdf, scans_asked_about

EVERYBODY = frozenset(username for username, *_ in PEOPLE)
COMMITTEE = frozenset({"chairman", "vice", "chief", "coordinator", "clerk", "inspector", "archivist"})
HOME_AFFAIRS = frozenset({"snv_head", "snv_clerk"})
CLERKS = frozenset({"clerk", "snv_clerk", "stc_clerk", "xa_clerk"})
CLERK = frozenset({"clerk"})
OFFICE = frozenset({"chief", "coordinator", "clerk"})
REVIEWERS = frozenset({"chairman", "vice", "chief", "coordinator"})
FORWARDERS = REVIEWERS | {"clerk"}
LATE_READERS = FORWARDERS | CLERKS | {"snv_head", "stc_head", "xa_head"}
ADMIN = frozenset({"admin"})
HEAD = frozenset({"snv_head"})
WORKERS = frozenset({"snv_head", "snv_officer"})
JOURNAL_READERS = frozenset({"chairman", "chief", "inspector", "admin", "snv_head", "stc_head", "xa_head"})
REGISTER_READERS = frozenset(u for u, _, kind, *_ in PEOPLE if kind in ("head", "registry_clerk", "administrator"))

# Who may read what, by hand: the opposite of this is what must never reach anybody else.
READERS: dict[str, frozenset[str]] = {
    "directive": COMMITTEE | HOME_AFFAIRS | {"snv_officer"},
    "letter": COMMITTEE | HOME_AFFAIRS,
    "telegram": COMMITTEE,
    "waiting": COMMITTEE,
    "moved": COMMITTEE,
    "assigned": COMMITTEE | HOME_AFFAIRS,
    "taken": COMMITTEE | HOME_AFFAIRS | {"snv_officer"},
    "submitted": COMMITTEE | HOME_AFFAIRS | {"snv_officer"},
    "returned": COMMITTEE | HOME_AFFAIRS,
    "pointer": frozenset({"clerk"}),
    "pending": frozenset({"clerk"}),
    "register": frozenset({"snv_head", "snv_clerk", "admin"}),
    "export": frozenset({"chief"}),
}


@dataclass
class Hidden:
    """The ids of the story's records by name, and the strings that betray each."""

    world: World
    ids: dict[str, int]
    marks: dict[str, list[bytes]]
    # The clerk's own upload, for a call that names it.
    token: str
    # A job that was given up.
    run: str

    def betrayed_to(self, username: str) -> list[bytes]:
        """What this person must never be sent."""
        return [mark for name, marks in self.marks.items() if username not in READERS[name] for mark in marks]


def tell(world: World) -> Hidden:
    """Documents, directions, tasks, a secret paper and a register between the Committee and Home Affairs."""
    ids: dict[str, int] = {}
    marks: dict[str, list[str | bytes]] = {}
    clerk, home = world.actor("clerk"), world.units["SNV"]

    def entered(name: str, entry: Entry, *more: str | bytes) -> Entry:
        ids[name], ids[f"{name}_entry"] = entry.document_id, entry.pk
        marks[name] = [entry.document.symbol, entry.document.abstract, *more]
        return entry

    paper = pdf("paper of the directive")
    directive = entered(
        "directive",
        world.issue(
            abstract="Tăng cường kỷ luật KHUATLAP",
            recipients=[(home, "")],
            files=[(world.pdf("paper of the directive"), "chi-thi-KHUATLAP.pdf")],
        ),
        paper,
        "chi-thi-KHUATLAP",
    )
    held = directive.document.files.get()
    ids["file"], ids["stored"] = held.pk, held.stored_id
    image = files.page_image(held.stored, 0, 900)
    assert image
    marks["directive"].append(image)
    recipient = directive.document.recipients.get()
    arrival = documents.register_arrival(recipient, by=world.actor("snv_clerk"), at=NOW)
    ids["arrival_register"], ids["number"] = arrival.number.register_id, arrival.number_id
    ids["number_itself"] = arrival.number.number
    letter = entered(
        "letter",
        world.issue(
            type_=world.type("TB"),
            abstract="Thông báo kỷ luật CHUATOI",
            recipients=[(home, "")],
            files=[(world.pdf("letter"), "tb.pdf")],
        ),
    )
    ids["recipient"] = letter.document.recipients.get().pk
    for name, symbol in (("telegram", "711/CĐ-TTg"), ("waiting", "722/CĐ-TTg"), ("moved", "733/CĐ-TTg")):
        entered(name, world.incoming(symbol=symbol, abstract=f"Kỷ luật ứng phó {name.upper()}KIN"))
    scan = documents.attach(
        Entry.objects.get(pk=ids["telegram_entry"]).document,
        stored=world.pdf("scan"),
        name="but-phe.pdf",
        role="direction",
        by=clerk,
        at=NOW,
    )
    ids["scan"] = scan.pk
    (direction,) = tasks.prepare_direction(
        [Entry.objects.get(pk=ids["waiting_entry"])],
        leader=world.post("chairman"),
        given=[Assignment("Phương án DEXUATKIN", [home])],
        words="Đồng ý BUTPHEKIN",
        by=world.actor("coordinator"),
        at=NOW,
    )
    ids["direction"] = direction.pk
    marks["waiting"] += ["DEXUATKIN", "BUTPHEKIN"]
    moved = Entry.objects.get(pk=ids["moved_entry"])
    for name, username in (("unread", "coordinator"), ("asked", "chief")):
        to = [(world.post(username), "handle")]
        (routing,) = documents.forward(moved, to=to, note="Chuyển LUANCHUYENKIN", by=clerk, at=NOW)
        ids[name] = routing.pk
    opened(moved.document, by=world.actor("chief"), at=NOW)
    documents.ask_withdrawal(routing, reason="Nhầm THUHOIKIN", by=clerk, at=NOW)
    marks["moved"] += ["LUANCHUYENKIN", "THUHOIKIN"]
    ids["expunge"] = documents.ask_expunge(
        moved.document, ground="secret", clause="Điều 22", reason="Có HUYBOKIN", by=clerk, at=NOW
    ).pk
    marks["moved"].append("HUYBOKIN")
    _tasks(world, directive, ids, marks)
    pointer = documents.record_pointer(
        secrecy="mat",
        book_number="7/SOKIN",
        received_on=NOW.date(),
        kept_at="Tủ số TUKIN",
        custodian=world.post("clerk"),
        by=clerk,
        at=NOW,
    )
    ids["pointer"], marks["pointer"] = pointer.pk, ["SOKIN", "TUKIN"]
    for name in ("pending", "pending_two", "pending_three"):
        content = book(3, name)
        ids[name] = documents.add_pending(BytesIO(content), name="quet-CHOKIN.pdf", by=clerk, at=NOW).pk
    waiting = PendingFile.objects.get(pk=ids["pending"])
    assert waiting.stored is not None
    page_seen = files.page_image(waiting.stored, 0, 900)
    assert page_seen
    marks["pending"] = ["CHOKIN", book(3, "pending"), page_seen]
    documents.set_aside_pending(PendingFile.objects.get(pk=ids["pending_three"]), reason="BORIENGKIN", by=clerk, at=NOW)
    marks["pending"].append("BORIENGKIN")
    ids["pending_asked"], _ = scans_asked_about(world)
    administrator = world.actor("admin")
    register = documents.create_register(
        agency=home, direction="out", name="Sổ DANGKYKIN", by=administrator, at=NOW, rules=[]
    )
    ids["register"], marks["register"] = register.pk, ["DANGKYKIN"]
    idle = organization.open_account(
        username="idle", full_name="Lý Văn Nhàn", password=PASSWORD, must_change=False, by=administrator, at=NOW
    )
    ids["idle"] = idle.pk
    key, _ = organization.issue_token(
        name="Máy", holding=Holding.objects.get(user__username="snv_officer"), granted=[], days=30, by=administrator,
        at=NOW,
    )  # fmt: skip
    ids["key"] = key.pk
    ids["code"] = organization.add_code(
        world.units["XA"], scheme="qd20", code="H51", from_day=NOW.date(), by=administrator, at=NOW
    ).pk
    webhook, _ = notifications.set_webhook(home, url="https://sms.example/", by=administrator, at=NOW)
    failed = notifications.test_webhook(webhook, by=administrator, at=NOW)
    notifications.settle(failed, error="Webhook trả lời 500.", is_final=True, by=SYSTEM, at=NOW)
    ids["webhook"], ids["delivery"] = webhook.pk, failed.pk
    export = portal.ask_export(
        name="journal", title="Nhật ký TAIVEKIN", asked={}, kind="csv", total=10**6, by=world.actor("chief"), at=NOW
    )
    portal.finish_export(export, rows=1, by=SYSTEM, at=NOW)
    storages["exports"].save(export.path, ContentFile(b"dong NHATKYKIN"))
    ids["export"], marks["export"] = export.pk, ["TAIVEKIN", "NHATKYKIN"]
    _accounts(world, ids)
    ids["empty_unit"] = organization.open_unit(
        name="Tổ trống", kind=Kind.objects.get(code="unit"), parent=world.units["STC"], from_day=SINCE,
        by=administrator, at=NOW,
    ).pk  # fmt: skip
    gone = organization.appoint(
        world.post("archivist"), user=world.user("locked"), from_day=SINCE, until_day=TODAY, acting=True,
        by=administrator, at=NOW,
    )  # fmt: skip
    ids["absence"] = organization.note_absence(
        world.post("stc_head").holdings.get(), deputy=world.user("stc_officer"), from_day=TODAY, until_day=TODAY,
        by=administrator, at=NOW,
    ).pk  # fmt: skip
    ids["hand_over"] = organization.note_hand_over(holding=gone, last_day=TODAY, by=administrator, at=NOW).pk
    encoded = {name: [m if isinstance(m, bytes) else m.encode() for m in found] for name, found in marks.items()}
    return Hidden(world, ids, encoded, files.token(world.pdf("new"), "moi.pdf", clerk), given_up_run())


def given_up_run() -> str:
    """A run of a job that failed as often as it is tried."""
    assert jobs.prune.name == "prune"
    enqueue("workers.prune")
    run = DBTaskResult.objects.get(status="READY", task_path__endswith="prune")
    run.status, run.finished_at = "FAILED", NOW
    run.args_kwargs["kwargs"]["_attempt"] = MAX_ATTEMPTS
    run.save()
    Pending.objects.filter(name="workers.prune").delete()
    return str(run.pk)


def _accounts(world: World, ids: dict[str, int]) -> None:
    """One account in each state that an administrator can change."""
    admin = world.actor("admin")
    for name in ("locked", "closed"):
        made = organization.open_account(
            username=name, full_name="Lý Văn Khác", password=PASSWORD, must_change=False, by=admin, at=NOW
        )
        ids[name] = made.pk
    for _ in range(5):
        organization.fail_sign_in("locked", by=PUBLIC, at=NOW)
    organization.close_account(made, by=admin, at=NOW)
    enrolled(world, "archivist")
    ids["with_second_factor"] = world.user("archivist").pk
    organization.start_second_factor(world.user("chairman"), by=world.actor("chairman"), at=NOW)
    for name, username in (("session", "stc_officer"), ("own_session", "chairman")):
        session = SessionStore()
        session.create()
        place = organization.Place(str(session.session_key), "10.9.8.7", "Chrome, Windows")
        organization.sign_in(world.user(username), place=place, by=PUBLIC, at=NOW)
        ids[name] = world.user(username).signed_in.get().pk


def _tasks(world: World, directive: Entry, ids: dict[str, int], marks: dict[str, list[str | bytes]]) -> None:
    """Four tasks for Home Affairs, each in a state from which another move is possible."""
    head, officer = world.actor("snv_head"), world.actor("snv_officer")

    def given(name: str) -> Task:
        task = world.task(
            document=directive.document, joins=[], content=f"Làm {name.upper()}VIEC", quote=f"Giao {name.upper()}CAU"
        )
        ids[name] = task.pk
        marks[name] = [f"{name.upper()}VIEC", f"{name.upper()}CAU", f"{name.upper()}GHI"]
        return task

    given("assigned")
    marks["assigned"].pop()
    for name in ("taken", "submitted"):
        task = tasks.acknowledge(given(name), person=world.post("snv_officer"), by=head, at=NOW)
        tasks.report_progress(task, text=f"Đang làm {name.upper()}GHI", by=officer, at=NOW)
    proof = world.pdf("proof of work", by="snv_officer")
    task = Task.objects.get(pk=ids["submitted"])
    tasks.submit(task, words="Đã xong", files=[(proof, "ket-qua-KIN.pdf")], by=officer, at=NOW)
    marks["submitted"] += ["ket-qua-KIN", pdf("proof of work")]
    ids["evidence"] = task.evidence.get().pk
    tasks.return_task(given("returned"), ground="Của sở khác RETURNEDGHI", by=head, at=NOW)


Make = Callable[[Hidden], Any]


@dataclass(frozen=True)
class Door:
    """One address: who may use it, and requests that its right person does with success.

    `may_post` is set where fewer may post than look. A method without a request is one the address does not know,
    unless `own` says that posting there concerns nobody but the poster.
    """

    may: frozenset[str] | None
    get: Make | None = None
    post: Make | None = None
    body: Make | None = None
    may_post: frozenset[str] | None = None
    json: bool = False
    own: bool = False
    # The record stands in the body: whoever may not name it is told, as for one that does not exist, by a 422.
    names: bool = False

    def users(self, method: str) -> frozenset[str] | None:
        """Who may use a method; None is everybody, signed in or not."""
        return self.may_post if method == "post" and self.may_post is not None else self.may

    def address(self, method: str, hidden: Hidden) -> str:
        """The address with the ids of the story; a method it does not know is tried on that of the other."""
        wanted = self.get if method == "get" else self.post
        made = wanted or self.get or self.post
        assert made is not None
        address: str = made(hidden)
        return address

    def knows(self, method: str) -> bool:
        return self.own or (self.get if method == "get" else self.post) is not None


def at(path: str) -> Make:
    """An address in which `{name}` is the id of a record of the story."""
    return lambda hidden: path.format(**hidden.ids)


def page(may: frozenset[str] | None, path: str, *, own: bool = False) -> Door:
    """A page that is only looked at."""
    return Door(may, get=at(path), own=own)


def form(may: frozenset[str] | None, path: str, body: Make, *, may_post: frozenset[str] | None = None) -> Door:
    """A page with a form on it."""
    return Door(may, get=at(path), post=at(path), body=body, may_post=may_post)


def verb(may: frozenset[str], path: str, body: Make | None = None) -> Door:
    """An address that is only posted to."""
    return Door(may, post=at(path), body=body or (lambda hidden: {}))


def read(may: frozenset[str] | None, path: str) -> Door:
    """An operation of the API that reads."""
    return Door(may, get=at(path), json=True)


def call(may: frozenset[str], path: str, body: Make | None = None, *, names: bool = False) -> Door:
    """An operation of the API that writes."""
    return Door(may, post=at(path), body=body or (lambda hidden: {}), json=True, names=names)


def const(**values: Any) -> Make:
    return lambda hidden: values


def scan(hidden: Hidden) -> SimpleUploadedFile:
    return SimpleUploadedFile("moi.pdf", pdf("a new scan"), content_type="application/pdf")


def unit(code: str) -> Callable[[Hidden], int]:
    return lambda hidden: hidden.world.units[code].pk


def of_post(username: str) -> Callable[[Hidden], int]:
    return lambda hidden: hidden.world.post(username).pk


def many(**makers: Any) -> Make:
    """A body whose callables are asked for their value when the story is known."""
    return lambda hidden: {
        field: [made(hidden) if callable(made) else made for made in value]
        if isinstance(value, list)
        else value(hidden)
        if callable(value)
        else value
        for field, value in makers.items()
    }


def _pk_of(path: str, which: Callable[[Hidden], int]) -> Make:
    return lambda hidden: path.format(which(hidden))


def of_holding(username: str) -> Callable[[Hidden], int]:
    def pk(hidden: Hidden) -> int:
        found: int = hidden.world.post(username).holdings.get().pk
        return found

    return pk


def _organization(path: str, which: Callable[[Hidden], int], body: Make, may: frozenset[str] = ADMIN) -> Door:
    return Door(may, get=_pk_of(path, which), post=_pk_of(path, which), body=body)


def _administer(path: str, which: Callable[[Hidden], int], body: Make) -> Door:
    return Door(ADMIN, post=_pk_of(path, which), body=body, json=True)


def _holding(hidden: Hidden) -> int:
    pk: int = hidden.world.post("stc_officer").holdings.get().pk
    return pk


def _user(hidden: Hidden) -> int:
    return hidden.world.user("stc_officer").pk


def _piece(hidden: Hidden) -> dict[str, Any]:
    return {"content": "Việc", "leads": [hidden.world.units["SNV"].pk]}


def _inner_piece(hidden: Hidden) -> dict[str, Any]:
    return {"content": "Việc con", "leads": [hidden.world.units["CCHC"].pk]}


def _type(hidden: Hidden) -> int:
    return hidden.world.type("TB").pk


NEW = {"abstract": "Văn bản mới", "issuer_name": "Bộ Nội vụ", "symbol": "5/TB-BNV"}

PAGES: Mapping[str, Door] = {
    "": page(None, "/"),
    "^api/": page(None, "/api/nothing"),
    "setup": page(ADMIN, "/setup"),
    "setup/communes": form(ADMIN, "/setup/communes", const()),
    "search": page(EVERYBODY, "/search?q=ky+luat"),
    "login": page(None, "/login", own=True),
    "logout": Door(None, post=at("/logout"), body=const(), own=True),
    "act-as": verb(frozenset({"chairman"}), "/act-as", many(post=of_post("chairman"))),
    "password": page(EVERYBODY, "/password", own=True),
    "login/code": page(None, "/login/code", own=True),
    "account": page(EVERYBODY, "/account"),
    "account/sign-out-elsewhere": Door(None, post=at("/account/sign-out-elsewhere"), body=const(), own=True),
    "account/sessions/<int:pk>/end": verb(frozenset({"chairman"}), "/account/sessions/{own_session}/end"),
    "account/second-factor": page(EVERYBODY, "/account/second-factor", own=True),
    "found": page(None, "/found", own=True),
    "directory": page(EVERYBODY, "/directory?name=a"),
    "organization": page(ADMIN, "/organization"),
    "organization/units/open": form(
        ADMIN, "/organization/units/open",
        lambda h: {"name": "Phòng mới", "kind": h.world.units["VP"].kind_id, "parent": h.world.units["STC"].pk},
    ),
    "organization/units/<int:pk>": _organization(
        "/organization/units/{}", unit("STC"), const(kind="officer", title="Chuyên viên")
    ),
    "organization/units/<int:pk>/rename": _organization(
        "/organization/units/{}/rename", unit("CCHC"), const(name="Phòng Cải cách", from_day="01/11/2026")
    ),
    "organization/units/<int:pk>/codes/add": _organization(
        "/organization/units/{}/codes/add", unit("STC"), const(scheme="qd20", code="H9", from_day="01/07/2025")
    ),
    "organization/codes/<int:pk>/end": form(ADMIN, "/organization/codes/{code}/end", const(last_day="31/12/2026")),
    "organization/posts/<int:pk>/appoint": _organization(
        "/organization/posts/{}/appoint", of_post("vice"),
        lambda h: {"user": h.ids["idle"], "from_day": "01/11/2026", "acting": "on"},
    ),
    "organization/accounts": page(ADMIN, "/organization/accounts?name=a"),
    "organization/accounts/open": form(
        ADMIN, "/organization/accounts/open", const(full_name="Lê Mới", username="moi")
    ),
    "organization/accounts/<int:pk>": page(ADMIN, "/organization/accounts/{idle}"),
    "organization/accounts/<int:pk>/reset": verb(ADMIN, "/organization/accounts/{idle}/reset"),
    "organization/accounts/<int:pk>/unlock": verb(ADMIN, "/organization/accounts/{locked}/unlock"),
    "organization/accounts/<int:pk>/close": verb(ADMIN, "/organization/accounts/{idle}/close"),
    "organization/accounts/<int:pk>/reopen": verb(ADMIN, "/organization/accounts/{closed}/reopen"),
    "organization/accounts/<int:pk>/sign-out": verb(ADMIN, "/organization/accounts/{locked}/sign-out"),
    "organization/accounts/<int:pk>/second-factor/reset": verb(
        ADMIN, "/organization/accounts/{with_second_factor}/second-factor/reset"
    ),
    "organization/sessions/<int:pk>/end": verb(ADMIN, "/organization/sessions/{session}/end"),
    "organization/holdings/<int:pk>/absence": _organization(
        "/organization/holdings/{}/absence", of_holding("snv_unit_head"),
        lambda h: {"deputy": h.world.user("snv_officer").pk, "from_day": "25/11/2026", "until_day": "27/11/2026"},
        may=ADMIN | {"snv_unit_head"},
    ),
    "organization/absences/<int:pk>/end": verb(ADMIN | {"stc_head"}, "/organization/absences/{absence}/end"),
    "organization/tokens": page(ADMIN, "/organization/tokens"),
    "organization/tokens/issue": _organization(
        "/organization/tokens/issue?holding={}", _holding, const(name="Máy", granted=["tasks.work"], days=30)
    ),
    "organization/tokens/<int:pk>/revoke": verb(ADMIN, "/organization/tokens/{key}/revoke"),
    "health": page(None, "/health"),
    "metrics": page(None, "/metrics"),
    "system/": page(ADMIN, "/system/"),
    "system/jobs/<uuid:run>/retry": Door(ADMIN, post=lambda hidden: f"/system/jobs/{hidden.run}/retry", body=const()),
    "journal": page(JOURNAL_READERS, "/journal"),
    "notices": page(EVERYBODY, "/notices", own=True),
    "notices/preferences": form(
        EVERYBODY, "/notices/preferences", const(mail="each", email="ai@lamgiang.example")
    ),
    "notices/deliveries": page(ADMIN, "/notices/deliveries"),
    "notices/deliveries/<int:pk>/send-again": verb(ADMIN, "/notices/deliveries/{delivery}/send-again"),
    "notices/webhooks": form(ADMIN, "/notices/webhooks", many(agency=unit("STC"), url="https://sms.example/hook")),
    "notices/webhooks/<int:pk>/test": verb(ADMIN, "/notices/webhooks/{webhook}/test"),
    "notices/webhooks/<int:pk>/end": verb(ADMIN, "/notices/webhooks/{webhook}/end"),
    "rhythms": form(
        ADMIN, "/rhythms",
        many(agency=unit("STC"), from_day="01/12/2026", remind_before="5, 1", head_from=1, closes="16:30", urgent_minutes=15),
    ),
    "documents/arrivals": page(CLERKS, "/documents/arrivals"),
    "documents/arrivals/<int:pk>/register": verb(
        frozenset({"snv_clerk"}), "/documents/arrivals/{recipient}/register"
    ),
    "documents/arrivals/<int:pk>/return": verb(
        frozenset({"snv_clerk"}), "/documents/arrivals/{recipient}/return", const(reason="Gửi nhầm")
    ),
    "documents/pending": verb(CLERKS, "/documents/pending", lambda h: {"files": scan(h)}),
    "documents/pending/join": verb(
        CLERKS, "/documents/pending/join", lambda h: {"select": [h.ids["pending"], h.ids["pending_two"]]}
    ),
    "documents/pending/<int:pk>/register": form(
        CLERK, "/documents/pending/{pending}/register", many(type=_type, **NEW)
    ),
    "documents/pending/<int:pk>/pages/<int:number>": page(CLERK, "/documents/pending/{pending}/pages/0"),
    "documents/pending/<int:pk>/file": page(CLERK, "/documents/pending/{pending}/file"),
    "documents/pending/<int:pk>/answer": form(
        CLERK, "/documents/pending/{pending_asked}/answer", const(secret="no")
    ),
    "documents/pending/<int:pk>/split": form(CLERK, "/documents/pending/{pending}/split", const(starts=["2"])),
    "documents/pending/<int:pk>/set-aside": form(
        CLERK, "/documents/pending/{pending}/set-aside", const(reason="Quét hai lần")
    ),
    "documents/pending/<int:pk>/bring-back": verb(CLERK, "/documents/pending/{pending_three}/bring-back"),
    "documents/scan-folders": form(
        ADMIN, "/documents/scan-folders", many(agency=unit("STC"), name="so-tai-chinh", is_watched="on")
    ),
    "documents/late": page(LATE_READERS, "/documents/late"),
    "documents/incoming": Door(EVERYBODY, get=_pk_of("/documents/incoming?box=u{}", unit("UBND"))),
    "documents/outgoing": Door(EVERYBODY, get=_pk_of("/documents/outgoing?box=u{}", unit("UBND"))),
    "documents/register-incoming": form(
        CLERKS, "/documents/register-incoming", many(type=_type, **NEW)
    ),
    "documents/examine-file": verb(EVERYBODY, "/documents/examine-file", lambda h: {"file": scan(h)}),
    "documents/issue": form(
        CLERKS, "/documents/issue?answers={directive}",
        lambda h: {"type": _type(h), "abstract": "Thông báo mới", "signer": h.world.post("chairman").pk,
                   "recipients": [h.world.units["STC"].pk], "files": scan(h)},
    ),
    "documents/secret": form(
        CLERKS, "/documents/secret",
        lambda h: {"secrecy": "mat", "book_number": "8", "received_on": "24/11/2026", "kept_at": "Tủ 2",
                   "custodian": h.world.post("clerk").pk},
    ),
    "documents/<int:pk>": page(READERS["directive"], "/documents/{directive}"),
    "documents/<int:pk>/files/<int:file_pk>": page(READERS["directive"], "/documents/{directive}/files/{file}"),
    "documents/<int:pk>/files/<int:file_pk>/pages/<int:number>": page(
        READERS["directive"], "/documents/{directive}/files/{file}/pages/0"
    ),
    "documents/<int:pk>/forward": verb(
        FORWARDERS, "/documents/{telegram}/forward", many(posts=of_post("chief"), role="handle")
    ),
    "documents/<int:pk>/close": verb(FORWARDERS, "/documents/{telegram}/close"),
    "documents/<int:pk>/correct": verb(
        frozenset({"clerk"}), "/documents/{directive}/correct", const(field="note", new="Đúng", reason="Ghi sai")
    ),
    "documents/<int:pk>/expunge": form(
        frozenset({"chairman", "vice", "chief", "clerk"}), "/documents/{telegram}/expunge", const(ground="recall", clause="Điều 18", reason="Gửi nhầm"),
        may_post=frozenset({"clerk", "chief"}),
    ),
    "documents/expunges/<int:pk>/settle": verb(
        frozenset({"chairman", "vice"}), "/documents/expunges/{expunge}/settle", const(agree="yes")
    ),
    "documents/<int:pk>/relate": verb(
        FORWARDERS, "/documents/{telegram}/relate", const(kind="based_on", other="722/CĐ-TTg")
    ),
    "documents/routings/<int:pk>/withdraw": verb(frozenset({"clerk"}), "/documents/routings/{unread}/withdraw"),
    "documents/routings/<int:pk>/answer": verb(
        frozenset({"chief"}), "/documents/routings/{asked}/answer", const(agree="yes")
    ),
    "documents/<int:pk>/files/<int:file_pk>/copy": page(
        READERS["directive"], "/documents/{directive}/files/{file}/copy"
    ),
    "documents/<int:pk>/stamp": page(COMMITTEE, "/documents/{telegram}/stamp"),
    "documents/<int:pk>/delivery": page(COMMITTEE, "/documents/{directive}/delivery"),
    "documents/<int:pk>/slip": page(COMMITTEE, "/documents/{waiting}/slip"),
    "registers/<int:pk>/print": page(HOME_AFFAIRS, "/registers/{arrival_register}/print"),
    "registers/<int:pk>/books/<slug:kind>": page(
        HOME_AFFAIRS, "/registers/{arrival_register}/books/in?since=2026-01-01&until=2026-12-31"
    ),
    "registers/<int:pk>/follow-up": page(
        HOME_AFFAIRS, "/registers/{arrival_register}/follow-up?since=2026-01-01&until=2026-12-31"
    ),
    "export/<slug:name>": verb(JOURNAL_READERS, "/export/journal", const(kind="csv")),
    "exports/<int:pk>": page(frozenset({"chief"}), "/exports/{export}"),
    "exports/<int:pk>/file": page(frozenset({"chief"}), "/exports/{export}/file"),
    "registers": page(REGISTER_READERS, "/registers"),
    "registers/create": form(
        ADMIN, "/registers/create", many(agency=unit("STC"), direction="out", name="Sổ mới", notation_org="STC1")
    ),
    "registers/<int:pk>/open": verb(HEAD, "/registers/{register}/open", const(last_number=0)),
    "registers/<int:pk>/reserve": verb(
        frozenset({"snv_clerk"}), "/registers/{arrival_register}/reserve",
        const(count="2", expires_on="30/11/2026", reason="Mất mạng"),
    ),
    "registers/<int:pk>/<int:year>": form(
        HOME_AFFAIRS | ADMIN, "/registers/{arrival_register}/2026", lambda h: {"number": h.ids["number"], "reason": "Sai"},
        may_post=frozenset({"snv_clerk"}),
    ),
    "tasks/": page(EVERYBODY - ADMIN, "/tasks/?tab=given"),
    "tasks/<int:pk>": page(READERS["submitted"], "/tasks/{submitted}"),
    "tasks/<int:pk>/acknowledge": verb(HEAD, "/tasks/{assigned}/acknowledge"),
    "tasks/<int:pk>/report-progress": verb(WORKERS, "/tasks/{taken}/report-progress", const(text="Đang làm")),
    "tasks/<int:pk>/submit": verb(
        WORKERS, "/tasks/{taken}/submit", lambda h: {"words": "Xong", "files": scan(h)}
    ),
    "tasks/<int:pk>/accept": verb(REVIEWERS, "/tasks/{submitted}/accept"),
    "tasks/<int:pk>/send-back": verb(REVIEWERS, "/tasks/{submitted}/send-back", const(reason="Thiếu")),
    "tasks/<int:pk>/return": verb(HEAD, "/tasks/{assigned}/return", const(ground="Không thuộc chức năng")),
    "tasks/<int:pk>/reassign": verb(REVIEWERS, "/tasks/{returned}/reassign", many(lead=unit("STC"))),
    "tasks/<int:pk>/split": form(
        HEAD, "/tasks/{taken}/split", many(count=1, **{"t0-content": "Việc con", "t0-lead": unit("CCHC")})
    ),
    "tasks/<int:pk>/cancel": verb(REVIEWERS, "/tasks/{assigned}/cancel", const(reason="Thôi")),
    "tasks/<int:pk>/evidence/<int:evidence_pk>": page(
        READERS["submitted"], "/tasks/{submitted}/evidence/{evidence}"
    ),
    "documents/<int:pk>/assign": form(
        REVIEWERS, "/documents/{telegram}/assign", many(count=1, **{"t0-content": "Việc", "t0-lead": unit("SNV")})
    ),
    "holdings/<int:pk>/hand-over": _organization(
        "/holdings/{}/hand-over", _holding, lambda h: {"last_day": "31/12/2026", "successor": h.ids["idle"]}
    ),
    "hand-overs/<int:pk>": page(COMMITTEE | {"admin"}, "/hand-overs/{hand_over}"),
    "units/<int:pk>/close": form(ADMIN, "/units/{empty_unit}/close", const(last_day="24/11/2026")),
    "directions/": page(EVERYBODY, "/directions/"),
    "directions/prepare": form(
        OFFICE, "/directions/prepare?select={telegram_entry}",
        lambda h: {"select": h.ids["telegram_entry"], "leader": h.world.post("chairman").pk, "content": "Đề xuất",
                   "lead": h.world.units["SNV"].pk},
    ),
    "directions/paper/<int:pk>": form(
        OFFICE, "/directions/paper/{telegram_entry}",
        lambda h: {"leader": h.world.post("chairman").pk, "content": "Giao Sở Nội vụ", "scan": scan(h),
                   "lead": h.world.units["SNV"].pk},
    ),
    "directions/<int:pk>": form(
        COMMITTEE, "/directions/{direction}", const(words="Đồng ý"), may_post=frozenset({"chairman"})
    ),
    "directions/<int:pk>/decline": verb(
        frozenset({"chairman"}), "/directions/{direction}/decline", const(reason="Xem lại")
    ),
}  # fmt: skip

API: Mapping[str, Door] = {
    "": page(None, "/api/"),
    "openapi.json": page(None, "/api/openapi.json"),
    "me": read(EVERYBODY, "/api/me"),
    "units": Door(
        EVERYBODY, get=at("/api/units"), post=at("/api/units"), json=True, may_post=ADMIN,
        body=many(name="Phòng mới", kind="unit", parent_id=unit("STC")),
    ),
    "units/<int:pk>/close": call(ADMIN, "/api/units/{empty_unit}/close", const(last_day="2026-11-24")),
    "units/<int:pk>/rename": _administer(
        "/api/units/{}/rename", unit("CCHC"), const(name="Phòng Cải cách", from_day="2026-11-01")
    ),
    "units/<int:pk>/codes": _administer(
        "/api/units/{}/codes", unit("STC"), const(code="H9", from_day="2025-07-01")
    ),
    "codes/<int:pk>/end": call(ADMIN, "/api/codes/{code}/end", const(last_day="2026-12-31")),
    "units/<int:pk>/posts": _administer(
        "/api/units/{}/posts", unit("STC"), const(role="officer", title="Chuyên viên")
    ),
    "posts/<int:pk>/appoint": _administer(
        "/api/posts/{}/appoint", of_post("vice"), const(username="idle", from_day="2026-11-01", acting=True)
    ),
    "holdings/<int:pk>/absence": Door(
        ADMIN | {"snv_unit_head"}, post=_pk_of("/api/holdings/{}/absence", of_holding("snv_unit_head")), json=True,
        body=const(deputy="snv_officer", from_day="2026-11-25", until_day="2026-11-27"),
    ),
    "absences/<int:pk>/end": call(ADMIN | {"stc_head"}, "/api/absences/{absence}/end"),
    "holdings/<int:pk>/hand-over": _administer(
        "/api/holdings/{}/hand-over", _holding, const(last_day="2026-12-31", successor="idle")
    ),
    "accounts": call(ADMIN, "/api/accounts", const(full_name="Lê Mới", username="moi", password="mot-cau-that-dai")),
    "accounts/<int:pk>/unlock": call(ADMIN, "/api/accounts/{locked}/unlock"),
    "accounts/<int:pk>/close": call(ADMIN, "/api/accounts/{idle}/close"),
    "accounts/<int:pk>/sign-out": call(ADMIN, "/api/accounts/{locked}/sign-out"),
    "kinds": read(EVERYBODY, "/api/kinds"),
    "document-types": read(EVERYBODY, "/api/document-types"),
    "journal": read(JOURNAL_READERS, "/api/journal"),
    "notices": read(EVERYBODY, "/api/notices"),
    "notices/see": Door(
        frozenset({"chairman"}), post=at("/api/notices/see"), json=True, names=True,
        body=lambda h: {"last_id": Notice.objects.get(seat=post_seat(h.world.post("chairman").pk)).pk},
    ),
    "notices/preferences": Door(
        EVERYBODY, get=at("/api/notices/preferences"), post=at("/api/notices/preferences"), json=True,
        body=const(mail="none"),
    ),
    "webhooks": read(ADMIN, "/api/webhooks"),
    "webhooks/<int:pk>/test": call(ADMIN, "/api/webhooks/{webhook}/test"),
    "webhooks/<int:pk>/end": call(ADMIN, "/api/webhooks/{webhook}/end"),
    "deliveries": read(ADMIN, "/api/deliveries"),
    "deliveries/<int:pk>/send-again": call(ADMIN, "/api/deliveries/{delivery}/send-again"),
    "posts": read(EVERYBODY, "/api/posts"),
    "rhythms": Door(
        ADMIN, get=at("/api/rhythms"), post=at("/api/rhythms"), json=True,
        body=many(agency_id=unit("STC"), from_day="2026-12-01"),
    ),
    "files": Door(EVERYBODY, post=at("/api/files"), body=lambda h: {"upload": scan(h)}),
    "documents": read(EVERYBODY, "/api/documents"),
    "documents/search": read(EVERYBODY, "/api/documents/search?q=ky+luat"),
    "documents/arrivals": read(CLERKS, "/api/documents/arrivals"),
    "documents/arrivals/<int:pk>/register": call(frozenset({"snv_clerk"}), "/api/documents/arrivals/{recipient}/register"),
    "documents/arrivals/<int:pk>/return": call(
        frozenset({"snv_clerk"}), "/api/documents/arrivals/{recipient}/return", const(reason="Gửi nhầm")
    ),
    "documents/pending": Door(
        CLERKS, get=at("/api/documents/pending"), post=at("/api/documents/pending"), body=lambda h: {"upload": scan(h)}
    ),
    "documents/pending/join": call(
        CLERK, "/api/documents/pending/join", lambda h: {"ids": [h.ids["pending"], h.ids["pending_two"]]}, names=True
    ),
    "documents/pending/<int:pk>/register": call(CLERK, "/api/documents/pending/{pending}/register", const(type="TB", **NEW)),
    "documents/pending/<int:pk>/split": call(CLERK, "/api/documents/pending/{pending}/split", const(starts=[2])),
    "documents/pending/<int:pk>/set-aside": call(
        CLERK, "/api/documents/pending/{pending}/set-aside", const(reason="Quét hai lần")
    ),
    "documents/pending/<int:pk>/bring-back": call(CLERK, "/api/documents/pending/{pending_three}/bring-back"),
    "documents/pending/<int:pk>/admit": call(CLERK, "/api/documents/pending/{pending_asked}/admit"),
    "documents/pending/<int:pk>/refuse": call(CLERK, "/api/documents/pending/{pending_asked}/refuse"),
    "scan-folders": call(ADMIN, "/api/scan-folders", many(agency_id=unit("STC"), name="so-tai-chinh")),
    "documents/late": read(LATE_READERS, "/api/documents/late"),
    "documents/incoming": call(CLERKS, "/api/documents/incoming", const(type="TB", **NEW)),
    "documents/issue": call(
        frozenset({"clerk"}), "/api/documents/issue",
        lambda h: {"type": "TB", "abstract": "Thông báo mới", "signer_id": h.world.post("chairman").pk,
                   "recipients": [{"unit_id": h.world.units["STC"].pk}], "files": [h.token]}, names=True,
    ),
    "documents/<int:pk>": read(READERS["directive"], "/api/documents/{directive}"),
    "documents/<int:pk>/history": read(READERS["directive"], "/api/documents/{directive}/history"),
    "documents/<int:pk>/attach": call(
        frozenset({"clerk"}), "/api/documents/{telegram}/attach", lambda h: {"file": h.token}, names=True
    ),
    "documents/<int:pk>/files/<int:file_pk>": read(READERS["directive"], "/api/documents/{directive}/files/{file}"),
    "documents/<int:pk>/forward": call(
        FORWARDERS, "/api/documents/{telegram}/forward", many(post_ids=[of_post("chief")])
    ),
    "routings/<int:pk>/withdraw": call(frozenset({"clerk"}), "/api/routings/{unread}/withdraw"),
    "routings/<int:pk>/ask-withdrawal": call(
        frozenset({"clerk"}), "/api/routings/{unread}/ask-withdrawal", const(reason="Nhầm")
    ),
    "routings/<int:pk>/answer": call(frozenset({"chief"}), "/api/routings/{asked}/answer", const(agree=True)),
    "documents/<int:pk>/close": call(FORWARDERS, "/api/documents/{telegram}/close"),
    "documents/<int:pk>/correct": call(
        frozenset({"clerk"}), "/api/documents/{directive}/correct", const(field="note", new="Đúng", reason="Ghi sai")
    ),
    "documents/<int:pk>/relate": call(
        FORWARDERS, "/api/documents/{telegram}/relate", lambda h: {"other_id": h.ids["waiting"], "kind": "based_on"}
    ),
    "secret": Door(
        CLERKS, get=at("/api/secret"), post=at("/api/secret"), json=True, may_post=frozenset({"clerk"}), names=True,
        body=lambda h: {"secrecy": "mat", "book_number": "8", "received_on": "2026-11-24", "kept_at": "Tủ 2",
                   "custodian_id": h.world.post("clerk").pk},
    ),
    "registers": Door(
        REGISTER_READERS, get=at("/api/registers"), post=at("/api/registers"), json=True, may_post=ADMIN,
        body=many(agency_id=unit("STC"), direction="out", name="Sổ mới", notation_org="STC2"),
    ),
    "registers/<int:pk>/reserve": call(
        frozenset({"snv_clerk"}), "/api/registers/{arrival_register}/reserve",
        const(count=2, expires_on="2026-11-30", reason="Mất mạng"),
    ),
    "registers/<int:pk>/open": call(HEAD, "/api/registers/{register}/open", const(last_number=0)),
    "registers/<int:pk>/<int:year>": read(HOME_AFFAIRS | ADMIN, "/api/registers/{arrival_register}/2026"),
    "registers/<int:pk>/<int:year>/numbers": read(HOME_AFFAIRS | ADMIN, "/api/registers/{arrival_register}/2026/numbers"),
    "registers/<int:pk>/<int:year>/numbers/<int:number>/void": call(
        frozenset({"snv_clerk"}), "/api/registers/{arrival_register}/2026/numbers/{number_itself}/void",
        const(reason="Sai"),
    ),
    "tasks": read(EVERYBODY, "/api/tasks?tab=given"),
    "tasks/assign": call(
        REVIEWERS, "/api/tasks/assign", lambda h: {"document_id": h.ids["telegram"], "tasks": [_piece(h)]}, names=True
    ),
    "tasks/tabs": read(EVERYBODY, "/api/tasks/tabs"),
    "tasks/<int:pk>/evidence/<int:evidence_pk>": read(
        READERS["submitted"], "/api/tasks/{submitted}/evidence/{evidence}"
    ),
    "tasks/<int:pk>": read(READERS["submitted"], "/api/tasks/{submitted}"),
    "tasks/<int:pk>/acknowledge": call(HEAD, "/api/tasks/{assigned}/acknowledge"),
    "tasks/<int:pk>/name-person": call(HEAD, "/api/tasks/{taken}/name-person", many(person_id=of_post("snv_unit_head"))),
    "tasks/<int:pk>/report-progress": call(WORKERS, "/api/tasks/{taken}/report-progress", const(words="Đang làm")),
    "tasks/<int:pk>/submit": call(
        WORKERS, "/api/tasks/{taken}/submit", lambda h: {"words": "Xong", "document_ids": [h.ids["directive"]]}
    ),
    "tasks/<int:pk>/accept": call(REVIEWERS, "/api/tasks/{submitted}/accept"),
    "tasks/<int:pk>/send-back": call(REVIEWERS, "/api/tasks/{submitted}/send-back", const(words="Thiếu")),
    "tasks/<int:pk>/return": call(HEAD, "/api/tasks/{assigned}/return", const(ground="Không thuộc chức năng")),
    "tasks/<int:pk>/reassign": call(REVIEWERS, "/api/tasks/{returned}/reassign", many(lead_id=unit("STC"))),
    "tasks/<int:pk>/split": call(HEAD, "/api/tasks/{taken}/split", lambda h: {"tasks": [_inner_piece(h)]}),
    "tasks/<int:pk>/cancel": call(REVIEWERS, "/api/tasks/{assigned}/cancel", const(words="Thôi")),
    "directions": read(EVERYBODY, "/api/directions"),
    "directions/prepare": call(
        OFFICE, "/api/directions/prepare",
        lambda h: {"entry_ids": [h.ids["telegram_entry"]], "leader_id": h.world.post("chairman").pk, "words": "Trình",
                   "items": [_piece(h)]}, names=True,
    ),
    "directions/paper": call(
        OFFICE, "/api/directions/paper",
        lambda h: {"entry_id": h.ids["telegram_entry"], "leader_id": h.world.post("chairman").pk,
                   "scan_id": h.ids["scan"], "words": "Giao Sở Nội vụ", "items": [_piece(h)]}, names=True,
    ),
    "directions/<int:pk>": read(COMMITTEE, "/api/directions/{direction}"),
    "directions/<int:pk>/give": call(frozenset({"chairman"}), "/api/directions/{direction}/give"),
    "directions/<int:pk>/decline": call(
        frozenset({"chairman"}), "/api/directions/{direction}/decline", const(reason="Xem lại")
    ),
}  # fmt: skip

DOORS: dict[str, Door] = {**PAGES, **{f"api/{route}": door for route, door in API.items()}}
