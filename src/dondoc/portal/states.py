"""States of an export, and the table of their moves."""

from dondoc.lib.states import Move, StateTable

EXPORT_LABELS = {
    "handed": "Đã tải ngay khi xuất",
    "asked": "Đang lập tệp",
    "ready": "Sẵn sàng để tải",
    "failed": "Không lập được",
    "expired": "Đã hết hạn",
}

EXPORT = StateTable(
    "export",
    EXPORT_LABELS,
    [
        Move("finish_export", ("asked",), "ready"),
        Move("fail_export", ("asked",), "failed"),
        Move("expire_export", ("ready",), "expired"),
    ],
)
