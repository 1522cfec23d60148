"""Pages of agencies, units and their codes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from dondoc.lib.days import local_day
from dondoc.lib.forms import attempt
from dondoc.lib.requests import Request
from dondoc.lib.rulings import require
from dondoc.organization import actions, forms, queries
from dondoc.organization.models import Post, Unit, UnitCode
from dondoc.organization.permissions import may_administer
from dondoc.organization.views import _parts


@login_required
@require_http_methods(["GET", "POST"])
def open_unit(request: Request) -> HttpResponse:
    """A new agency or unit."""
    actor, now = request.actor, timezone.now()
    require(may_administer, actor)
    initial = {"parent": request.GET.get("parent"), "from_day": local_day(now)}
    form = forms.UnitForm(request.POST or None, today=local_day(now), initial=initial)

    def act() -> None:
        data = dict(form.cleaned_data)
        code = data.pop("code")
        actions.open_unit(**data, codes=[("qd20", code)] if code else [], by=actor, at=now)

    return _parts.form_page(
        request,
        form,
        act,
        heading="Thêm cơ quan, đơn vị",
        button="Lưu",
        done="Đã mở cơ quan, đơn vị.",
        back=("organization:administration",),
    )


@login_required
@require_http_methods(["GET", "POST"])
def unit(request: Request, pk: int) -> HttpResponse:
    """A unit with its posts and who holds them; a new post is opened here."""
    actor = request.actor
    require(may_administer, actor)
    shown = get_object_or_404(Unit.objects.select_related("kind", "parent", "agency"), pk=pk)
    form = forms.PostForm(request.POST or None)
    if request.method == "POST" and attempt(
        form, lambda: actions.open_post(unit=shown, **form.cleaned_data, by=actor, at=timezone.now())
    ):
        messages.success(request, "Đã thêm chức danh.")
        return redirect("organization:unit", pk)
    posts = Post.objects.filter(unit=shown).prefetch_related("holdings__user", "holdings__absences__deputy")
    day, day_form = _parts.day_asked(request)
    context = {
        "unit": shown,
        "posts": posts,
        "form": form,
        "head": queries.head_on(shown, day),
        "day": day,
        "today": local_day(timezone.now()),
        "day_field": day_form["day"],
        "codes": shown.codes.order_by("from_day", "pk"),
        "former_names": shown.former_names.all(),
        "name_then": queries.name_on(shown, day),
    }
    return render(request, "organization/unit.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add_code(request: Request, pk: int) -> HttpResponse:
    """A further code of an agency or unit."""
    actor, now = request.actor, timezone.now()
    require(may_administer, actor)
    shown = get_object_or_404(Unit, pk=pk)
    form = forms.CodeForm(request.POST or None, initial={"from_day": local_day(now)})
    return _parts.form_page(
        request,
        form,
        lambda: actions.add_code(shown, **form.cleaned_data, by=actor, at=now),
        heading=f"Thêm mã định danh: {shown.name}",
        button="Thêm mã",
        done="Đã thêm mã định danh.",
        back=("organization:unit", pk),
    )


@login_required
@require_http_methods(["GET", "POST"])
def end_code(request: Request, pk: int) -> HttpResponse:
    """Ends a code after a day."""
    actor, now = request.actor, timezone.now()
    require(may_administer, actor)
    code = get_object_or_404(UnitCode.objects.select_related("unit"), pk=pk)
    form = forms.EndCodeForm(request.POST or None, initial={"last_day": local_day(now)})
    return _parts.form_page(
        request,
        form,
        lambda: actions.end_code(code, **form.cleaned_data, by=actor, at=now),
        heading=f"Kết thúc mã {code.code}: {code.unit.name}",
        button="Kết thúc",
        done="Đã ghi ngày hết hiệu lực của mã.",
        back=("organization:unit", code.unit_id),
    )


@login_required
@require_http_methods(["GET", "POST"])
def rename_unit(request: Request, pk: int) -> HttpResponse:
    """Another name from a day on."""
    actor, now = request.actor, timezone.now()
    require(may_administer, actor)
    shown = get_object_or_404(Unit, pk=pk)
    initial = {"name": shown.name, "abbreviation": shown.abbreviation, "from_day": local_day(now)}
    form = forms.RenameForm(request.POST or None, initial=initial)
    return _parts.form_page(
        request,
        form,
        lambda: actions.rename_unit(shown, **form.cleaned_data, by=actor, at=now),
        heading=f"Đổi tên: {shown.name}",
        button="Đổi tên",
        done="Đã đổi tên. Tên cũ vẫn hiện cho những ngày trước.",
        back=("organization:unit", pk),
    )
