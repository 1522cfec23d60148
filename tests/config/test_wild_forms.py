"""Forms filled in as no form would be: whatever comes, the page answers, and never with an error of the server."""

import os
from datetime import date
from random import Random
from typing import Any
from urllib.parse import urlencode

import pytest
import time_machine
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import get_resolver
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dondoc.documents import actions as documents
from dondoc.documents.models import DocumentType
from dondoc.lib.actor import SYSTEM
from dondoc.lib.days import moment
from dondoc.organization.models import Holding, Kind
from dondoc.tasks import actions as tasks
from dondoc.tasks.actions import Assignment
from tests.api.fuzzing import NASTY, undone
from tests.world import NOW, PASSWORD, World, pdf

EXAMPLES = int(os.environ.get("DONDOC_FUZZ_EXAMPLES", "2"))
WILD = [*NASTY, "9" * 30, "9" * 5000, "1" * 15, "x" * 501, "x" * 20_000, "00/00/0000", "31/12/9999", "é\u0301" * 300]
PAPER = pdf("wild")
# Names that views read themselves, without a form.
RAW = "reason version number text words ground clause select count add agree kept other next post symbols tab box size"
RAW += " after before from answers agency name q file year type urgency state holding parent saved verb outcome kind paper place register book"


@pytest.fixture(autouse=True)
def _clock() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def form_names() -> set[str]:
    """Every name of every form of the product, and those of the forms that stand in a row."""
    names, waiting = set(RAW.split()), [forms.Form]
    while waiting:
        for form in waiting.pop().__subclasses__():
            waiting.append(form)
            if form.__module__.startswith("dondoc."):
                names |= set(form.base_fields)
    return names | {f"t0-{name}" for name in names} | {"t1-content"}


def addresses() -> list[tuple[str, str]]:
    """Every page: the route with its placeholders, and its name."""
    found = []
    for app in get_resolver().url_patterns:
        for page in getattr(app, "url_patterns", []):
            if getattr(app, "namespace", "") not in (None, "api"):
                found.append((f"/{app.pattern}{page.pattern}", page.name or ""))
    return found


