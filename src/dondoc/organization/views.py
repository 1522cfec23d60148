"""Pages of signing in, of acting in a post, of the directory and of administration."""

import ipaddress
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout, update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc.lib.actor import PUBLIC
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused
from dondoc.lib.forms import put_findings
from dondoc.lib.requests import Request, whole
from dondoc.lib.rulings import require
from dondoc.organization import actions, forms, queries
from dondoc.organization.access import SEE_AGENCY, SEE_UNIT
from dondoc.organization.models import ApiToken, Holding, Post, Unit, UnitCode, User
from dondoc.organization.permissions import may_administer


@require_http_methods(["GET", "POST"])
def sign_in(request: Request) -> HttpResponse:
    """The login page; the fifth failure locks the account for twelve hours."""
    if not User.objects.exists():
        return redirect("portal:home" if settings.DEMO else "organization:found")
    form = forms.SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = _check(request, form)
        if user is not None:
            login(request, user)
            actions.sign_in(user, by=PUBLIC, at=timezone.now())
            return HttpResponseRedirect(_next(request))
    context = {"form": form, "next": request.GET.get("next", request.POST.get("next", ""))}
    return render(request, "organization/sign_in.html", context | demo_logins(request))


def _check(request: Request, form: forms.SignInForm) -> User | None:
    """The person, or None with the reason put on the form; a lock is told without trying the password."""
    now = timezone.now()
    username, password = form.cleaned_data["username"], form.cleaned_data["password"]
    known = User.objects.filter(username__iexact=username.strip()).first()
    if known is not None and known.locked_until is not None and known.locked_until > now:
        until = timezone.localtime(known.locked_until)
        sentence = f"Tài khoản bị khóa đến {until:%H:%M %d/%m/%Y} do nhập sai nhiều lần. Quản trị hệ thống có thể mở."
        form.add_error(None, sentence)
        return None
    user = authenticate(request, username=username.strip(), password=password)
    if user is not None and _demo_from_afar(request):
        form.add_error(None, "Tài khoản trình diễn chỉ dùng được trên chính máy này.")
        return None
    if user is None:
        failed = actions.fail_sign_in(username, by=PUBLIC, at=now)
        locked = failed is not None and failed.locked_until is not None and failed.locked_until > now
        form.add_error(
            None,
            "Sai 5 lần liên tiếp: tài khoản bị khóa 12 giờ. Quản trị hệ thống có thể mở khóa."
            if locked
            else "Tên đăng nhập hoặc mật khẩu không đúng.",
        )
        return None
    assert isinstance(user, User)
    return user


def _demo_from_afar(request: Request) -> bool:
    """Demo accounts have published passwords: only this machine may use them, unless opened on purpose.

    A forwarded address is never believed to be near, only to be far: whoever stands before us may be this machine.
    """
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
    addresses = [request.META.get("REMOTE_ADDR", ""), *(forwarded.split(",") if forwarded else [])]
    return settings.DEMO and not settings.DEMO_OPEN and not all(_is_loopback(address) for address in addresses)


def _is_loopback(address: str) -> bool:
    try:
        found = ipaddress.ip_address(address.strip())
    except ValueError:
        return False
    return (getattr(found, "ipv4_mapped", None) or found).is_loopback


def demo_logins(request: Request) -> dict[str, object]:
    """The logins of the demo for the login page; none elsewhere."""
    if not settings.DEMO or _demo_from_afar(request):
        return {"demo_users": []}
    held = Holding.objects.filter(queries.valid_on(local_day(timezone.now())), user__username__startswith="demo.")
    people = held.select_related("user", "post__unit").order_by("post__order", "pk")
    return {"demo_users": list(people), "demo_password": settings.DEMO_PASSWORD}


def _next(request: Request) -> str:
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return "/"


@require_POST
def sign_out(request: Request) -> HttpResponse:
    """Ends the session."""
    logout(request)
    return redirect("organization:sign_in")


@login_required
@require_POST
def act_as(request: Request) -> HttpResponse:
    """Chooses the post the person acts in from now on."""
    held = queries.holdings_of(request.user, local_day(timezone.now()))  # type: ignore[arg-type]
    chosen = held.filter(post_id=whole(request.POST.get("post", "")) or 0).first()
    if chosen is None:
        raise Http404
    request.session["acting_post"] = chosen.post_id
    messages.success(request, f"Đang làm việc với chức danh {chosen.post.title}, {chosen.post.unit.name}.")
    return redirect("portal:home")


