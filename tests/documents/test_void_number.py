"""Voiding a number: it stays visible with its reason, and is never given again."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from dondoc.documents import actions, queries
from dondoc.documents.models import Entry, Number
from dondoc.lib.errors import Forbidden, Refused, WrongState
from tests.world import NOW, TODAY, World


def unsent(world: World) -> Entry:
    """A directive that goes out on paper only, so that it has reached nobody yet."""
    return world.issue(recipients=[(None, "Công ty A")])


def test_it_stays_in_the_register_with_who_when_and_why(province: World) -> None:
    entry = unsent(province)
    void = actions.void_number(entry.number, reason=" Ký nhầm ", by=province.actor("clerk"), at=NOW)
    assert (void.state, void.reason, void.voided_at, void.voided_by) == (
        "void", "Ký nhầm", NOW, province.user("clerk"),
    )  # fmt: skip
    proof = queries.proof(void.register, TODAY.year)
    assert (proof.last_number, proof.issued, proof.void, proof.missing) == (1, 0, 1, ())
    assert province.issue(at=NOW + timedelta(minutes=1)).number.number == 2


def test_what_has_reached_a_receiver_is_not_voided(province: World) -> None:
    with pytest.raises(WrongState) as refused:
        actions.void_number(province.issue().number, reason="x", by=province.actor("clerk"), at=NOW)
    assert "thu hồi hoặc thay thế" in refused.value.sentence


def test_an_arrival_registered_by_mistake_is_voided(province: World) -> None:
    void = actions.void_number(province.incoming().number, reason="Vào sổ nhầm", by=province.actor("clerk"), at=NOW)
    assert void.state == "void"


def test_it_is_voided_once_with_a_reason_by_its_own_registry(province: World) -> None:
    number = unsent(province).number
    with pytest.raises(Refused) as refused:
        actions.void_number(number, reason="\u200b ", by=province.actor("clerk"), at=NOW)
    assert [finding.field for finding in refused.value.findings] == ["reason"]
    for username in ("chairman", "snv_clerk", "admin"):
        with pytest.raises(Forbidden):
            actions.void_number(number, reason="x", by=province.actor(username), at=NOW)
    actions.void_number(number, reason="x", by=province.actor("clerk"), at=NOW)
    with pytest.raises(WrongState):
        actions.void_number(number, reason="x", by=province.actor("clerk"), at=NOW)


def test_the_database_keeps_reason_and_time_of_a_void_together(province: World) -> None:
    number = unsent(province).number
    for fields in ({"state": "void"}, {"voided_at": NOW}, {"state": "void", "voided_at": NOW}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Number.objects.filter(pk=number.pk).update(**fields)
