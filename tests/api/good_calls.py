"""One call of every act that succeeds: who calls, where, with what; the fuzz puts something wrong into each."""

from dataclasses import dataclass
from datetime import timedelta
from io import BytesIO
from typing import Any

from dondoc.documents import actions as documents
from dondoc.documents.models import DocumentFile, Entry
from dondoc.files import queries as files
from dondoc.lib.actor import PUBLIC, SYSTEM
from dondoc.notifications import actions as notifications
from dondoc.notifications.models import Notice
from dondoc.organization import actions as organization
from dondoc.organization.models import Holding
from dondoc.tasks import actions as tasks
from dondoc.tasks.actions import Assignment
from tests.world import NOW, TODAY, World, book, scans_asked_about


@dataclass(frozen=True)
class Call:
    verb: str
    username: str
    path: str
    body: dict[str, Any]


def _forwarded(province: World, entry: Entry) -> int:
    to = [(province.post("chief"), "handle")]
    [routing] = documents.forward(entry, to=to, by=province.actor("clerk"), at=NOW)
    return routing.pk


def good_calls(province: World) -> list[Call]:
    """Brings the province into a state in which each act is possible, and names the calls."""
    units = {code: unit.pk for code, unit in province.units.items()}
    code = organization.add_code(
        province.units["XA"], scheme="qd20", code="H99.51", from_day=TODAY, by=SYSTEM, at=NOW
    ).pk
    posts = {name: province.post(name).pk for name in ("chairman", "chief", "clerk", "snv_head", "snv_officer")}
    directive, telegram = province.issue(), province.incoming()
    document = telegram.document_id
    arrival = directive.document.recipients.get(unit=province.units["SNV"]).pk
    asked = _forwarded(province, province.incoming(symbol="1/CĐ-TTg"))
    from dondoc.documents.models import Routing

    documents.ask_withdrawal(Routing.objects.get(pk=asked), reason="Nhầm", by=province.actor("clerk"), at=NOW)
    chairman = province.post("chairman")
    work = [Assignment("Xử lý", [province.units["SNV"]])]
    [laid] = tasks.prepare_direction(
        [province.incoming(symbol="2/CĐ-TTg")], leader=chairman, given=work, by=province.actor("coordinator"), at=NOW
    )
    new, taken, done = province.task(), province.taken(), province.submitted()
    bounced = tasks.return_task(province.task(), ground="Không thuộc", by=province.actor("snv_head"), at=NOW)
    closed = documents.create_register(
        agency=province.units["SNV"], direction="out", name="Sổ mới", by=SYSTEM, at=NOW + timedelta(seconds=1)
    )
    clerk_token = files.token(province.pdf("a"), "a.pdf", province.actor("clerk"))
    officer_token = files.token(province.pdf("b"), "b.pdf", province.actor("snv_officer"))
    scan = documents.attach(
        telegram.document, stored=province.pdf("c"), name="c.pdf", role="direction", by=province.actor("clerk"), at=NOW
    )
    assert isinstance(scan, DocumentFile)
    term = {"unit": "working_day", "amount": 3}
    piece = {
        "content": "Xử lý",
        "leads": [units["SNV"]],
        "joins": [units["STC"]],
        "informed": [units["XA"]],
        "term": term,
    }
    part = {"content": "Phần việc", "leads": [units["CCHC"]], "product": "report", "term": {"unit": "day", "amount": 1}}
    register = directive.number.register_id
    spare = province.incoming(by="snv_clerk")

    clerk = province.actor("clerk")
    waiting, second, third, whole = [
        documents.add_pending(BytesIO(book(pages)), name=f"{pages}.pdf", by=clerk, at=NOW).pk for pages in (1, 2, 3, 4)
    ]
    idle = documents.add_pending(BytesIO(book(5)), name="5.pdf", by=clerk, at=NOW)
    documents.set_aside_pending(idle, reason="Thừa", by=clerk, at=NOW)
    spare_file = documents.add_pending(BytesIO(book(6)), name="6.pdf", by=clerk, at=NOW).pk

    admit, refuse = scans_asked_about(province)

    def person(name: str) -> int:
        return Holding.objects.get(user__username=name).pk

    webhook, _ = notifications.set_webhook(province.units["SNV"], url="https://a.example/", by=SYSTEM, at=NOW)
    failed = notifications.test_webhook(webhook, by=SYSTEM, at=NOW)
    notifications.settle(failed, error="Webhook trả lời 500.", is_final=True, by=SYSTEM, at=NOW)
    absence = organization.note_absence(
        province.post("clerk").holdings.get(), deputy=province.user("coordinator"), from_day=TODAY, until_day=TODAY,
        by=province.actor("admin"), at=NOW,
    )  # fmt: skip
    locked = organization.open_account(
        username="locked", full_name="Lý Văn Khác", password="mot-mat-khau-dai", by=province.actor("admin"), at=NOW
    )
    for _ in range(5):
        organization.fail_sign_in("locked", by=PUBLIC, at=NOW)
    rows: list[tuple[str, str, str, dict[str, Any]]] = [
        ("notifications.choose", "snv_officer", "notices/preferences", {"mail": "each", "email": "a@snv.example"}),
        ("notifications.test_webhook", "admin", f"webhooks/{webhook.pk}/test", {}),
        ("notifications.send_again", "admin", f"deliveries/{failed.pk}/send-again", {}),
        ("notifications.end_webhook", "admin", f"webhooks/{webhook.pk}/end", {}),
        ("deadlines.set_rhythm", "admin", "rhythms", {"agency_id": units["SNV"], "from_day": f"{TODAY}"}),
        (
            "documents.register_incoming",
            "clerk",
            "documents/incoming",
            {
                "type": "CV",
                "symbol": "9/CV-BNV",
                "issuer_name": "Bộ Nội vụ",
                "abstract": "Về việc phối hợp",
                "issued_on": "2026-11-24",
                "arrived_on": "2026-11-25",
                "due_on": "2026-12-01",
                "urgency": 1,
                "signer_name": "Lê An",
                "signer_post": "Thứ trưởng",
                "note": "Bản giấy",
                "files": [clerk_token],
                "confirmed": ["duplicate"],
            },
        ),
        (
            "documents.issue",
            "clerk",
            "documents/issue",
            {
                "type": "CV",
                "abstract": "Về việc trả lời",
                "signer_id": posts["chairman"],
                "recipients": [{"unit_id": units["STC"]}, {"name": "Lưu: VT"}],
                "files": [clerk_token],
                "issued_on": "2026-11-25",
                "drafting_unit_id": units["VP"],
                "sign_mark": "TM",
                "urgency": 2,
                "reply_by": "2026-12-05",
                "copies": 3,
                "note": "Gấp",
                "answers": [document],
            },
        ),
        (
            "documents.register_pending",
            "clerk",
            f"documents/pending/{waiting}/register",
            {"type": "CV", "symbol": "10/CV-BNV", "issuer_name": "Bộ Nội vụ", "abstract": "Về việc quét"},
        ),
        (
            "documents.reserve_numbers",
            "clerk",
            f"registers/{register}/reserve",
            {"count": 2, "expires_on": "2026-11-30", "reason": "Mất mạng"},
        ),
        ("documents.split_pending", "clerk", f"documents/pending/{whole}/split", {"starts": [3]}),
        ("documents.join_pending", "clerk", "documents/pending/join", {"ids": [second, third]}),
        ("documents.set_aside_pending", "clerk", f"documents/pending/{spare_file}/set-aside", {"reason": "Quét thừa"}),
        ("documents.bring_back_pending", "clerk", f"documents/pending/{idle.pk}/bring-back", {}),
        ("documents.admit_pending", "clerk", f"documents/pending/{admit}/admit", {}),
        ("documents.refuse_pending", "clerk", f"documents/pending/{refuse}/refuse", {}),
        ("documents.set_scan_folder", "admin", "scan-folders", {"agency_id": units["STC"], "name": "so-tai-chinh"}),
        ("documents.register_arrival", "snv_clerk", f"documents/arrivals/{arrival}/register", {"due_on": "2026-12-01"}),
        ("documents.return_arrival", "snv_clerk", f"documents/arrivals/{arrival}/return", {"reason": "Nhầm nơi nhận"}),
        (
            "documents.forward",
            "clerk",
            f"documents/{document}/forward",
            {"unit_ids": [units["VP"]], "post_ids": [posts["chief"]], "role": "join", "note": "Xin ý kiến"},
        ),
        ("documents.withdraw", "clerk", f"routings/{_forwarded(province, telegram)}/withdraw", {}),
        (
            "documents.ask_withdrawal",
            "clerk",
            f"routings/{_forwarded(province, telegram)}/ask-withdrawal",
            {"reason": "Nhầm người"},
        ),
        ("documents.answer_withdrawal", "chief", f"routings/{asked}/answer", {"agree": True}),
        ("documents.close", "clerk", f"documents/{document}/close", {}),
        (
            "documents.correct",
            "clerk",
            f"documents/{document}/correct",
            {"field": "abstract", "new": "Về việc ứng phó bão", "reason": "Ghi nhầm"},
        ),
        (
            "documents.relate",
            "clerk",
            f"documents/{document}/relate",
            {"other_id": directive.document_id, "kind": "based_on"},
        ),
        ("documents.attach", "clerk", f"documents/{document}/attach", {"file": clerk_token, "role": "annex"}),
        (
            "documents.record_pointer",
            "clerk",
            "secret",
            {
                "secrecy": "mat",
                "book_number": "12",
                "received_on": "2026-11-25",
                "kept_at": "Tủ số 2",
                "custodian_id": posts["clerk"],
            },
        ),
        (
            "documents.create_register",
            "admin",
            "registers",
            {
                "agency_id": units["SNV"],
                "direction": "out",
                "name": "Sổ quyết định",
                "notation_org": "SNV.TC",
                "rules": [{"type": "QĐ", "signer_kind": "head"}],
            },
        ),
        ("documents.open_register", "snv_head", f"registers/{closed.pk}/open", {"last_number": 7}),
        (
            "documents.void_number",
            "clerk",
            f"registers/{telegram.number.register_id}/2026/numbers/1/void",
            {"reason": "Ghi nhầm"},
        ),
        ("notifications.see", "snv_head", "notices/see", {"last_id": _notice(province)}),
        (
            "tasks.assign",
            "chief",
            "tasks/assign",
            {"document_id": document, "tasks": [piece | _quote(), part | {"leads": [units["STC"]]}]},
        ),
        (
            "tasks.acknowledge",
            "snv_head",
            f"tasks/{new.pk}/acknowledge",
            {"person_id": posts["snv_officer"], "version": 1},
        ),
        ("tasks.name_person", "snv_head", f"tasks/{taken.pk}/name-person", {"person_id": posts["snv_head"]}),
        ("tasks.report_progress", "snv_officer", f"tasks/{taken.pk}/report-progress", {"words": "Đang làm"}),
        (
            "tasks.submit",
            "snv_officer",
            f"tasks/{taken.pk}/submit",
            {"words": "Xong", "document_ids": [taken.document_id], "files": [officer_token], "version": taken.version},
        ),
        ("tasks.accept", "chief", f"tasks/{done.pk}/accept", {"version": done.version}),
        ("tasks.send_back", "chief", f"tasks/{done.pk}/send-back", {"words": "Thiếu số liệu"}),
        (
            "tasks.return",
            "snv_head",
            f"tasks/{new.pk}/return",
            {"ground": "Thuộc Sở Tài chính", "clause": "Điều 3", "version": 1},
        ),
        ("tasks.reassign", "chief", f"tasks/{bounced.pk}/reassign", {"lead_id": units["STC"], "term": term}),
        ("tasks.split", "snv_head", f"tasks/{taken.pk}/split", {"tasks": [part]}),
        ("tasks.cancel", "chief", f"tasks/{new.pk}/cancel", {"words": "Đã giao việc khác"}),
        (
            "tasks.prepare_direction",
            "coordinator",
            "directions/prepare",
            {"entry_ids": [telegram.pk], "leader_id": posts["chairman"], "words": "Giao", "items": [piece]},
        ),
        ("tasks.give_direction", "chairman", f"directions/{laid.pk}/give", {"words": "Khẩn trương", "items": [piece]}),
        ("tasks.decline_direction", "chairman", f"directions/{laid.pk}/decline", {"reason": "Chưa rõ"}),
        (
            "tasks.enter_paper_direction",
            "clerk",
            "directions/paper",
            {
                "entry_id": telegram.pk,
                "leader_id": posts["chairman"],
                "scan_id": scan.pk,
                "words": "Giao Sở Nội vụ",
                "items": [piece],
            },
        ),
        (
            "organization.open_unit",
            "admin",
            "units",
            {
                "name": "Phòng Tổ chức",
                "kind": "unit",
                "parent_id": units["SNV"],
                "abbreviation": "TC",
                "codes": [{"code": "H01.02"}],
                "is_office": False,
                "functions": "Tổ chức bộ máy",
                "from_day": "2026-11-25",
            },
        ),
        (
            "tasks.close_unit",
            "admin",
            f"units/{units['CCHC']}/close",
            {"last_day": "2026-11-24", "successor_id": units["VP"]},
        ),
        (
            "organization.rename_unit",
            "admin",
            f"units/{units['CCHC']}/rename",
            {"name": "Phòng Cải cách", "abbreviation": "CC", "from_day": "2026-11-01"},
        ),
        (
            "organization.add_code",
            "admin",
            f"units/{units['CCHC']}/codes",
            {"scheme": "qcvn102", "code": "000.00.11.H01", "from_day": "2026-11-25"},
        ),
        ("organization.end_code", "admin", f"codes/{code}/end", {"last_day": "2026-11-30"}),
        (
            "organization.open_post",
            "admin",
            f"units/{units['CCHC']}/posts",
            {"role": "officer", "title": "Chuyên viên", "fields_of_work": "Cải cách", "from_day": "2026-11-25"},
        ),
        (
            "organization.appoint",
            "admin",
            f"posts/{posts['snv_head']}/appoint",
            {"username": "snv_officer", "from_day": "2026-11-25", "until_day": "2026-12-25", "acting": True},
        ),
        (
            "tasks.hand_over",
            "admin",
            f"holdings/{person('xa_head')}/hand-over",
            {"last_day": "2026-11-30", "successor": "xa_clerk"},
        ),
        (
            "organization.open_account",
            "admin",
            "accounts",
            {
                "username": "moi",
                "full_name": "Lê Thị Mới",
                "email": "moi@example.vn",
                "password": "mot-mat-khau-dai",
            },
        ),
        (
            "organization.note_absence",
            "snv_officer",
            f"holdings/{person('snv_officer')}/absence",
            {"deputy": "snv_unit_head", "from_day": "2026-11-25", "until_day": "2026-11-27"},
        ),
        ("organization.end_absence", "admin", f"absences/{absence.pk}/end", {}),
        ("organization.unlock", "admin", f"accounts/{locked.pk}/unlock", {}),
        ("organization.sign_out_everywhere", "admin", f"accounts/{locked.pk}/sign-out", {}),
        ("organization.close_account", "admin", f"accounts/{locked.pk}/close", {}),
    ]
    assert register and spare
    return [Call(*row) for row in rows]


def _quote() -> dict[str, Any]:
    return {"quote": "Giao Sở Nội vụ xử lý", "quote_start": 3, "quote_end": 20}


def _notice(province: World) -> int:
    return Notice.objects.filter(seat=f"u{province.units['SNV'].pk}").latest("pk").pk
