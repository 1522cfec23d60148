"""Pages of handing work over: a post, a unit, and the record that can be printed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from dondoc.documents.models import Entry
from dondoc.lib.days import local_day
from dondoc.lib.forms import attempt
from dondoc.lib.requests import Request
from dondoc.lib.rulings import require
from dondoc.organization.models import HandOver, Holding, Unit
from dondoc.organization.queries import held_in, inside, name_on
from dondoc.tasks import actions, forms, permissions, queries
from dondoc.tasks.models import Task


@login_required
@require_http_methods(["GET", "POST"])
def hand_over(request: Request, pk: int) -> HttpResponse:
    """Ends the holding of a post; what is open on it is counted here and goes to somebody in the same act."""
    actor, now = request.actor, timezone.now()
    require(permissions.may_hand_over, actor)
    holding = get_object_or_404(Holding.objects.select_related("post__unit", "user"), pk=pk)
    form = forms.HandOverForm(
        request.POST or None, holding=holding, today=local_day(now), initial={"last_day": local_day(now)}
    )
    made: list[HandOver] = []
    if request.method == "POST" and attempt(
        form, lambda: made.append(actions.hand_over(holding, **form.cleaned_data, by=actor, at=now))
    ):
        messages.success(request, "Đã bàn giao và kết thúc giữ chức danh.")
        return redirect("tasks:hand_over_record", made[0].pk)
    context = {"form": form, "holding": holding, "work": queries.open_work_of_post(holding.post)}
    return render(request, "tasks/hand_over.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def close_unit(request: Request, pk: int) -> HttpResponse:
    """Closes or merges an agency or unit: what is still in it, and who succeeds it."""
    actor, now = request.actor, timezone.now()
    require(permissions.may_hand_over, actor)
    unit = get_object_or_404(Unit.objects.select_related("kind"), pk=pk)
    today = local_day(now)
    form = forms.CloseUnitForm(request.POST or None, unit=unit, today=today, initial={"last_day": today})
    made: list[HandOver] = []
    if request.method == "POST" and attempt(
        form, lambda: made.append(actions.close_unit(unit, **form.cleaned_data, by=actor, at=now))
    ):
        messages.success(request, f"Đã đóng {unit.name}.")
        return redirect("tasks:hand_over_record", made[0].pk)
    context = {
        "form": form,
        "unit": unit,
        "work": queries.open_work_of_unit(unit),
        "arrivals": unit.received.filter(state="delivered").count(),
        "units": inside(unit, today),
        "holdings": held_in(unit, today),
    }
    return render(request, "tasks/close_unit.html", context)


@login_required
@require_GET
def hand_over_record(request: Request, pk: int) -> HttpResponse:
    """The record of a hand-over, for printing and signing. What one may not read stands there by its number only."""
    actor = request.actor
    made = get_object_or_404(
        HandOver.objects.select_related("holding__user", "holding__post__unit__agency", "unit", "to_unit", "to_post"),
        pk=pk,
    )
    require(permissions.may_read_hand_over, actor, made)
    items = list(made.items.select_related("task", "entry__document__type").order_by("pk"))
    tasks = set(Task.objects.visible_to(actor).filter(pk__in=[i.task_id for i in items]).values_list("pk", flat=True))
    entries = Entry.objects.visible_to(actor).filter(pk__in=[i.entry_id for i in items])
    seen = set(entries.values_list("pk", flat=True))
    unit = made.holding.post.unit if made.holding else made.unit
    assert unit is not None
    context = {
        "made": made,
        "rows": [(item, item.task_id in tasks or item.entry_id in seen) for item in items],
        "unit_then": name_on(unit, made.last_day),
        "others": _posts_of(made.unit) if made.unit else [],
    }
    return render(request, "tasks/hand_over_record.html", context)


def _posts_of(unit: Unit) -> QuerySet[HandOver]:
    """The posts that were handed over when their unit was closed."""
    made = HandOver.objects.filter(holding__post__unit=unit)
    return made.select_related("holding__user", "holding__post").order_by("pk")