@login_required
@require_http_methods(["GET", "POST"])
def change_password(request: Request) -> HttpResponse:
    """The person's own password; forced at the first sign-in."""
    user = request.user
    assert isinstance(user, User)
    form = forms.ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if not user.check_password(form.cleaned_data["current"]):
            form.add_error("current", "Mật khẩu hiện tại không đúng.")
        else:
            try:
                actor = request.actor
                changed = actions.change_password(
                    user, password=form.cleaned_data["password"], by=actor, at=timezone.now()
                )
                update_session_auth_hash(request, changed)
                messages.success(request, "Đã đổi mật khẩu.")
                return redirect("portal:home")
            except Refused as refused:
                put_findings(form, refused.findings)
    return render(
        request, "organization/form.html", {"form": form, "heading": "Đổi mật khẩu", "button": "Đổi mật khẩu"}
    )


@require_http_methods(["GET", "POST"])
def found(request: Request) -> HttpResponse:
    """An empty installation asks for its first administrator and his agency; a demo brings its own."""
    if settings.DEMO or User.objects.exists():
        return redirect("organization:sign_in")
    form = forms.FoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            holding = actions.found(**form.cleaned_data, by=PUBLIC, at=timezone.now())
            login(request, holding.user)
            messages.success(request, "Đã lập cơ quan và tài khoản quản trị. Tiếp theo: đơn vị, chức danh, tài khoản.")
            return redirect("organization:administration")
        except Refused as refused:
            put_findings(form, refused.findings)
    return render(request, "organization/found.html", {"form": form})


def _day_asked(request: Request) -> tuple[date, forms.DayForm]:
    """The day a page shows: as typed, else today."""
    form = forms.DayForm(request.GET)
    today = local_day(timezone.now())
    return (form.cleaned_data["day"] or today) if form.is_valid() else today, form


@login_required
@require_GET
def directory(request: Request) -> HttpResponse:
    """Everybody in a post, by given name, on any day."""
    day, form = _day_asked(request)
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
    """The tree of agencies and units, and the accounts."""
    require(may_administer, request.actor)
    units = Unit.objects.select_related("kind", "successor").order_by("path")
    rows = [(unit, unit.path.count("/") - 2) for unit in units]
    return render(
        request, "organization/administration.html", {"units": rows, "users": User.objects.all(), "now": timezone.now()}
    )


@login_required
@require_http_methods(["GET", "POST"])
def open_unit(request: Request) -> HttpResponse:
    """A new agency or unit."""
    actor = request.actor
    require(may_administer, actor)
    initial = {"parent": request.GET.get("parent"), "from_day": local_day(timezone.now())}
    form = forms.UnitForm(request.POST or None, today=local_day(timezone.now()), initial=initial)
    if request.method == "POST" and form.is_valid():
        data = dict(form.cleaned_data)
        code = data.pop("code")
        try:
            actions.open_unit(**data, codes=[("qd20", code)] if code else [], by=actor, at=timezone.now())
            messages.success(request, f"Đã mở {data['name']}.")
            return redirect("organization:administration")
        except Refused as refused:
            put_findings(form, refused.findings)
    return render(request, "organization/form.html", {"form": form, "heading": "Thêm cơ quan, đơn vị", "button": "Lưu"})


