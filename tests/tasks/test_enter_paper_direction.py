"""A direction written on paper, typed in with its scan (nhập thay)."""

import pytest

from dondoc.documents import actions as documents
from dondoc.documents.models import DocumentFile, Entry
from dondoc.lib.errors import Forbidden, Refused
from dondoc.tasks import actions
from dondoc.tasks.actions import Assignment
from dondoc.tasks.models import Direction, Task
from dondoc.tasks.queries import directions_waiting
from tests.world import NOW, World


def scanned(world: World, entry: Entry) -> DocumentFile:
    return documents.attach(
        entry.document, stored=world.scan(), name="but-phe.png", role="direction", by=world.actor("clerk"), at=NOW
    )


def enter(world: World, entry: Entry, scan: DocumentFile, *, by: str = "clerk", **more: object) -> list[Task]:
    given: dict[str, object] = {"leader": world.post("chairman"), "words": "Giao SNV", "given": work(world)}
    return actions.enter_paper_direction(entry, scan=scan, **(given | more), by=world.actor(by), at=NOW)  # type: ignore[arg-type]


def work(world: World) -> list[Assignment]:
    return [Assignment("Tham mưu", [world.units["SNV"]])]


def test_it_is_given_at_once_and_marked_as_typed_in(province: World) -> None:
    entry = province.incoming()
    scan = scanned(province, entry)
    (task,) = enter(province, entry, scan)
    direction = Direction.objects.get()
    assert (direction.state, direction.typed_from, direction.settled_by) == ("given", scan, province.user("clerk"))
    assert (task.assigned_for_id, task.quote) == (province.post("chairman").pk, "Giao SNV")
    assert Entry.objects.get(pk=entry.pk).state == "directed"


def test_what_still_lies_before_him_on_the_screen_leaves_his_queue(province: World) -> None:
    entry = province.incoming()
    actions.prepare_direction(
        [entry], leader=province.post("chairman"), given=work(province), by=province.actor("coordinator"), at=NOW
    )
    enter(province, entry, scanned(province, entry))
    assert not directions_waiting(province.actor("chairman")).exists()
    assert list(Direction.objects.order_by("pk").values_list("state", flat=True)) == ["declined", "given"]
    assert Task.objects.count() == 1


def test_the_scan_is_of_the_same_document(province: World) -> None:
    other = province.incoming(symbol="9/CĐ-TTg")
    with pytest.raises(Refused) as refused:
        enter(province, province.incoming(), scanned(province, other))
    assert [f.field for f in refused.value.findings] == ["scan"]


@pytest.mark.parametrize(("change", "field"), [({"words": " "}, "words"), ({"given": [Assignment("x", [])]}, "lead")])
def test_words_and_one_lead_are_needed(province: World, change: dict[str, object], field: str) -> None:
    entry = province.incoming()
    with pytest.raises(Refused) as refused:
        enter(province, entry, scanned(province, entry), **change)
    assert [f.field for f in refused.value.findings] == [field]
    assert not Direction.objects.exists()


@pytest.mark.parametrize("username", ["chairman", "inspector", "snv_clerk"])
def test_only_office_and_registry_type_in(province: World, username: str) -> None:
    entry = province.incoming()
    scan = scanned(province, entry)
    with pytest.raises(Forbidden):
        enter(province, entry, scan, by=username)
