"""A person's notices and how he hears of them; for the administrator, what leaves the product."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused
from dondoc.lib.forms import attempt, put_findings
from dondoc.lib.lists import read
from dondoc.lib.requests import Request
from dondoc.lib.rulings import require
from dondoc.notifications import actions, forms, lists, permissions, queries
from dondoc.notifications.models import Delivery
from dondoc.organization.models import User


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


@login_required
@require_http_methods(["GET", "POST"])
def preferences(request: Request) -> HttpResponse:
    """Cách nhận thông báo: in the product always; by mail as the person chooses."""
    actor = request.actor
    user = User.objects.get(pk=actor.person)
    initial = {"mail": queries.preference_of(user.pk).mail, "email": user.email}
    form = forms.PreferenceForm(request.POST or None, initial=initial)
    if request.method == "POST" and attempt(
        form, lambda: actions.choose(**form.cleaned_data, by=actor, at=timezone.now())
    ):
        messages.success(request, "Đã lưu cách nhận thông báo.")
        return redirect("notifications:preferences")
    return render(request, "notifications/preferences.html", {"form": form, "has_mail": settings.DONDOC_MAIL})


@login_required
@require_GET
def deliveries(request: Request) -> HttpResponse:
    """What was sent out, what waits, what failed and why."""
    require(permissions.may_manage_deliveries, request.actor)
    page = read(request.GET, queries.deliveries(), lists.deliveries(request))
    return render(request, "notifications/deliveries.html", {"page": page, "has_mail": settings.DONDOC_MAIL})


@login_required
@require_POST
def send_again(request: Request, pk: int) -> HttpResponse:
    """Puts what failed back into the outbox."""
    require(permissions.may_manage_deliveries, request.actor)
    actions.send_again(get_object_or_404(Delivery, pk=pk), by=request.actor, at=timezone.now())
    messages.success(request, "Đã xếp vào hàng gửi lại.")
    return redirect("notifications:deliveries")


@login_required
@require_http_methods(["GET", "POST"])
def webhooks(request: Request) -> HttpResponse:
    """The agencies' webhooks; the secret of a new one is on the answer's page and nowhere else."""
    actor, now = request.actor, timezone.now()
    require(permissions.may_manage_deliveries, actor)
    form = forms.WebhookForm(request.POST or None, today=local_day(now))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        try:
            webhook, secret = actions.set_webhook(data.pop("agency"), **data, by=actor, at=now)
            response = render(request, "notifications/webhook_set.html", {"webhook": webhook, "secret": secret})
            response["Cache-Control"] = "no-store"
            return response
        except Refused as refused:
            put_findings(form, refused.findings)
    return render(request, "notifications/webhooks.html", {"form": form, "webhooks": queries.webhooks()})


@login_required
@require_POST
def test_webhook(request: Request, pk: int) -> HttpResponse:
    """Sends a message that says nothing; what became of it stands in the list."""
    require(permissions.may_manage_deliveries, request.actor)
    actions.test_webhook(get_object_or_404(queries.webhooks(), pk=pk), by=request.actor, at=timezone.now())
    messages.success(request, "Đã xếp tin thử vào hàng gửi. Kết quả hiện ở danh sách này sau ít giây.")
    return redirect("notifications:deliveries")


@login_required
@require_POST
def end_webhook(request: Request, pk: int) -> HttpResponse:
    """Stops posting an agency's notices."""
    require(permissions.may_manage_deliveries, request.actor)
    webhook = get_object_or_404(queries.webhooks(), pk=pk)
    actions.end_webhook(webhook, by=request.actor, at=timezone.now())
    messages.success(request, f"Đã ngừng webhook của {webhook.agency.name}.")
    return redirect("notifications:webhooks")
