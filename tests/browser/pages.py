"""Every page of the product with somebody who sees it, and whether it is shown full or empty."""

from dataclasses import dataclass
from io import BytesIO

from dondoc.documents import actions as documents
from dondoc.documents.models import Recipient, Register
from dondoc.lib.actor import SYSTEM
from dondoc.notifications import actions as notifications
from dondoc.organization import actions as organization
from dondoc.organization.models import Holding, UnitCode
from dondoc.portal import actions as portal
from dondoc.tasks import actions as tasks
from dondoc.tasks.actions import Assignment
from dondoc.tasks.models import Direction, Task
from tests import world


@dataclass(frozen=True)
class Visit:
    """One look at a page: its URL name, by whom, where."""

    name: str
    person: str
    path: str
    note: str = ""


# Paths that answer with a file, or that no person opens.
NOT_PAGES = {
    "documents:file", "documents:page", "documents:pending_file", "documents:pending_page",
    "documents:copy", "documents:stamp", "documents:delivery", "documents:book",
    "tasks:evidence", "tasks:slip", "tasks:follow_up",
    "portal:export_file", "portal:health", "portal:metrics",
}  # fmt: skip


def furnish(province: world.World) -> None:
    """Something of everything: arrivals, forwarded, directed, returned; tasks in each state, late and in time."""
    clerk, chief, chairman = (province.actor(name) for name in ("clerk", "chief", "chairman"))
    entry = province.incoming(files=[(province.pdf("cong dien"), "cong-dien.pdf")])
    late = world.moment(world.date(2026, 11, 9), 9)
    documents.forward(entry, to=[(province.units["VP"], "handle")], note="Xử lý gấp", by=clerk, at=world.NOW)
    waiting = province.incoming(symbol="113/CĐ-TTg", urgency=1, abstract="Về việc trực ban")
    proposal = Assignment(content="Trực ban", leads=[province.units["SNV"]], joins=[province.units["STC"]])
    coordinator = province.actor("coordinator")
    tasks.prepare_direction(
        [waiting], leader=province.post("chairman"), given=[proposal], words="Trực ngay", by=coordinator, at=world.NOW
    )
    directed = province.incoming(symbol="114/CĐ-TTg", urgency=2, abstract="Về việc hộ đê")
    given = tasks.prepare_direction(
        [directed], leader=province.post("chairman"), given=[proposal], words="Hộ đê", by=coordinator, at=world.NOW
    )
    tasks.give_direction(given[0], by=chairman, at=world.NOW)
    province.taken(at=late, content="Việc quá hạn", quote="Giao Sở Nội vụ thực hiện trong 7 ngày làm việc.")
    sent_back = province.submitted(content="Việc bị trả lại kết quả")
    tasks.send_back(sent_back, reason="Chưa đủ", by=chief, at=world.NOW)
    province.submitted(content="Việc chờ xác nhận")
    done = province.submitted(content="Việc đã xong")
    tasks.accept(done, by=chief, at=world.NOW)
    returned = province.task(content="Việc không đúng chức năng")
    tasks.return_task(returned, ground="Thuộc Sở Tài chính", by=province.actor("snv_head"), at=world.NOW)
    whole = province.taken(content="Việc có việc con")
    part = Assignment(content="Việc con", leads=[province.units["CCHC"]])
    tasks.split(whole, given=[part], by=province.actor("snv_head"), at=world.NOW)
    province.task(content="Việc chờ tiếp nhận")
    arrived = Recipient.objects.filter(unit=province.units["STC"], state="delivered").first()
    assert arrived is not None
    documents.return_arrival(arrived, reason="Gửi nhầm", by=province.actor("stc_clerk"), at=world.NOW)
    documents.record_pointer(
        secrecy="mat", book_number="5", received_on=world.TODAY, kept_at="Tủ mật", custodian=province.post("clerk"),
        by=clerk, at=world.NOW,
    )  # fmt: skip
    unopened = province.units["UBND"]
    documents.create_register(
        agency=unopened, direction="out", name="Sổ chưa mở", rules=[], by=province.actor("admin"), at=world.NOW
    )
    officer = Holding.objects.get(user__username="snv_officer")
    organization.issue_token(
        name="Phần mềm một cửa", holding=officer, granted=["tasks.work"], days=30,
        by=province.actor("admin"), at=world.NOW,
    )  # fmt: skip
    organization.add_code(
        province.units["SNV"], scheme="qd20", code="H99.10", from_day=world.SINCE,
        by=province.actor("admin"), at=world.NOW,
    )  # fmt: skip
    webhook, _ = notifications.set_webhook(
        province.units["SNV"], url="https://sms.example/hook", by=province.actor("admin"), at=world.NOW
    )
    failed = notifications.test_webhook(webhook, by=province.actor("admin"), at=world.NOW)
    notifications.settle(failed, error="Webhook trả lời 500.", is_final=True, by=SYSTEM, at=world.NOW)
    organization.start_second_factor(province.user("snv_head"), by=province.actor("snv_head"), at=world.NOW)
    organization.open_account(
        username="newcomer",
        full_name="Lê Văn Mới",
        password="dat-lan-dau-2026",
        by=province.actor("admin"),
        at=world.NOW,
    )


