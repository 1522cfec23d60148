"""Pages of the keys of programs."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused
from dondoc.lib.forms import put_findings
from dondoc.lib.requests import Request, whole
from dondoc.lib.rulings import require
from dondoc.organization import actions, forms, queries
from dondoc.organization.access import SEE_AGENCY, SEE_UNIT
from dondoc.organization.models import ApiToken
from dondoc.organization.permissions import may_administer
from dondoc.organization.views import _parts


@login_required
@require_GET
def tokens(request: Request) -> HttpResponse:
    """The keys of programs: whose, what they may do, until when."""
    require(may_administer, request.actor)
    now = timezone.now()
    labels = settings.DONDOC_PERMISSIONS
    rows = [
        (
            token,
            [labels.get(name, name) for name in token.permissions],
            token.revoked_at is None and token.expires_at > now,
        )
        for token in ApiToken.objects.select_related("user", "post__unit").order_by("-pk")
    ]
    context = {"tokens": rows, "holdings": queries.directory(local_day(now))}
    return render(request, "organization/tokens.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def issue_token(request: Request) -> HttpResponse:
    """A key for the post chosen on the list; its secret is on the answer's page and nowhere else."""
    actor, now = request.actor, timezone.now()
    require(may_administer, actor)
    chosen = whole(request.GET.get("holding", ""))
    holding = get_object_or_404(queries.directory(local_day(now)), pk=chosen)
    labels = settings.DONDOC_PERMISSIONS
    role = queries.permissions_of_role(holding.post.kind)
    granted = [(name, labels[name]) for name in role if name not in (SEE_AGENCY, SEE_UNIT)]
    form = forms.TokenForm(request.POST or None, granted=granted)
    if request.method == "POST" and form.is_valid():
        try:
            token, secret = actions.issue_token(holding=holding, **form.cleaned_data, by=actor, at=now)
            return _parts.secret_page(
                request,
                heading=f"Đã cấp khóa “{token.name}”",
                told="Hãy chép khóa ngay. Hệ thống không lưu khóa và không hiện lại lần nữa.",
                label="Khóa API",
                secrets=[secret],
                until=token.expires_at,
                back=redirect("organization:tokens").url,
            )
        except Refused as refused:
            put_findings(form, refused.findings)
    heading = f"Cấp khóa API: {holding.user.full_name}, {holding.post.title}, {holding.post.unit.name}"
    context = {"form": form, "heading": heading, "button": "Cấp khóa", "note": ""}
    return render(request, "organization/form.html", context | {"back": redirect("organization:tokens").url})


@login_required
@require_POST
def revoke_token(request: Request, pk: int) -> HttpResponse:
    """Ends a key at once."""
    actor = request.actor
    require(may_administer, actor)
    token = get_object_or_404(ApiToken, pk=pk)
    actions.revoke_token(token, by=actor, at=timezone.now())
    messages.success(request, f"Đã thu hồi khóa “{token.name}”.")
    return redirect("organization:tokens")
