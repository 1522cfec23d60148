"""States of an entry, a recipient, a transfer and a pending file, and the tables of their moves."""

from dondoc.lib.states import Move, StateTable

ENTRY_LABELS = {
    "registered": "Đã vào sổ",
    "presented": "Chờ cho ý kiến",
    "directed": "Đã chỉ đạo",
    "forwarded": "Đã chuyển",
    "closed": "Đã kết thúc",
    "issued": "Đã phát hành",
}

ENTRY = StateTable(
    "entry",
    ENTRY_LABELS,
    [
        Move("forward", ("registered", "presented", "directed", "forwarded", "issued"), None),
        Move("present", ("registered", "forwarded"), "presented"),
        Move("withdraw_presentation", ("presented",), "registered"),
        Move("direct", ("registered", "presented", "forwarded", "directed"), "directed"),
        Move("close", ("registered", "presented", "directed", "forwarded"), "closed"),
    ],
)

RECIPIENT_LABELS = {
    "queued": "Chờ gửi ra ngoài hệ thống",
    "paper": "Gửi bản giấy",
    "delivered": "Chờ tiếp nhận",
    "registered": "Đã vào sổ",
    "returned": "Đã trả lại",
}

RECIPIENT = StateTable(
    "recipient",
    RECIPIENT_LABELS,
    [
        Move("register", ("delivered",), "registered"),
        Move("return", ("delivered",), "returned"),
    ],
)

EXPUNGE_GROUNDS = {
    "secret": "Phát hiện nội dung bí mật nhà nước",
    "recall": "Thu hồi văn bản gửi nhầm",
    "disposal": "Hủy tài liệu hết thời hạn lưu trữ",
}
EXPUNGE_LABELS = {
    "asked": "Chờ người thứ hai xác nhận",
    "refused": "Không đồng ý",
    "confirmed": "Đã xác nhận, đang tiêu hủy",
    "destroyed": "Đã tiêu hủy",
}

EXPUNGE = StateTable(
    "expunge",
    EXPUNGE_LABELS,
    [
        Move("confirm_expunge", ("asked",), "confirmed"),
        Move("refuse_expunge", ("asked",), "refused"),
        Move("carry_out_expunge", ("confirmed",), "destroyed"),
    ],
)

ROUTING_ROLES = {"handle": "Xử lý chính", "join": "Phối hợp", "inform": "Để biết"}
ROUTING_LABELS = {
    "sent": "Đã chuyển",
    "withdrawn": "Đã thu hồi",
    "withdrawal_asked": "Đề nghị thu hồi",
}

ROUTING = StateTable(
    "routing",
    ROUTING_LABELS,
    [
        Move("withdraw", ("sent",), "withdrawn"),
        Move("ask_withdrawal", ("sent",), "withdrawal_asked"),
        Move("agree_withdrawal", ("withdrawal_asked",), "withdrawn"),
        Move("refuse_withdrawal", ("withdrawal_asked",), "sent"),
    ],
)

PENDING_LABELS = {
    "asked": "Chờ xác nhận không mật",
    "waiting": "Chờ vào sổ",
    "registered": "Đã vào sổ",
    "replaced": "Đã tách, ghép thành tệp khác",
    "set_aside": "Đã để riêng",
    "refused": "Không nhận được",
}

PENDING = StateTable(
    "pending_file",
    PENDING_LABELS,
    [
        Move("answer", ("asked",), "waiting"),
        Move("refuse", ("asked",), "refused"),
        Move("register", ("waiting",), "registered"),
        Move("split", ("waiting",), "replaced"),
        Move("join", ("waiting",), "replaced"),
        Move("set_aside", ("waiting", "refused"), "set_aside"),
        Move("bring_back", ("set_aside",), "waiting"),
    ],
)
