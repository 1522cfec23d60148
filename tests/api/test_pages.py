"""A cursor stays where it was put: what is added meanwhile neither hides nor repeats a row."""

import base64
import json
from datetime import timedelta
from typing import Any

import pytest

from tests.api.calling import Caller
from tests.world import NOW, World


def incoming(province: World, number: int, **more: Any) -> int:
    at = NOW - timedelta(minutes=60 - number)
    return province.incoming(symbol=f"{number}/CV-BNV", type_=province.type("CV"), at=at, **more).document_id


def test_a_list_is_read_to_its_end_while_rows_are_added(province: World) -> None:
    made = [incoming(province, number) for number in range(1, 8)]
    clerk = Caller(province, "clerk")
    seen: list[int] = []
    cursor, asked = "", 0
    while asked == 0 or cursor:
        answer = clerk.get("documents", limit=3, cursor=cursor)
        seen += [item["id"] for item in answer["items"]]
        cursor, asked = answer["next"], asked + 1
        incoming(province, 50 + asked)
    assert seen == made[::-1] and asked == 3


def test_rows_of_the_same_instant_are_each_seen_once(province: World) -> None:
    made = {province.incoming(symbol=f"{n}/CV-BNV").document_id for n in range(5)}
    clerk = Caller(province, "clerk")
    first = clerk.get("documents", limit=2)
    second = clerk.get("documents", limit=2, cursor=first["next"])
    third = clerk.get("documents", limit=2, cursor=second["next"])
    ids = [item["id"] for answer in (first, second, third) for item in answer["items"]]
    assert len(ids) == 5 and set(ids) == made and third["next"] == ""


def test_search_and_arrivals_and_tasks_are_paged_too(province: World) -> None:
    for number in range(3):
        province.task(at=NOW - timedelta(hours=number + 1))
    for caller, path, asked in (
        (Caller(province, "clerk"), "documents/search", {"q": "kỷ luật"}),
        (Caller(province, "snv_clerk"), "documents/arrivals", {}),
        (Caller(province, "snv_head"), "tasks", {"tab": "to_acknowledge"}),
        (Caller(province, "snv_head"), "notices", {}),
    ):
        first = caller.get(path, limit=2, **asked)
        second = caller.get(path, limit=2, cursor=first["next"], **asked)
        ids = [item["id"] for item in (*first["items"], *second["items"])]
        assert len(first["items"]) == 2 and len(set(ids)) == len(ids) >= 3, path


def mark(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode()


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "é",
        "bnVsbA==",
        mark([1]),
        mark([1, "2"]),
        mark([True, 1]),
        mark([2**70, 1]),
        mark([1.5, 1]),
        mark({"a": 1}),
    ],
)
def test_a_cursor_that_is_none_is_400(province: World, cursor: str) -> None:
    refused = Caller(province, "clerk").get("documents", status=400, cursor=cursor)
    assert refused == {"code": "bad_request", "sentence": "Con trỏ trang không đúng."}


@pytest.mark.parametrize("limit", [0, 101, "a"])
def test_a_limit_has_its_bounds(province: World, limit: Any) -> None:
    [finding] = Caller(province, "clerk").get("documents", status=422, limit=limit)["findings"]
    assert finding["field"] == "limit"


def test_a_list_is_filtered_as_on_the_page(province: World) -> None:
    clerk = Caller(province, "clerk")
    telegram, letter = province.incoming().document_id, incoming(province, 1, urgency=0)

    def ids(**asked: Any) -> list[int]:
        return [item["id"] for item in clerk.get("documents", **asked)["items"]]

    assert ids(type="CĐ") == ids(urgency=3) == [telegram]
    assert ids(urgency=0) == [letter]
    assert ids(year=2026, state="registered") == [telegram, letter]
    assert ids(year=2025) == ids(box="out") == []


def test_only_seats_of_ones_own_are_read(province: World) -> None:
    telegram = province.incoming().document_id
    clerk, chief = Caller(province, "clerk"), Caller(province, "chief")
    chief_seat = f"p{province.post('chief').pk}"
    clerk.post(f"documents/{telegram}/forward", {"post_ids": [province.post("chief").pk]})
    assert [item["id"] for item in chief.get("documents", seat=chief_seat)["items"]] == [telegram]
    assert clerk.get("documents", seat=chief_seat)["items"] == []
    assert chief.get("documents", seat=f"u{province.units['SNV'].pk}")["items"] == []


def test_a_tab_counts_what_it_opens(province: World) -> None:
    province.task()
    head = Caller(province, "snv_head")
    counts = {tab["code"]: tab["count"] for tab in head.get("tasks/tabs")}
    assert counts["to_acknowledge"] == counts["lead"] == 1
    for code, count in counts.items():
        assert len(head.get("tasks", tab=code)["items"]) == count
    assert head.get("tasks", tab="nothing")["items"] == []
