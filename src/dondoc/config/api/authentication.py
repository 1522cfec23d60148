"""Who calls the API: a key bound to a post, or a signed-in person of this site (then with CSRF protection)."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import APIKeyCookie, HttpBearer

from dondoc.config.middleware import SESSION_POST
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.errors import Forbidden
from dondoc.organization.queries import actor_for, actor_of_token, holdings_of, lacks_second_factor


class TokenPost(HttpBearer):
    """`Authorization: Bearer dd_…`. A key without any permission reads and does nothing else."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        actor = actor_of_token(token, at=timezone.now())
        if actor is not None and not actor.only and request.method != "GET":
            raise Forbidden("Khóa API này chỉ được đọc.", "Quản trị hệ thống cấp khóa có quyền ghi")
        return actor


class SessionPost(APIKeyCookie):
    """The session of the pages, in the post chosen there."""

    param_name = "dondoc_session"

    def __call__(self, request: HttpRequest) -> Actor | None:
        # Who brings no session at all is told to sign in, not that a CSRF token is missing.
        if self.param_name not in request.COOKIES or not request.user.is_authenticated:
            return None
        return super().__call__(request)

    def authenticate(self, request: HttpRequest, key: Any) -> Actor | None:
        if request.user.must_change_password:  # type: ignore[union-attr]
            return None
        holdings = list(holdings_of(request.user, local_day(timezone.now())))  # type: ignore[arg-type]
        if lacks_second_factor(request.user, holdings):  # type: ignore[arg-type]
            return None
        chosen = request.session.get(SESSION_POST)
        holding = next((held for held in holdings if held.post_id == chosen), holdings[0] if holdings else None)
        return actor_for(holding, channel="api", person=request.user.pk) if holding else None
