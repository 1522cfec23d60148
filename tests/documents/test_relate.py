"""Typed links, further files, and letting a seat see a document."""

import pytest

from dondoc.documents import actions
from dondoc.documents.models import RELATION_KINDS, Document, Recipient, Relation
from dondoc.lib.errors import Forbidden, Refused
from dondoc.organization.access import unit_seat
from tests.world import NOW, World


def test_a_document_is_linked_once_with_each_kind(province: World) -> None:
    later, earlier, clerk = province.issue().document, province.incoming().document, province.actor("clerk")
    for kind in RELATION_KINDS:
        made = actions.relate(later, other=earlier, kind=kind, by=clerk, at=NOW)
        assert (made.document, made.other, made.kind, made.by) == (later, earlier, kind, province.user("clerk"))
    with pytest.raises(Refused) as refused:
        actions.relate(later, other=earlier, kind="answers", by=clerk, at=NOW)
    assert [finding.field for finding in refused.value.findings] == ["other"]


@pytest.mark.parametrize(("kind", "itself", "field"), [("married", False, "kind"), ("answers", True, "other")])
def test_what_is_no_link_is_refused(province: World, kind: str, itself: bool, field: str) -> None:
    document, clerk = province.issue().document, province.actor("clerk")
    other = document if itself else province.incoming().document
    with pytest.raises(Refused) as refused:
        actions.relate(document, other=other, kind=kind, by=clerk, at=NOW)
    assert [finding.field for finding in refused.value.findings] == [field]


def test_only_a_document_of_the_own_register_is_linked(province: World) -> None:
    document, other = province.issue().document, province.incoming().document
    for username in ("snv_clerk", "inspector", "admin"):
        with pytest.raises(Forbidden):
            actions.relate(document, other=other, kind="answers", by=province.actor(username), at=NOW)
    waiting = Recipient.objects.get(document=document, unit=province.units["SNV"])
    actions.register_arrival(waiting, by=province.actor("snv_clerk"), at=NOW)
    own = province.incoming(by="snv_clerk").document
    actions.relate(document, other=own, kind="based_on", by=province.actor("snv_clerk"), at=NOW)
    assert Relation.objects.get().kind == "based_on"


def test_a_reply_is_linked_when_it_is_issued(province: World) -> None:
    asked = province.incoming().document
    reply = province.issue(answers=[asked]).document
    assert [(r.kind, r.other) for r in reply.relations.all()] == [("answers", asked)]


def test_a_file_is_added_after_the_others(province: World) -> None:
    document = province.issue().document
    scan = province.pdf("but phe")
    added = actions.attach(document, stored=scan, name="bp.pdf", role="direction", by=province.actor("clerk"), at=NOW)
    assert [(f.name, f.role, f.position) for f in document.files.all()] == [
        ("ct.pdf", "main", 0),
        ("bp.pdf", "direction", 1),
    ]
    assert added.added_by == province.user("clerk")
    with pytest.raises(Forbidden):
        actions.attach(document, stored=scan, name="x.pdf", role="annex", by=province.actor("snv_clerk"), at=NOW)


def test_a_seat_is_let_in_by_somebody_who_sees_it_himself(province: World) -> None:
    document, seat = province.incoming().document, unit_seat(province.units["STC"].pk)
    with pytest.raises(Forbidden):
        actions.show_to(document, seats=[seat], why="task", by=province.actor("stc_head"), at=NOW)
    actions.show_to(document, seats=[seat, seat], why="task", by=province.actor("chief"), at=NOW)
    assert Document.objects.visible_to(province.actor("stc_clerk")).filter(pk=document.pk).exists()
    assert (row := document.access.get(seat=seat)).box == "ref" and row.why == "task"
