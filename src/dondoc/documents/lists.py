"""Columns and filters of the lists of documents."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from dondoc.audit.queries import read_by
from dondoc.documents import queries
from dondoc.documents.models import URGENCIES, DocumentAccess
from dondoc.lib.actor import Actor
from dondoc.lib.lists import Column, Filter, ListSpec, Table, table
from dondoc.lib.symbols import ARRIVING, TYPES
from dondoc.lib.ui import urgency
from dondoc.organization.access import seats_of, widest_seat

Rows = QuerySet[DocumentAccess]

# How long the fields are in NĐ 30/2020 Phụ lục VI, Phần II: CodeNumber and CodeNotation, OrganName, Subject, FullName.
SYMBOL, ORGANISATION, SUBJECT, FULL_NAME = 11 + 1 + 30, 200, 500, 50


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


def _urgency(row: DocumentAccess) -> str:
    return row.document.urgency_name


INCOMING = ListSpec(
    name="documents-incoming",
    columns=(
        Column("number", "Số đến", lambda row: row.entry and row.entry.number.number, "num"),
        Column("arrived", "Ngày đến", lambda row: row.entry and row.entry.arrived_on, "tight"),
        Column("symbol", "Số, ký hiệu", lambda row: row.document.symbol, "tight", longest=SYMBOL),
        Column("issued", "Ngày VB", lambda row: row.document.issued_on, "tight"),
        Column("issuer", "Cơ quan ban hành", lambda row: row.document.issuer_name, longest=ORGANISATION, width=30),
        Column("abstract", "Trích yếu", lambda row: row.document.abstract, "wide", longest=SUBJECT),
        Column("type", "Loại", lambda row: row.document.type.name, "tight"),
        Column("urgency", "Độ khẩn", lambda row: urgency(row.document.urgency), "tight", value=_urgency),
        Column("due", "Hạn xử lý", lambda row: row.entry and row.entry.due_on, "tight"),
        Column("state", "Trạng thái", _state),
    ),
    url=lambda row: f"/documents/{row.document_id}",
    filters=(*FILTERS, STATE),
    select=lambda row: row.entry_id or 0,
    empty="Chưa có văn bản đến nào.",
)
OUTGOING = ListSpec(
    name="documents-outgoing",
    columns=(
        Column("symbol", "Số, ký hiệu", lambda row: row.document.symbol, "tight", longest=SYMBOL),
        Column("issued", "Ngày", lambda row: row.document.issued_on, "tight"),
        Column("type", "Loại", lambda row: row.document.type.name, "tight"),
        Column("abstract", "Trích yếu", lambda row: row.document.abstract, "wide", longest=SUBJECT),
        Column("signer", "Người ký", lambda row: row.document.signer_name, "tight", longest=FULL_NAME, width=24),
        Column("urgency", "Độ khẩn", lambda row: urgency(row.document.urgency), "tight", value=_urgency),
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


def boxes(actor: Actor, asked: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """The seat whose list is read, as the query string asks, and the words for each seat that the person reads from."""
    labels = {"u": "Của cơ quan, đơn vị", "p": "Chuyển đến tôi"}
    seats = [seat for seat in seats_of(actor) if seat[0] in labels]
    if len([seat for seat in seats if seat[0] == "u"]) == 2:
        labels = {seats[0]: "Của cơ quan", seats[1]: "Của đơn vị", "p": "Chuyển đến tôi"}
    chosen = asked.get("box", "")
    chosen = chosen if chosen in seats else widest_seat(actor)
    return chosen, {seat: labels.get(seat, labels.get(seat[0], "")) for seat in seats}


def incoming(actor: Actor, asked: Mapping[str, str], today: date) -> Table | None:
    """The whole list of arrivals, to be taken out as a file."""
    return _whole(actor, asked, "in", "Danh sách văn bản đến", INCOMING)


def outgoing(actor: Actor, asked: Mapping[str, str], today: date) -> Table | None:
    """The whole list of issued documents, to be taken out as a file."""
    return _whole(actor, asked, "out", "Danh sách văn bản đi", OUTGOING)


def _whole(actor: Actor, asked: Mapping[str, str], box: str, title: str, spec: ListSpec) -> Table:
    seat, labels = boxes(actor, asked)
    return table(title, asked, queries.listed(actor, box, seat), spec, ("Danh sách", labels.get(seat, "")))
