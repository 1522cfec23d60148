"""Home by role, search, and what a visitor sees first."""

import tempfile

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from dondoc.audit.journal import opened
from dondoc.documents import queries as documents
from dondoc.lib.days import local_day
from dondoc.lib.lists import read
from dondoc.lib.requests import Request
from dondoc.lib.rulings import require
from dondoc.organization.models import User
from dondoc.organization.permissions import may_read_journal
from dondoc.organization.queries import calendar
from dondoc.portal import actions, lists, prints, queries
from dondoc.portal.models import CONTENT_TYPES, KINDS, Export
from dondoc.tasks import queries as tasks


@require_GET
def home(request: Request) -> HttpResponse:
    """A visitor sees what this is; a person sees what waits for him in his post."""
    if not request.user.is_authenticated:
        return render(request, "portal/public.html", {"empty": not User.objects.exists(), "demo": settings.DEMO})
    actor = request.actor
    today, over = local_day(timezone.now()), calendar()
    desk = queries.desk(actor)
    context = {
        "cards": queries.cards(actor, today),
        "arrivals": desk.arrivals,
        "directions": desk.directions,
        "tasks": [(row.task, tasks.standing(row.task, today, over)) for row in desk.tasks],
        "late": [
            (row.task, row.person_name, tasks.standing(row.task, today, over))
            for row in queries.most_late(actor, today)
        ],
        "today": today,
    }
    return render(request, "portal/home.html", context)


@login_required
@require_GET
def journal(request: Request) -> HttpResponse:
    """Nhật ký: what was done and what was refused, newest first, each line with whether it is sealed."""
    actor = request.actor
    require(may_read_journal, actor)
    page = read(request.GET, queries.journal(actor), lists.JOURNAL)
    return render(request, "portal/journal.html", {"page": page})


@login_required
@require_GET
def search(request: Request) -> HttpResponse:
    """One box: number or symbol in any spelling, abstract with or without accents, issuer, date."""
    text = request.GET.get("q", "").strip()[:200]
    actor = request.actor
    found = documents.found(actor, text, limit=51) if text else []
    context = {"text": text, "found": found[:50], "more": len(found) > 50}
    return render(request, "portal/search.html", context)


@login_required
@require_POST
def export(request: Request, name: str) -> HttpResponseBase:
    """A list as a file: at once, or made in the background when it is long."""
    actor, now = request.actor, timezone.now()
    kind = request.POST.get("kind", "")
    asked = _asked(request)
    table = prints.listed(name, actor, asked, local_day(now))
    if table is None or kind not in KINDS:
        raise Http404
    total = table.rows.order_by()[: settings.DONDOC_EXPORT_LIMIT + 1].count()
    made = actions.ask_export(name=name, title=table.title, asked=asked, kind=kind, total=total, by=actor, at=now)
    if made.state == "asked":
        return redirect("portal:export_progress", made.pk)
    out = tempfile.TemporaryFile()  # noqa: SIM115  the response closes it when it was sent
    prints.write(out, made, table, actor, now)
    out.seek(0)
    opened(made, by=actor, at=now, act="download")
    return FileResponse(out, as_attachment=True, filename=made.file_name, content_type=CONTENT_TYPES[kind])


def _asked(request: Request) -> dict[str, str]:
    """How the list on the page was narrowed: a few short words; a list leaves aside what it does not know."""
    sent = ((key, str(value)) for key, value in request.POST.items() if key not in ("kind", "csrfmiddlewaretoken"))
    return dict([(key, value) for key, value in sent if (key + value).isprintable() and len(key + value) < 100][:20])


@login_required
@require_GET
def export_progress(request: Request, pk: int) -> HttpResponse:
    """How far an export is; the page asks again by itself until the file is there."""
    found = get_object_or_404(Export.objects.visible_to(request.actor), pk=pk)
    template = "portal/_export_progress.html" if request.headers.get("HX-Request") else "portal/export_progress.html"
    return render(request, template, {"export": found})


@login_required
@require_GET
def export_file(request: Request, pk: int) -> FileResponse:
    """The file of an export, for whoever asked for it."""
    actor = request.actor
    found = get_object_or_404(Export.objects.visible_to(actor).filter(state="ready"), pk=pk)
    opened(found, by=actor, at=timezone.now(), act="download")
    handle = storages["exports"].open(found.path)
    return FileResponse(handle, as_attachment=True, filename=found.file_name, content_type=CONTENT_TYPES[found.kind])
