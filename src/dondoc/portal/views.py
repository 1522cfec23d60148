"""Home by role, search, and what a visitor sees first."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from dondoc.documents import queries as documents
from dondoc.lib.days import local_day
from dondoc.lib.lists import read
from dondoc.lib.requests import Request
from dondoc.lib.rulings import require
from dondoc.organization.models import User
from dondoc.organization.permissions import may_read_journal
from dondoc.organization.queries import calendar
from dondoc.portal import lists, queries
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
