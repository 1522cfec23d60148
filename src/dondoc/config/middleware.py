"""Every request has an id for the logs, and every signed-in person acts in exactly one post."""

import secrets
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from dondoc.config.logs import request_id
from dondoc.lib.actor import PUBLIC, Actor
from dondoc.lib.days import local_day
from dondoc.organization.queries import actor_for, holdings_of, lacks_second_factor

GetResponse = Callable[[HttpRequest], HttpResponse]

SESSION_POST = "acting_post"
FREE_OF_PASSWORD_CHANGE = ("organization:change_password", "organization:sign_out")
FREE_OF_SECOND_FACTOR = ("organization:second_factor", *FREE_OF_PASSWORD_CHANGE)


class RequestId:
    """Gives each request an id, put into every log line and the answer."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        token = request_id.set(secrets.token_hex(8))
        try:
            response = self.get_response(request)
            response["X-Request-Id"] = request_id.get()
            return response
        finally:
            request_id.reset(token)


class ActingPost:
    """Sets `request.actor`: the person in the post chosen in this session, or PUBLIC.

    A first password must be changed before anything else; then whoever holds a post that asks for a second factor
    enrols one. A post that ended meanwhile falls back to another.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.actor, request.holdings, request.holding = PUBLIC, [], None  # type: ignore[attr-defined]
        if request.path.startswith((settings.STATIC_URL, "/api/")) or not request.user.is_authenticated:
            return self.get_response(request)
        holdings = list(holdings_of(request.user, local_day(timezone.now())))
        chosen = request.session.get(SESSION_POST)
        holding = next((held for held in holdings if held.post_id == chosen), holdings[0] if holdings else None)
        # Without a post a person can still change his password, and the journal knows who did.
        request.actor = Actor(user_id=request.user.pk, post_id=None, channel="web")  # type: ignore[attr-defined]
        if holding is not None:
            request.actor = actor_for(holding, channel="web", person=request.user.pk)  # type: ignore[attr-defined]
        request.holdings, request.holding = holdings, holding  # type: ignore[attr-defined]
        if request.user.must_change_password:
            free = [reverse(name) for name in FREE_OF_PASSWORD_CHANGE]
            if request.path not in free:
                return redirect("organization:change_password")
        elif request.path not in [reverse(name) for name in FREE_OF_SECOND_FACTOR] and lacks_second_factor(
            request.user, holdings
        ):
            return redirect("organization:second_factor")
        return self.get_response(request)
