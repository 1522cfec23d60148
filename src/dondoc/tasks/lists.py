"""Columns and filters of the lists of tasks."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from dondoc.documents.models import URGENCIES
from dondoc.lib.actor import Actor
from dondoc.lib.lists import Column, Filter, ListSpec, Table, table
from dondoc.lib.ui import time_badge, urgency
from dondoc.organization.queries import calendar
from dondoc.tasks import queries
from dondoc.tasks.models import TaskAccess
from dondoc.tasks.queries import standing


def spec(today: date) -> ListSpec:
    """The list of tasks as it stands on a day."""
    over = calendar()

    def stands(row: TaskAccess) -> Any:
        how = standing(row.task, today, over)
        return time_badge(how.code, how.words)

    def late(row: TaskAccess) -> str:
        return "late" if row.is_open and standing(row.task, today, over).code == "qua_han" else ""

    def in_words(row: TaskAccess) -> str:
        return standing(row.task, today, over).words

    def due(row: TaskAccess) -> date | str:
        return row.task.deadline.due or "Không thời hạn"

    text: Callable[[TaskAccess], str] = lambda row: row.task.content  # noqa: E731
    return ListSpec(
        name="tasks",
        columns=(
            Column("content", "Nội dung", text, "wide"),
            Column(
                "source",
                "Văn bản giao",
                lambda row: row.task.document.symbol if row.task.document else "",
                "tight",
            ),
            Column("lead", "Chủ trì", lambda row: row.task.lead.name, "name"),
            Column("person", "Người thực hiện", lambda row: row.person_name or ""),
            Column("assigned", "Ngày giao", lambda row: row.task.deadline.start_day, "tight"),
            Column("due", "Hạn", due, "tight"),
            Column("stands", "Còn/quá", stands, "tight", value=in_words),
            Column(
                "urgency",
                "Độ khẩn",
                lambda row: urgency(row.task.urgency),
                "tight",
                value=lambda row: URGENCIES[row.task.urgency],
            ),
            Column(
                "state",
                "Trạng thái",
                lambda row: row.task.get_state_display(),
            ),
        ),
        url=lambda row: f"/tasks/{row.task_id}",
        filters=(
            Filter(
                "urgency",
                "Độ khẩn",
                [(str(level), name) for level, name in URGENCIES.items()],
                lambda rows, value: rows.filter(task__urgency=int(value)),
            ),
            Filter(
                "state",
                "Trạng thái",
                [
                    ("assigned", "Đã giao"),
                    ("acknowledged", "Đã tiếp nhận"),
                    ("in_progress", "Đang thực hiện"),
                    ("submitted", "Chờ xác nhận"),
                    ("returned", "Trả lại người giao"),
                ],
                lambda rows, value: rows.filter(task__state=value),
            ),
        ),
        css=late,
        empty="Không có nhiệm vụ nào trong danh sách này.",
    )


def chosen_tab(actor: Actor, asked: Mapping[str, str]) -> queries.Tab | None:
    """The list that the query string asks for, or the first that makes sense for the role; None where none does."""
    codes = [tab.code for tab in queries.tabs_for(actor)]
    if not codes:
        return None
    code = asked.get("tab", "")
    return queries.TABS[code if code in codes else ("mine" if "mine" in codes else codes[0])]


def whole(actor: Actor, asked: Mapping[str, str], today: date) -> Table | None:
    """One whole list of tasks, to be taken out as a file."""
    tab = chosen_tab(actor, asked)
    if tab is None:
        return None
    rows = queries.with_people(queries.tab(actor, tab.code, today), today)
    return table("Danh sách nhiệm vụ", asked, rows, spec(today), ("Danh sách", tab.label))
