"""What is printed of documents and registers: each print is a line of the access log, and bears that line's number."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from dondoc.audit.journal import opened
from dondoc.documents import permissions, prints, queries
from dondoc.documents.models import Entry, Register
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused
from dondoc.lib.forms import PeriodForm
from dondoc.lib.panels import panels
from dondoc.lib.requests import Request, printed
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.lib.typesetting import Mark
from dondoc.lib.ui import thousands
from dondoc.organization.queries import named

# Setting a table takes memory as it grows, and nobody binds a longer book: a longer period is printed in parts.
LONGEST_BOOK = 2_000
PAPERS = {"a4": "A4", "a3": "A3"}


def mark_of(request: Request, record: Any, what: str) -> Mark:
    """Writes the print into the access log and gives what each of its pages bears (NĐ 30/2020 Phụ lục VI, III.6k–l)."""
    now = timezone.now()
    line = opened(record, by=request.actor, at=now, act="print")
    return Mark(named(request.actor), now, what, line.pk)


@login_required
@require_GET
def print_register(request: Request, pk: int) -> HttpResponse:
    """The period of a register, and the books that it can be printed as."""
    register, actor = _register(request, pk), request.actor
    today = local_day(timezone.now())
    since = today.replace(month=1, day=1)
    asked = request.GET if "since" in request.GET else {"since": f"{since:%d/%m/%Y}", "until": f"{today:%d/%m/%Y}"}
    form = PeriodForm(asked)
    books = []
    if form.is_valid():
        for code, kind in prints.BOOKS.items():
            if kind.direction == register.direction:
                listed = prints.table(actor, register, kind, **form.cleaned_data)
                period = {name: day.isoformat() for name, day in form.cleaned_data.items()}
                books.append(
                    {
                        "code": code,
                        "title": kind.title,
                        "count": listed.rows.count(),
                        "chosen": [("register", register.pk), ("book", code), *period.items()],
                    }
                )
    context = {
        "register": register,
        "form": form,
        "books": books,
        "papers": PAPERS,
        "longest": LONGEST_BOOK,
        "panels": panels("register", request, (register, form.cleaned_data)) if form.is_valid() else [],
    }
    return render(request, "documents/print_register.html", context)


@login_required
@require_GET
def book(request: Request, pk: int, kind: str) -> FileResponse:
    """A register of a period as a PDF."""
    register = _register(request, pk)
    wanted = prints.BOOKS.get(kind)
    form = PeriodForm(request.GET)
    if wanted is None or wanted.direction != register.direction:
        raise Http404
    if not form.is_valid():
        raise Refused([Finding(str(error), field=name) for name, errors in form.errors.items() for error in errors])
    period = form.cleaned_data
    if prints.table(request.actor, register, wanted, **period).rows[: LONGEST_BOOK + 1].count() > LONGEST_BOOK:
        raise Refused([too_long(register)])
    paper = request.GET.get("paper", "")
    mark = mark_of(request, register, f"{wanted.title}, {register.name}")
    made = prints.book(request.actor, register, wanted, **period, paper=paper if paper in PAPERS else "a4", mark=mark)
    return printed(made, f"{wanted.title} {period['since']:%d-%m-%Y} {period['until']:%d-%m-%Y}")


def too_long(register: Register) -> Finding:
    """Why a book is not printed, and what to do instead."""
    sentence = f"Kỳ này có hơn {thousands(LONGEST_BOOK)} số. Hãy in từng kỳ ngắn hơn, hoặc xuất Excel."
    return Finding(sentence, field="until", remedy="documents:print_register", remedy_args=(register.pk,))


@login_required
@require_GET
def stamp(request: Request, pk: int) -> FileResponse:
    """Dấu ĐẾN of the own agency's arrival, on a sheet of its own."""
    entry = _own_entry(request, pk, "in")
    mark = mark_of(request, entry.document, f"Dấu đến số {entry.number.number}")
    return printed(prints.stamp(entry, mark=mark), f"Dau den so {entry.number.number}")


@login_required
@require_GET
def delivery(request: Request, pk: int) -> FileResponse:
    """Phiếu gửi of an issued document of the own agency, a page for each receiver."""
    entry = _own_entry(request, pk, "out")
    document, today = entry.document, local_day(timezone.now())
    if not document.recipients.exists():
        raise Http404
    mark = mark_of(request, document, f"Phiếu gửi văn bản {document.symbol}")
    sender = mark.who.split(",")[0]
    made = prints.delivery(document, entry.agency_id, mark=mark, sender=sender, today=today)
    return printed(made, f"Phieu gui {document.symbol}")


@login_required
@require_GET
def copy(request: Request, pk: int, file_pk: int) -> FileResponse:
    """A copy of a file for printing, marked on every page and, for an arrival, stamped on the first.

    It is a download: what a stranger wrote never opens in our pages.
    """
    actor = request.actor
    held = queries.visible_file(actor, pk, file_pk)
    if held is None:
        raise Http404
    place = request.GET.get("place", "left")
    mark = mark_of(request, held.document, f"Bản in {held.name}")
    entry = queries.entry_of(actor, held.document)
    made = prints.copy(held, entry, place if place in prints.STAMP_PLACES else "left", mark=mark)
    if made is None:
        raise Refused(
            [Finding("Tệp này không phải PDF, không đóng dấu lên bản in được. Hãy in dấu đến trên tờ riêng.")]
        )
    response = printed(made, f"Ban in {held.name.rsplit('.', 1)[0]}")
    response["Content-Disposition"] = response["Content-Disposition"].replace("inline", "attachment", 1)
    return response


def _register(request: Request, pk: int) -> Register:
    """A register of the own agency that the person may print; to others it is not there."""
    register: Register = get_object_or_404(queries.registers_for(request.actor), pk=pk)
    if register.agency_id != request.actor.agency_id:
        raise Http404
    require(permissions.may_print_register, request.actor, register)
    return register


def _own_entry(request: Request, pk: int, direction: str) -> Entry:
    entries = Entry.objects.visible_to(request.actor).filter(document_id=pk, direction=direction)
    return get_object_or_404(entries.select_related("document__type", "number", "agency"))
