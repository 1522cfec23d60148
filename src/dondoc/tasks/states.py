"""States of a direction and of a task, and the tables of their moves."""

from dondoc.lib.states import Move, StateTable

DIRECTION_LABELS = {
    "prepared": "Chờ cho ý kiến",
    "given": "Đã cho ý kiến",
    "declined": "Lãnh đạo trả lại",
}

DIRECTION = StateTable(
    "direction",
    DIRECTION_LABELS,
    [
        Move("give", ("prepared",), "given"),
        Move("decline", ("prepared",), "declined"),
    ],
)

# The work axis of operations.md B.4; the time axis is always computed.
TASK_LABELS = {
    "assigned": "Đã giao",
    "acknowledged": "Đã tiếp nhận",
    "in_progress": "Đang thực hiện",
    "submitted": "Chờ xác nhận",
    "done": "Hoàn thành",
    "returned": "Trả lại người giao",
    "cancelled": "Đã hủy",
}
OPEN_STATES = ("assigned", "acknowledged", "in_progress", "submitted", "returned")

TASK = StateTable(
    "task",
    TASK_LABELS,
    [
        Move("acknowledge", ("assigned",), "acknowledged"),
        Move("name_person", ("acknowledged", "in_progress"), None),
        Move("report_progress", ("acknowledged", "in_progress"), "in_progress"),
        Move("submit", ("acknowledged", "in_progress"), "submitted"),
        Move("accept", ("submitted",), "done"),
        Move("send_back", ("submitted",), "in_progress"),
        Move("return", ("assigned", "acknowledged"), "returned"),
        Move("reassign", ("returned",), "assigned"),
        Move("cancel", OPEN_STATES, "cancelled"),
        Move("split", ("acknowledged", "in_progress"), None),
    ],
)

ROLE_LABELS = {
    "lead": "Chủ trì",
    "join": "Phối hợp",
    "inform": "Để biết",
    "assign": "Đã giao",
    "person": "Thực hiện",
}
PRODUCTS = {
    "document": "Văn bản",
    "report": "Báo cáo",
    "plan": "Kế hoạch",
    "submission": "Tờ trình, dự thảo",
    "data": "Số liệu, tệp",
    "other": "Kết quả khác",
}