@login_required
@require_http_methods(["GET", "POST"])
def unit(request: Request, pk: int) -> HttpResponse:
    """A unit with its posts and who holds them; a new post is opened here."""
    actor = request.actor
    require(may_administer, actor)
    shown = get_object_or_404(Unit.objects.select_related("kind", "parent", "agency"), pk=pk)
    form = forms.PostForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_post(unit=shown, **form.cleaned_data, by=actor, at=timezone.now())
            messages.success(request, "Đã thêm chức danh.")
            return redirect("organization:unit", pk)
        except Refused as refused:
            put_findings(form, refused.findings)
    posts = Post.objects.filter(unit=shown).prefetch_related("holdings__user")
    day, day_form = _day_asked(request)
    context = {
        "unit": shown,
        "posts": posts,
        "form": form,
        "head": queries.head_on(shown, day),
        "day": day,
        "day_field": day_form["day"],
        "codes": shown.codes.order_by("from_day", "pk"),
    }
    return render(request, "organization/unit.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def add_code(request: Request, pk: int) -> HttpResponse:
    """A further code of an agency or unit."""
    actor = request.actor
    require(may_administer, actor)
    shown = get_object_or_404(Unit, pk=pk)
    form = forms.CodeForm(request.POST or None, initial={"from_day": local_day(timezone.now())})
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_code(shown, **form.cleaned_data, by=actor, at=timezone.now())
            messages.success(request, "Đã thêm mã định danh.")
            return redirect("organization:unit", pk)
        except Refused as refused:
            put_findings(form, refused.findings)
    heading = f"Thêm mã định danh: {shown.name}"
    return render(request, "organization/form.html", {"form": form, "heading": heading, "button": "Thêm mã"})


@login_required
@require_http_methods(["GET", "POST"])
def end_code(request: Request, pk: int) -> HttpResponse:
    """Ends a code after a day."""
    actor = request.actor
    require(may_administer, actor)
    code = get_object_or_404(UnitCode.objects.select_related("unit"), pk=pk)
    form = forms.EndCodeForm(request.POST or None, initial={"last_day": local_day(timezone.now())})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_code(code, **form.cleaned_data, by=actor, at=timezone.now())
            messages.success(request, "Đã ghi ngày hết hiệu lực của mã.")
            return redirect("organization:unit", code.unit_id)
        except Refused as refused:
            put_findings(form, refused.findings)
    heading = f"Kết thúc mã {code.code}: {code.unit.name}"
    return render(request, "organization/form.html", {"form": form, "heading": heading, "button": "Kết thúc"})


@login_required
@require_http_methods(["GET", "POST"])
def close_unit(request: Request, pk: int) -> HttpResponse:
    """Closes a unit after a day, naming its successor."""
    actor = request.actor
    require(may_administer, actor)
    shown = get_object_or_404(Unit, pk=pk)
    form = forms.CloseUnitForm(request.POST or None, unit=shown, today=local_day(timezone.now()))
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_unit(shown, **form.cleaned_data, by=actor, at=timezone.now())
            messages.success(request, f"Đã ghi ngày đóng {shown.name}.")
            return redirect("organization:unit", pk)
        except Refused as refused:
            put_findings(form, refused.findings)
    return render(
        request,
        "organization/form.html",
        {"form": form, "heading": f"Đóng {shown.name}", "button": "Đóng đơn vị"},
    )


@login_required
@require_http_methods(["GET", "POST"])
def appoint(request: Request, pk: int) -> HttpResponse:
    """Gives a post to a person."""
    actor = request.actor
    require(may_administer, actor)
    post = get_object_or_404(Post.objects.select_related("unit"), pk=pk)
    form = forms.AppointForm(request.POST or None, initial={"from_day": local_day(timezone.now())})
    if request.method == "POST" and form.is_valid():
        try:
            actions.appoint(post, **form.cleaned_data, by=actor, at=timezone.now())
            messages.success(request, "Đã bố trí người giữ chức danh.")
            return redirect("organization:unit", post.unit_id)
        except Refused as refused:
            put_findings(form, refused.findings)
    heading = f"Bố trí: {post.title}, {post.unit.name}"
    return render(request, "organization/form.html", {"form": form, "heading": heading, "button": "Bố trí"})


@login_required
@require_http_methods(["GET", "POST"])
def end_holding(request: Request, pk: int) -> HttpResponse:
    """Ends the holding of a post."""
    actor = request.actor
    require(may_administer, actor)
    holding = get_object_or_404(Holding.objects.select_related("post", "user"), pk=pk)
    form = forms.EndHoldingForm(request.POST or None, initial={"last_day": local_day(timezone.now())})
    if request.method == "POST" and form.is_valid():
        try:
            actions.end_holding(holding, **form.cleaned_data, by=actor, at=timezone.now())
            messages.success(request, "Đã ghi ngày kết thúc.")
            return redirect("organization:unit", holding.post.unit_id)
        except Refused as refused:
            put_findings(form, refused.findings)
    heading = f"Kết thúc: {holding.user.full_name}, {holding.post.title}"
    return render(request, "organization/form.html", {"form": form, "heading": heading, "button": "Kết thúc"})


@login_required
@require_http_methods(["GET", "POST"])
def open_account(request: Request) -> HttpResponse:
    """A new account."""
    actor = request.actor
    require(may_administer, actor)
    form = forms.AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.open_account(**form.cleaned_data, by=actor, at=timezone.now())
            messages.success(request, f"Đã lập tài khoản {form.cleaned_data['username']}.")
            return redirect("organization:administration")
        except Refused as refused:
            put_findings(form, refused.findings)
    return render(
        request,
        "organization/form.html",
        {"form": form, "heading": "Lập tài khoản", "button": "Lập tài khoản"},
    )


@login_required
@require_http_methods(["GET", "POST"])
def reset_password(request: Request, pk: int) -> HttpResponse:
    """Sets a first password again and unlocks the account."""
    actor = request.actor
    require(may_administer, actor)
    user = get_object_or_404(User, pk=pk)
    form = forms.ResetPasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.reset_password(user, password=form.cleaned_data["password"], by=actor, at=timezone.now())
            messages.success(request, f"Đã đặt lại mật khẩu và mở khóa {user.username}.")
            return redirect("organization:administration")
        except Refused as refused:
            put_findings(form, refused.findings)
    heading = f"Đặt lại mật khẩu: {user.full_name}"
    return render(request, "organization/form.html", {"form": form, "heading": heading, "button": "Đặt lại"})


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
            response = render(request, "organization/token_issued.html", {"token": token, "secret": secret})
            response["Cache-Control"] = "no-store"
            return response
        except Refused as refused:
            put_findings(form, refused.findings)
    heading = f"Cấp khóa API: {holding.user.full_name}, {holding.post.title}, {holding.post.unit.name}"
    return render(request, "organization/form.html", {"form": form, "heading": heading, "button": "Cấp khóa"})


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
