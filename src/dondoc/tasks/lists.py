"""Columns and filters of the lists of tasks."""

from collections.abc import Callable
from datetime import date
from typing import Any

from dondoc.documents.models import URGENCIES
from dondoc.lib.lists import Column, Filter, ListSpec
from dondoc.lib.ui import time_badge, urgency
from dondoc.organization.queries import calendar
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

    def due(row: TaskAccess) -> str:
        day = row.task.deadline.due
        return f"{day:%d/%m/%Y}" if day else "Không thời hạn"

    text: Callable[[TaskAccess], str] = lambda row: row.task.content  # noqa: E731
    return ListSpec(
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
            Column("assigned", "Ngày giao", lambda row: f"{row.task.deadline.start_day:%d/%m/%Y}", "tight"),
            Column("due", "Hạn", due, "tight"),
            Column("stands", "Còn/quá", stands, "tight"),
            Column("urgency", "Độ khẩn", lambda row: urgency(row.task.urgency), "tight"),
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