class Desk:
    """The records of a province in full work, by the names under which forms and addresses speak of them."""

    def __init__(self, province: World) -> None:
        directive, telegram = province.issue(), province.incoming()
        [routing] = documents.forward(
            telegram, to=[(province.post("chief"), "handle")], by=province.actor("clerk"), at=NOW
        )
        work = [Assignment("Xử lý", [province.units["SNV"]])]
        [laid] = tasks.prepare_direction(
            [province.incoming(symbol="2/CĐ-TTg")],
            leader=province.post("chairman"),
            given=work,
            by=province.actor("coordinator"),
            at=NOW,
        )
        new, taken, done = province.task(), province.taken(), province.submitted()
        bounced = tasks.return_task(province.task(), ground="Không thuộc", by=province.actor("snv_head"), at=NOW)
        earlier = moment(date(2026, 11, 24), 9)
        register = documents.create_register(
            agency=province.units["SNV"], direction="out", name="Sổ mới", by=SYSTEM, at=earlier
        )
        units, posts = (
            [unit.pk for unit in province.units.values()],
            [province.post(n).pk for n in ("chairman", "chief")],
        )
        document_pks = [directive.document_id, telegram.document_id, laid.entry.document_id]
        self.pks: list[tuple[str, list[Any]]] = [
            ("/documents/arrivals/", list(directive.document.recipients.values_list("pk", flat=True))),
            ("/documents/routings/", [routing.pk]),
            ("/documents/", document_pks),
            ("/tasks/", [new.pk, taken.pk, done.pk, bounced.pk]),
            ("/directions/paper/", [telegram.pk]),
            ("/directions/", [laid.pk]),
            ("/registers/", [register.pk, telegram.number.register_id]),
            ("/organization/units/", units),
            ("/organization/posts/", posts),
            ("/organization/holdings/", list(Holding.objects.values_list("pk", flat=True)[:3])),
            ("/organization/accounts/", [province.user("snv_officer").pk]),
        ]
        agencies = [province.units[code].pk for code in ("SNV", "STC", "XA")]
        good: dict[str, list[Any]] = {
            "type": list(DocumentType.objects.filter(code__in=("CT", "CV")).values_list("pk", flat=True)),
            "kind": ["based_on", "officer", Kind.objects.get(code="unit").pk],
            "urgency": [0, 3],
            "direction": ["out", "in"],
            "role": ["handle", "join"],
            "agree": ["yes"],
            "field": ["abstract", "note"],
            "secrecy": ["mat"],
            "product": ["report"],
            "days": ["3", "7"],
            "username": ["clerk", "moi"],
            "email": ["a@example.vn"],
            "select": [telegram.pk],
            "number": [telegram.number_id, "1"],
            "last_number": ["7"],
            "copies": ["3"],
            "count": ["1", "2"],
            "version": [1, taken.version, done.version],
            "other": [directive.document.symbol],
            "symbols": [directive.document.symbol],
            "symbol": ["9/CV-BNV"],
            "code": ["H01.02"],
            "granted": ["documents.register"],
            "sign_mark": ["", "TM"],
        }
        for names, pool in (
            ("issued_on arrived_on received_on from_day", ["25/11/2026"]),
            ("due_on due reply_by last_day until_day", ["", "01/12/2026"]),
            ("lead joins informed units recipients agency successor parent drafting_unit", [*agencies, *units]),
            ("signer custodian leader person posts post", posts),
            ("user holding", [province.user("snv_officer").pk, Holding.objects.get(user__username="clerk").pk]),
            ("password current again", [PASSWORD, "mot-mat-khau-moi"]),
            ("not_secret no_deadline acting add", ["", "on"]),
        ):
            good |= dict.fromkeys(names.split(), pool)
        self.good = good

    def value(self, dice: Random, name: str) -> Any:
        return dice.choice(self.good.get(name.removeprefix("t0-"), ["Nội dung"]))

    def address(self, dice: Random, route: str) -> str:
        """The route with real ids in it; now and then with one too large for any column."""
        pool = next((pks for start, pks in self.pks if route.startswith(start)), [1])
        for place, values in (
            ("<int:pk>", pool),
            ("<int:file_pk>", [1]),
            ("<int:evidence_pk>", [1]),
            ("<int:year>", [2026, 10**12]),
            ("<int:number>", [0, 10**12]),
        ):
            route = route.replace(place, str(dice.choice([*values, 10**25] if dice.random() < 0.1 else values)))
        return route


@pytest.mark.parametrize("username", ["clerk", "chairman", "coordinator", "snv_head", "snv_officer", "admin"])
def test_no_form_breaks_a_page(province: World, username: str) -> None:
    desk, names = Desk(province), sorted(form_names() - {"files", "scan"})
    client = Client()
    client.force_login(province.user(username))
    session = client.cookies["dondoc_session"].value

    for route, _ in addresses():

        @settings(
            max_examples=EXAMPLES,
            deadline=None,
            database=None,
            derandomize=True,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(seed=st.integers(0, 10**9))
        def fill_in(seed: int) -> None:
            dice = Random(seed)
            odd = {dice.choice(names): dice.choice(WILD) for _ in range(dice.randrange(5))}
            sent = {name: desk.value(dice, name) for name in names} | odd
            address = desk.address(dice, route)
            # The page of signing out is tried too.
            client.cookies["dondoc_session"] = session
            files = {"files": SimpleUploadedFile("a.pdf", PAPER)} if dice.random() < 0.2 else {}
            with undone():
                response = client.post(address, sent | files)
                assert response.status_code < 500, (address, sent)
                response = client.get(f"{address}?{urlencode(odd)}")
                assert response.status_code < 500, (address, odd)
                b"".join(response.streaming_content if response.streaming else [])

        fill_in()


def test_every_page_of_the_product_is_tried() -> None:
    routes = {route for route, _ in addresses()}
    assert {"/login", "/documents/issue", "/tasks/<int:pk>/submit", "/organization/tokens/<int:pk>/revoke"} <= routes
    assert len(routes) > 50 and not any(route.startswith("/api") for route in routes)
