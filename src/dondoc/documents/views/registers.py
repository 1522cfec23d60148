"""Registers: set up, opened, proved, their numbers voided and kept free."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from dondoc.documents import actions, forms, permissions, queries
from dondoc.documents.models import (
    Number,
    Register,
)
from dondoc.lib.days import local_day
from dondoc.lib.forms import attempt
from dondoc.lib.requests import Request, whole
from dondoc.lib.rulings import require


@login_required
@require_GET
def registers(request: Request) -> HttpResponse:
    """The registers with their counters and proofs."""
    return _registers(request, {})


def _registers(request: Request, typed: dict[int, forms.OpenRegisterForm]) -> HttpResponse:
    """The registers; `typed` holds the last number that was not accepted."""
    actor = request.actor
    require(permissions.may_see_registers, actor)
    year = local_day(timezone.now()).year
    rows = [
        (
            register,
            queries.proof(register, year),
            permissions.may_open_register(actor, register),
            permissions.may_print_register(actor, register),
            typed.get(register.pk) or _opening(register.pk),
        )
        for register in queries.registers_for(actor)
    ]
    context = {"rows": rows, "year": year, "may_manage": permissions.may_manage_registers(actor)}
    return render(request, "documents/registers.html", context)


def _opening(pk: int, data: Any = None) -> forms.OpenRegisterForm:
    return forms.OpenRegisterForm(data, auto_id=f"id_open{pk}_%s")


@login_required
@require_http_methods(["GET", "POST"])
def create_register(request: Request) -> HttpResponse:
    """Sets up a register."""
    actor, now = request.actor, timezone.now()
    require(permissions.may_manage_registers, actor)
    form = forms.RegisterForm(request.POST or None, today=local_day(now))

    def act() -> None:
        data = dict(form.cleaned_data)
        types = list(data.pop("types")) or [None]
        rules = [(type_, "") for type_ in types] if data["direction"] == "out" else []
        actions.create_register(**data, rules=rules, by=actor, at=now)

    if request.method == "POST" and attempt(form, act):
        messages.success(request, "Đã lập sổ. Thủ trưởng cơ quan mở sổ trước khi cấp số.")
        return redirect("documents:registers")
    return render(request, "documents/create_register.html", {"form": form})


@login_required
@require_POST
def open_register(request: Request, pk: int) -> HttpResponse:
    """The head opens a register with the last number used outside."""
    actor = request.actor
    register = get_object_or_404(queries.registers_for(actor), pk=pk)
    form = _opening(pk, request.POST)
    if not attempt(form, lambda: actions.open_register(register, **form.cleaned_data, by=actor, at=timezone.now())):
        require(permissions.may_open_register, actor, register)
        return _registers(request, {pk: form})
    messages.success(request, f"Đã mở sổ {register.name}.")
    return redirect("documents:registers")


@login_required
@require_http_methods(["GET", "POST"])
def proof(request: Request, pk: int, year: int) -> HttpResponse:
    """1…N of a register: issued, void, reserved; a number is voided here with its reason."""
    require(permissions.may_see_registers, request.actor)
    register: Register = get_object_or_404(queries.registers_for(request.actor), pk=pk)
    if request.method == "GET":
        return _proof(request, register, year, {})
    number = get_object_or_404(register.numbers, pk=whole(request.POST.get("number", "")))
    form = _reason_to_void(number, request.POST)
    if attempt(form, lambda: actions.void_number(number, **form.cleaned_data, by=request.actor, at=timezone.now())):
        messages.success(request, f"Đã hủy số {number.number}; số vẫn hiện trong sổ.")
        return redirect("documents:proof", pk, year)
    require(permissions.may_void, request.actor, register)
    return _proof(request, register, year, {number.pk: form})


def _proof(
    request: Request, register: Register, year: int, typed: dict[int, forms.ReasonForm], reserve: Any = None
) -> HttpResponse:
    """The proof; `typed` and `reserve` hold what was not accepted."""
    actor = request.actor
    numbers = register.numbers.filter(year=year).select_related("entry__document__type", "taken_by").order_by("-number")
    context = {
        "register": register,
        "proof": queries.proof(register, year),
        "numbers": [
            (number, document, typed.get(number.pk) or _reason_to_void(number))
            for number, document in queries.with_documents(actor, numbers[:200])
        ],
        "blocks": register.blocks.filter(year=year).select_related("reserved_by").order_by("-pk"),
        "may_void": permissions.may_void(actor, register),
        "may_reserve": year == local_day(timezone.now()).year and permissions.may_reserve(actor, register),
        "reserve_form": reserve or forms.ReserveForm(),
    }
    return render(request, "documents/proof.html", context)


@login_required
@require_POST
def reserve_numbers(request: Request, pk: int) -> HttpResponse:
    """Keeps the next numbers of a register free."""
    actor, now = request.actor, timezone.now()
    require(permissions.may_see_registers, actor)
    register: Register = get_object_or_404(queries.registers_for(actor), pk=pk)
    form, year = forms.ReserveForm(request.POST), local_day(now).year

    def act() -> None:
        block = actions.reserve_numbers(register, **form.cleaned_data, by=actor, at=now)
        messages.success(request, f"Đã giữ các số {block.first} đến {block.last}.")

    if not attempt(form, act):
        require(permissions.may_reserve, actor, register)
        return _proof(request, register, year, {}, reserve=form)
    return redirect("documents:proof", pk, year)


def _reason_to_void(number: Number, data: Any = None) -> forms.ReasonForm:
    return forms.ReasonForm(data, label=f"Lý do hủy số {number.number}", place=f"void{number.pk}")
