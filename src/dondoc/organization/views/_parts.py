"""What the pages of the organisation share: the page of one form, and the day a page shows."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms as django_forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from dondoc.lib.days import local_day
from dondoc.lib.forms import attempt
from dondoc.lib.requests import Request
from dondoc.organization import actions, forms
from dondoc.organization.engine import browsers


def form_page(
    request: Request,
    form: django_forms.Form,
    act: Callable[[], object],
    *,
    heading: str,
    button: str,
    done: str,
    back: tuple[Any, ...],
    note: str = "",
) -> HttpResponse:
    """A page with one form: the act once it is sent and valid, else the form with all that is wrong beside it.

    `done` is told when it went well; `back` names the page to which one returns then, or by "Bỏ qua".
    """
    if request.method == "POST" and attempt(form, act):
        messages.success(request, done)
        return redirect(*back)
    context = {"form": form, "heading": heading, "button": button, "back": redirect(*back).url, "note": note}
    return render(request, "organization/form.html", context)


def secret_page(request: Request, **context: object) -> HttpResponse:
    """A page that shows a secret this once; nothing on the way keeps it."""
    response = render(request, "organization/secret.html", context)
    response["Cache-Control"] = "no-store"
    return response


def place_of(request: Request) -> actions.Place:
    """Where the request comes from, for the list of one's sessions; behind a proxy the address the proxy names."""
    if request.session.session_key is None:
        request.session.save()
    address = request.META.get("REMOTE_ADDR", "")
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    if settings.SECURE_PROXY and forwarded:
        address = forwarded.split(",")[-1].strip()
    browser = browsers.named(request.META.get("HTTP_USER_AGENT", ""))
    return actions.Place(str(request.session.session_key), address[:45], browser)


def day_asked(request: Request) -> tuple[date, forms.DayForm]:
    """The day a page shows: as typed, else today."""
    form = forms.DayForm(request.GET)
    today = local_day(timezone.now())
    return (form.cleaned_data["day"] or today) if form.is_valid() else today, form
