"""Every way of saying no has one shape, and says everything at once."""

from typing import Any

import pytest
from django.test import Client

from dondoc.audit.models import JournalLine
from dondoc.documents.models import Document
from tests.api.calling import Caller
from tests.world import World


def test_400_for_what_is_no_json(province: World) -> None:
    client = Caller(province, "clerk").client
    for sent in ("{", '{"a":', "[" * 5000, '{"type": ' + "9" * 5000 + "}"):
        response = client.post("/api/documents/incoming", sent, content_type="application/json")
        assert (response.status_code, response.json()["code"]) == (400, "bad_request")
    response = client.post("/api/files", b"x", content_type="multipart/form-data")
    assert (response.status_code, response.json()["code"]) == (400, "bad_request")


def test_403_says_who_could(province: World) -> None:
    refused = Caller(province, "coordinator").post("documents/incoming", {"type": "CĐ"}, status=403)
    assert (refused["code"], refused["who"]) == ("forbidden", "Văn thư cơ quan")
    assert "NĐ 30/2020 Điều 22" in refused["sentence"]


def test_404_for_what_one_may_not_see_and_for_what_is_not(province: World) -> None:
    document = province.incoming().document_id
    stranger = Caller(province, "stc_clerk")
    for path in (f"documents/{document}", f"documents/{document}/history", "documents/999999", "tasks/1", "nothing"):
        assert stranger.get(path, status=404) == {"code": "not_found", "sentence": "Không tìm thấy."}


def test_404_also_for_an_act_on_no_address(province: World) -> None:
    refused = Client(enforce_csrf_checks=True).post("/api/posts/null/appoint")
    assert (refused.status_code, refused.json()["code"]) == (404, "not_found")


def test_409_says_what_is_different_now(province: World) -> None:
    task = province.task()
    head = Caller(province, "snv_head")
    head.post(f"tasks/{task.pk}/acknowledge", {"version": 1})
    refused = head.post(f"tasks/{task.pk}/report-progress", {"words": "Đang làm", "version": 1}, status=409)
    assert refused["code"] == "wrong_state"
    assert refused["changed"][0] == ["Trạng thái hiện tại", "Đã tiếp nhận"]
    refused = head.post(f"tasks/{task.pk}/acknowledge", {}, status=409)
    assert refused["code"] == "wrong_state"


def test_422_tells_all_findings_with_field_and_clause(province: World) -> None:
    given = {"type": "XX", "issued_on": "2026-12-25"}
    refused = Caller(province, "clerk").post("documents/incoming", given, status=422)
    assert refused["code"] == "refused"
    told = {finding["field"]: finding["clause"] for finding in refused["findings"]}
    assert told == {
        "type": "Phụ lục VI, phần II",
        "issuer_name": "Phụ lục VI, phần II",
        "abstract": "Phụ lục VI, phần II",
        "issued_on": "Điều 22",
    }
    assert Document.objects.count() == 0
    line = JournalLine.objects.get(verb="documents.register_incoming")
    assert (line.outcome, line.channel) == ("refused", "api")


def test_422_asks_and_goes_through_when_confirmed(province: World) -> None:
    first = province.incoming()
    given: dict[str, Any] = {
        "type": "CĐ",
        "symbol": "112/CĐ-TTg",
        "issuer_name": "Thủ tướng Chính phủ",
        "abstract": "Về việc ứng phó mưa lũ",
        "issued_on": "2026-11-25",
    }
    clerk = Caller(province, "clerk")
    [asked] = clerk.post("documents/incoming", given, status=422)["findings"]
    assert (asked["severity"], asked["code"], asked["field"]) == ("ask", "duplicate", "symbol")
    assert asked["remedy"] == f"/documents/{first.document_id}"
    assert clerk.post("documents/incoming", given | {"confirmed": ["duplicate"]})["number"] == 2


def test_422_for_values_that_cannot_be_says_which(province: World) -> None:
    given = {
        "type": "CĐ",
        "urgency": 9,
        "issued_on": "31/12/2026",
        "abstract": "x" * 501,
        "files": "a",
        "colour": "red",
    }
    refused = Caller(province, "clerk").post("documents/incoming", given, status=422)
    assert refused["code"] == "invalid"
    assert {finding["field"] for finding in refused["findings"]} == set(given) - {"type"}
    assert all(finding["sentence"].endswith(".") for finding in refused["findings"])


@pytest.mark.parametrize(
    "given",
    [
        {"issued_on": "0001-01-01"},
        {"issued_on": "9999-12-31"},
        {"issued_on": 1},
        {"urgency": True},
        {"urgency": "1"},
        {"abstract": "\ud800"},
        # Two characters in the form in which it is stored.
        {"abstract": "\u0958" * 300},
    ],
)
def test_422_for_what_no_column_can_hold(province: World, given: dict[str, Any]) -> None:
    refused = Caller(province, "clerk").post("documents/incoming", given, status=422)
    assert [finding["field"] for finding in refused["findings"]] == list(given)


def test_texts_are_stored_in_one_form_without_control_characters(province: World) -> None:
    given = {"type": "CV", "issuer_name": "Sở\x00 Y te\u0302\u0301", "abstract": "Ðề nghị\u202e"}
    entry = Caller(province, "clerk").post("documents/incoming", given)
    document = Document.objects.get(pk=entry["document_id"])
    assert (document.issuer_name, document.abstract) == ("Sở Y tế", "Đề nghị")


def test_422_for_ids_of_nothing_or_of_others(province: World) -> None:
    clerk = Caller(province, "clerk")
    own = province.incoming()
    other = province.incoming(by="stc_clerk")
    body = {"type": "CT", "signer_id": province.post("snv_head").pk, "recipients": [{"unit_id": 1_000_000}]}
    for path, given, field in (
        ("documents/issue", body, "signer_id"),
        ("documents/issue", body | {"signer_id": province.post("chairman").pk}, "recipients"),
        (f"documents/{own.document_id}/relate", {"other_id": other.document_id, "kind": "answers"}, "other_id"),
        (f"documents/{own.document_id}/forward", {"unit_ids": [1_000_000]}, "unit_ids"),
        (
            "directions/prepare",
            {"entry_ids": [own.pk, other.pk], "leader_id": province.post("chairman").pk},
            "entry_ids",
        ),
        ("directions/prepare", {"entry_ids": [own.pk], "leader_id": province.post("chief").pk}, "leader_id"),
    ):
        refused = clerk.post(path, given, status=422)
        assert [finding["field"] for finding in refused["findings"]] == [field]


def test_a_unit_named_twice_is_refused(province: World) -> None:
    document = province.issue().document_id
    pk = province.units["STC"].pk
    work = {"content": "a", "leads": [province.units["SNV"].pk], "joins": [pk, pk]}
    refused = Caller(province, "chief").post("tasks/assign", {"document_id": document, "tasks": [work]}, status=422)
    assert [finding["field"] for finding in refused["findings"]] == ["informed"]


def test_a_deadline_beyond_reason_is_refused(province: World) -> None:
    document = province.issue().document_id
    work = {"content": "a", "leads": [province.units["SNV"].pk], "term": {"unit": "quarter", "amount": 1000}}
    refused = Caller(province, "chief").post("tasks/assign", {"document_id": document, "tasks": [work]}, status=422)
    assert [finding["field"] for finding in refused["findings"]] == ["term"]


def test_a_wrong_method_is_405(province: World) -> None:
    assert Caller(province, "clerk").client.get("/api/documents/incoming").status_code == 405
    assert Caller(province, "clerk").client.delete("/api/documents").status_code == 405
