"""A page asks the database as often for 25 rows as for 5: nothing is read row by row."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from time_machine import travel

from dondoc.audit.journal import opened
from dondoc.documents import actions as documents
from dondoc.documents.models import Entry
from dondoc.lib.actor import SYSTEM
from dondoc.organization import actions as organization
from dondoc.organization.models import User
from dondoc.tasks import actions as tasks
from dondoc.tasks.actions import Assignment
from dondoc.tasks.facts import Term
from dondoc.tasks.models import Direction
from tests.world import NOW, SINCE, World

FEW, MANY = 5, 25
# One more for a registry clerk: the badge of his queue counts what was sent and what was scanned.
# And one for everybody: whether it is to be, or was, expunged.
MOST_OF_A_DOCUMENT = 23
READERS = ("clerk", "chairman", "chief", "coordinator")


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with travel(NOW, tick=False):
        yield


def asked(province: World, username: str, url: str) -> int:
    """How often a page asks the database."""
    client = Client()
    client.force_login(province.user(username))
    with CaptureQueriesContext(connection) as caught:
        response = client.get(url)
    assert response.status_code == 200
    return len(caught)


def grow_lists(province: World, rows: int) -> None:
    """So many of everything that lists show: issued, arrived, late, presented."""
    paper = [(province.pdf(), "ct.pdf")]
    for _ in range(rows):
        at = NOW - timedelta(days=60) + timedelta(minutes=Entry.objects.count())
        directive = province.issue(files=paper, at=at)
        late = Assignment("Báo cáo kết quả", [province.units["SNV"]], [province.units["STC"]], term=Term("day", 1))
        tasks.assign(document=directive.document, given=[late], by=province.actor("chief"), at=at)
        arrival = province.incoming(at=at, symbol=f"{at:%d%H%M}/CĐ-TTg", issued_on=None)
        given = [Assignment("Tham mưu", [province.units["SNV"]])]
        tasks.prepare_direction(
            [arrival],
            leader=province.post("chairman"),
            given=given,
            words="Kính trình",
            by=province.actor("coordinator"),
            at=at,
        )


LISTS = [
    ("snv_clerk", "/documents/arrivals"),
    ("clerk", "/documents/incoming"),
    ("clerk", "/documents/outgoing"),
    ("chief", "/tasks/?tab=given"),
    ("chief", "/tasks/?tab=late_given"),
    ("snv_head", "/tasks/?tab=lead"),
    ("chairman", "/directions/"),
    ("chairman", "/"),
    ("snv_head", "/"),
    ("clerk", "/search?q=nhiem+vu"),
    ("snv_head", "/notices"),
]


def test_lists(province: World) -> None:
    grow_lists(province, FEW)
    few = {page: asked(province, *page) for page in LISTS}
    grow_lists(province, MANY - FEW)
    assert {page: asked(province, *page) for page in LISTS} == few


def grow_document(province: World, entry: Entry, rows: int) -> None:
    """So much of everything that the page of one arrival shows, with new people and rooms to choose from."""
    clerk, coordinator = province.actor("clerk"), province.actor("coordinator")
    paper = [(province.pdf(), "ct.pdf")]
    for _ in range(rows):
        tag = User.objects.count()
        at = NOW + timedelta(minutes=tag)
        room = organization.open_unit(
            name=f"Phòng {tag}", kind=province.units["CCHC"].kind, parent=province.units["UBND"], abbreviation=f"P{tag}",
            from_day=SINCE, by=SYSTEM, at=at, order=tag,
        )  # fmt: skip
        user = organization.open_account(
            username=f"u{tag}",
            full_name="Lê Văn Mười",
            password="mat-khau-thu-nghiem",
            must_change=False,
            by=SYSTEM,
            at=at,
        )
        post = organization.open_post(
            unit=room, kind="officer", title="Chuyên viên", order=tag, from_day=SINCE, by=SYSTEM, at=at
        )
        organization.appoint(post, user=user, from_day=SINCE, by=SYSTEM, at=at)
        documents.forward(entry, to=[(post, "handle"), (room, "inform")], by=clerk, at=at)
        documents.correct(entry.document, field="note", new="Ghi chú", reason="Ghi thiếu", by=clerk, at=at)
        documents.relate(
            entry.document, other=province.issue(files=paper, at=at).document, kind="based_on", by=coordinator, at=at
        )
        opened(entry.document, by=province.actor(f"u{tag}"), at=at)
        task = Assignment("Báo cáo", [province.units["SNV"]], [province.units["STC"]], term=Term("day", 90))
        tasks.assign(document=entry.document, given=[task], by=province.actor("chief"), at=at)


def test_a_document(province: World) -> None:
    entry = province.incoming()
    url = f"/documents/{entry.document_id}"
    grow_document(province, entry, FEW)
    few = {username: asked(province, username, url) for username in READERS}
    assert max(few.values()) <= MOST_OF_A_DOCUMENT
    grow_document(province, entry, MANY - FEW)
    assert {username: asked(province, username, url) for username in READERS} == few


def test_a_task_and_the_forms(province: World) -> None:
    entry = province.incoming()
    grow_document(province, entry, 1)
    task = entry.document.tasks.get()
    pages = [
        ("snv_head", f"/tasks/{task.pk}"),
        ("chief", f"/tasks/{task.pk}"),
        ("clerk", "/documents/register-incoming"),
        ("clerk", "/documents/issue"),
        ("clerk", "/documents/secret"),
        ("chief", f"/documents/{entry.document_id}/assign"),
        ("coordinator", f"/directions/prepare?select={entry.pk}"),
        ("coordinator", f"/directions/paper/{entry.pk}"),
        ("snv_head", f"/tasks/{task.pk}/split"),
    ]
    few = {page: asked(province, *page) for page in pages}
    grow_document(province, entry, FEW)
    assert {page: asked(province, *page) for page in pages} == few


def test_the_leaders_box(province: World) -> None:
    grow_lists(province, 1)
    url = f"/directions/{Direction.objects.get().pk}"
    few = asked(province, "chairman", url)
    grow_lists(province, FEW)
    assert asked(province, "chairman", url) == few
