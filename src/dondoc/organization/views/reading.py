"""The directory, and the front page of administration."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from dondoc.lib.requests import Request, whole
from dondoc.lib.rulings import require
from dondoc.organization import queries
from dondoc.organization.models import Unit
from dondoc.organization.permissions import may_administer
from dondoc.organization.views import _parts


@login_required
@require_GET
def directory(request: Request) -> HttpResponse:
    """Everybody in a post, by given name, on any day."""
    day, form = _parts.day_asked(request)
    people = queries.directory(day)
    text = request.GET.get("name", "").strip()
    agency = request.GET.get("agency", "")
    if whole(agency) is not None:
        people = people.filter(post__unit__agency_id=whole(agency))
    rows = [held for held in people if queries.matches_name(held.user, text)]
    context = {
        "people": rows[:500],
        "name": text,
        "agency": agency,
        "agencies": queries.agencies(day).order_by("order"),
        "day": day,
        "day_field": form["day"],
    }
    return render(request, "organization/directory.html", context)


@login_required
@require_GET
def administration(request: Request) -> HttpResponse:
    """The tree of agencies and units, and the ways to all that is administered."""
    require(may_administer, request.actor)
    units = Unit.objects.select_related("kind", "successor").order_by("path")
    rows = [(unit, unit.path.count("/") - 2) for unit in units]
    return render(request, "organization/administration.html", {"units": rows})
