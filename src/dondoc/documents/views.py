"""Pages of documents: queues, lists, the document, and one view per verb."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc.audit.journal import opened
from dondoc.documents import actions, forms, lists, permissions, queries
from dondoc.documents.actions.documents import CORRECTABLE
from dondoc.documents.models import Document, DocumentFile, Entry, PaperPointer, Register, Routing
from dondoc.files import queries as files
from dondoc.files.actions import clean_name, examine, look, receive
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused
from dondoc.lib.forms import put_findings, told_changes
from dondoc.lib.lists import back_url, read
from dondoc.lib.panels import panels
from dondoc.lib.requests import Request, whole
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.lib.symbols import check_incoming
from dondoc.lib.verbs import VERBS
from dondoc.organization.access import seats_of, widest_seat


def _boxes(request: Request, box: str) -> tuple[str, list[dict[str, Any]]]:
    """The seats whose list the person may read, as tabs, and the one chosen."""
    actor = request.actor
    labels = {"u": "Của cơ quan, đơn vị", "p": "Chuyển đến tôi"}
    seats = [seat for seat in seats_of(actor) if seat[0] in labels]
    if len([seat for seat in seats if seat[0] == "u"]) == 2:
        labels = {seats[0]: "Của cơ quan", seats[1]: "Của đơn vị", "p": "Chuyển đến tôi"}
    chosen = request.GET.get("box", "")
    chosen = chosen if chosen in seats else widest_seat(actor)
    tabs = [
        {"label": labels.get(seat, labels.get(seat[0], "")), "url": f"?box={seat}", "current": seat == chosen}
        for seat in seats
    ]
    return chosen, tabs if len(tabs) > 1 else []


def _list(request: Request, box: str, spec: Any, heading: str) -> HttpResponse:
    actor = request.actor
    seat, tabs = _boxes(request, box)
    page = read(request.GET, queries.listed(actor, box, seat), spec, unread=lists.unread_for(actor))
    context = {
        "page": page,
        "tabs": tabs,
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
    actor = request.actor
    require(permissions.may_register, actor)
    waiting = list(queries.arrivals(actor)[:100])
    return render(request, "documents/arrivals.html", {"waiting": waiting, "reason_form": forms.ReasonForm()})


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
                    by=actor,
                    at=now,
                )
                messages.success(request, f"Đã vào sổ: số đến {entry.number.number}.")
                for sentence in [*told_changes(form), *check_incoming(data["symbol"])]:
                    messages.warning(request, sentence)
                saved = f"?saved={request.path}:incoming"
                return redirect(f"/documents/{entry.document_id}{saved}")
            except Refused as refused:
                told = refused.findings
        put_findings(form, told)
    asks_twin = any(finding.code == "duplicate" for finding in told)
    context = _with_files(request, form, kept, asks_twin=asks_twin, issuers=queries.recent_issuers(actor))
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
                    by=actor,
                    at=now,
                )
                messages.success(request, f"Đã phát hành {entry.document}.")
                for sentence in told_changes(form):
                    messages.warning(request, sentence)
                return redirect(f"/documents/{entry.document_id}?saved={request.path}:issue")
            except Refused as refused:
                told = refused.findings
        put_findings(form, told)
    return render(request, "documents/issue.html", _with_files(request, form, kept, answered=answered))


def _ids(text: str) -> list[int]:
    return [pk for pk in map(whole, text.split(",")[:50]) if pk is not None]


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
    actions.return_arrival(recipient, reason=request.POST.get("reason", ""), by=actor, at=timezone.now())
    messages.success(request, "Đã trả lại nơi gửi.")
    return redirect("documents:arrivals")


@login_required
@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    """The document on the left, what there is to do and to know on the right."""
    actor = request.actor
    document = get_object_or_404(queries.whole(actor), pk=pk)
    opened(document, by=actor, at=timezone.now())
    entry = queries.entry_of(actor, document)
    today = local_day(timezone.now())
    relations, related_from = queries.relations_of(actor, document)
    context: dict[str, Any] = {
        "document": document,
        "entry": entry,
        "recipient": queries.waiting_recipient(actor, document),
        "viewer": queries.viewer(document, request.GET),
        "panels": panels("document", request, document),
        "recipients": document.recipients.all(),
        "relations": relations,
        "related_from": related_from,
        "corrections": document.corrections.select_related("by"),
        "history": history(document, entry),
        "readers": [{"name": one["name"], "at": one["first"]} for one in queries.readers_of(document)],
        "back_url": back_url(
            request.GET, "/documents/incoming" if entry and entry.direction == "in" else "/documents/outgoing"
        ),
        "may_register": permissions.may_register(actor),
        "may_correct": permissions.may_correct(actor, document),
        "correct_form": forms.CorrectForm(correctable=CORRECTABLE),
        "may_relate": permissions.may_relate(actor, document),
        "relate_form": forms.RelateForm(),
        "saved": request.GET.get("saved", ""),
    }
    if entry is not None:
        context |= {
            "routings": routings(request, entry),
            "may_forward": permissions.may_forward(actor, entry),
            "forward_form": forms.ForwardForm(agency_id=entry.agency_id, today=today),
            "may_close": entry.direction == "in" and entry.state != "closed" and permissions.may_close(actor, entry),
        }
    return render(request, "documents/detail.html", context)


def history(document: Document, entry: Entry | None) -> list[dict[str, Any]]:
    """What was done on the document and on this agency's entry, newest first, in words."""
    lines = queries.history_of(document, entry).values("at", "verb", "who")[:100]
    return [line | {"verb": VERBS.get(line["verb"], line["verb"]), "who": line["who"] or "Hệ thống"} for line in lines]


