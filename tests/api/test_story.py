"""Both stories of the house told by programs: out, in, assigned, done; and in, prepared, directed."""

from dondoc.audit.models import JournalLine
from dondoc.organization.models import Post
from tests.api.calling import Caller
from tests.world import NOW, World, pdf


def test_a_directive_goes_out_becomes_work_and_the_work_comes_back(province: World) -> None:
    clerk, there = Caller(province, "clerk"), Caller(province, "snv_clerk")
    scan = clerk.upload(pdf("chi thi"))
    assert (scan["pages"], len(scan["sha256"])) == (1, 64)
    issued = clerk.post(
        "documents/issue",
        {
            "type": "CT",
            "abstract": "Về việc tăng cường kỷ luật",
            "signer_id": province.post("chairman").pk,
            "recipients": [{"unit_id": province.units["SNV"].pk}, {"name": "Lưu: VT"}],
            "files": [scan["token"]],
        },
    )
    assert (issued["symbol"], issued["number"], issued["year"]) == ("01/CT-UBND", 1, 2026)

    [waiting] = there.get("documents/arrivals")["items"]
    arrived = there.post(f"documents/arrivals/{waiting['id']}/register", {"due_on": "2026-12-01"})
    assert (arrived["state"], arrived["number"], arrived["due_on"]) == ("registered", 1, "2026-12-01")
    shown = there.get(f"documents/{issued['document_id']}")
    assert [(r["name"], r["state"]) for r in shown["recipients"]] == [
        ("Sở Nội vụ", "registered"),
        ("Lưu: VT", "paper"),
    ]
    got = there.client.get(f"/api/documents/{issued['document_id']}/files/{shown['files'][0]['id']}")
    assert b"".join(got.streaming_content) == pdf("chi thi")

    office, head, officer = (Caller(province, name) for name in ("chief", "snv_head", "snv_officer"))
    work = {
        "content": "Xây dựng kế hoạch kiểm tra",
        "leads": [province.units["SNV"].pk],
        "joins": [province.units["STC"].pk],
        "term": {"unit": "working_day", "amount": 7},
    }
    [task] = office.post("tasks/assign", {"document_id": issued["document_id"], "tasks": [work]})
    assert (task["state"], task["due"]) == ("assigned", "2026-12-04")
    person = province.post("snv_officer").pk
    taken = head.post(f"tasks/{task['id']}/acknowledge", {"person_id": person, "version": task["version"]})
    assert (taken["state"], taken["person_id"]) == ("acknowledged", person)
    assert [one["id"] for one in officer.get("tasks", tab="mine")["items"]] == [task["id"]]
    officer.post(f"tasks/{task['id']}/report-progress", {"words": "Đang lấy ý kiến."})
    proof = officer.upload(pdf("ket qua"), name="kq.pdf")
    handed_in = officer.post(f"tasks/{task['id']}/submit", {"words": "Đã ban hành.", "files": [proof["token"]]})
    assert handed_in["state"] == "submitted"
    accepted = office.post(f"tasks/{task['id']}/accept", {"version": handed_in["version"]})
    assert (accepted["state"], accepted["time_class"]) == ("done", "dung_han")

    told = office.get(f"tasks/{task['id']}")
    assert [note["kind"] for note in told["notes"]] == ["progress", "result", "accept"]
    assert [line["new_due"] for line in told["ledger"]] == ["2026-12-04"]
    [evidence] = told["notes"][1]["evidence"]
    got = office.client.get(f"/api/tasks/{task['id']}/evidence/{evidence['id']}")
    assert b"".join(got.streaming_content) == pdf("ket qua")


def test_a_telegram_comes_in_is_prepared_and_directed(province: World) -> None:
    clerk, office, chairman = (Caller(province, name) for name in ("clerk", "coordinator", "chairman"))
    entry = clerk.post(
        "documents/incoming",
        {
            "type": "CĐ",
            "symbol": "112/CĐ-TTg",
            "issuer_name": "Thủ tướng Chính phủ",
            "abstract": "Về việc ứng phó mưa lũ",
            "issued_on": "2026-11-25",
            "urgency": 3,
        },
    )
    leader = province.post("chairman").pk
    item = {"content": "Chủ trì ứng phó", "leads": [province.units["SNV"].pk]}
    [laid] = office.post("directions/prepare", {"entry_ids": [entry["entry_id"]], "leader_id": leader, "items": [item]})
    [waiting] = chairman.get("directions")["items"]
    assert waiting["id"] == laid["id"]
    read = chairman.get(f"directions/{laid['id']}")
    assert read["items"][0]["lead_id"] == province.units["SNV"].pk
    [task] = chairman.post(f"directions/{laid['id']}/give", {})
    assert (task["lead_id"], task["due"], task["document_id"]) == (
        province.units["SNV"].pk,
        "2026-11-26",
        entry["document_id"],
    )
    assert chairman.get("directions")["items"] == []
    history = clerk.get(f"documents/{entry['document_id']}/history")
    assert [act["verb"] for act in history["acts"]] == [
        "documents.show_to",
        "documents.direct",
        "documents.present",
        "documents.register_incoming",
    ]
    notices = office.get("notices")
    assert notices["items"][0]["sentence"].startswith("Chủ tịch đã cho ý kiến")
    office.post("notices/see", {"last_id": notices["items"][0]["id"]})
    assert office.get("notices")["last_seen"] == notices["items"][0]["id"]


