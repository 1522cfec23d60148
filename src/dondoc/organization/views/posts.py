"""Pages of who holds which post."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dondoc.lib.days import local_day
from dondoc.lib.requests import Request
from dondoc.lib.rulings import require
from dondoc.organization import actions, forms
from dondoc.organization.models import Post
from dondoc.organization.permissions import may_administer
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
