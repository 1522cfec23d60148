"""Columns and filters of the journal's page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.utils import timezone

from dondoc.lib.actor import Actor
from dondoc.lib.lists import Column, Filter, ListSpec, Table, table
from dondoc.lib.ui import badge
from dondoc.lib.verbs import CHANNELS, OUTCOMES, SUBJECTS, VERBS
from dondoc.organization.permissions import may_read_journal
from dondoc.portal import queries


def _outcome(row: Any) -> Any:
    words = OUTCOMES.get(row.outcome, row.outcome)
    return badge("dd-green", "check", words) if row.outcome == "done" else badge("dd-orange", "circle-x", words)


def _at(row: Any) -> str:
    return f"{timezone.localtime(row.at):%H:%M:%S %d/%m/%Y}"


def _subject(row: Any) -> str:
    return f"{SUBJECTS.get(row.subject_kind, row.subject_kind)} {row.subject_id}" if row.subject_id else ""


JOURNAL = ListSpec(
    name="journal",
    columns=(
        Column("id", "Dòng", lambda row: row.pk, "num"),
        Column("at", "Lúc", _at, "tight", value=lambda row: row.at),
        Column("verb", "Việc", lambda row: VERBS.get(row.verb, row.verb)),
        Column("outcome", "Kết quả", _outcome, "tight", value=lambda row: OUTCOMES.get(row.outcome, row.outcome)),
        Column("who", "Người", lambda row: row.who or CHANNELS.get(row.channel, row.channel)),
        Column("post", "Chức danh", lambda row: row.in_post or ""),
        Column("channel", "Kênh", lambda row: CHANNELS.get(row.channel, row.channel), "tight"),
        Column("subject", "Đối tượng", _subject, "tight"),
        Column(
            "sealed",
            "Niêm phong",
            lambda row: badge("dd-grey", "lock", "Đã niêm") if row.is_sealed else "chưa",
            "tight",
            value=lambda row: "đã niêm" if row.is_sealed else "chưa",
        ),
    ),
    sort_key="id",
    filters=(
        Filter(
            "verb",
            "Việc",
            sorted(VERBS.items(), key=lambda pair: pair[1]),
            lambda rows, value: rows.filter(verb=value),
        ),
        Filter(
            "outcome",
            "Kết quả",
            [("no", "Bị từ chối, không được phép"), ("done", "Đã thực hiện")],
            lambda rows, value: rows.filter(outcome="done") if value == "done" else rows.exclude(outcome="done"),
        ),
    ),
    empty="Chưa có dòng nhật ký nào.",
)


def whole(actor: Actor, asked: Mapping[str, str], today: date) -> Table | None:
    """The journal as this post may read it, to be taken out as a file."""
    if not may_read_journal(actor):
        return None
    return table("Nhật ký hệ thống", asked, queries.journal(actor), JOURNAL)
