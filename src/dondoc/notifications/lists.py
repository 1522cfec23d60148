"""Columns and filters of the list of what leaves the product."""

from dataclasses import replace
from typing import Any

from django.template.loader import render_to_string
from django.utils.timezone import localtime

from dondoc.lib.lists import Column, Filter, ListSpec
from dondoc.lib.requests import Request
from dondoc.lib.ui import badge
from dondoc.notifications.models import Delivery
from dondoc.notifications.states import CHANNELS, DELIVERY_LABELS

BADGES = {
    "queued": ("dd-blue", "hourglass"),
    "failed": ("dd-orange", "alert-triangle"),
    "sent": ("dd-green", "circle-check"),
    "given_up": ("dd-red", "alert-triangle"),
}


def _state(row: Delivery) -> Any:
    css, icon = BADGES[row.state]
    return badge(css, icon, row.get_state_display())


def _receiver(row: Delivery) -> str:
    if row.user is not None:
        return f"{row.user.full_name}, {row.address}"
    assert row.webhook is not None
    return row.webhook.agency.name


def _next(row: Delivery) -> str:
    at = row.settled_at or row.next_try
    return f"{localtime(at):%H:%M %d/%m/%Y}" if at else ""


DELIVERIES = ListSpec(
    columns=(
        Column("made", "Lập lúc", lambda row: f"{localtime(row.made_at):%H:%M %d/%m/%Y}", "tight"),
        Column("channel", "Kênh", lambda row: row.get_channel_display(), "tight"),
        Column("receiver", "Nơi nhận", _receiver),
        Column("state", "Trạng thái", _state, "tight"),
        Column("attempts", "Lần gửi", lambda row: row.attempts, "num"),
        Column("next", "Gửi lúc, gửi lại lúc", _next, "tight"),
        Column("error", "Lỗi", lambda row: row.error),
    ),
    filters=(
        Filter("state", "Trạng thái", list(DELIVERY_LABELS.items()), lambda rows, value: rows.filter(state=value)),
        Filter("channel", "Kênh", list(CHANNELS.items()), lambda rows, value: rows.filter(channel=value)),
    ),
    sort_key="id",
    empty="Chưa gửi gì ra ngoài hệ thống.",
)


def deliveries(request: Request) -> ListSpec:
    """The list with a button for what failed, which needs the page's own token."""

    def again(row: Delivery) -> str:
        if row.state not in ("failed", "given_up"):
            return ""
        return render_to_string("notifications/_send_again.html", {"delivery": row}, request)

    return replace(DELIVERIES, columns=(*DELIVERIES.columns, Column("again", "Thao tác", again, "tight")))
