"""The end of an arrival's handling in one agency."""

import pytest

from dondoc.documents import actions
from dondoc.documents.models import Recipient
from dondoc.lib.errors import Forbidden, WrongState
from tests.world import NOW, World


def test_it_ends_in_this_agency_only(province: World) -> None:
    document = province.issue().document
    entries = [
        actions.register_arrival(
            Recipient.objects.get(document=document, unit=province.units[code]), by=province.actor(name), at=NOW
        )
        for code, name in (("SNV", "snv_clerk"), ("STC", "stc_clerk"))
    ]
    actions.close(entries[0], by=province.actor("snv_head"), at=NOW)
    states = document.entries.order_by("pk").values_list("direction", "state")
    assert list(states) == [("out", "issued"), ("in", "closed"), ("in", "registered")]


def test_it_ends_once_and_an_issued_document_never(province: World) -> None:
    entry = province.incoming()
    actions.close(entry, by=province.actor("clerk"), at=NOW)
    for one in (entry, province.issue()):
        with pytest.raises(WrongState):
            actions.close(one, by=province.actor("clerk"), at=NOW)


def test_who_may_not(province: World) -> None:
    entry = province.incoming()
    for username in ("inspector", "snv_clerk", "admin"):
        with pytest.raises(Forbidden):
            actions.close(entry, by=province.actor(username), at=NOW)
