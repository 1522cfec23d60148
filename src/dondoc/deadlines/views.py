"""The page of the agencies' habits of time: when they remind, when their registries close."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dondoc.deadlines import actions, forms, permissions, queries
from dondoc.deadlines.facts import USUAL
from dondoc.lib.days import local_day
from dondoc.lib.forms import attempt
from dondoc.lib.requests import Request
from dondoc.lib.rulings import require


@login_required
@require_http_methods(["GET", "POST"])
def rhythms(request: Request) -> HttpResponse:
    """What each agency has set, now and for later; a new row is set here."""
    actor, now = request.actor, timezone.now()
    require(permissions.may_set_rhythm, actor)
    today = local_day(now)
    form = forms.RhythmForm(request.POST or None, today=today)
    if request.method == "POST" and attempt(
        form,
        lambda: actions.set_rhythm(form.cleaned_data.pop("agency"), **form.cleaned_data, by=actor, at=now),
    ):
        messages.success(request, "Đã đặt lịch nhắc hạn.")
        return redirect("deadlines:rhythms")
    context = {"form": form, "rhythms": queries.rhythms(today), "usual": USUAL}
    return render(request, "deadlines/rhythms.html", context)
