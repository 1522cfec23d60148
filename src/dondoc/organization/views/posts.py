"""Pages of who holds which post."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.requests import Request
from dondoc.lib.rulings import require
from dondoc.organization import actions, forms
from dondoc.organization.models import Absence, Holding, Post
from dondoc.organization.permissions import may_administer, may_note_absence
from dondoc.organization.views import _parts


@login_required
@require_http_methods(["GET", "POST"])
def appoint(request: Request, pk: int) -> HttpResponse:
    """Gives a post to a person."""
    actor, now = request.actor, timezone.now()
    require(may_administer, actor)
    post = get_object_or_404(Post.objects.select_related("unit"), pk=pk)
    form = forms.AppointForm(request.POST or None, initial={"from_day": local_day(now)})
    return _parts.form_page(
        request,
        form,
        lambda: actions.appoint(post, **form.cleaned_data, by=actor, at=now),
        heading=f"Bố trí: {post.title}, {post.unit.name}",
        button="Bố trí",
        done="Đã bố trí người giữ chức danh.",
        back=("organization:unit", post.unit_id),
    )


@login_required
@require_http_methods(["GET", "POST"])
def note_absence(request: Request, pk: int) -> HttpResponse:
    """Days on which a deputy acts in a post for its holder: said by himself, or by the administrator."""
    actor, now = request.actor, timezone.now()
    holding = get_object_or_404(Holding.objects.select_related("post__unit", "user"), pk=pk)
    require(may_note_absence, actor, holding)
    form = forms.AbsenceForm(
        request.POST or None, holding=holding, today=local_day(now), initial={"from_day": local_day(now)}
    )
    return _parts.form_page(
        request,
        form,
        lambda: actions.note_absence(holding, **form.cleaned_data, by=actor, at=now),
        heading=f"Vắng mặt: {holding.user.full_name}, {holding.post.title}",
        button="Ghi vắng mặt",
        done="Đã ghi. Người thay làm việc với chức danh này trong những ngày đó, nhật ký ghi rõ thay ai.",
        back=_page_of(actor, holding),
    )


@login_required
@require_POST
def end_absence(request: Request, pk: int) -> HttpResponse:
    """The holder is back."""
    actor = request.actor
    absence = get_object_or_404(Absence.objects.select_related("holding__post", "holding__user"), pk=pk)
    actions.end_absence(absence, by=actor, at=timezone.now())
    messages.success(request, "Đã kết thúc vắng mặt.")
    return redirect(*_page_of(actor, absence.holding))


def _page_of(actor: Actor, holding: Holding) -> tuple[Any, ...]:
    """Where one came from: one's own account, or the unit that is administered."""
    if actor.user_id == holding.user_id:
        return ("organization:account",)
    return ("organization:unit", holding.post.unit_id)
