"""Lists of documents, and the registry's queue of what was sent to its agency."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dondoc.documents import actions, forms, gate, lists, permissions, queries
from dondoc.documents.views.pending import arrivals_context
from dondoc.lib.forms import attempt
from dondoc.lib.lists import read
from dondoc.lib.requests import Request
from dondoc.lib.rulings import require


def _list(request: Request, box: str, spec: Any, heading: str) -> HttpResponse:
    actor = request.actor
    seat, labels = lists.boxes(actor, request.GET)
    tabs = [{"label": label, "url": f"?box={one}", "current": one == seat} for one, label in labels.items()]
    page = read(request.GET, queries.listed(actor, box, seat), spec, unread=lists.unread_for(actor))
    context = {
        "page": page,
        "tabs": tabs if len(tabs) > 1 else [],
        "heading": heading,
        "box": box,
        "may_register": permissions.may_register(actor),
        "may_issue": permissions.may_issue(actor),
    }
    return render(request, "documents/list.html", context)


@login_required
@require_GET
def incoming(request: Request) -> HttpResponse:
    """Văn bản đến."""
    return _list(request, "in", lists.INCOMING, "Văn bản đến")


@login_required
@require_GET
def outgoing(request: Request) -> HttpResponse:
    """Văn bản đi."""
    return _list(request, "out", lists.OUTGOING, "Văn bản đi")


@login_required
@require_GET
def arrivals(request: Request) -> HttpResponse:
    """Chờ tiếp nhận: what was sent to the agency and waits for its registry."""
    return _queue(request, {})


def _queue(request: Request, typed: dict[int, forms.ReasonForm]) -> HttpResponse:
    """The queue; `typed` holds the reason for returning an item that was not accepted."""
    actor = request.actor
    require(permissions.may_register, actor)
    clocks = gate.Clocks(timezone.now())
    waiting = [
        (item, typed.get(item.pk) or _reason_to_return(item.pk), clocks.of_recipient(item).standing)
        for item in queries.arrivals(actor)[:100]
    ]
    return render(request, "documents/arrivals.html", {"waiting": waiting} | arrivals_context(request))


@login_required
@require_GET
def late(request: Request) -> HttpResponse:
    """Chậm tiếp nhận, chậm trình: what the agency's registry is late with, the longest first."""
    actor = request.actor
    require(permissions.may_see_late, actor)
    found = gate.late_in(actor.agency, timezone.now())
    return render(request, "documents/late.html", {"late": found[:200], "more": max(0, len(found) - 200)})


def _reason_to_return(pk: int, data: Any = None) -> forms.ReasonForm:
    return forms.ReasonForm(data, label="Lý do trả lại", place=f"return{pk}")


@login_required
@require_POST
def register_arrival(request: Request, pk: int) -> HttpResponse:
    """One key registers an item of the queue."""
    actor = request.actor
    recipient = get_object_or_404(queries.own_recipients(actor), pk=pk)
    entry = actions.register_arrival(recipient, by=actor, at=timezone.now())
    messages.success(request, f"Đã vào sổ: số đến {entry.number.number}, {entry.document}.")
    if request.POST.get("next") == "detail":
        return redirect("documents:detail", entry.document_id)
    return redirect("documents:arrivals")


@login_required
@require_POST
def return_arrival(request: Request, pk: int) -> HttpResponse:
    """Back to the sender, with the reason."""
    actor = request.actor
    recipient = get_object_or_404(queries.own_recipients(actor), pk=pk)
    form = _reason_to_return(pk, request.POST)
    if not attempt(form, lambda: actions.return_arrival(recipient, **form.cleaned_data, by=actor, at=timezone.now())):
        require(permissions.may_settle, actor, recipient)
        return _queue(request, {pk: form})
    messages.success(request, "Đã trả lại nơi gửi.")
    return redirect("documents:arrivals")
