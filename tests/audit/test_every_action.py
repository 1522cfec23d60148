"""Every action there is, done once by the smallest call: each leaves exactly its own line in the journal."""

import time
from collections import Counter
from datetime import date, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from django.contrib.sessions.backends.db import SessionStore

from dondoc.audit.journal import ACTIONS
from dondoc.audit.models import JournalLine
from dondoc.config.roles import ROLES
from dondoc.deadlines.actions import set_deadline, set_rhythm
from dondoc.documents import actions as documents
from dondoc.documents import queries
from dondoc.documents.engine.scan_folder import lying
from dondoc.documents.models import Number, Register, Routing, ScanFolder
from dondoc.files import actions as files
from dondoc.lib.actor import PUBLIC, SYSTEM
from dondoc.lib.days import moment
from dondoc.notifications import actions as notifications
from dondoc.notifications.models import Notice
from dondoc.organization import actions as organization
from dondoc.organization.access import unit_seat
from dondoc.organization.engine.one_time_codes import code_at
from dondoc.organization.models import Holding, Kind, Unit
from dondoc.organization.queries import secret_of
from dondoc.portal import actions as portal
from dondoc.tasks import actions as tasks
from dondoc.tasks.actions import Assignment
from tests.journeys.hidden import given_up_run
from tests.world import NOW, PASSWORD, TODAY, World, book, enrolled, pdf, scan_png

CLOSES = moment(TODAY, 17).time()
OTHER_PASSWORD = "mot-cau-that-dai-khac"


MINUTE = timedelta(minutes=1)


def session() -> organization.Place:
    made = SessionStore()
    made.create()
    return organization.Place(str(made.session_key), "10.0.0.7", "Chrome, Windows")


def empty(world: World) -> Unit:
    """A unit in which there is nobody and nothing."""
    kind = Kind.objects.get(code="unit")
    return organization.open_unit(name="Tổ", kind=kind, parent=world.units["SNV"], by=SYSTEM, at=NOW)


def proposal(world: World) -> list[Assignment]:
    return [Assignment("Việc", [world.units["SNV"]])]


def presented(world: World) -> Any:
    (direction,) = tasks.prepare_direction(
        [world.incoming()], leader=world.post("chairman"), given=proposal(world), by=world.actor("coordinator"), at=NOW
    )
    return direction


def forwarded(world: World) -> Routing:
    to = [(world.post("chief"), "handle")]
    (routing,) = documents.forward(world.incoming(), to=to, by=world.actor("clerk"), at=NOW)
    return routing


def asked(world: World) -> Routing:
    return documents.ask_withdrawal(forwarded(world), reason="Nhầm", by=world.actor("clerk"), at=NOW)


def ask_expunge(world: World, entry: Any = None) -> Any:
    entry = entry or world.incoming(files=[(world.pdf("x"), "x.pdf")])
    given = {"ground": "secret", "clause": "Điều 22", "reason": "Có dấu MẬT ở trang 3"}
    return documents.ask_expunge(entry.document, **given, by=world.actor("clerk"), at=NOW)


def confirmed(world: World) -> Any:
    return documents.confirm_expunge(ask_expunge(world), by=world.actor("chairman"), at=NOW)


def export(by: Any) -> Any:
    """A list too long to be made at once."""
    return portal.ask_export(name="journal", title="Nhật ký", asked={}, kind="csv", total=10**6, by=by, at=NOW)


def queued(world: World) -> Any:
    return world.issue().document.recipients.get(unit=world.units["SNV"])


