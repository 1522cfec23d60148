"""Pages of accounts, for the administrator."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc.lib.forms import attempt
from dondoc.lib.lists import read
from dondoc.lib.requests import Request
from dondoc.lib.rulings import require
from dondoc.organization import actions, forms, lists, queries
from dondoc.organization.engine import one_time_codes
from dondoc.organization.models import Holding, SignedIn, User
from dondoc.organization.permissions import may_administer
from dondoc.organization.views import _parts


@login_required
@require_GET
def accounts(request: Request) -> HttpResponse:
    """Every account with its state; found by name, sign-in name or address."""
    require(may_administer, request.actor)
    text, now = request.GET.get("name", "").strip()[:100], timezone.now()
    page = read(request.GET, queries.accounts(text), lists.accounts(now), keep=("name",))
    return render(request, "organization/accounts.html", {"page": page, "name": text})


@login_required
@require_GET
def of_account(request: Request, pk: int) -> HttpResponse:
    """One account: its posts, where its person is signed in, what can be done with it."""
    require(may_administer, request.actor)
    person, now = get_object_or_404(User, pk=pk), timezone.now()
    context = {
        "person": person,
        "state": queries.state_of(person, now),
        "state_name": queries.ACCOUNT_STATES[queries.state_of(person, now)],
        "closures": person.closures.order_by("-closed_at"),
        "holdings": Holding.objects.filter(user=person).select_related("post__unit").order_by("-from_day", "-pk"),
        "sessions": queries.sessions_of(person, now),
        "here": request.session.session_key,
        "second_factor": queries.has_second_factor(person),
        "codes_left": queries.codes_left(person),
    }
    return render(request, "organization/of_account.html", context)


def _first_password(request: Request, user: User, password: str, heading: str) -> HttpResponse:
    """The page with a first password; it is shown this once and kept nowhere."""
    return _parts.secret_page(
        request,
        heading=heading,
        told="Hãy trao tận tay. Mật khẩu không hiện lại, và phải đổi ở lần đăng nhập đầu.",
        label=f"Mật khẩu đầu tiên của {user.username}",
        secrets=[password],
        until=None,
        back=redirect("organization:of_account", user.pk).url,
    )


@login_required
@require_http_methods(["GET", "POST"])
def open_account(request: Request) -> HttpResponse:
    """A new account; its first password is made here and shown once."""
    actor, now = request.actor, timezone.now()
    require(may_administer, actor)
    form = forms.AccountForm(request.POST or None)
    password = one_time_codes.phrase()
    made: list[User] = []
    if request.method == "POST" and attempt(
        form,
        lambda: made.append(actions.open_account(**form.cleaned_data, password=password, by=actor, at=now)),
    ):
        return _first_password(request, made[0], password, f"Đã lập tài khoản {made[0].username}")
    context = {"form": form, "heading": "Lập tài khoản", "button": "Lập tài khoản", "note": ""}
    return render(request, "organization/form.html", context | {"back": redirect("organization:accounts").url})


def _renewed(request: Request, pk: int, act: Callable[..., User], heading: str) -> HttpResponse:
    """Gives an account a new first password by an act, and shows it."""
    require(may_administer, request.actor)
    user, password = get_object_or_404(User, pk=pk), one_time_codes.phrase()
    act(user, password=password, by=request.actor, at=timezone.now())
    return _first_password(request, user, password, f"{heading} {user.username}")


@login_required
@require_POST
def reset_password(request: Request, pk: int) -> HttpResponse:
    """A first password again: the account is unlocked and signed out everywhere."""
    return _renewed(request, pk, actions.reset_password, "Đã đặt lại mật khẩu của")


@login_required
@require_POST
def reopen_account(request: Request, pk: int) -> HttpResponse:
    """Opens a closed account again, with a new first password."""
    return _renewed(request, pk, actions.reopen_account, "Đã mở lại tài khoản")


def _done(request: Request, pk: int, act: Callable[..., object], told: str) -> HttpResponse:
    """Does an act on an account and returns to its page."""
    require(may_administer, request.actor)
    act(get_object_or_404(User, pk=pk), by=request.actor, at=timezone.now())
    messages.success(request, told)
    return redirect("organization:of_account", pk)


@login_required
@require_POST
def unlock(request: Request, pk: int) -> HttpResponse:
    """Opens an account that was locked after failed sign-ins."""
    return _done(request, pk, actions.unlock, "Đã mở khóa tài khoản.")


@login_required
@require_POST
def close_account(request: Request, pk: int) -> HttpResponse:
    """Closes the account of somebody who left."""
    return _done(request, pk, actions.close_account, "Đã đóng tài khoản.")


@login_required
@require_POST
def sign_out_everywhere(request: Request, pk: int) -> HttpResponse:
    """Ends all sessions of a person."""
    return _done(request, pk, actions.sign_out_everywhere, "Đã đăng xuất người dùng khỏi mọi máy.")


@login_required
@require_POST
def reset_second_factor(request: Request, pk: int) -> HttpResponse:
    """Takes a lost second factor away."""
    return _done(request, pk, actions.reset_second_factor, "Đã bỏ lớp xác thực thứ hai.")


@login_required
@require_POST
def end_session(request: Request, pk: int) -> HttpResponse:
    """Ends one session of a person."""
    require(may_administer, request.actor)
    signed_in = get_object_or_404(SignedIn.objects.select_related("user"), pk=pk)
    actions.end_session(signed_in, by=request.actor, at=timezone.now())
    messages.success(request, "Đã kết thúc phiên đăng nhập.")
    return redirect("organization:of_account", signed_in.user_id)
