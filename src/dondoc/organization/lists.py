"""Columns and filters of the lists of the organisation."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from dondoc.lib.lists import Column, Filter, ListSpec
from dondoc.lib.ui import badge
from dondoc.organization.models import User
from dondoc.organization.queries import ACCOUNT_STATES, in_state, state_of

BADGES = {
    "open": ("dd-green", "circle-check"),
    "first": ("dd-amber", "hourglass"),
    "locked": ("dd-red", "lock"),
    "closed": ("dd-grey", "circle-x"),
}


def accounts(at: datetime) -> ListSpec:
    """The list of accounts as it stands at an instant, the newest account first."""

    def state(user: User) -> Any:
        code = state_of(user, at)
        return badge(*BADGES[code], ACCOUNT_STATES[code])

    def narrowed(rows: "QuerySet[User]", value: str) -> "QuerySet[User]":
        return in_state(rows, value, at)

    def last(user: User) -> str:
        return f"{timezone.localtime(user.last_login):%H:%M %d/%m/%Y}" if user.last_login else "Chưa đăng nhập"

    return ListSpec(
        columns=(
            Column("name", "Họ và tên", lambda user: user.full_name, "wide"),
            Column("username", "Tên đăng nhập", lambda user: user.username),
            Column("state", "Trạng thái", state, "tight"),
            Column("last", "Đăng nhập gần nhất", last, "tight"),
            Column("email", "Thư điện tử", lambda user: user.email),
        ),
        url=lambda user: f"/organization/accounts/{user.pk}",
        filters=(Filter("state", "Trạng thái", list(ACCOUNT_STATES.items()), narrowed),),
        sort_key="id",
        empty="Không có tài khoản nào.",
    )
