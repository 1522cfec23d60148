"""Transfers inside an agency (luân chuyển)."""

from typing import Any

import pytest

from dondoc.documents import actions
from dondoc.documents.models import Document, Entry, Routing
from dondoc.lib.errors import Forbidden, Refused, WrongState
from dondoc.notifications.models import Notice
from tests.world import NOW, World


def forward(world: World, entry: Entry, *names: str, by: str = "clerk", role: str = "handle", **more: Any) -> Any:
    to = [(world.units[n] if n.isupper() else world.post(n), role) for n in names]
    return actions.forward(entry, to=to, by=world.actor(by), at=NOW, **more)


def sees(world: World, username: str, entry: Entry) -> bool:
    return Document.objects.visible_to(world.actor(username)).filter(pk=entry.document_id).exists()


def test_each_receiver_gets_a_transfer_of_his_own_a_notice_and_the_sight(province: World) -> None:
    entry = province.incoming(by="snv_clerk")
    assert not sees(province, "snv_officer", entry) and not sees(province, "snv_unit_head", entry)
    made = forward(province, entry, "CCHC", "snv_officer", by="snv_clerk", note=" Để xử lý ")
    assert [(r.to_unit, r.to_post, r.role, r.note, r.state) for r in made] == [
        (province.units["CCHC"], None, "handle", "Để xử lý", "sent"),
        (None, province.post("snv_officer"), "handle", "Để xử lý", "sent"),
    ]
    assert sees(province, "snv_officer", entry) and sees(province, "snv_unit_head", entry)
    assert Notice.objects.filter(key__startswith="documents.forward").count() == 2


def test_the_first_transfer_changes_the_state_later_ones_keep_it(province: World) -> None:
    entry = province.incoming()
    forward(province, entry, "VP")
    entry.refresh_from_db()
    assert entry.state == "forwarded"
    actions.direct(entry, by=province.actor("chairman"), at=NOW)
    forward(province, entry, "chief", role="inform")
    entry.refresh_from_db()
    assert entry.state == "directed"


def test_an_outgoing_document_is_transferred_and_stays_issued(province: World) -> None:
    entry = province.issue()
    forward(province, entry, "coordinator")
    entry.refresh_from_db()
    assert entry.state == "issued" and sees(province, "coordinator", entry)


@pytest.mark.parametrize(
    ("names", "role", "fields"),
    [
        ([], "handle", ["to"]),
        (["SNV"], "handle", ["to"]),
        (["snv_head"], "handle", ["to"]),
        (["UBND"], "handle", ["units"]),
        (["VP"], "read", ["role"]),
        (["SNV", "VP"], "read", ["to", "role", "role"]),
    ],
)
def test_what_is_no_transfer_inside_the_agency_is_refused(
    province: World, names: list[str], role: str, fields: list[str]
) -> None:
    entry = province.incoming()
    with pytest.raises(Refused) as refused:
        forward(province, entry, *names, role=role)
    assert [finding.field for finding in refused.value.findings] == fields
    assert not Routing.objects.exists()


def test_a_closed_arrival_is_not_transferred(province: World) -> None:
    entry = province.incoming()
    actions.close(entry, by=province.actor("clerk"), at=NOW)
    with pytest.raises(WrongState):
        forward(province, entry, "VP")


def test_who_may_not_transfer_is_told_who_can(province: World) -> None:
    entry = province.incoming()
    for username in ("inspector", "admin", "snv_clerk"):
        with pytest.raises(Forbidden):
            forward(province, entry, "VP", by=username)


def test_32_what_is_registered_nowhere_cannot_be_transferred(province: World) -> None:
    """LR32: an item of the queue has no entry to transfer."""
    document = province.issue().document
    with pytest.raises(Forbidden):
        forward(province, document.entries.get(), "CCHC", by="snv_clerk")
