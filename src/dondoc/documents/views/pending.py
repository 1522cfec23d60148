"""Pages of paper by the pile: dropping files, the file beside its form, split, join, set aside; scanners' folders."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc.audit.journal import opened
from dondoc.documents import actions, forms, permissions, queries
from dondoc.documents.engine.scan_folder import Lying
from dondoc.documents.models import Document, PendingFile
from dondoc.files import queries as files
from dondoc.files.actions import clean_name, look
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused
from dondoc.lib.forms import attempt, told_changes
from dondoc.lib.requests import Request, original, picture
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.lib.symbols import check_incoming
from dondoc.organization.queries import agencies


def _pending(request: Request, pk: int) -> PendingFile:
    rows = PendingFile.objects.visible_to(request.actor).select_related("stored", "entry__number")
    return get_object_or_404(rows, pk=pk)


@login_required
@require_POST
def add_pending(request: Request) -> HttpResponse:
    """Files dropped on the queue, each by its own act: what is refused keeps none of the others out."""
    require(permissions.may_register, request.actor)
    told = [_add(request, upload) for upload in request.FILES.getlist("files")]
    if "application/json" in request.headers.get("Accept", ""):
        return JsonResponse({"files": told})
    for one in told:
        messages.warning(request, one["sentence"]) if one["refused"] else messages.success(request, one["sentence"])
    if not told:
        messages.warning(request, "Hãy chọn tệp.")
    return redirect("documents:arrivals")


def _add(request: Request, upload: Any) -> dict[str, Any]:
    """What became of one file, in words."""
    name = clean_name(upload.name or "")
    not_secret = request.POST.get("not_secret") == "on"
    try:
        actions.add_pending(
            upload, name=name, not_secret=not_secret, seen=look(upload, name), by=request.actor, at=timezone.now()
        )
    except Refused as refused:
        asks = any(finding.severity == "ask" for finding in refused.findings)
        return {"name": name, "refused": True, "asks": asks, "sentence": refused.sentence}
    return {"name": name, "refused": False, "asks": False, "sentence": f"“{name}” đã vào hàng chờ."}


@login_required
@require_http_methods(["GET", "POST"])
def register_pending(request: Request, pk: int) -> HttpResponse:
    """The pages left, the form right; registered by Enter, and the next file comes by itself."""
    actor, now = request.actor, timezone.now()
    pending = _pending(request, pk)
    form = forms.ArrivalForm(request.POST or None, initial={"arrived_on": local_day(pending.added_at), "urgency": 0})
    told: list[Finding] = []

    def act() -> None:
        data = dict(form.cleaned_data)
        confirmed = ["duplicate"] if data.pop("duplicate") else []
        facts = {("type_" if name == "type" else name): value for name, value in data.items()}
        try:
            entry = actions.register_pending(pending, **facts, confirmed=confirmed, by=actor, at=now)
        except Refused as refused:
            told.extend(refused.findings)
            raise
        messages.success(request, f"Đã vào sổ: số đến {entry.number.number}, {entry.document}.")
        for sentence in [*told_changes(form), *check_incoming(data["symbol"])]:
            messages.warning(request, sentence)

    if request.method == "POST" and attempt(form, act):
        following = queries.next_pending(actor, pending)
        return redirect("documents:register_pending", following.pk) if following else redirect("documents:arrivals")
    opened(pending, by=actor, at=now)
    found = [finding.remedy_args[0] for finding in told if finding.code == "duplicate"]
    twins = Document.objects.visible_to(actor).filter(pk__in=found).select_related("type")
    context = {
        "pending": pending,
        "form": form,
        "viewer": _viewer(pending),
        "issuers": queries.recent_issuers(actor),
        "twins": twins or list(queries.registered_with(actor, [pending]).values()),
        "asks_twin": bool(found) or "duplicate" in request.POST,
        "left": queries.pending(actor).filter(state="waiting").exclude(pk=pk).count(),
    }
    return render(request, "documents/register_pending.html", context)


def _viewer(pending: PendingFile) -> dict[str, Any]:
    """The pages of a waiting file; of a scan still in its folder the first ones, which nobody has counted."""
    base = f"/documents/pending/{pending.pk}"
    stored = pending.stored
    if stored is None:
        return {"name": pending.name, "pages": [{"number": 1, "url": f"{base}/pages/0"}]}
    count = min(stored.page_count or 1, files.MAX_PREVIEW_PAGES) if stored.has_preview else 0
    return {
        "name": pending.name,
        "download_url": f"{base}/file",
        "pages": [{"number": page + 1, "url": f"{base}/pages/{page}"} for page in range(count)],
    }


@login_required
@require_GET
def pending_page(request: Request, pk: int, number: int) -> HttpResponse:
    """One page of a waiting file as a picture; of a scan in its folder without storing anything of it."""
    pending = _pending(request, pk)
    if pending.stored is not None:
        return picture(files.page_image(pending.stored, number, 900))
    upload = (lying := _lying(pending)) and lying.open()
    if not upload:
        raise Http404
    with upload:
        return picture(files.picture_of(upload, number, 900), kept=False)


@login_required
@require_GET
def pending_file(request: Request, pk: int) -> FileResponse:
    """The bytes of a waiting file as they came, always as a download."""
    pending = _pending(request, pk)
    if pending.stored is None:
        raise Http404
    opened(pending, by=request.actor, at=timezone.now(), act="download")
    return original(files.open_original(pending.stored), pending.name, pending.stored.content_type)


def _lying(pending: PendingFile) -> Lying | None:
    return queries.lying_of(pending, now=timezone.now()) if pending.state == "asked" else None


@login_required
@require_http_methods(["GET", "POST"])
def answer_pending(request: Request, pk: int) -> HttpResponse:
    """A scan from the folder that nobody can read: does it bear a secrecy mark? Nothing is stored before the answer."""
    actor, pending = request.actor, _pending(request, pk)
    lying = _lying(pending)
    if request.method == "GET":
        context = {"pending": pending, "viewer": _viewer(pending), "there": lying is not None}
        return render(request, "documents/answer_pending.html", context)
    if request.POST.get("secret") == "yes":
        actions.refuse_pending(pending, lying=lying, by=actor, at=timezone.now())
        messages.success(request, "Không lưu gì của tệp quét. Hãy ghi chỉ dẫn văn bản mật.")
        return redirect("documents:record_pointer")
    seen = actions.look_at(lying, pending.name)
    actions.admit_pending(pending, lying=lying, seen=seen, by=actor, at=timezone.now())
    return redirect("documents:register_pending", pk)


@login_required
@require_http_methods(["GET", "POST"])
def split_pending(request: Request, pk: int) -> HttpResponse:
    """All pages of a scan; those on which another document begins are chosen."""
    actor, pending = request.actor, _pending(request, pk)
    require(permissions.may_handle_pending, actor, pending)
    count = pending.stored.page_count or 0 if pending.stored else 0
    form = forms.SplitForm(request.POST if request.method == "POST" else None, pages=count)

    def act() -> None:
        parts = actions.cut(pending, form.cleaned_data["starts"])
        not_secret = form.cleaned_data["not_secret"]
        actions.split_pending(pending, parts=parts, not_secret=not_secret, by=actor, at=timezone.now())
        messages.success(request, f"Đã tách thành {len(parts)} tệp.")

    if request.method == "POST" and attempt(form, act, beside={"files": "not_secret"}):
        return redirect("documents:arrivals")
    chosen = set(request.POST.getlist("starts"))
    pages = [
        {"number": page, "url": f"/documents/pending/{pk}/pages/{page - 1}", "chosen": str(page) in chosen}
        for page in range(1, min(count, files.MAX_PREVIEW_PAGES) + 1)
    ]
    context = {"pending": pending, "form": form, "pages": pages, "asks": "not_secret" in form.errors}
    return render(request, "documents/split_pending.html", context)


@login_required
@require_POST
def join_pending(request: Request) -> HttpResponse:
    """The chosen files become one, in the order of the queue."""
    actor = request.actor
    require(permissions.may_register, actor)
    chosen = [pk for pk in request.POST.getlist("select") if pk.isdigit()][:100]
    sources = list(queries.pending(actor).filter(pk__in=chosen))
    content, seen = actions.put_together(sources)
    made = actions.join_pending(sources, content=content, seen=seen, by=actor, at=timezone.now())
    messages.success(request, f"Đã ghép {len(sources)} tệp thành “{made.name}”.")
    return redirect("documents:arrivals")


@login_required
@require_http_methods(["GET", "POST"])
def set_aside_pending(request: Request, pk: int) -> HttpResponse:
    """Out of the queue, with the reason."""
    actor, pending = request.actor, _pending(request, pk)
    form = forms.ReasonForm(request.POST or None, label="Lý do để riêng", place="aside")
    if request.method == "POST" and attempt(
        form, lambda: actions.set_aside_pending(pending, **form.cleaned_data, by=actor, at=timezone.now())
    ):
        messages.success(request, f"Đã để riêng “{pending.name}”.")
        return redirect("documents:arrivals")
    return render(request, "documents/set_aside_pending.html", {"pending": pending, "form": form})


@login_required
@require_POST
def bring_back_pending(request: Request, pk: int) -> HttpResponse:
    """Into the queue again."""
    actions.bring_back_pending(_pending(request, pk), by=request.actor, at=timezone.now())
    messages.success(request, "Đã đưa lại vào hàng chờ.")
    return redirect("documents:arrivals")


@login_required
@require_http_methods(["GET", "POST"])
def set_scan_folder(request: Request) -> HttpResponse:
    """Where each agency's scanner saves."""
    actor, now = request.actor, timezone.now()
    require(permissions.may_manage_registers, actor)
    form = forms.ScanFolderForm(request.POST or None, today=local_day(now))

    def act() -> None:
        folder = actions.set_scan_folder(**form.cleaned_data, by=actor, at=now)
        queries.path_of(folder).mkdir(parents=True, exist_ok=True)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "Đã lưu thư mục quét.")
        return redirect("documents:set_scan_folder")
    units: Any = agencies(local_day(now)).select_related("scan_folder").order_by("order", "pk")
    rows = [unit for unit in units if hasattr(unit, "scan_folder")]
    return render(request, "documents/scan_folders.html", {"form": form, "rows": rows})


def arrivals_context(request: Request) -> dict[str, Any]:
    """What the queue shows of files by the pile."""
    actor = request.actor
    rows = list(queries.pending(actor)[:200])
    twins = queries.registered_with(actor, rows)
    return {
        "pending": [{"file": row, "twin": twins.get(row.stored_id or 0)} for row in rows],
        "set_aside": queries.set_aside(actor)[:20],
        "scan_folder": queries.scan_folder(actor.agency_id),
    }
