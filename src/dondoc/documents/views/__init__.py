"""Pages of documents: queues, lists, the document, and one view per verb."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc.audit.journal import opened
from dondoc.documents import actions, forms, gate, lists, permissions, queries
from dondoc.documents.actions.documents import CORRECTABLE
from dondoc.documents.models import (
    Document,
    DocumentFile,
    Entry,
    Expunge,
    Number,
    PaperPointer,
    Recipient,
    Register,
    Routing,
)
from dondoc.documents.views.pending import arrivals_context
from dondoc.files import queries as files
from dondoc.files.actions import clean_name, examine, look, receive
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused
from dondoc.lib.forms import attempt, put_findings, told_changes
from dondoc.lib.lists import back_url, read
from dondoc.lib.panels import panels
from dondoc.lib.requests import Request, whole
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.lib.symbols import check_incoming
from dondoc.lib.verbs import VERBS


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


@login_required
@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    """The document on the left, what there is to do and to know on the right."""
    document = get_object_or_404(queries.whole(request.actor), pk=pk)
    opened(document, by=request.actor, at=timezone.now())
    return _page(request, document)


def _page(request: Request, document: Document, **typed: Any) -> HttpResponse:
    """The page of a document; `typed` holds the form that was not accepted, with what was typed."""
    actor = request.actor
    entry = queries.entry_of(actor, document)
    today = local_day(timezone.now())
    relations, related_from = queries.relations_of(actor, document)
    recipient = queries.waiting_recipient(actor, document)
    context: dict[str, Any] = {
        "document": document,
        "entry": entry,
        "recipient": recipient,
        "timing": _timing(recipient, entry),
        "viewer": queries.viewer(document, request.GET),
        "panels": panels("document", request, document),
        "print_items": panels("print_document", request, document),
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
        "expunge": queries.expunge_of(document),
        "may_see_expunge": permissions.may_see_expunge(actor, document),
        "may_relate": permissions.may_relate(actor, document),
        "relate_form": forms.RelateForm(),
    }
    if entry is not None:
        context |= {
            "routings": routings(request, entry, typed.pop("asked", None)),
            "may_forward": permissions.may_forward(actor, entry),
            "forward_form": forms.ForwardForm(agency_id=entry.agency_id, today=today),
            "may_close": entry.direction == "in" and entry.state != "closed" and permissions.may_close(actor, entry),
        }
    return render(request, "documents/detail.html", context | typed)


def _timing(recipient: Recipient | None, entry: Entry | None) -> gate.Timing | None:
    """The clock that runs for this agency: to receive the document, or to pass it on."""
    now = timezone.now()
    if recipient is not None:
        return gate.Clocks(now).of_recipient(recipient)
    if entry is None or entry.direction != "in" or entry.state != "registered":
        return None
    kept = queries.not_passed_on(entry.agency_id, now - gate.LOOKED_AT).filter(pk=entry.pk).first()
    return gate.Clocks(now).of_entry(kept) if kept else None


def history(document: Document, entry: Entry | None) -> list[dict[str, Any]]:
    """What was done on the document and on this agency's entry, newest first, in words."""
    lines = queries.history_of(document, entry).values("at", "verb", "who")[:100]
    return [line | {"verb": VERBS.get(line["verb"], line["verb"]), "who": line["who"] or "Hệ thống"} for line in lines]


def routings(request: Request, entry: Entry, asked: forms.ReasonForm | None = None) -> list[dict[str, Any]]:
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
                "ask_form": asked if asked and asked.place == _ask_place(routing) else _reason_to_ask(routing),
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


def _whole(request: Request, pk: int) -> Document:
    """The document with all that its page needs."""
    return get_object_or_404(queries.whole(request.actor), pk=pk)


@login_required
@require_POST
def forward(request: Request, pk: int) -> HttpResponse:
    """Transfers the agency's entry to units and people."""
    actor, now = request.actor, timezone.now()
    entry = _own_entry(request, pk)
    form = forms.ForwardForm(request.POST, agency_id=entry.agency_id, today=local_day(now))

    def act() -> None:
        actions.forward(entry, to=form.receivers(), note=form.cleaned_data["note"], by=actor, at=now)

    if not attempt(form, act, beside={"to": "units"}):
        require(permissions.may_forward, actor, entry)
        return _page(request, _whole(request, pk), forward_form=form)
    messages.success(request, f"Đã chuyển đến {len(form.receivers())} nơi.")
    return redirect("documents:detail", pk)


