"""Setting up: what is still missing, each with its page; the commune template, applied to all and repeatable."""

import pytest
import time_machine
from django.test import Client

from dondoc.lib.errors import Forbidden
from dondoc.organization import actions as organization
from dondoc.organization.models import Kind, Post, Unit
from dondoc.portal import actions, queries
from tests.world import NOW, SINCE, TODAY, World


def commune(province: World, name: str) -> Unit:
    kind = Kind.objects.get(code="commune")
    return organization.open_unit(
        name=name, kind=kind, parent=province.units["UBND"], abbreviation="UBND", from_day=SINCE,
        by=province.actor("admin"), at=NOW,
    )  # fmt: skip


def missing(label: str) -> list[str]:
    (step,) = [step for step in queries.setup(NOW) if step.label == label]
    return [name for name, _ in step.missing]


def test_what_an_agency_lacks_is_named_until_it_is_there(province: World) -> None:
    new, admin = commune(province, "Ủy ban nhân dân xã Mới"), province.actor("admin")
    for label in ("Mã định danh", "Người đứng đầu", "Văn thư", "Sổ văn bản đến", "Sổ văn bản đi"):
        assert "Ủy ban nhân dân xã Mới" in missing(label)
    assert missing("Sổ văn bản đến") == ["Ủy ban nhân dân xã Mới"], "the others have theirs"
    organization.add_code(new, scheme="qd20", code="H1.9", from_day=TODAY, by=admin, at=NOW)
    assert "Ủy ban nhân dân xã Mới" not in missing("Mã định danh")
    post = organization.open_post(unit=new, kind="head", title="Chủ tịch", by=admin, at=NOW)
    assert "Ủy ban nhân dân xã Mới" in missing("Người đứng đầu"), "a post without a holder leads nobody"
    organization.appoint(post, user=province.user("vice"), from_day=TODAY, by=admin, at=NOW)
    assert missing("Người đứng đầu") == []


def test_many_are_counted_and_the_first_named(province: World) -> None:
    for number in range(7):
        commune(province, f"Xã {number}")
    (step,) = [step for step in queries.setup(NOW) if step.label == "Văn thư"]
    assert (len(step.missing), step.more, step.is_done) == (5, 2, False)


def test_each_line_leads_to_where_it_is_mended(province: World, client: Client) -> None:
    commune(province, "Ủy ban nhân dân xã Mới")
    client.force_login(province.user("admin"))
    with time_machine.travel(NOW, tick=False):
        for step in queries.setup(NOW):
            for url in (step.url, *(url for _, url in step.missing)):
                assert client.get(url).status_code == 200, url
        page = client.get("/setup").content.decode()
    assert "Còn thiếu" in page and "Ủy ban nhân dân xã Mới" in page and "Mới có một người" in page


def test_the_template_makes_what_is_not_there_in_all_communes_at_once(province: World) -> None:
    new, old, admin = commune(province, "Xã Mới"), province.units["XA"], province.actor("admin")
    done = {one.commune.pk: one.made for one in actions.furnish_communes([new, old], by=admin, at=NOW)}
    assert {"Chủ tịch", "Phòng Kinh tế", "Sổ văn bản đến", "Sổ văn bản đi"} <= set(done[new.pk])
    assert {"Chủ tịch", "Sổ văn bản đến", "Sổ văn bản đi"}.isdisjoint(done[old.pk]), "it has these"
    for one in (new, old):
        posts = Post.objects.filter(unit__agency=one)
        kinds = list(posts.values_list("kind", flat=True))
        assert [kinds.count(kind) for kind in ("head", "deputy", "registry_clerk")] == [1, 2, 1]
        assert Unit.objects.filter(agency=one, is_office=True).count() == 1
        assert {book.direction for book in one.registers.all()} == {"in", "out"}
    again = actions.furnish_communes([new, old], by=admin, at=NOW)
    assert [one.made for one in again] == [(), ()]


def test_a_unit_spelt_otherwise_is_the_same_unit(province: World) -> None:
    kind = Kind.objects.get(code="unit")
    organization.open_unit(
        name="Phòng KINH TẾ", kind=kind, parent=province.units["XA"], by=province.actor("admin"), at=NOW
    )
    (done,) = actions.furnish_communes([province.units["XA"]], by=province.actor("admin"), at=NOW)
    assert "Phòng Kinh tế" not in done.made and "Trưởng phòng (Phòng Kinh tế)" in done.made


def test_only_the_administrator(province: World) -> None:
    with pytest.raises(Forbidden):
        actions.furnish_communes([province.units["XA"]], by=province.actor("chairman"), at=NOW)


def test_the_page_shows_before_it_does(province: World, client: Client) -> None:
    client.force_login(province.user("admin"))
    with time_machine.travel(NOW, tick=False):
        assert "Sẽ thêm" in client.get("/setup/communes").content.decode()
        assert not Unit.objects.filter(name="Phòng Kinh tế").exists()
        assert "Đã thêm" in client.post("/setup/communes").content.decode()
        assert "Đã đủ" in client.get("/setup/communes").content.decode()
