"""Registering and issuing by hand: forms that carry files, and the pointer to a secret paper."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.documents import actions, forms, gate, permissions, queries
from dondoc.documents.models import (
    Document,
    PaperPointer,
)
from dondoc.files import queries as files
from dondoc.files.actions import clean_name, examine, look, receive
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused
from dondoc.lib.forms import attempt, put_findings, told_changes
from dondoc.lib.requests import Request, whole
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.lib.symbols import check_incoming


@login_required
@require_http_methods(["GET", "POST"])
def register_incoming(request: Request) -> HttpResponse:
    """An arrival by hand. Files that were brought in once stay with the form when it is refused."""
    actor, now = request.actor, timezone.now()
    require(permissions.may_register, actor)
    initial = {"arrived_on": local_day(now), "urgency": 0}
    form = forms.IncomingForm(request.POST or None, request.FILES or None, initial=initial)
    kept: list[Any] = []
    told: Sequence[Finding] = ()
    if request.method == "POST":
        kept, told = _take_files(request)
        if form.is_valid() and not told:
            data = dict(form.cleaned_data)
            for name in ("files", "not_secret", "without_file"):
                data.pop(name)
            confirmed = ["duplicate"] if data.pop("duplicate") else []
            try:
                entry = actions.register_incoming(
                    **{("type_" if k == "type" else k): v for k, v in data.items()},
                    files=kept,
                    confirmed=confirmed,
                    form_key=_form_key(request),
                    by=actor,
                    at=now,
                )
                messages.success(request, f"Đã vào sổ: số đến {entry.number.number}.")
                for sentence in [*told_changes(form), *check_incoming(data["symbol"])]:
                    messages.warning(request, sentence)
                return redirect("documents:detail", entry.document_id)
            except Refused as refused:
                told = refused.findings
        put_findings(form, told)
    found = [finding.remedy_args[0] for finding in told if finding.code == "duplicate"]
    context = _with_files(request, form, kept, issuers=queries.recent_issuers(actor)) | {
        "twins": Document.objects.visible_to(actor).filter(pk__in=found).select_related("type"),
        "asks_twin": bool(found) or "duplicate" in request.POST,
    }
    return render(request, "documents/register_incoming.html", context)


@login_required
@require_POST
def examine_file(request: Request) -> JsonResponse:
    """Says about a file that was just chosen what sending it would say; nothing of it is kept."""
    upload = request.FILES.get("file")
    if upload is None:
        raise Http404
    name = clean_name(upload.name or "")
    try:
        asked = examine(look(upload, name), name=name, by=request.actor, at=timezone.now())
    except Refused as refused:
        return JsonResponse({"refused": refused.sentence})
    return JsonResponse({"asks": asked.sentence if asked else ""})


def _form_key(request: Request) -> UUID | None:
    """The key that a form got when it was first shown; it stays the same through refusals."""
    try:
        return UUID(request.POST.get("form_key", ""))
    except ValueError:
        return None


def _take_files(request: Request) -> tuple[list[Any], list[Finding]]:
    """Stores what came with the form; returns (kept files, findings).

    A file that was refused the last time has to be chosen again, since a browser keeps none: going on without it is
    a decision of its own.
    """
    uploads, post = request.FILES.getlist("files"), request.POST
    kept, findings = receive(
        uploads,
        post.getlist("kept"),
        not_secret=post.get("not_secret") == "on",
        by=request.actor,
        at=timezone.now(),
    )
    if post.getlist("not_taken") and not uploads and not post.get("without_file"):
        names = ", ".join(f"“{name[:255]}”" for name in post.getlist("not_taken"))
        findings.append(Finding(f"Tệp {names} chưa được nhận lần trước. Hãy chọn lại tệp.", field="files"))
    return kept, findings


def _with_files(request: Request, form: Any, kept: list[Any], **more: Any) -> dict[str, Any]:
    """The context of a form that carries files: each with the token that keeps it, and the names of those not taken."""
    taken = {name for _, name in kept}
    names = [clean_name(upload.name or "") for upload in request.FILES.getlist("files")]
    names += request.POST.getlist("not_taken") if not names else []
    return {
        "form": form,
        "kept": [{"name": name, "token": files.token(stored, name, request.actor)} for stored, name in kept],
        "not_taken": [name for name in names if name not in taken],
        "form_key": _form_key(request) or uuid4(),
    } | more


@login_required
@require_http_methods(["GET", "POST"])
def issue(request: Request) -> HttpResponse:
    """A document signed on paper: number and symbol come from the register."""
    actor, now = request.actor, timezone.now()
    require(permissions.may_issue, actor)
    form = forms.IssueForm(
        request.POST or None,
        request.FILES or None,
        agency_id=actor.agency,
        today=local_day(now),
        initial={"urgency": 0},
    )
    answered = Document.objects.visible_to(actor).filter(pk__in=_ids(request.GET.get("answers", "")))
    kept: list[Any] = []
    told: Sequence[Finding] = ()
    if request.method == "POST":
        kept, told = _take_files(request)
        if form.is_valid() and not told:
            data = dict(form.cleaned_data)
            for name in ("files", "not_secret", "recipients", "others"):
                data.pop(name)
            try:
                entry = actions.issue(
                    **{("type_" if k == "type" else k): v for k, v in data.items()},
                    recipients=form.receivers(),
                    files=kept,
                    answers=list(answered),
                    form_key=_form_key(request),
                    by=actor,
                    at=now,
                )
                messages.success(request, f"Đã phát hành {entry.document}.")
                for sentence in [*told_changes(form), *gate.numbered_late(entry.document, today=local_day(now))]:
                    messages.warning(request, sentence)
                return redirect("documents:detail", entry.document_id)
            except Refused as refused:
                told = refused.findings
        put_findings(form, told)
    return render(request, "documents/issue.html", _with_files(request, form, kept, answered=answered))


def _ids(text: str) -> list[int]:
    return [pk for pk in map(whole, text.split(",")[:50]) if pk is not None]


@login_required
@require_http_methods(["GET", "POST"])
def record_pointer(request: Request) -> HttpResponse:
    """A secret paper: nothing of it enters the system but where it is kept."""
    actor, now = request.actor, timezone.now()
    require(permissions.may_register, actor)
    form = forms.PointerForm(
        request.POST or None,
        agency_id=actor.agency,
        today=local_day(now),
        initial={"received_on": local_day(now)},
    )
    if request.method == "POST" and attempt(
        form, lambda: actions.record_pointer(**form.cleaned_data, by=actor, at=now)
    ):
        messages.success(request, "Đã ghi chỉ dẫn văn bản mật.")
        return redirect("documents:record_pointer")
    pointers = PaperPointer.objects.filter(agency_id=actor.agency).select_related("custodian").order_by("-pk")[:50]
    return render(request, "documents/pointer.html", {"form": form, "pointers": pointers})
