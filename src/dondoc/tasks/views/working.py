"""Pages of directions and tasks: queues, lists, one task, and one view per verb."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc.audit.journal import opened
from dondoc.documents import actions as documents
from dondoc.documents.models import Document, Entry
from dondoc.documents.queries import symbol_key, text_of, viewer
from dondoc.files import queries as files
from dondoc.files.actions import receive
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused
from dondoc.lib.forms import attempt, put_findings
from dondoc.lib.lists import back_url, read
from dondoc.lib.requests import Request, original, whole
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.lib.sentences import sentences
from dondoc.organization.models import Post, Unit
from dondoc.organization.queries import calendar, leader_posts, people_of, post_label, with_holders
from dondoc.tasks import actions, forms, lists, permissions, queries
from dondoc.tasks.actions import Assignment
from dondoc.tasks.facts import Term
from dondoc.tasks.models import Direction, DirectionItem, Evidence, Task
from dondoc.tasks.states import TASK


@login_required
@require_GET
def task_list(request: Request) -> HttpResponse:
    """Nhiệm vụ: tabs by what part one has in them and how they stand."""
    actor, today = request.actor, local_day(timezone.now())
    chosen = lists.chosen_tab(actor, request.GET)
    if chosen is None:
        raise Http404
    page = read(request.GET, queries.with_people(queries.tab(actor, chosen.code, today), today), lists.spec(today))
    context = {"page": page, "heading": chosen.label, **_tabs(queries.tabs_for(actor), chosen)}
    return render(request, "tasks/list.html", context)


def _tabs(tabs: list[queries.Tab], chosen: queries.Tab) -> dict[str, Any]:
    """The groups as tabs, each opening its widest list, and the lists of the chosen group below them."""
    groups = {tab.group: tab for tab in tabs}
    within = [tab for tab in tabs if tab.group == chosen.group]
    return {
        "tabs": [
            {"label": group, "url": f"?tab={tab.code}", "current": group == chosen.group}
            for group, tab in groups.items()
        ],
        "lists": [{"label": tab.short, "url": f"?tab={tab.code}", "current": tab == chosen} for tab in reversed(within)]
        if len(within) > 1
        else [],
    }


@login_required
@require_GET
def directions(request: Request) -> HttpResponse:
    """Chờ cho ý kiến: what lies before the leader."""
    actor = request.actor
    waiting = list(queries.directions_waiting(actor)[:100])
    return render(request, "tasks/directions.html", {"waiting": waiting})


@login_required
@require_http_methods(["GET", "POST"])
def prepare_direction(request: Request) -> HttpResponse:
    """Lays one or many arrivals before a leader with a proposal."""
    actor, now = request.actor, timezone.now()
    asked = request.POST.getlist("select") or request.GET.getlist("select")
    wanted = {pk for pk in map(whole, asked) if pk is not None}
    entries = list(
        Entry.objects.visible_to(actor).filter(pk__in=wanted, direction="in").select_related("document__type", "number")
    )
    if len(entries) != len(wanted):
        raise Http404
    if not entries:
        messages.error(request, "Hãy chọn ít nhất một văn bản đến đã vào sổ.")
        return redirect("documents:incoming")
    for entry in entries:
        require(permissions.may_prepare_direction, actor, entry)
    form = forms.PrepareForm(request.POST or None, **_choices(actor, now))
    if request.method == "POST" and form.is_valid():
        try:
            actions.prepare_direction(
                entries,
                leader=form.cleaned_data["leader"],
                given=[form.assignment()],
                words=form.cleaned_data["content"],
                by=actor,
                at=now,
            )
            messages.success(request, f"Đã trình {len(entries)} văn bản.")
            if len(entries) == 1:
                return redirect("documents:detail", entries[0].document_id)
            return redirect("documents:incoming")
        except Refused as refused:
            put_findings(form, refused.findings)
    return render(request, "tasks/prepare.html", {"form": form, "entries": entries, "heading": "Trình cho ý kiến"})


def _choices(actor: Any, now: Any) -> dict[str, Any]:
    today = local_day(now)
    leaders = with_holders(leader_posts(actor.agency_id, today), today)
    return {"units": queries.possible_leads(actor, today), "leaders": leaders}


@login_required
@require_http_methods(["GET", "POST"])
def enter_paper_direction(request: Request, pk: int) -> HttpResponse:
    """Types in a direction written on paper, with its scan (nhập thay)."""
    actor, now = request.actor, timezone.now()
    entry = get_object_or_404(Entry.objects.visible_to(actor).filter(direction="in").select_related("document"), pk=pk)
    require(permissions.may_prepare_direction, actor, entry)
    form = forms.PaperDirectionForm(request.POST or None, request.FILES or None, **_choices(actor, now))
    if request.method == "POST" and form.is_valid():
        kept, told = receive(
            request.FILES.getlist("scan"), [], not_secret=form.cleaned_data["not_secret"], by=actor, at=now
        )
        if not kept and not told:
            form.add_error("scan", "Hãy đính kèm bản quét có bút phê.")
        put_findings(form, told)
        if kept and not told:
            try:
                scan = documents.attach(
                    entry.document, stored=kept[0][0], name=kept[0][1], role="direction", by=actor, at=now
                )
                actions.enter_paper_direction(
                    entry,
                    leader=form.cleaned_data["leader"],
                    scan=scan,
                    given=[form.assignment()],
                    words=form.cleaned_data["content"],
                    by=actor,
                    at=now,
                )
                messages.success(request, "Đã nhập thay ý kiến trên giấy và giao nhiệm vụ.")
                return redirect("documents:detail", entry.document_id)
            except Refused as refused:
                put_findings(form, refused.findings)
    context = {"form": form, "entries": [entry], "heading": "Nhập ý kiến trên giấy", "upload": True}
    return render(request, "tasks/prepare.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def give_direction(request: Request, pk: int) -> HttpResponse:
    """The leader's page: the document above, the box below; afterwards the queue moves on by itself."""
    actor, now = request.actor, timezone.now()
    direction = get_object_or_404(
        Direction.objects.visible_to(actor).select_related("entry__document__type", "leader", "prepared_by"),
        pk=pk,
    )
    items = list(direction.items.select_related("lead").prefetch_related("joins", "informed"))
    item = items[0] if items else None
    units = queries.possible_leads(actor, local_day(now))
    initial = {"lead": item.lead_id if item else None, "words": direction.words, "days": ""}
    form = forms.GiveForm(request.POST or None, units=units, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = _changed(form, items)
        try:
            tasks = actions.give_direction(direction, given=given, words=form.cleaned_data["words"], by=actor, at=now)
            messages.success(request, f"Đã cho ý kiến, giao {len(tasks)} nhiệm vụ.")
            following = queries.next_waiting(actor, direction)
            return redirect("tasks:give_direction", following.pk) if following else redirect("tasks:directions")
        except Refused as refused:
            put_findings(form, refused.findings)
    if request.method == "GET":
        opened(direction.entry.document, by=actor, at=now)
    context = {
        "direction": direction,
        "document": direction.entry.document,
        "proposals": [(one, Term.from_json(one.term).words()) for one in items],
        "form": form,
        "may_give": permissions.may_give(actor, direction),
        "viewer": viewer(direction.entry.document, request.GET),
        "waiting": queries.directions_waiting(actor).count(),
    }
    return render(request, "tasks/give_direction.html", context)


def _changed(form: forms.GiveForm, items: list[DirectionItem]) -> list[Assignment] | None:
    """What the leader made of the proposal; None when he took lead and deadline as proposed.

    The box changes the first piece of a proposal; further pieces stay as they were proposed.
    """
    lead: Unit | None = form.cleaned_data["lead"]
    term = form.term()
    if not items:
        return (
            [Assignment(content=form.cleaned_data["words"], leads=[lead] if lead else [], term=term)] if lead else None
        )
    item = items[0]
    if term is None and (lead is None or lead.pk == item.lead_id):
        return None
    lead = lead or item.lead
    joins = [unit for unit in item.joins.all() if unit.pk != lead.pk]
    informed = [unit for unit in item.informed.all() if unit.pk != lead.pk]
    kept = term or Term.from_json(item.term)
    first = Assignment(form.cleaned_data["words"] or item.words, [lead], joins, informed, item.product, kept)
    return [first, *actions.proposed(items[1:])]


@login_required
@require_POST
def decline_direction(request: Request, pk: int) -> HttpResponse:
    """The leader sends the proposal back."""
    actor = request.actor
    direction = get_object_or_404(Direction.objects.visible_to(actor), pk=pk)
    actions.decline_direction(direction, reason=request.POST.get("reason", ""), by=actor, at=timezone.now())
    messages.success(request, "Đã trả lại đề xuất.")
    return redirect("tasks:directions")


@login_required
@require_http_methods(["GET", "POST"])
def assign(request: Request, pk: int) -> HttpResponse:
    """Turns a document into tasks, as many as are needed, all sent in one act."""
    actor, now = request.actor, timezone.now()
    document = get_object_or_404(Document.objects.visible_to(actor).select_related("type"), pk=pk)
    require(permissions.may_assign, actor, document)
    text = text_of(document)
    count = _count(request)
    shown = _assignment_forms(request, count, queries.possible_leads(actor, local_day(now)))
    if request.method == "POST" and "add" not in request.POST and all([form.is_valid() for form in shown]):
        try:
            given = [form.assignment(text) for form in shown]
            tasks = actions.assign(document=document, given=given, assigned_for=document.signer, by=actor, at=now)
            messages.success(request, f"Đã giao {len(tasks)} nhiệm vụ.")
            return redirect("documents:detail", document.pk)
        except Refused as refused:
            put_findings(shown[0], refused.findings)
    context = {
        "forms": shown,
        "document": document,
        "count": len(shown),
        "heading": "Giao nhiệm vụ từ văn bản",
        "sentences": sentences(text),
        "viewer": viewer(document, request.GET),
    }
    return render(request, "tasks/assign.html", context)


def _count(request: Request) -> int:
    count = whole(request.POST.get("count", "")) or 1
    return min(count + ("add" in request.POST), 30)


def _assignment_forms(request: Request, count: int, units: list[Unit]) -> list[forms.AssignmentForm]:
    """So many forms; one just added comes empty, the others keep what was typed."""
    bound = request.method == "POST"
    adding = "add" in request.POST
    return [
        forms.AssignmentForm(
            request.POST if bound and not (adding and place == count - 1) else None,
            prefix=f"t{place}",
            units=units,
        )
        for place in range(count)
    ]


@login_required
@require_http_methods(["GET", "POST"])
def split(request: Request, pk: int) -> HttpResponse:
    """Gives parts of a task to units below its lead."""
    actor, now = request.actor, timezone.now()
    task = _task(request, pk)
    require(permissions.may_split, actor, task)
    shown = _assignment_forms(request, _count(request), queries.possible_parts(task, local_day(now)))
    if request.method == "POST" and "add" not in request.POST and all([form.is_valid() for form in shown]):
        try:
            actions.split(task, given=[form.assignment() for form in shown], by=actor, at=now)
            messages.success(request, "Đã giao việc con.")
            return redirect("tasks:detail", pk)
        except Refused as refused:
            put_findings(shown[0], refused.findings)
    context = {"forms": shown, "task": task, "count": len(shown), "heading": "Chia việc"}
    return render(request, "tasks/assign.html", context)


def _task(request: Request, pk: int) -> Task:
    rows = Task.objects.visible_to(request.actor)
    return get_object_or_404(
        rows.select_related("lead__agency", "assigner", "deadline", "document__type", "person", "direction"),
        pk=pk,
    )


@login_required
@require_GET
def detail(request: Request, pk: int) -> HttpResponse:
    """One task: the sentence, the deadline with its reckoning, who does what, the evidence, what to do next."""
    task = _task(request, pk)
    opened(task, by=request.actor, at=timezone.now())
    return _page(request, task)


def _page(request: Request, task: Task, **typed: Any) -> HttpResponse:
    """The page of a task; `typed` holds the form that was not accepted, with what was typed."""
    actor, now = request.actor, timezone.now()
    today, over = local_day(now), calendar()
    works = permissions.may_work(actor, task)
    acknowledges = permissions.may_acknowledge(actor, task)
    reviews = permissions.may_review(actor, task)
    can = {
        "acknowledge": acknowledges and TASK.allows("acknowledge", task.state),
        "name_person": acknowledges and TASK.allows("name_person", task.state),
        "return": acknowledges and TASK.allows("return", task.state),
        "report": works and TASK.allows("report_progress", task.state),
        "submit": works and TASK.allows("submit", task.state),
        "accept": reviews and TASK.allows("accept", task.state),
        "reassign": reviews and TASK.allows("reassign", task.state),
        "cancel": reviews and TASK.allows("cancel", task.state),
        "split": permissions.may_split(actor, task) and TASK.allows("split", task.state),
    }
    context = {
        "task": task,
        "standing": queries.standing(task, today, over),
        "can": can,
        "person_form": forms.PersonForm(people=list(people_of(task.lead, today)), today=today),
        "submit_form": forms.SubmitForm(),
        "progress_form": forms.progress_form(),
        "send_back_form": forms.send_back_form(),
        "return_form": forms.return_form(),
        "cancel_form": forms.cancel_form(),
        "reassign_form": forms.ReassignForm(units=queries.possible_leads(actor, today)) if can["reassign"] else None,
        "notes": task.notes.select_related("by", "post").prefetch_related("evidence__document", "evidence__stored"),
        "parent": Task.objects.visible_to(actor).filter(pk=task.parent_id).first() if task.parent_id else None,
        "children": [(child, queries.standing(child, today, over)) for child in _children(request, task)],
        "participants": task.participants.select_related("unit"),
        "ledger": task.deadline.entries.all(),
        "back_url": back_url(request.GET, "/tasks/"),
        "sees_document": task.document_id is not None
        and Document.objects.visible_to(actor).filter(pk=task.document_id).exists(),
        "quote_page": queries.quote_page(task),
        "holder": post_label(with_holders(Post.objects.filter(pk=task.person.pk), today)[0]) if task.person else "",
    }
    return render(request, "tasks/detail.html", context | typed)


def _children(request: Request, task: Task) -> Any:
    rows = Task.objects.visible_to(request.actor).filter(parent=task)
    return rows.select_related("lead", "deadline", "person")


def _version(request: Request) -> int | None:
    return whole(request.POST.get("version", ""))


@login_required
@require_POST
def acknowledge(request: Request, pk: int) -> HttpResponse:
    """Takes a task in and names the person; later the same page gives it to another."""
    actor, now = request.actor, timezone.now()
    task, today = _task(request, pk), local_day(now)
    form = forms.PersonForm(request.POST, people=list(people_of(task.lead, today)), today=today)
    if not form.is_valid():
        raise Refused([Finding("Hãy chọn người thực hiện trong danh sách.", field="person")])
    person = form.cleaned_data["person"]
    if TASK.allows("name_person", task.state) and person is not None:
        actions.name_person(task, person=person, version=_version(request), by=actor, at=now)
        messages.success(request, "Đã đổi người thực hiện.")
    else:
        actions.acknowledge(task, person=person, version=_version(request), by=actor, at=now)
        messages.success(request, "Đã tiếp nhận nhiệm vụ.")
    return redirect("tasks:detail", pk)


@login_required
@require_POST
def report_progress(request: Request, pk: int) -> HttpResponse:
    """Adds a progress note."""
    actor, task, form = request.actor, _task(request, pk), forms.progress_form(request.POST)

    def act() -> None:
        actions.report_progress(task, **form.cleaned_data, version=_version(request), by=actor, at=timezone.now())

    if not attempt(form, act):
        require(permissions.may_work, actor, task)
        return _page(request, task, progress_form=form)
    messages.success(request, "Đã ghi tình hình thực hiện.")
    return redirect("tasks:detail", pk)


@login_required
@require_POST
def submit(request: Request, pk: int) -> HttpResponse:
    """Hands in the result with its evidence. Files that were brought in once stay with the form when it is refused."""
    actor, now = request.actor, timezone.now()
    task = _task(request, pk)
    require(permissions.may_work, actor, task)
    form = forms.SubmitForm(request.POST, request.FILES)
    not_secret = request.POST.get("not_secret") == "on"
    uploads, tokens = request.FILES.getlist("files"), request.POST.getlist("kept")
    kept, told = receive(uploads, tokens, not_secret=not_secret, by=actor, at=now)

    def act() -> None:
        wanted = [symbol_key(text) for text in form.cleaned_data["symbols"].split(";") if text.strip()]
        found = list(Document.objects.visible_to(actor).filter(symbol_key__in=wanted)) if wanted else []
        findings = list(told)
        if set(wanted) - {document.symbol_key for document in found}:
            sentence = "Không tìm thấy văn bản kết quả có số, ký hiệu đã ghi trong phạm vi được xem."
            findings.append(Finding(sentence, field="symbols"))
        if findings:
            raise Refused(findings)
        actions.submit(
            task,
            words=form.cleaned_data["words"],
            documents=found,
            files=kept,
            version=_version(request),
            by=actor,
            at=now,
        )

    if not attempt(form, act):
        shown = [{"name": name, "token": files.token(stored, name, actor)} for stored, name in kept]
        return _page(request, task, submit_form=form, kept=shown)
    messages.success(request, "Đã gửi kết quả, chờ bên giao xác nhận.")
    return redirect("tasks:detail", pk)


@login_required
@require_POST
def accept(request: Request, pk: int) -> HttpResponse:
    """Accepts the result."""
    actions.accept(_task(request, pk), version=_version(request), by=request.actor, at=timezone.now())
    messages.success(request, "Đã xác nhận hoàn thành.")
    return redirect("tasks:detail", pk)


@login_required
@require_POST
def send_back(request: Request, pk: int) -> HttpResponse:
    """Sends the result back with a reason."""
    actor, task, form = request.actor, _task(request, pk), forms.send_back_form(request.POST)

    def act() -> None:
        actions.send_back(task, **form.cleaned_data, version=_version(request), by=actor, at=timezone.now())

    if not attempt(form, act):
        require(permissions.may_review, actor, task)
        return _page(request, task, send_back_form=form)
    messages.success(request, "Đã trả lại kết quả.")
    return redirect("tasks:detail", pk)


@login_required
@require_POST
def return_task(request: Request, pk: int) -> HttpResponse:
    """ "Not our function": back to the assigner with the ground."""
    actor, task, form = request.actor, _task(request, pk), forms.return_form(request.POST)

    def act() -> None:
        clause = request.POST.get("clause", "")
        version, now = _version(request), timezone.now()
        actions.return_task(task, **form.cleaned_data, clause=clause, version=version, by=actor, at=now)

    if not attempt(form, act, beside={"clause": "ground"}):
        require(permissions.may_acknowledge, actor, task)
        return _page(request, task, return_form=form)
    messages.success(request, "Đã trả lại người giao kèm căn cứ.")
    return redirect("tasks:list")


@login_required
@require_POST
def reassign(request: Request, pk: int) -> HttpResponse:
    """Gives a returned task to another lead."""
    actor, now = request.actor, timezone.now()
    task = _task(request, pk)
    require(permissions.may_review, actor, task)
    form = forms.ReassignForm(request.POST, units=queries.possible_leads(actor, local_day(now)))

    def act() -> None:
        lead, term = form.cleaned_data["lead"], form.term()
        actions.reassign(task, lead=lead, term=term, version=_version(request), by=actor, at=now)

    if not attempt(form, act, beside={"term": "due"}):
        return _page(request, task, reassign_form=form if TASK.allows("reassign", task.state) else None)
    messages.success(request, "Đã giao lại.")
    return redirect("tasks:detail", pk)


@login_required
@require_POST
def cancel(request: Request, pk: int) -> HttpResponse:
    """Cancels a task with a reason."""
    actor, task, form = request.actor, _task(request, pk), forms.cancel_form(request.POST)

    def act() -> None:
        actions.cancel(task, **form.cleaned_data, version=_version(request), by=actor, at=timezone.now())

    if not attempt(form, act):
        require(permissions.may_review, actor, task)
        return _page(request, task, cancel_form=form)
    messages.success(request, "Đã hủy nhiệm vụ.")
    return redirect("tasks:detail", pk)


@login_required
@require_GET
def evidence(request: Request, pk: int, evidence_pk: int) -> FileResponse:
    """A file of evidence, for those who have a part in the task."""
    task = _task(request, pk)
    proof = get_object_or_404(Evidence.objects.exclude(stored=None).select_related("stored"), pk=evidence_pk, task=task)
    assert proof.stored is not None
    opened(task, by=request.actor, at=timezone.now(), act="download")
    return original(files.open_original(proof.stored), proof.name, proof.stored.content_type)
