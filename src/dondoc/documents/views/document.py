"""One document: its page, its files, and one view per verb done on it."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc.audit.journal import opened
from dondoc.documents import actions, forms, gate, permissions, queries
from dondoc.documents.actions.documents import CORRECTABLE
from dondoc.documents.models import (
    Document,
    DocumentFile,
    Entry,
    Expunge,
    Recipient,
    Routing,
)
from dondoc.files import queries as files
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused
from dondoc.lib.forms import attempt
from dondoc.lib.lists import back_url
from dondoc.lib.panels import panels
from dondoc.lib.requests import Request, original, picture
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.lib.verbs import VERBS


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
    """The original bytes of a file."""
    actor = request.actor
    held = _held(request, pk, file_pk)
    opened(held.document, by=actor, at=timezone.now(), act="download")
    return original(files.open_original(held.stored), held.name, held.stored.content_type)


@login_required
@require_GET
def page(request: Request, pk: int, file_pk: int, number: int) -> HttpResponse:
    """One page of a file as a picture."""
    held = _held(request, pk, file_pk)
    return picture(files.page_image(held.stored, number, 900))


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
