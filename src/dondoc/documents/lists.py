"""Columns and filters of the lists of documents."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet

from dondoc.audit.queries import read_by
from dondoc.documents.models import URGENCIES, DocumentAccess
from dondoc.lib.actor import Actor
from dondoc.lib.lists import Column, Filter, ListSpec
from dondoc.lib.symbols import ARRIVING, TYPES
from dondoc.lib.ui import urgency

Rows = QuerySet[DocumentAccess]


def _day(day: Any) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _number(row: DocumentAccess) -> str:
    return str(row.entry.number.number) if row.entry else ""


def _arrived(row: DocumentAccess) -> str:
    return _day(row.entry.arrived_on) if row.entry else ""


def _due(row: DocumentAccess) -> str:
    return _day(row.entry.due_on) if row.entry else ""


def _state(row: DocumentAccess) -> Any:
    return row.entry.get_state_display() if row.entry else ""


FILTERS = (
    Filter(
        "year",
        "Năm",
        [(str(year), str(year)) for year in range(2030, 2018, -1)],
        lambda rows, value: rows.filter(entry__number__year=int(value)),
    ),
    Filter(
        "type",
        "Tên loại",
        [(kind.code, kind.name) for kind in (*TYPES, *ARRIVING)],
        lambda rows, value: rows.filter(document__type__code=value),
    ),
    Filter(
        "urgency",
        "Độ khẩn",
        [(str(level), name) for level, name in URGENCIES.items()],
        lambda rows, value: rows.filter(document__urgency=int(value)),
    ),
)
STATE = Filter(
    "state",
    "Trạng thái",
    [
        ("registered", "Đã vào sổ"),
        ("presented", "Chờ cho ý kiến"),
        ("directed", "Đã chỉ đạo"),
        ("forwarded", "Đã chuyển"),
        ("closed", "Đã kết thúc"),
    ],
    lambda rows, value: rows.filter(entry__state=value),
)

INCOMING = ListSpec(
    columns=(
        Column("number", "Số đến", _number, "num"),
        Column("arrived", "Ngày đến", _arrived, "tight"),
        Column("symbol", "Số, ký hiệu", lambda row: row.document.symbol, "tight"),
        Column("issued", "Ngày VB", lambda row: _day(row.document.issued_on), "tight"),
        Column("issuer", "Cơ quan ban hành", lambda row: row.document.issuer_name),
        Column("abstract", "Trích yếu", lambda row: row.document.abstract, "wide"),
        Column("type", "Loại", lambda row: row.document.type.name, "tight"),
        Column("urgency", "Độ khẩn", lambda row: urgency(row.document.urgency), "tight"),
        Column("due", "Hạn xử lý", _due, "tight"),
        Column("state", "Trạng thái", _state),
    ),
    url=lambda row: f"/documents/{row.document_id}",
    filters=(*FILTERS, STATE),
    select=lambda row: row.entry_id or 0,
    empty="Chưa có văn bản đến nào.",
)
OUTGOING = ListSpec(
    columns=(
        Column("symbol", "Số, ký hiệu", lambda row: row.document.symbol, "tight"),
        Column("issued", "Ngày", lambda row: _day(row.document.issued_on), "tight"),
        Column("type", "Loại", lambda row: row.document.type.name, "tight"),
        Column("abstract", "Trích yếu", lambda row: row.document.abstract, "wide"),
        Column("signer", "Người ký", lambda row: row.document.signer_name, "tight"),
        Column("urgency", "Độ khẩn", lambda row: urgency(row.document.urgency), "tight"),
        Column("state", "Trạng thái", _state),
    ),
    url=lambda row: f"/documents/{row.document_id}",
    filters=FILTERS,
    empty="Chưa có văn bản đi nào.",
)


def unread_for(actor: Actor) -> Any:
    """Which rows of a page the person has not opened yet."""

    def unread(rows: Sequence[DocumentAccess]) -> set[int]:
        seen = read_by(actor.user_id, "documents.document", [row.document_id for row in rows])
        return {row.pk for row in rows if row.document_id not in seen}

    return unread