def test_a_direction_on_paper_is_typed_in_with_its_scan(province: World) -> None:
    clerk = Caller(province, "clerk")
    entry = province.incoming()
    scan = clerk.upload(pdf("but phe"))
    attached = clerk.post(f"documents/{entry.document_id}/attach", {"file": scan["token"], "role": "direction"})
    [task] = clerk.post(
        "directions/paper",
        {
            "entry_id": entry.pk,
            "leader_id": province.post("chairman").pk,
            "scan_id": attached["id"],
            "words": "Sở Nội vụ xử lý",
            "items": [{"leads": [province.units["SNV"].pk]}],
        },
    )
    assert task["content"] == "Sở Nội vụ xử lý"


def test_an_entry_is_forwarded_opened_asked_back_and_given_back(province: World) -> None:
    clerk, chief = Caller(province, "clerk"), Caller(province, "chief")
    document = province.incoming().document_id
    chief_post = province.post("chief").pk
    [sent] = clerk.post(f"documents/{document}/forward", {"post_ids": [chief_post], "note": "Để biết"})
    chief.get(f"documents/{document}")
    clerk.post(f"routings/{sent['id']}/withdraw", status=409)
    clerk.post(f"routings/{sent['id']}/ask-withdrawal", {"reason": "Nhầm người"})
    answered = chief.post(f"routings/{sent['id']}/answer", {"agree": True})
    assert answered["state"] == "withdrawn"
    [routing] = clerk.get(f"documents/{document}")["routings"]
    assert (routing["state"], routing["reason"], routing["read"]) == ("withdrawn", "Nhầm người", True)


def test_registers_are_set_up_opened_and_proven(province: World) -> None:
    admin, head, clerk = Caller(province, "admin"), Caller(province, "snv_head"), Caller(province, "snv_clerk")
    made = admin.post(
        "registers",
        {
            "agency_id": province.units["SNV"].pk,
            "direction": "out",
            "name": "Sổ quyết định",
            "rules": [{"type": "QĐ"}],
        },
    )
    head.post(f"registers/{made['register_id']}/open", {"last_number": 41})
    scan = clerk.upload(pdf("quyet dinh"))
    issued = clerk.post(
        "documents/issue",
        {
            "type": "QĐ",
            "abstract": "Về việc điều động",
            "signer_id": province.post("snv_head").pk,
            "recipients": [{"name": "Lưu: VT"}],
            "files": [scan["token"]],
        },
    )
    assert issued["symbol"] == "42/QĐ-SNV"
    place = f"registers/{made['register_id']}/2026"
    clerk.post(f"{place}/numbers/42/void", {"reason": "Không ban hành"})
    proof = clerk.get(place)
    assert (proof["opened_with"], proof["last_number"], proof["void"], proof["missing"]) == (41, 42, 1, [])
    assert clerk.get(f"{place}/numbers")["items"][0]["reason"] == "Không ban hành"


def test_an_administrator_opens_a_unit_a_post_and_an_account(province: World) -> None:
    admin = Caller(province, "admin")
    opened = {"name": "Sở Y tế", "kind": "department", "parent_id": province.units["UBND"].pk, "from_day": "2026-07-01"}
    unit = admin.post("units", opened)
    post = admin.post(f"units/{unit['id']}/posts", {"role": "head", "title": "Giám đốc"})
    admin.post("accounts", {"username": "bs.lan", "full_name": "Lê Thị Lan", "password": "mot-mat-khau-dai"})
    held = admin.post(f"posts/{post['id']}/appoint", {"username": "bs.lan", "from_day": "2026-11-20"})
    [row] = admin.get("posts", agency_id=unit["id"])
    assert (row["person"], row["role"], row["holding_id"]) == ("Lê Thị Lan", "head", held["id"])
    admin.post(f"holdings/{held['id']}/hand-over", {"last_day": "2026-11-30"})
    admin.post(f"units/{unit['id']}/close", {"last_day": "2026-11-24", "successor_id": province.units["SNV"].pk})
    assert Post.objects.get(pk=post["id"]).title == "Giám đốc"


def test_the_journal_says_that_it_came_through_the_api(province: World) -> None:
    entry = province.issue()
    Caller(province, "snv_clerk").post(
        f"documents/arrivals/{entry.document.recipients.get(unit=province.units['SNV']).pk}/register", {}
    )
    line = JournalLine.objects.get(verb="documents.register_arrival")
    actor = province.actor("snv_clerk")
    assert (line.channel, line.user_id, line.post_id, line.at) == ("api", actor.user_id, actor.post_id, NOW)


def test_the_journal_is_read_by_those_who_may_and_only_of_their_agency(province: World) -> None:
    province.issue()
    province.incoming(by="snv_clerk")
    Caller(province, "clerk").get("journal", status=403)
    verbs = {line["verb"] for line in Caller(province, "snv_head").get("journal")["items"]}
    assert "documents.register_incoming" in verbs and "documents.issue" not in verbs
    lines = Caller(province, "admin").get("journal", verb="documents.issue")["items"]
    assert [line["channel"] for line in lines] == ["web"]
