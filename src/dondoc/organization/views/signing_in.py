"""Pages of signing in and out, of acting in a post, and of an installation's beginning."""

import ipaddress
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import authenticate, login, logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from dondoc.lib.actor import PUBLIC
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused
from dondoc.lib.forms import put_findings
from dondoc.lib.requests import Request, whole
from dondoc.organization import actions, forms, queries
from dondoc.organization.models import Holding, User
from dondoc.organization.views import _parts

# Who has given his password, and how long we wait for his code.
WAITING = "second_factor"
WAIT_FOR_CODE = timedelta(minutes=5)


@require_http_methods(["GET", "POST"])
def sign_in(request: Request) -> HttpResponse:
    """The login page; the fifth failure locks the account for twelve hours."""
    if not User.objects.exists():
        return redirect("portal:home" if settings.DEMO else "organization:found")
    form = forms.SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        user = _check(request, form)
        if user is not None and queries.has_second_factor(user):
            request.session[WAITING] = [user.pk, timezone.now().isoformat(), _next(request)]
            return redirect("organization:sign_in_code")
        if user is not None:
            return _enter(request, user, _next(request))
    context = {"form": form, "next": request.GET.get("next", request.POST.get("next", ""))}
    return render(request, "organization/sign_in.html", context | _demo_logins(request))


@require_http_methods(["GET", "POST"])
def sign_in_code(request: Request) -> HttpResponse:
    """The second step of signing in: the authenticator's code, or a recovery code. Wrong codes count as failures."""
    now = timezone.now()
    waiting = request.session.get(WAITING)
    if waiting is None or now - datetime.fromisoformat(waiting[1]) > WAIT_FOR_CODE:
        request.session.pop(WAITING, None)
        messages.warning(request, "Hãy đăng nhập lại.")
        return redirect("organization:sign_in")
    user = User.objects.get(pk=waiting[0])
    form = forms.CodeOfAuthenticatorForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not _tell_lock(form, user, now):
        try:
            actions.pass_second_factor(user, code=form.cleaned_data["code"], by=PUBLIC, at=now)
        except Refused as refused:
            failed = actions.fail_sign_in(user.username, by=PUBLIC, at=now)
            if failed is None or not _tell_lock(form, failed, now):
                put_findings(form, refused.findings)
        else:
            del request.session[WAITING]
            return _enter(request, user, waiting[2])
    return render(request, "organization/sign_in_code.html", {"form": form})


def _enter(request: Request, user: User, to: str) -> HttpResponse:
    """Begins the session of somebody who has shown all that is asked of him."""
    login(request, user, backend="django.contrib.auth.backends.ModelBackend")
    actions.sign_in(user, place=_parts.place_of(request), by=PUBLIC, at=timezone.now())
    return HttpResponseRedirect(to)


def _check(request: Request, form: forms.SignInForm) -> User | None:
    """The person, or None with the reason put on the form; a lock is told without trying the password."""
    now = timezone.now()
    username, password = form.cleaned_data["username"], form.cleaned_data["password"]
    known = User.objects.filter(username__iexact=username.strip()).first()
    if known is not None and _tell_lock(form, known, now):
        return None
    user = authenticate(request, username=username.strip(), password=password)
    if user is not None and _demo_from_afar(request):
        form.add_error(None, "Tài khoản trình diễn chỉ dùng được trên chính máy này.")
        return None
    if user is None:
        failed = actions.fail_sign_in(username, by=PUBLIC, at=now)
        if failed is not None and failed.locked_until is not None and failed.locked_until > now:
            form.add_error(None, "Sai 5 lần liên tiếp: tài khoản bị khóa 12 giờ. Quản trị hệ thống có thể mở khóa.")
        else:
            form.add_error(None, "Tên đăng nhập hoặc mật khẩu không đúng.")
        return None
    assert isinstance(user, User)
    return user


def _tell_lock(form: forms.SignInForm | forms.CodeOfAuthenticatorForm, user: User, now: datetime) -> bool:
    """Puts on the form that an account is locked; False if it is not."""
    if user.locked_until is None or user.locked_until <= now:
        return False
    until = timezone.localtime(user.locked_until)
    sentence = f"Tài khoản bị khóa đến {until:%H:%M %d/%m/%Y} do nhập sai nhiều lần. Quản trị hệ thống có thể mở."
    form.add_error(None, sentence)
    return True


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


def _demo_logins(request: Request) -> dict[str, object]:
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


@require_http_methods(["GET", "POST"])
def found(request: Request) -> HttpResponse:
    """An empty installation asks for its first administrator and his agency; a demo brings its own."""
    if settings.DEMO or User.objects.exists():
        return redirect("organization:sign_in")
    form = forms.FoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            holding = actions.found(**form.cleaned_data, by=PUBLIC, at=timezone.now())
        except Refused as refused:
            put_findings(form, refused.findings)
        else:
            messages.success(request, "Đã lập cơ quan và tài khoản quản trị. Tiếp theo: đơn vị, chức danh, tài khoản.")
            to = redirect("organization:administration").url
            return _enter(request, holding.user, to)
    return render(request, "organization/found.html", {"form": form})