def _expunge_page(request: Request, document: Document, form: Any, answer: Any = None) -> HttpResponse:
    actor, asked = request.actor, queries.expunge_of(document)
    if asked is not None:
        asked.document = document
    context = {
        "document": document,
        "expunge": asked,
        "form": form,
        "answer_form": answer or forms.ReasonForm(label="Lý do không đồng ý", place="answer"),
        "may_ask": permissions.may_ask_expunge(actor, document),
        "may_settle": asked is not None and asked.state == "asked" and permissions.may_settle_expunge(actor, asked),
    }
    return render(request, "documents/expunge.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def expunge(request: Request, pk: int) -> HttpResponse:
    """The request to destroy a document: the first person writes it here, the second reads it here."""
    document = _whole(request, pk)
    require(permissions.may_see_expunge, request.actor, document)
    form = forms.ExpungeForm(request.POST or None)
    if request.method == "POST":
        data = form.cleaned_data if form.is_valid() else {}
        if attempt(form, lambda: actions.ask_expunge(document, **data, by=request.actor, at=timezone.now())):
            messages.success(request, "Đã ghi đề nghị tiêu hủy; chờ người thứ hai xác nhận.")
            return redirect("documents:expunge", pk)
        require(permissions.may_ask_expunge, request.actor, document)
    return _expunge_page(request, document, form)


@login_required
@require_POST
def settle_expunge(request: Request, pk: int) -> HttpResponse:
    """The second person confirms, or does not agree."""
    actor, now = request.actor, timezone.now()
    visible = Document.objects.visible_to(actor)
    asked = get_object_or_404(Expunge.objects.filter(document__in=visible).select_related("document"), pk=pk)
    if request.POST.get("agree") == "yes":
        actions.confirm_expunge(asked, by=actor, at=now)
        messages.success(request, "Đã xác nhận: nội dung văn bản đã bị xóa, tệp đang được hủy.")
        return redirect("documents:detail", asked.document_id)
    form = forms.ReasonForm(request.POST, label="Lý do không đồng ý", place="answer")
    if not attempt(form, lambda: actions.refuse_expunge(asked, **form.cleaned_data, by=actor, at=now)):
        require(permissions.may_settle_expunge, actor, asked)
        return _expunge_page(request, _whole(request, asked.document_id), forms.ExpungeForm(), form)
    messages.success(request, "Đã ghi không đồng ý; văn bản được giữ nguyên.")
    return redirect("documents:detail", asked.document_id)


def _ask_place(routing: Routing) -> str:
    return f"ask{routing.pk}"


def _reason_to_ask(routing: Routing, data: Any = None) -> forms.ReasonForm:
    return forms.ReasonForm(data, label="Lý do đề nghị thu hồi", place=_ask_place(routing))


@login_required
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Takes a transfer back, or asks for it when it was opened."""
    actor, now = request.actor, timezone.now()
    routing = get_object_or_404(Routing.objects.filter(entry__in=Entry.objects.visible_to(actor)), pk=pk)
    if "reason" in request.POST:
        form = _reason_to_ask(routing, request.POST)
        if not attempt(form, lambda: actions.ask_withdrawal(routing, **form.cleaned_data, by=actor, at=now)):
            require(permissions.may_withdraw, actor, routing)
            return _page(request, _whole(request, routing.entry.document_id), asked=form)
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
    actor, document = request.actor, _whole(request, pk)
    form = forms.CorrectForm(request.POST, correctable=CORRECTABLE)
    if not attempt(form, lambda: actions.correct(document, **form.cleaned_data, by=actor, at=timezone.now())):
        require(permissions.may_correct, actor, document)
        return _page(request, document, correct_form=form)
    messages.success(request, "Đã ghi đính chính; nội dung đăng ký ban đầu được giữ nguyên.")
    return redirect("documents:detail", pk)


@login_required
@require_POST
def relate(request: Request, pk: int) -> HttpResponse:
    """Links the document to another, named by its number and symbol."""
    actor, document = request.actor, _whole(request, pk)
    form = forms.RelateForm(request.POST)

    def act() -> None:
        other = queries.named(actor, form.cleaned_data["other"], but=document)
        if other is None:
            sentence = "Không tìm thấy văn bản có số, ký hiệu này trong phạm vi được xem."
            raise Refused([Finding(sentence, field="other")])
        actions.relate(document, other=other, kind=form.cleaned_data["kind"], by=actor, at=timezone.now())
        messages.success(request, f"Đã liên kết với {other}.")

    if not attempt(form, act):
        require(permissions.may_relate, actor, document)
        return _page(request, document, relate_form=form)
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
    if request.method == "POST" and attempt(
        form, lambda: actions.record_pointer(**form.cleaned_data, by=actor, at=now)
    ):
        messages.success(request, "Đã ghi chỉ dẫn văn bản mật.")
        return redirect("documents:record_pointer")
    pointers = PaperPointer.objects.filter(agency_id=actor.agency).select_related("custodian").order_by("-pk")[:50]
    return render(request, "documents/pointer.html", {"form": form, "pointers": pointers})


@login_required
@require_GET
def registers(request: Request) -> HttpResponse:
    """The registers with their counters and proofs."""
    return _registers(request, {})


def _registers(request: Request, typed: dict[int, forms.OpenRegisterForm]) -> HttpResponse:
    """The registers; `typed` holds the last number that was not accepted."""
    actor = request.actor
    require(permissions.may_see_registers, actor)
    year = local_day(timezone.now()).year
    rows = [
        (
            register,
            queries.proof(register, year),
            permissions.may_open_register(actor, register),
            permissions.may_print_register(actor, register),
            typed.get(register.pk) or _opening(register.pk),
        )
        for register in queries.registers_for(actor)
    ]
    context = {"rows": rows, "year": year, "may_manage": permissions.may_manage_registers(actor)}
    return render(request, "documents/registers.html", context)


def _opening(pk: int, data: Any = None) -> forms.OpenRegisterForm:
    return forms.OpenRegisterForm(data, auto_id=f"id_open{pk}_%s")


@login_required
@require_http_methods(["GET", "POST"])
def create_register(request: Request) -> HttpResponse:
    """Sets up a register."""
    actor, now = request.actor, timezone.now()
    require(permissions.may_manage_registers, actor)
    form = forms.RegisterForm(request.POST or None, today=local_day(now))

    def act() -> None:
        data = dict(form.cleaned_data)
        types = list(data.pop("types")) or [None]
        rules = [(type_, "") for type_ in types] if data["direction"] == "out" else []
        actions.create_register(**data, rules=rules, by=actor, at=now)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "Đã lập sổ. Thủ trưởng cơ quan mở sổ trước khi cấp số.")
        return redirect("documents:registers")
    return render(request, "documents/create_register.html", {"form": form})


@login_required
@require_POST
def open_register(request: Request, pk: int) -> HttpResponse:
    """The head opens a register with the last number used outside."""
    actor = request.actor
    register = get_object_or_404(queries.registers_for(actor), pk=pk)
    form = _opening(pk, request.POST)
    if not attempt(form, lambda: actions.open_register(register, **form.cleaned_data, by=actor, at=timezone.now())):
        require(permissions.may_open_register, actor, register)
        return _registers(request, {pk: form})
    messages.success(request, f"Đã mở sổ {register.name}.")
    return redirect("documents:registers")


@login_required
@require_http_methods(["GET", "POST"])
def proof(request: Request, pk: int, year: int) -> HttpResponse:
    """1…N of a register: issued, void, reserved; a number is voided here with its reason."""
    require(permissions.may_see_registers, request.actor)
    register: Register = get_object_or_404(queries.registers_for(request.actor), pk=pk)
    if request.method == "GET":
        return _proof(request, register, year, {})
    number = get_object_or_404(register.numbers, pk=whole(request.POST.get("number", "")))
    form = _reason_to_void(number, request.POST)
    if attempt(form, lambda: actions.void_number(number, **form.cleaned_data, by=request.actor, at=timezone.now())):
        messages.success(request, f"Đã hủy số {number.number}; số vẫn hiện trong sổ.")
        return redirect("documents:proof", pk, year)
    require(permissions.may_void, request.actor, register)
    return _proof(request, register, year, {number.pk: form})


def _proof(
    request: Request, register: Register, year: int, typed: dict[int, forms.ReasonForm], reserve: Any = None
) -> HttpResponse:
    """The proof; `typed` and `reserve` hold what was not accepted."""
    actor = request.actor
    numbers = register.numbers.filter(year=year).select_related("entry__document__type", "taken_by").order_by("-number")
    context = {
        "register": register,
        "proof": queries.proof(register, year),
        "numbers": [
            (number, document, typed.get(number.pk) or _reason_to_void(number))
            for number, document in queries.with_documents(actor, numbers[:200])
        ],
        "blocks": register.blocks.filter(year=year).select_related("reserved_by").order_by("-pk"),
        "may_void": permissions.may_void(actor, register),
        "may_reserve": year == local_day(timezone.now()).year and permissions.may_reserve(actor, register),
        "reserve_form": reserve or forms.ReserveForm(),
    }
    return render(request, "documents/proof.html", context)


@login_required
@require_POST
def reserve_numbers(request: Request, pk: int) -> HttpResponse:
    """Keeps the next numbers of a register free."""
    actor, now = request.actor, timezone.now()
    require(permissions.may_see_registers, actor)
    register: Register = get_object_or_404(queries.registers_for(actor), pk=pk)
    form, year = forms.ReserveForm(request.POST), local_day(now).year

    def act() -> None:
        block = actions.reserve_numbers(register, **form.cleaned_data, by=actor, at=now)
        messages.success(request, f"Đã giữ các số {block.first} đến {block.last}.")

    if not attempt(form, act):
        require(permissions.may_reserve, actor, register)
        return _proof(request, register, year, {}, reserve=form)
    return redirect("documents:proof", pk, year)


def _reason_to_void(number: Number, data: Any = None) -> forms.ReasonForm:
    return forms.ReasonForm(data, label=f"Lý do hủy số {number.number}", place=f"void{number.pk}")
