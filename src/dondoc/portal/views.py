"""Home by role, search, what a visitor sees first, and how the installation stands."""

import hmac
import tempfile
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc.audit.journal import opened
from dondoc.documents import queries as documents
from dondoc.lib.days import local_day
from dondoc.lib.lists import read
from dondoc.lib.requests import Request
from dondoc.lib.rulings import require
from dondoc.organization.models import User
from dondoc.organization.permissions import may_administer, may_read_journal
from dondoc.organization.queries import calendar
from dondoc.portal import actions, condition, lists, prints, queries
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
@require_GET
def system(request: Request) -> HttpResponse:
    """Tình trạng hệ thống: what an administrator looks at each morning, and the jobs that were given up."""
    require(may_administer, request.actor)
    now = timezone.now()
    context = {"groups": condition.groups(now), "jobs": condition.failed_jobs()}
    return render(request, "portal/system.html", context)


@login_required
@require_POST
def retry_job(request: Request, run: UUID) -> HttpResponse:
    """A job that was given up runs once more."""
    actions.retry_job(run, by=request.actor, at=timezone.now())
    messages.success(request, "Đã đưa việc trở lại hàng chờ.")
    return redirect("portal:system")


@require_GET
def health(request: Request) -> JsonResponse:
    """For load balancers and watchers, without signing in: 200 while the database answers, else 503."""
    answers = condition.database_answers()
    body = {"status": "ok" if answers else "down", "database": answers}
    return JsonResponse(body, status=200 if answers else 503, headers={"Cache-Control": "no-store"})


@require_GET
def metrics(request: Request) -> HttpResponse:
    """For Prometheus: from this machine itself, or with the token of the settings."""
    if not _may_measure(request):
        return HttpResponse("403\n", status=403, content_type="text/plain")
    body, content_type = condition.metrics(timezone.now())
    return HttpResponse(body, content_type=content_type)


def _may_measure(request: Request) -> bool:
    """A request that a proxy hands on comes from this machine too, but says for whom."""
    sent = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if settings.METRICS_TOKEN and hmac.compare_digest(sent.encode(), settings.METRICS_TOKEN.encode()):
        return True
    handed_on = {"X-Forwarded-For", "Forwarded", "X-Real-Ip"} & set(request.headers)
    return request.META.get("REMOTE_ADDR") in ("127.0.0.1", "::1") and not handed_on


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
