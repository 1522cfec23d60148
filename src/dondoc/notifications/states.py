"""States of what leaves the product, and the table of their moves."""

from dondoc.lib.states import Move, StateTable

CHANNELS = {"email": "Thư điện tử", "webhook": "Webhook"}
DELIVERY_LABELS = {
    "queued": "Chờ gửi",
    "failed": "Lỗi, sẽ gửi lại",
    "sent": "Đã gửi",
    "given_up": "Đã thôi gửi",
}

DELIVERY = StateTable(
    "delivery",
    DELIVERY_LABELS,
    [
        Move("send", ("queued", "failed"), "sent"),
        Move("fail", ("queued", "failed"), "failed"),
        Move("give_up", ("queued", "failed"), "given_up"),
        Move("send_again", ("failed", "given_up"), "queued"),
    ],
)
