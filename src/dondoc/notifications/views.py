"""The list of a person's notices."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dondoc.lib.requests import Request
from dondoc.notifications import actions, queries


@login_required
@require_http_methods(["GET", "POST"])
def notices(request: Request) -> HttpResponse:
    """Newest first, each with why one gets it; "đã xem hết" moves the mark."""
    actor = request.actor
    found = list(queries.notices_of(actor)[:100])
    if request.method == "POST":
        if found and actor.post_id is not None:
            actions.see(last=found[0], by=actor, at=timezone.now())
        return redirect("notifications:list")
    context = {"notices": found, "last_seen": queries.last_seen(actor)}
    return render(request, "notifications/list.html", context)
