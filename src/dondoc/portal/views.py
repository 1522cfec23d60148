"""Home by role, search, and what a visitor sees first."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from dondoc.documents import queries as documents
from dondoc.lib.days import local_day
from dondoc.lib.lists import read
from dondoc.lib.requests import Request
from dondoc.lib.rulings import require
from dondoc.organization.models import User
from dondoc.organization.permissions import may_administer, may_read_journal
from dondoc.organization.queries import calendar
from dondoc.portal import actions, lists, queries
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
@require_GET
def setup(request: Request) -> HttpResponse:
    """What an installation still needs before work begins, each line with the page that mends it."""
    require(may_administer, request.actor)
    now = timezone.now()
    steps = queries.setup(now)
    context = {
        "steps": steps,
        "done": sum(step.is_done for step in steps),
        "communes": queries.communes(local_day(now)).count(),
    }
    return render(request, "portal/setup.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def furnish_communes(request: Request) -> HttpResponse:
    """The commune template: first what it would make where, then, sent, what it has made."""
    actor, now = request.actor, timezone.now()
    require(may_administer, actor)
    communes = list(queries.communes(local_day(now)))
    if request.method == "POST":
        done = actions.furnish_communes(communes, by=actor, at=now)
        rows = [(one.commune, one.made) for one in done]
    else:
        rows = [(commune, queries.lacking(commune, local_day(now)).words) for commune in communes]
    context = {"rows": rows, "applied": request.method == "POST", "count": sum(len(words) for _, words in rows)}
    return render(request, "portal/furnish_communes.html", context)
