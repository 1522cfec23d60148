"""A post in a choice is named with whoever holds it on the day, not before and not after."""

from datetime import date, timedelta

import pytest

from dondoc.documents.forms import IssueForm
from dondoc.lib.actor import SYSTEM
from dondoc.organization import actions as organization
from dondoc.organization.models import Post
from dondoc.organization.queries import holder_on, post_label, with_holders
from tests.world import NOW, PASSWORD, SINCE, TODAY, World, ended


def label(post: Post, day: date = TODAY) -> str:
    return post_label(with_holders(Post.objects.filter(pk=post.pk), day).get())


@pytest.fixture
def successor(province: World) -> World:
    """Home Affairs gets a new head next month; the old one stays until the day before."""
    held = province.post("snv_head").holdings.get()
    start = TODAY + timedelta(days=30)
    ended(held, start - timedelta(days=1))
    new = organization.open_account(
        username="new_head", full_name="Lý Thị Sáu", password=PASSWORD, must_change=False, by=SYSTEM, at=NOW
    )
    organization.appoint(held.post, user=new, from_day=start, by=SYSTEM, at=NOW)
    return province


def test_a_future_holder_is_not_named_yet(successor: World) -> None:
    post = successor.post("new_head")
    assert label(post) == "Nguyễn Văn An, Giám đốc"
    assert label(post, TODAY + timedelta(days=29)) == "Nguyễn Văn An, Giám đốc"
    assert label(post, TODAY + timedelta(days=30)) == "Lý Thị Sáu, Giám đốc"


def test_a_former_holder_is_named_no_more(province: World) -> None:
    held = province.post("snv_officer").holdings.get()
    ended(held, TODAY)
    assert label(held.post) == "Vũ Thị Én, Chuyên viên"
    assert label(held.post, TODAY + timedelta(days=1)) == "Chuyên viên"


def test_whoever_acts_for_a_post_comes_first(province: World) -> None:
    post = province.post("stc_head")
    acting = province.user("stc_officer")
    organization.appoint(post, user=acting, from_day=SINCE + timedelta(days=1), acting=True, by=SYSTEM, at=NOW)
    assert label(post) == "Mai Thị Lựu, Giám đốc"
    holding = holder_on(post, TODAY)
    assert holding is not None and holding.user == acting


def test_a_form_offers_the_signers_of_its_day(successor: World) -> None:
    agency = successor.units["SNV"].pk
    shown = {
        day: [text for _, text in IssueForm(agency_id=agency, today=day).fields["signer"].choices]  # type: ignore[attr-defined]
        for day in (TODAY, TODAY + timedelta(days=40))
    }
    assert "Nguyễn Văn An, Giám đốc" in shown[TODAY]
    assert "Lý Thị Sáu, Giám đốc" in shown[TODAY + timedelta(days=40)]
    assert "Nguyễn Văn An, Giám đốc" not in shown[TODAY + timedelta(days=40)]
