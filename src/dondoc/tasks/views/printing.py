"""What is printed of directions and tasks: the slip of an arrival, the book of how arrivals are being settled."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_GET

from dondoc.audit.journal import opened
from dondoc.documents.models import Entry
from dondoc.documents.permissions import may_print_register
from dondoc.documents.queries import registers_for
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused
from dondoc.lib.forms import PeriodForm
from dondoc.lib.requests import Request, printed
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.lib.typesetting import Mark
from dondoc.lib.ui import thousands
from dondoc.organization.queries import named
from dondoc.tasks import prints


def _mark(request: Request, record: Any, what: str) -> Mark:
    now = timezone.now()
    line = opened(record, by=request.actor, at=now, act="print")
    return Mark(named(request.actor), now, what, line.pk)


@login_required
@require_GET
def slip(request: Request, pk: int) -> FileResponse:
    """Phiếu giải quyết văn bản đến of the own agency's arrival, filled with what was directed and proposed so far."""
    actor, today = request.actor, local_day(timezone.now())
    entries = Entry.objects.visible_to(actor).filter(document_id=pk, direction="in")
    entry = get_object_or_404(entries.select_related("document__type", "number", "agency"))
    mark = _mark(request, entry.document, f"Phiếu giải quyết văn bản đến số {entry.number.number}")
    return printed(prints.slip(actor, entry, mark=mark, today=today), f"Phieu giai quyet so {entry.number.number}")


@login_required
@require_GET
def follow_up(request: Request, pk: int) -> FileResponse:
    """Sổ theo dõi giải quyết văn bản đến of a period."""
    actor = request.actor
    register = get_object_or_404(registers_for(actor).filter(agency_id=actor.agency_id, direction="in"), pk=pk)
    require(may_print_register, actor, register)
    form = PeriodForm(request.GET)
    if not form.is_valid():
        raise Http404
    since, until = form.cleaned_data["since"], form.cleaned_data["until"]
    listed = prints.follow_up_table(actor, register, since, until, today=local_day(timezone.now()))
    if listed.rows[: prints.LONGEST_BOOK + 1].count() > prints.LONGEST_BOOK:
        sentence = f"Kỳ này có hơn {thousands(prints.LONGEST_BOOK)} văn bản. Hãy in từng kỳ ngắn hơn, hoặc xuất Excel."
        raise Refused([Finding(sentence, remedy="documents:print_register", remedy_args=(register.pk,))])
    mark = _mark(request, register, f"{prints.FOLLOW_UP}, {register.name}")
    paper = "a3" if request.GET.get("paper") == "a3" else "a4"
    made = prints.follow_up(register, listed, since, until, paper=paper, mark=mark)
    return printed(made, f"{prints.FOLLOW_UP} {since:%d-%m-%Y} {until:%d-%m-%Y}")