def routings(request: Request, entry: Entry) -> list[dict[str, Any]]:
    """The transfers of an entry, each with what the person may do about it."""
    actor = request.actor
    rows = entry.routings.select_related("from_user", "to_unit", "to_post__unit", "entry").order_by("pk")
    found = []
    for routing in queries.with_read(rows):
        read: bool = routing.is_read  # type: ignore[attr-defined]
        mine = bool(permissions.may_withdraw(actor, routing)) and routing.state == "sent"
        found.append(
            {
                "routing": routing,
                "to": routing.to_unit or routing.to_post,
                "read": read,
                "may_withdraw": mine and not read,
                "may_ask": mine and read,
                "may_answer": routing.state == "withdrawal_asked"
                and bool(permissions.may_answer_withdrawal(actor, routing)),
            }
        )
    return found


@login_required
@require_GET
def file(request: Request, pk: int, file_pk: int) -> FileResponse:
    """The original bytes, always as a download: nothing uploaded runs in our pages."""
    actor = request.actor
    held = _held(request, pk, file_pk)
    opened(held.document, by=actor, at=timezone.now(), act="download")
    response = FileResponse(files.open_original(held.stored), as_attachment=True, filename=held.name)
    response["Content-Type"] = held.stored.content_type
    response["X-Content-Type-Options"] = "nosniff"
    return response


@login_required
@require_GET
def page(request: Request, pk: int, file_pk: int, number: int) -> HttpResponse:
    """One page of a file as a picture."""
    held = _held(request, pk, file_pk)
    image = files.page_image(held.stored, number, 900)
    if image is None:
        raise Http404
    response = HttpResponse(image, content_type="image/png")
    response["Cache-Control"] = "private, max-age=3600"
    return response


def _held(request: Request, pk: int, file_pk: int) -> DocumentFile:
    held = queries.visible_file(request.actor, pk, file_pk)
    if held is None:
        raise Http404
    return held


def _visible(request: Request, pk: int) -> Document:
    return get_object_or_404(Document.objects.visible_to(request.actor), pk=pk)


def _own_entry(request: Request, pk: int) -> Entry:
    entry = queries.entry_of(request.actor, _visible(request, pk))
    if entry is None:
        raise Http404
    return entry


@login_required
@require_POST
def forward(request: Request, pk: int) -> HttpResponse:
    """Transfers the agency's entry to units and people."""
    actor, now = request.actor, timezone.now()
    entry = _own_entry(request, pk)
    form = forms.ForwardForm(request.POST, agency_id=entry.agency_id, today=local_day(now))
    if not form.is_valid():
        raise Http404
    role = form.cleaned_data["role"]
    to = [(receiver, role) for receiver in [*form.cleaned_data["units"], *form.cleaned_data["posts"]]]
    actions.forward(entry, to=to, note=form.cleaned_data["note"], by=actor, at=now)
    messages.success(request, f"Đã chuyển đến {len(to)} nơi.")
    return redirect("documents:detail", pk)