def pile(province: world.World) -> tuple[int, int]:
    """Files in the registries' queues; the ids of one that waits and of a scan that is asked about."""
    clerk = province.actor("snv_clerk")
    first, _, third = [
        documents.add_pending(BytesIO(world.book(4, name)), name=f"{name}.pdf", by=clerk, at=world.NOW)
        for name in ("quet-sang-thu-hai", "quet-2", "quet-trung")
    ]
    documents.set_aside_pending(third, reason="Quét hai lần", by=clerk, at=world.NOW)
    return first.pk, world.scans_asked_about(province)[0]


def visits(province: world.World) -> list[Visit]:
    """All pages, each where there is something on it and, where lists are concerned, where there is nothing."""
    document = Direction.objects.get(state="prepared").entry.document
    waiting_file, asked_file = pile(province)
    directive = province.issue().document
    entry = province.incoming(symbol="115/CĐ-TTg", abstract="Về việc cứu nạn")
    documents.ask_expunge(
        entry.document, ground="recall", clause="NĐ 30/2020 Điều 18", reason="Gửi nhầm nơi nhận",
        by=province.actor("clerk"), at=world.NOW,
    )  # fmt: skip
    waiting = Direction.objects.get(state="prepared")
    register = Register.objects.filter(agency=province.units["UBND"], direction="in").first()
    empty = Register.objects.filter(agency=province.units["XA"], direction="out").first()
    assert register is not None and empty is not None
    unit, post = province.units["SNV"].pk, province.post("snv_officer").pk
    holding = Holding.objects.get(user__username="snv_officer").pk
    archivist = Holding.objects.get(user__username="archivist")
    handed = tasks.hand_over(
        archivist, last_day=world.TODAY, successor=province.user("newcomer"), by=province.actor("admin"), at=world.NOW
    )
    newcomer = province.user("newcomer").pk
    code = UnitCode.objects.get(unit=province.units["SNV"]).pk

    chief = province.actor("chief")
    asked, made = (
        portal.ask_export(
            name="journal", title="Nhật ký hệ thống", asked={}, kind="xlsx", total=10**6, by=chief, at=world.NOW
        )
        for _ in range(2)
    )
    portal.finish_export(made, rows=12_345, by=SYSTEM, at=world.NOW)

    def task(content: str) -> str:
        return f"/tasks/{Task.objects.get(content=content).pk}"

    everybody = ("clerk", "chairman", "chief", "snv_head", "snv_officer", "admin")
    homes = [Visit("portal:home", person, "/") for person in everybody]
    tabs = ("late_lead", "lead", "join")
    return [
        *homes,
        Visit("portal:home", "", "/", "visitor"),
        Visit("portal:search", "clerk", "/search?q=tri+115"),
        Visit("portal:search", "clerk", "/search?q=hộ+đê"),
        Visit("portal:search", "clerk", "/search?q=không+có+đâu", "empty"),
        Visit("portal:journal", "chairman", "/journal"),
        Visit("portal:system", "admin", "/system/"),
        Visit("portal:setup", "admin", "/setup"),
        Visit("portal:furnish_communes", "admin", "/setup/communes"),
        Visit("organization:sign_in", "", "/login"),
        Visit("organization:change_password", "snv_officer", "/password"),
        Visit("organization:directory", "clerk", "/directory"),
        Visit("organization:directory", "clerk", "/directory?name=zzz", "empty"),
        Visit("organization:administration", "admin", "/organization"),
        Visit("organization:open_unit", "admin", "/organization/units/open"),
        Visit("organization:unit", "admin", f"/organization/units/{unit}"),
        Visit("organization:add_code", "admin", f"/organization/units/{unit}/codes/add"),
        Visit("organization:end_code", "admin", f"/organization/codes/{code}/end"),
        Visit("organization:note_absence", "snv_officer", f"/organization/holdings/{holding}/absence"),
        Visit("organization:rename_unit", "admin", f"/organization/units/{unit}/rename"),
        Visit("tasks:close_unit", "admin", f"/units/{unit}/close"),
        Visit("organization:appoint", "admin", f"/organization/posts/{post}/appoint"),
        Visit("tasks:hand_over", "admin", f"/holdings/{holding}/hand-over"),
        Visit("tasks:hand_over_record", "admin", f"/hand-overs/{handed.pk}"),
        Visit("tasks:hand_over_record", "chairman", f"/hand-overs/{handed.pk}"),
        Visit("organization:open_account", "admin", "/organization/accounts/open"),
        Visit("organization:accounts", "admin", "/organization/accounts"),
        Visit("organization:accounts", "admin", "/organization/accounts?name=zzz", "empty"),
        Visit("organization:of_account", "admin", f"/organization/accounts/{newcomer}"),
        Visit("organization:account", "snv_officer", "/account"),
        Visit("organization:second_factor", "snv_officer", "/account/second-factor"),
        Visit("organization:second_factor", "snv_head", "/account/second-factor", "started"),
        Visit("organization:tokens", "admin", "/organization/tokens"),
        Visit("organization:issue_token", "admin", f"/organization/tokens/issue?holding={holding}"),
        Visit("notifications:list", "snv_head", "/notices"),
        Visit("notifications:list", "admin", "/notices", "empty"),
        Visit("notifications:preferences", "snv_officer", "/notices/preferences"),
        Visit("notifications:deliveries", "admin", "/notices/deliveries"),
        Visit("notifications:webhooks", "admin", "/notices/webhooks"),
        Visit("deadlines:rhythms", "admin", "/rhythms"),
        Visit("documents:arrivals", "xa_clerk", "/documents/arrivals"),
        Visit("documents:arrivals", "clerk", "/documents/arrivals", "empty"),
        Visit("documents:arrivals", "snv_clerk", "/documents/arrivals", "files by the pile"),
        Visit("documents:register_pending", "snv_clerk", f"/documents/pending/{waiting_file}/register"),
        Visit("documents:split_pending", "snv_clerk", f"/documents/pending/{waiting_file}/split"),
        Visit("documents:set_aside_pending", "snv_clerk", f"/documents/pending/{waiting_file}/set-aside"),
        Visit("documents:answer_pending", "clerk", f"/documents/pending/{asked_file}/answer"),
        Visit("documents:set_scan_folder", "admin", "/documents/scan-folders"),
        Visit("documents:late", "xa_clerk", "/documents/late"),
        Visit("documents:late", "stc_clerk", "/documents/late", "empty"),
        Visit("documents:incoming", "clerk", "/documents/incoming"),
        Visit("documents:incoming", "xa_head", "/documents/incoming", "empty"),
        Visit("documents:incoming", "clerk", "/documents/incoming?urgency=1&size=10", "filtered"),
        Visit("documents:outgoing", "clerk", "/documents/outgoing"),
        Visit("documents:outgoing", "xa_head", "/documents/outgoing", "empty"),
        Visit("documents:register_incoming", "clerk", "/documents/register-incoming"),
        Visit("documents:issue", "clerk", "/documents/issue"),
        Visit("documents:record_pointer", "clerk", "/documents/secret"),
        Visit("documents:record_pointer", "snv_clerk", "/documents/secret", "empty"),
        Visit("documents:detail", "chief", f"/documents/{directive.pk}"),
        Visit("documents:detail", "clerk", f"/documents/{entry.document_id}"),
        Visit("documents:detail", "clerk", f"/documents/{document.pk}"),
        Visit("documents:detail", "xa_clerk", f"/documents/{directive.pk}", "not yet registered"),
        Visit("documents:expunge", "clerk", f"/documents/{document.pk}/expunge", "not asked"),
        Visit("documents:expunge", "chairman", f"/documents/{entry.document_id}/expunge", "asked"),
        Visit("documents:registers", "chairman", "/registers"),
        Visit("documents:registers", "admin", "/registers"),
        Visit("documents:print_register", "clerk", f"/registers/{register.pk}/print"),
        Visit("documents:print_register", "xa_clerk", f"/registers/{empty.pk}/print", "empty"),
        Visit("portal:export_progress", "chief", f"/exports/{asked.pk}"),
        Visit("portal:export_progress", "chief", f"/exports/{made.pk}", "ready"),
        Visit("documents:create_register", "admin", "/registers/create"),
        Visit("documents:proof", "clerk", f"/registers/{register.pk}/2026"),
        Visit("documents:proof", "xa_clerk", f"/registers/{empty.pk}/2026", "empty"),
        *(Visit("tasks:list", "snv_head", f"/tasks/?tab={tab}") for tab in tabs),
        *(Visit("tasks:list", "chief", f"/tasks/?tab={tab}") for tab in ("given", "done")),
        Visit("tasks:detail", "snv_officer", task("Việc bị trả lại kết quả")),
        Visit("tasks:detail", "snv_officer", task("Việc quá hạn")),
        Visit("tasks:detail", "chief", task("Việc chờ xác nhận")),
        Visit("tasks:detail", "chief", task("Việc đã xong")),
        Visit("tasks:detail", "chief", task("Việc không đúng chức năng")),
        Visit("tasks:detail", "snv_head", task("Việc có việc con")),
        Visit("tasks:detail", "snv_head", task("Việc chờ tiếp nhận")),
        Visit("tasks:assign", "chief", f"/documents/{directive.pk}/assign"),
        Visit("tasks:split", "snv_head", f"{task('Việc có việc con')}/split"),
        Visit("tasks:directions", "chairman", "/directions/"),
        Visit("tasks:directions", "vice", "/directions/", "empty"),
        Visit("tasks:prepare_direction", "coordinator", f"/directions/prepare?select={entry.pk}"),
        Visit("tasks:enter_paper_direction", "coordinator", f"/directions/paper/{entry.pk}"),
        Visit("tasks:give_direction", "chairman", f"/directions/{waiting.pk}"),
        Visit("tasks:give_direction", "chief", f"/directions/{waiting.pk}", "not his"),
    ]
