"""Pages of one's own account: password, sessions, second factor."""

import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc.lib.days import local_day
from dondoc.lib.forms import attempt
from dondoc.lib.requests import Request
from dondoc.organization import actions, forms, queries
from dondoc.organization.engine import one_time_codes
from dondoc.organization.models import SecondFactor, SignedIn, User
from dondoc.organization.views import _parts


def _person(request: Request) -> User:
    user = request.user
    assert isinstance(user, User)
    return user


@login_required
@require_GET
def account(request: Request) -> HttpResponse:
    """One's own account: posts, where one is signed in, the second factor."""
    user, now = _person(request), timezone.now()
    context = {
        "person": user,
        "holdings": request.holdings,
        "today": local_day(now),
        "sessions": queries.sessions_of(user, now),
        "here": request.session.session_key,
        "second_factor": queries.has_second_factor(user),
        "codes_left": queries.codes_left(user),
    }
    return render(request, "organization/account.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def change_password(request: Request) -> HttpResponse:
    """The person's own password; forced at the first sign-in. He stays signed in here and nowhere else."""
    user = _person(request)
    form = forms.ChangePasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and not user.check_password(form.cleaned_data["current"]):
        form.add_error("current", "Mật khẩu hiện tại không đúng.")
    elif request.method == "POST" and attempt(form, lambda: _change(request, user, form.cleaned_data["password"])):
        messages.success(request, "Đã đổi mật khẩu.")
        return redirect("portal:home")
    context = {"form": form, "heading": "Đổi mật khẩu", "button": "Đổi mật khẩu", "back": "/", "note": ""}
    return render(request, "organization/form.html", context)


def _change(request: Request, user: User, password: str) -> None:
    _stay(request, actions.change_password(user, password=password, by=request.actor, at=timezone.now()))


def _stay(request: Request, user: User) -> None:
    """Keeps this session when all earlier ones of the person are ended: it goes on under a new key."""
    now = timezone.now()
    old = SignedIn.objects.filter(session_id=request.session.session_key).first()
    update_session_auth_hash(request, user)
    since = old.since if old is not None else now
    actions.continue_session(user, place=_parts.place_of(request), since=since, by=request.actor, at=now)


@login_required
@require_POST
def sign_out_elsewhere(request: Request) -> HttpResponse:
    """Ends one's own sessions on all other machines."""
    user = actions.sign_out_everywhere(_person(request), by=request.actor, at=timezone.now())
    _stay(request, user)
    messages.success(request, "Đã đăng xuất khỏi mọi máy khác.")
    return redirect("organization:account")


@login_required
@require_POST
def end_own_session(request: Request, pk: int) -> HttpResponse:
    """Ends one of one's own sessions."""
    signed_in = get_object_or_404(SignedIn.objects.select_related("user"), pk=pk, user=_person(request))
    actions.end_session(signed_in, by=request.actor, at=timezone.now())
    messages.success(request, "Đã kết thúc phiên đăng nhập.")
    return redirect("organization:account")


@login_required
@require_http_methods(["GET", "POST"])
def second_factor(request: Request) -> HttpResponse:
    """Enrolling: a secret is made, shown as a QR code, and confirmed by a first code; then the recovery codes."""
    user, now = _person(request), timezone.now()
    if queries.has_second_factor(user):
        return _renew(request, user)
    started = SecondFactor.objects.filter(user=user).first()
    if request.method == "POST" and "code" not in request.POST:
        actions.start_second_factor(user, by=request.actor, at=now)
        return redirect("organization:second_factor")
    form = forms.CodeOfAuthenticatorForm(request.POST or None)
    codes: list[str] = []
    if request.method == "POST" and attempt(
        form,
        lambda: codes.extend(
            actions.confirm_second_factor(user, code=form.cleaned_data["code"], by=request.actor, at=now)
        ),
    ):
        return _codes_page(request, codes)
    context = {
        "form": form,
        "started": started is not None,
        "required": queries.lacks_second_factor(user, request.holdings),
    }
    if started is not None:
        secret = queries.secret_of(started)
        context |= {"qr": _qr(secret, user), "secret": one_time_codes.typed_by_hand(secret)}
    response = render(request, "organization/second_factor.html", context)
    response["Cache-Control"] = "no-store"
    return response


def _renew(request: Request, user: User) -> HttpResponse:
    """New recovery codes for whoever has a second factor already."""
    form = forms.CodeOfAuthenticatorForm(request.POST or None)
    codes: list[str] = []
    if request.method == "POST" and attempt(
        form,
        lambda: codes.extend(
            actions.renew_recovery_codes(user, code=form.cleaned_data["code"], by=request.actor, at=timezone.now())
        ),
    ):
        return _codes_page(request, codes)
    context = {
        "form": form,
        "heading": "Cấp lại mã dự phòng",
        "button": "Cấp mã mới",
        "back": redirect("organization:account").url,
        "note": "Nhập mã đang hiện trên ứng dụng xác thực. Các mã dự phòng cũ hết giá trị.",
    }
    return render(request, "organization/form.html", context)


def _codes_page(request: Request, codes: list[str]) -> HttpResponse:
    return _parts.secret_page(
        request,
        heading="Mã dự phòng",
        told="Mỗi mã dùng một lần khi không có ứng dụng xác thực. Hãy in hoặc chép lại; hệ thống không hiện lại.",
        label="Mã dự phòng",
        secrets=codes,
        until=None,
        back=redirect("organization:account").url,
    )


def _qr(secret: bytes, user: User) -> SafeString:
    """The address of the secret as a picture drawn here: the secret goes to nobody else."""
    address = one_time_codes.address(secret, person=user.username, installation="Dondoc")
    drawn = segno.make(address, error="m", micro=False).svg_inline(scale=5, border=4, light="#fff", omitsize=False)
    return mark_safe(drawn)  # noqa: S308  made of black and white squares by the encoder, nothing of it typed