@login_required
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Takes a transfer back, or asks for it when it was opened."""
    actor, now = request.actor, timezone.now()
    routing = get_object_or_404(Routing.objects.filter(entry__in=Entry.objects.visible_to(actor)), pk=pk)
    if "reason" in request.POST:
        actions.ask_withdrawal(routing, reason=request.POST["reason"], by=actor, at=now)
        messages.success(request, "Đã gửi đề nghị thu hồi.")
    else:
        actions.withdraw(routing, by=actor, at=now)
        messages.success(request, "Đã thu hồi.")
    return redirect("documents:detail", routing.entry.document_id)


@login_required
@require_POST
def answer_withdrawal(request: Request, pk: int) -> HttpResponse:
    """Agrees that a transfer is taken back, or keeps it."""
    actor = request.actor
    routing = get_object_or_404(Routing.objects.filter(entry__in=Entry.objects.visible_to(actor)), pk=pk)
    agree = request.POST.get("agree") == "yes"
    actions.answer_withdrawal(routing, agree=agree, by=actor, at=timezone.now())
    messages.success(request, "Đã đồng ý thu hồi." if agree else "Đã giữ lại văn bản.")
    return redirect("documents:incoming")


@login_required
@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    """Ends the handling of an arrival."""
    actions.close(_own_entry(request, pk), by=request.actor, at=timezone.now())
    messages.success(request, "Đã kết thúc xử lý văn bản.")
    return redirect("documents:detail", pk)


@login_required
@require_POST
def correct(request: Request, pk: int) -> HttpResponse:
    """Records what a registered fact should read."""
    post = request.POST
    actions.correct(
        _visible(request, pk),
        field=post.get("field", ""),
        new=post.get("new", ""),
        reason=post.get("reason", ""),
        by=request.actor,
        at=timezone.now(),
    )
    messages.success(request, "Đã ghi đính chính; nội dung đăng ký ban đầu được giữ nguyên.")
    return redirect("documents:detail", pk)


@login_required
@require_POST
def relate(request: Request, pk: int) -> HttpResponse:
    """Links the document to another, named by its number and symbol."""
    actor = request.actor
    document = _visible(request, pk)
    key = queries.symbol_key(request.POST.get("other", ""))
    other = Document.objects.visible_to(actor).filter(symbol_key=key).exclude(pk=pk).order_by("-issued_on").first()
    if not key or other is None:
        messages.error(request, "Không tìm thấy văn bản có số, ký hiệu này trong phạm vi được xem.")
    else:
        actions.relate(document, other=other, kind=request.POST.get("kind", ""), by=actor, at=timezone.now())
        messages.success(request, f"Đã liên kết với {other}.")
    return redirect("documents:detail", pk)


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
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_pointer(**form.cleaned_data, by=actor, at=now)
            messages.success(request, "Đã ghi chỉ dẫn văn bản mật.")
            return redirect("documents:record_pointer")
        except Refused as refused:
            put_findings(form, refused.findings)
    pointers = PaperPointer.objects.filter(agency_id=actor.agency).select_related("custodian").order_by("-pk")[:50]
    return render(request, "documents/pointer.html", {"form": form, "pointers": pointers})


@login_required
@require_GET
def registers(request: Request) -> HttpResponse:
    """The registers with their counters and proofs."""
    actor = request.actor
    require(permissions.may_see_registers, actor)
    year = local_day(timezone.now()).year
    shown = queries.registers_for(actor)
    rows = [
        (register, queries.proof(register, year), permissions.may_open_register(actor, register)) for register in shown
    ]
    context = {"rows": rows, "year": year, "may_manage": permissions.may_manage_registers(actor)}
    return render(request, "documents/registers.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def create_register(request: Request) -> HttpResponse:
    """Sets up a register."""
    actor, now = request.actor, timezone.now()
    require(permissions.may_manage_registers, actor)
    form = forms.RegisterForm(request.POST or None, today=local_day(now))
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        types = list(data.pop("types")) or [None]
        rules = [(type_, "") for type_ in types] if data["direction"] == "out" else []
        try:
            actions.create_register(**data, rules=rules, by=actor, at=now)
            messages.success(request, "Đã lập sổ. Thủ trưởng cơ quan mở sổ trước khi cấp số.")
            return redirect("documents:registers")
        except Refused as refused:
            put_findings(form, refused.findings)
    return render(request, "documents/create_register.html", {"form": form})


@login_required
@require_POST
def open_register(request: Request, pk: int) -> HttpResponse:
    """The head opens a register with the last number used outside."""
    actor = request.actor
    register = get_object_or_404(queries.registers_for(actor), pk=pk)
    form = forms.OpenRegisterForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Hãy ghi số cuối đã dùng, từ 0 trở lên.")
        return redirect("documents:registers")
    actions.open_register(register, last_number=form.cleaned_data["last_number"], by=actor, at=timezone.now())
    messages.success(request, f"Đã mở sổ {register.name}.")
    return redirect("documents:registers")


@login_required
@require_http_methods(["GET", "POST"])
def proof(request: Request, pk: int, year: int) -> HttpResponse:
    """1…N of a register: issued, void, reserved; a number is voided here with its reason."""
    actor = request.actor
    require(permissions.may_see_registers, actor)
    register: Register = get_object_or_404(queries.registers_for(actor), pk=pk)
    if request.method == "POST":
        number = get_object_or_404(register.numbers, pk=whole(request.POST.get("number", "")))
        actions.void_number(number, reason=request.POST.get("reason", ""), by=actor, at=timezone.now())
        messages.success(request, f"Đã hủy số {number.number}; số vẫn hiện trong sổ.")
        return redirect("documents:proof", pk, year)
    numbers = register.numbers.filter(year=year).select_related("entry__document__type", "taken_by").order_by("-number")
    context = {
        "register": register,
        "proof": queries.proof(register, year),
        "numbers": queries.with_documents(actor, numbers[:200]),
        "may_void": permissions.may_void(actor, register),
    }
    return render(request, "documents/proof.html", context)
