"""Who calls the API: a key bound to a post, or a signed-in person of this site (then with CSRF protection)."""

from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.security import APIKeyCookie, HttpBearer

from dondoc.config.middleware import SESSION_POST
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.organization.queries import actor_for, actor_of_token, holdings_of


class TokenPost(HttpBearer):
    """`Authorization: Bearer dd_…`."""

    def authenticate(self, request: HttpRequest, token: str) -> Actor | None:
        return actor_of_token(token, at=timezone.now())


class SessionPost(APIKeyCookie):
    """The session of the pages, in the post chosen there."""

    param_name = "dondoc_session"

    def authenticate(self, request: HttpRequest, key: Any) -> Actor | None:
        if not request.user.is_authenticated or request.user.must_change_password:
            return None
        holdings = list(holdings_of(request.user, local_day(timezone.now())))
        chosen = request.session.get(SESSION_POST)
        holding = next((held for held in holdings if held.post_id == chosen), holdings[0] if holdings else None)
        return actor_for(holding, channel="api") if holding else None