def ready(world: World) -> dict[str, tuple[Any, ...]]:
    """For each verb: what must stand before, the call that is counted, and the verbs of the calls inside it."""
    clerk, chief, head, officer, chairman, admin = (
        world.actor(name) for name in ("clerk", "chief", "snv_head", "snv_officer", "chairman", "admin")
    )
    units, post, user = world.units, world.post, world.user

    def scan() -> Any:
        entry = world.incoming()
        held = documents.attach(entry.document, stored=world.pdf("s"), name="s.pdf", role="direction", by=clerk, at=NOW)
        return entry, held

    def hook() -> Any:
        return notifications.set_webhook(units["SNV"], url="https://a.example/", by=admin, at=NOW)[0]

    def tried() -> Any:
        return notifications.test_webhook(hook(), by=admin, at=NOW)

    def holding(name: str) -> Holding:
        return Holding.objects.get(user__username=name)

    def pending(pages: int = 1) -> Any:
        return documents.add_pending(BytesIO(book(pages)), name="x.pdf", by=clerk, at=NOW)

    def reserved() -> Any:
        register = Register.objects.get(agency=units["UBND"], direction="in")
        last_day = TODAY + timedelta(days=5)
        return documents.reserve_numbers(register, count=2, reason="Mất mạng", expires_on=last_day, by=clerk, at=NOW)

    def folder() -> Any:
        return documents.set_scan_folder(units["UBND"], name="van-phong", by=admin, at=NOW)

    def taken_in(_: Any) -> Any:
        where = queries.path_of(folder_row := ScanFolder.objects.get())
        where.mkdir(parents=True, exist_ok=True)
        (where / "s.png").write_bytes(scan_png())
        one = lying(where, now=time.time() + 60)[0]
        seen = files.look(BytesIO(scan_png()), "s.png")
        given = {"lying": one, "name": "s.png", "upload": BytesIO(scan_png()), "seen": seen}
        return documents.take_in(folder_row, **given, by=SYSTEM, at=NOW), one, seen

    return {
        "deadlines.set": (lambda: None, lambda _: set_deadline(start=TODAY, unit="day", amount=3, by=chief, at=NOW)),
        "documents.add_pending": (lambda: None, lambda _: pending(), "files.store"),
        "documents.admit_pending": (
            lambda: taken_in(folder()),
            lambda r: documents.admit_pending(r[0], lying=r[1], seen=r[2], by=clerk, at=NOW), "files.store",
        ),
        "documents.bring_back_pending": (
            lambda: documents.set_aside_pending(pending(), reason="Thừa", by=clerk, at=NOW),
            lambda p: documents.bring_back_pending(p, by=clerk, at=NOW),
        ),
        "documents.join_pending": (
            lambda: [pending(1), pending(2)],
            lambda p: documents.join_pending(
                p, **dict(zip(("content", "seen"), documents.put_together(p), strict=True)), by=clerk, at=NOW
            ), "files.store",
        ),
        "documents.refuse_pending": (
            lambda: taken_in(folder()), lambda r: documents.refuse_pending(r[0], lying=r[1], by=clerk, at=NOW),
        ),
        "documents.register_pending": (
            pending,
            lambda p: documents.register_pending(
                p, type_=world.type("CĐ"), symbol="1/CĐ-TTg", issuer_name="Thủ tướng Chính phủ", abstract="Mưa lũ",
                issued_on=TODAY, by=clerk, at=NOW,
            ), "documents.register_incoming",
        ),
        "documents.set_aside_pending": (
            pending, lambda p: documents.set_aside_pending(p, reason="Thừa", by=clerk, at=NOW),
        ),
        "documents.set_scan_folder": (lambda: None, lambda _: folder()),
        "documents.split_pending": (
            lambda: pending(2),
            lambda p: documents.split_pending(p, parts=documents.cut(p, [2]), by=clerk, at=NOW),
            "files.store", "files.store",
        ),
        "documents.take_in": (folder, taken_in, "files.examine"),
        "deadlines.set_rhythm": (
            lambda: units["SNV"],
            lambda u: set_rhythm(
                u, from_day=TODAY, remind_before=[3, 0], head_from=0, closes=CLOSES, urgent_minutes=15, by=admin, at=NOW
            ),
        ),
        "documents.answer_withdrawal": (
            lambda: asked(world), lambda r: documents.answer_withdrawal(r, agree=True, by=chief, at=NOW),
        ),
        "documents.ask_expunge": (world.incoming, lambda e: ask_expunge(world, e)),
        "documents.carry_out_expunge": (
            lambda: confirmed(world), lambda x: documents.carry_out_expunge(x, by=SYSTEM, at=NOW), "files.destroy",
        ),
        "documents.confirm_expunge": (
            lambda: ask_expunge(world), lambda x: documents.confirm_expunge(x, by=chairman, at=NOW),
        ),
        "documents.refuse_expunge": (
            lambda: ask_expunge(world), lambda x: documents.refuse_expunge(x, reason="Giữ", by=chairman, at=NOW),
        ),
        "documents.replay_expunges": (lambda: None, lambda _: documents.replay_expunges([], by=SYSTEM, at=NOW)),
        "documents.ask_withdrawal": (
            lambda: forwarded(world), lambda r: documents.ask_withdrawal(r, reason="Nhầm", by=clerk, at=NOW),
        ),
        "documents.attach": (
            lambda: (world.incoming(), world.pdf("x")),
            lambda r: documents.attach(r[0].document, stored=r[1], name="x", role="annex", by=clerk, at=NOW),
        ),
        "documents.close": (world.incoming, lambda e: documents.close(e, by=clerk, at=NOW)),
        "documents.correct": (
            world.incoming,
            lambda e: documents.correct(e.document, field="note", new="Đúng", reason="Sai", by=clerk, at=NOW),
        ),
        "documents.create_register": (
            lambda: None,
            lambda _: documents.create_register(agency=units["SNV"], direction="out", name="Sổ", by=admin, at=NOW),
        ),
        "documents.direct": (world.incoming, lambda e: documents.direct(e, by=chairman, at=NOW)),
        "documents.escalate": (world.issue, lambda _: documents.escalate(units["SNV"], by=SYSTEM, at=NOW)),
        "documents.forward": (
            world.incoming, lambda e: documents.forward(e, to=[(post("chief"), "handle")], by=clerk, at=NOW),
        ),
        "portal.furnish_communes": (
            lambda: portal.furnish_communes([units["XA"]], by=admin, at=NOW),
            lambda _: portal.furnish_communes([units["XA"]], by=admin, at=NOW),
        ),
        "documents.issue": (
            lambda: world.pdf("x"),
            lambda f: documents.issue(
                type_=world.type("CT"), abstract="Chỉ thị", signer=post("chairman"), recipients=[(units["SNV"], "")],
                files=[(f, "x.pdf")], by=clerk, at=NOW,
            ),
        ),
        "documents.open_register": (
            lambda: documents.create_register(agency=units["SNV"], direction="out", name="Sổ", by=admin, at=NOW),
            lambda r: documents.open_register(r, last_number=0, by=head, at=NOW),
        ),
        "documents.pass_on": (
            world.incoming, lambda _: documents.pass_on(seats={unit_seat(units["UBND"].pk): "u0"}, by=admin, at=NOW),
        ),
        "documents.present": (world.incoming, lambda e: documents.present(e, leader=post("vice"), by=clerk, at=NOW)),
        "documents.record_pointer": (
            lambda: None,
            lambda _: documents.record_pointer(
                secrecy="mat", book_number="1", received_on=TODAY, kept_at="Tủ", custodian=post("clerk"), by=clerk, at=NOW
            ),
        ),
        "documents.register_arrival": (
            lambda: queued(world), lambda r: documents.register_arrival(r, by=world.actor("snv_clerk"), at=NOW),
        ),
        "documents.register_incoming": (lambda: None, lambda _: world.incoming()),
        "documents.relate": (
            lambda: (world.incoming(), world.incoming(symbol="2/CĐ-TTg")),
            lambda r: documents.relate(r[0].document, other=r[1].document, kind="based_on", by=clerk, at=NOW),
        ),
        "documents.return_arrival": (
            lambda: queued(world),
            lambda r: documents.return_arrival(r, reason="Nhầm", by=world.actor("snv_clerk"), at=NOW),
        ),
        "documents.expire_block": (
            reserved, lambda b: documents.expire_block(b, by=SYSTEM, at=NOW + timedelta(days=9)),
        ),
        "documents.prove_registers": (lambda: None, lambda _: documents.prove_registers(by=SYSTEM, at=NOW)),
        "documents.reserve_numbers": (lambda: None, lambda _: reserved()),
        "documents.show_to": (
            world.incoming,
            lambda e: documents.show_to(e.document, seats=[unit_seat(units["SNV"].pk)], why="task", by=clerk, at=NOW),
        ),
        "documents.void_number": (
            lambda: Number.objects.get(entry=world.incoming()),
            lambda n: documents.void_number(n, reason="Sai", by=clerk, at=NOW),
        ),
        "documents.withdraw": (lambda: forwarded(world), lambda r: documents.withdraw(r, by=clerk, at=NOW)),
        "documents.withdraw_presentation": (
            lambda: documents.present(world.incoming(), leader=post("vice"), by=clerk, at=NOW),
            lambda e: documents.withdraw_presentation(e, by=chairman, at=NOW),
        ),
        "files.destroy": (lambda: world.pdf("x"), lambda stored: files.destroy(stored, by=SYSTEM, at=NOW)),
        "files.examine": (
            lambda: files.look(BytesIO(pdf("x")), "x.pdf"), lambda seen: files.examine(seen, name="x.pdf", by=clerk, at=NOW),
        ),
        "files.store": (lambda: None, lambda _: world.pdf("x")),
        "notifications.choose": (
            lambda: None, lambda _: notifications.choose(mail="none", email="", by=officer, at=NOW),
        ),
        "notifications.digest": (lambda: None, lambda _: notifications.digest(by=SYSTEM, at=NOW)),
        "notifications.distribute": (world.issue, lambda _: notifications.distribute(by=SYSTEM, at=NOW)),
        "notifications.end_webhook": (hook, lambda w: notifications.end_webhook(w, by=admin, at=NOW)),
        "notifications.send_again": (
            lambda: notifications.settle(tried(), error="Lỗi", by=SYSTEM, at=NOW),
            lambda d: notifications.send_again(d, by=admin, at=NOW),
        ),
        "notifications.set_webhook": (
            lambda: units["SNV"], lambda u: notifications.set_webhook(u, url="https://a.example/", by=admin, at=NOW),
        ),
        "notifications.settle": (lambda: tried(), lambda d: notifications.settle(d, by=SYSTEM, at=NOW)),
        "notifications.test_webhook": (hook, lambda w: notifications.test_webhook(w, by=admin, at=NOW)),
        "organization.change_email": (
            lambda: user("snv_officer"),
            lambda u: organization.change_email(u, email="en@snv.example", by=officer, at=NOW),
        ),
        "notifications.see": (
            lambda: queued(world) and Notice.objects.get(seat=unit_seat(units["SNV"].pk)),
            lambda n: notifications.see(last=n, by=head, at=NOW),
        ),
        "portal.ask_export": (
            lambda: None,
            lambda _: portal.ask_export(name="journal", title="Nhật ký", asked={}, kind="csv", total=1, by=chief, at=NOW),
        ),
        "portal.finish_export": (lambda: export(chief), lambda e: portal.finish_export(e, rows=1, by=SYSTEM, at=NOW)),
        "portal.fail_export": (lambda: export(chief), lambda e: portal.fail_export(e, by=SYSTEM, at=NOW)),
        "portal.expire_export": (
            lambda: portal.finish_export(export(chief), rows=1, by=SYSTEM, at=NOW),
            lambda e: portal.expire_export(e, by=SYSTEM, at=NOW),
        ),
        "organization.add_code": (
            lambda: None,
            lambda _: organization.add_code(
                units["SNV"], scheme="qd20", code="H1", from_day=TODAY, by=admin, at=NOW
            ),
        ),
        "organization.end_code": (
            lambda: organization.add_code(
                units["SNV"], scheme="qd20", code="H1", from_day=TODAY, by=admin, at=NOW
            ),
            lambda code: organization.end_code(code, last_day=TODAY, by=admin, at=NOW),
        ),
        "organization.appoint": (
            lambda: None,
            lambda _: organization.appoint(
                post("vice"), user=user("chief"), from_day=TODAY, acting=True, by=admin, at=NOW
            ),
        ),
        "organization.change_password": (
            lambda: None,
            lambda _: organization.change_password(user("chief"), password=OTHER_PASSWORD, by=chief, at=NOW),
        ),
        "organization.close_account": (
            lambda: organization.open_account(username="moi", full_name="Lê Mới", password=PASSWORD, by=admin, at=NOW),
            lambda u: organization.close_account(u, by=admin, at=NOW),
        ),
        "organization.close_idle_accounts": (
            lambda: None,
            lambda _: organization.close_idle_accounts([user("chief")], idle_days=45, by=SYSTEM, at=NOW),
        ),
        "organization.confirm_second_factor": (
            lambda: secret_of(organization.start_second_factor(user("chief"), by=chief, at=NOW)),
            lambda s: organization.confirm_second_factor(user("chief"), code=code_at(s, NOW), by=chief, at=NOW),
        ),
        "organization.continue_session": (
            session, lambda s: organization.continue_session(user("chief"), place=s, since=NOW, by=chief, at=NOW),
        ),
        "organization.end_session": (
            lambda: organization.sign_in(user("chief"), place=session(), by=PUBLIC, at=NOW).signed_in.get(),
            lambda s: organization.end_session(s, by=chief, at=NOW),
        ),
        "organization.close_unit": (
            lambda: organization.note_hand_over(unit=empty(world), last_day=TODAY, by=admin, at=NOW),
            lambda made: organization.close_unit(made.unit, last_day=TODAY, successor=None, by=admin, at=NOW),
        ),
        "organization.end_holding": (
            lambda: organization.note_hand_over(holding=holding("chief"), last_day=TODAY, by=admin, at=NOW),
            lambda made: organization.end_holding(made.holding, last_day=TODAY, by=admin, at=NOW),
        ),
        "organization.fail_sign_in": (
            lambda: None, lambda _: organization.fail_sign_in("chief", by=PUBLIC, at=NOW),
        ),
        "organization.issue_token": (
            lambda: holding("chief"),
            lambda h: organization.issue_token(name="Máy", holding=h, granted=[], days=1, by=admin, at=NOW),
        ),
        "organization.note_absence": (
            lambda: None,
            lambda _: organization.note_absence(
                holding("chief"), deputy=user("coordinator"), from_day=TODAY, until_day=TODAY, by=chief, at=NOW
            ),
        ),
        "organization.end_absence": (
            lambda: organization.note_absence(
                holding("chief"), deputy=user("coordinator"), from_day=TODAY, until_day=TODAY, by=chief, at=NOW
            ),
            lambda absence: organization.end_absence(absence, by=chief, at=NOW),
        ),
        "organization.note_hand_over": (
            lambda: None,
            lambda _: organization.note_hand_over(unit=units["CCHC"], last_day=TODAY, by=admin, at=NOW),
        ),
        "organization.rename_unit": (
            lambda: None,
            lambda _: organization.rename_unit(units["CCHC"], name="Phòng mới", from_day=TODAY, by=admin, at=NOW),
        ),
        "organization.open_account": (
            lambda: None,
            lambda _: organization.open_account(
                username="moi", full_name="Lê Mới", password=PASSWORD, by=admin, at=NOW
            ),
        ),
        "organization.open_post": (
            lambda: None,
            lambda _: organization.open_post(unit=units["SNV"], kind="officer", title="Mới", by=admin, at=NOW),
        ),
        "organization.open_unit": (
            lambda: Kind.objects.get(code="unit"),
            lambda kind: organization.open_unit(name="Phòng", kind=kind, parent=units["SNV"], by=admin, at=NOW),
        ),
        "organization.pass_second_factor": (
            lambda: enrolled(world, "chief"),
            lambda e: organization.pass_second_factor(user("chief"), code=e.recovery[0], by=PUBLIC, at=NOW),
        ),
        "organization.publish_calendar": (
            lambda: None,
            lambda _: organization.publish_calendar(
                [(date(2031, 1, 6), "off", "Nghỉ", "expected", "x")], by=admin, at=NOW
            ),
        ),
        "organization.renew_recovery_codes": (
            lambda: enrolled(world, "chief"),
            lambda e: organization.renew_recovery_codes(
                user("chief"), code=code_at(e.secret, NOW + MINUTE), by=chief, at=NOW + MINUTE
            ),
        ),
        "organization.reopen_account": (
            lambda: organization.close_idle_accounts([user("chief")], idle_days=45, by=SYSTEM, at=NOW)[0],
            lambda u: organization.reopen_account(u, password=OTHER_PASSWORD, by=admin, at=NOW),
        ),
        "organization.reset_second_factor": (
            lambda: enrolled(world, "chief"),
            lambda _: organization.reset_second_factor(user("chief"), by=admin, at=NOW),
        ),
        "organization.reset_password": (
            lambda: None,
            lambda _: organization.reset_password(user("chief"), password=OTHER_PASSWORD, by=admin, at=NOW),
        ),
        "organization.revoke_token": (
            lambda: organization.issue_token(
                name="Máy", holding=holding("chief"), granted=[], days=1, by=admin, at=NOW
            )[0],
            lambda token: organization.revoke_token(token, by=admin, at=NOW),
        ),
        "organization.sign_in": (lambda: None, lambda _: organization.sign_in(user("chief"), by=PUBLIC, at=NOW)),
        "organization.sign_out_everywhere": (
            lambda: None, lambda _: organization.sign_out_everywhere(user("chief"), by=admin, at=NOW),
        ),
        "organization.start_second_factor": (
            lambda: None, lambda _: organization.start_second_factor(user("chief"), by=chief, at=NOW),
        ),
        "organization.unlock": (
            lambda: [organization.fail_sign_in("chief", by=PUBLIC, at=NOW) for _ in range(5)],
            lambda _: organization.unlock(user("chief"), by=admin, at=NOW),
        ),
        "organization.write_roles": (lambda: None, lambda _: organization.write_roles(ROLES, by=SYSTEM, at=NOW)),
        "portal.back_up": (
            lambda: None,
            lambda _: portal.record_backup(name="x", manifest="x", rows=1, files=1, size=1, by=SYSTEM, at=NOW),
        ),
        "portal.restore": (
            lambda: None, lambda _: portal.record_restore(manifest="x", made_at="x", by=SYSTEM, at=NOW),
        ),
        "portal.retry_job": (given_up_run, lambda run: portal.retry_job(UUID(run), by=admin, at=NOW)),
        "tasks.accept": (world.submitted, lambda t: tasks.accept(t, by=chief, at=NOW)),
        "tasks.acknowledge": (
            world.task, lambda t: tasks.acknowledge(t, by=head, at=NOW), "documents.show_to",
        ),
        "tasks.assign": (
            lambda: world.issue().document,
            lambda d: tasks.assign(document=d, given=proposal(world), by=chief, at=NOW),
            "deadlines.set", "documents.show_to",
        ),
        "tasks.cancel": (world.task, lambda t: tasks.cancel(t, reason="Thôi", by=chief, at=NOW)),
        "tasks.close_unit": (
            lambda: empty(world),
            lambda unit: tasks.close_unit(unit, last_day=TODAY, successor=None, by=admin, at=NOW),
            "organization.note_hand_over", "organization.close_unit",
        ),
        "tasks.decline_direction": (
            lambda: presented(world),
            lambda d: tasks.decline_direction(d, reason="Xem lại", by=chairman, at=NOW),
            "documents.withdraw_presentation",
        ),
        "tasks.enter_paper_direction": (
            scan,
            lambda r: tasks.enter_paper_direction(
                r[0], leader=post("chairman"), scan=r[1], given=proposal(world), words="Giao", by=clerk, at=NOW
            ),
            "documents.direct", "deadlines.set", "documents.show_to",
        ),
        "tasks.forget_expunged": (
            lambda: confirmed(world).document, lambda d: tasks.forget_expunged(d, by=SYSTEM, at=NOW),
        ),
        "tasks.give_direction": (
            lambda: presented(world), lambda d: tasks.give_direction(d, by=chairman, at=NOW),
            "documents.direct", "deadlines.set", "documents.show_to",
        ),
        "tasks.hand_over": (
            world.taken,
            lambda _: tasks.hand_over(
                holding("snv_officer"), last_day=TODAY, to=post("snv_unit_head"), by=admin, at=NOW
            ),
            "organization.note_hand_over", "documents.pass_on", "organization.end_holding",
        ),
        "tasks.name_person": (
            world.taken,
            lambda t: tasks.name_person(t, person=post("snv_unit_head"), by=head, at=NOW),
            "documents.show_to",
        ),
        "tasks.prepare_direction": (
            world.incoming,
            lambda e: tasks.prepare_direction(
                [e], leader=post("chairman"), given=proposal(world), by=world.actor("coordinator"), at=NOW
            ),
            "documents.present",
        ),
        "tasks.reassign": (
            lambda: tasks.return_task(world.task(), ground="Của sở khác", by=head, at=NOW),
            lambda t: tasks.reassign(t, lead=units["XA"], by=chief, at=NOW),
            "deadlines.set", "documents.show_to",
        ),
        "tasks.remind": (world.taken, lambda t: tasks.remind([t], by=SYSTEM, at=NOW)),
        "tasks.report_late": (lambda: units["SNV"], lambda u: tasks.report_late(u, by=SYSTEM, at=NOW)),
        "tasks.report_progress": (
            world.taken, lambda t: tasks.report_progress(t, text="Đang làm", by=officer, at=NOW),
        ),
        "tasks.return": (world.task, lambda t: tasks.return_task(t, ground="Của sở khác", by=head, at=NOW)),
        "tasks.send_back": (world.submitted, lambda t: tasks.send_back(t, reason="Thiếu", by=chief, at=NOW)),
        "tasks.split": (
            world.taken,
            lambda t: tasks.split(t, given=[Assignment("Phần", [units["CCHC"]])], by=head, at=NOW),
            "deadlines.set", "documents.show_to",
        ),
        "tasks.submit": (
            lambda: (world.taken(), world.pdf("kq", by="snv_officer")),
            lambda r: tasks.submit(r[0], words="Xong", files=[(r[1], "kq.pdf")], by=officer, at=NOW),
        ),
    }  # fmt: skip


# Done in an installation where nobody is yet: see tests/organization/test_found.py.
FIRST = {"organization.found"}


def test_every_action_is_in_the_table(province: World) -> None:
    assert set(ready(province)) | FIRST == set(ACTIONS)


@pytest.mark.parametrize("verb", sorted(set(ACTIONS) - FIRST))
def test_an_action_leaves_exactly_its_line(province: World, verb: str) -> None:
    before, call, *inside = ready(province)[verb]
    subject = before()
    last = JournalLine.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    call(subject)
    left = list(JournalLine.objects.filter(pk__gt=last).values_list("verb", "outcome"))
    assert Counter(left) == Counter([(one, "done") for one in (verb, *inside)])
