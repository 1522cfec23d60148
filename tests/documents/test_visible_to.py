"""Who sees which document: the access rows against a slow reference that walks every act of a full story."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from dondoc.documents import actions
from dondoc.documents.models import Document, DocumentAccess, DocumentFile, Entry
from dondoc.documents.queries import listed, visible_file
from dondoc.lib.actor import Actor
from dondoc.organization.access import person_seat, post_seat, unit_seat
from dondoc.organization.models import Unit
from dondoc.tasks import actions as tasks
from dondoc.tasks.actions import Assignment
from dondoc.tasks.facts import Term
from dondoc.tasks.models import Direction, Evidence, Participant, Task
from tests.world import NOW, PEOPLE, World

# Who reads what his agency, and what his unit, may read: written out, since the roles page is what is tested.
WHOLE_AGENCY = {"head", "deputy", "chief_of_office", "coordinator", "registry_clerk", "inspector", "archivist"}
WHOLE_UNIT = WHOLE_AGENCY | {"unit_head"}


def seats_of_person(actor: Actor) -> set[str]:
    seats = {post_seat(actor.post), person_seat(actor.person)}
    if actor.kind in WHOLE_AGENCY:
        seats.add(unit_seat(actor.agency))
    if actor.kind in WHOLE_UNIT:
        seats.add(unit_seat(actor.unit))
    return seats


def both(unit: Unit) -> Iterator[str]:
    """Work of a unit is also its agency's."""
    yield unit_seat(unit.pk)
    yield unit_seat(unit.agency_id or unit.pk)


def grounds(document: Document) -> Iterator[str]:
    """Every seat that has a reason to see a document, found by walking what happened."""
    for entry in document.entries.all():
        yield unit_seat(entry.agency_id)
        for routing in entry.routings.exclude(state="withdrawn"):
            yield post_seat(routing.to_post_id) if routing.to_post_id else unit_seat(routing.to_unit_id or 0)
        for direction in Direction.objects.filter(entry=entry):
            yield post_seat(direction.leader_id)
        if entry.direction == "out":
            yield post_seat(document.signer_id or 0)
            if document.drafting_unit_id:
                yield unit_seat(document.drafting_unit_id)
    for recipient in document.recipients.filter(unit__isnull=False).exclude(state__in=("queued", "paper")):
        yield unit_seat(recipient.unit_id or 0)
    for task in Task.objects.filter(document=document).select_related("lead"):
        yield from both(task.lead)
        if task.person_id:
            yield post_seat(task.person_id)
        for part in Participant.objects.filter(task=task).select_related("unit"):
            yield from both(part.unit)
    for proof in Evidence.objects.filter(document=document).select_related("task__assigner"):
        yield from both(proof.task.assigner)


@pytest.fixture
def told(province: World) -> World:
    """A story with every way of coming to see a document, and of ceasing to."""
    snv_clerk, leader = province.actor("snv_clerk"), province.actor("chairman")
    units, post = province.units, province.post
    directive = province.issue(drafting_unit=units["VP"]).document
    arrivals = {
        name: actions.register_arrival(
            directive.recipients.get(unit=units[code]), by=province.actor(name), at=NOW
        )
        for code, name in (("SNV", "snv_clerk"), ("STC", "stc_clerk"))
    }  # fmt: skip
    actions.return_arrival(
        directive.recipients.get(unit=units["XA"]), reason="Nhầm", by=province.actor("xa_clerk"), at=NOW
    )
    actions.forward(arrivals["snv_clerk"], to=[(units["CCHC"], "handle")], by=snv_clerk, at=NOW)
    wrong, _ = actions.forward(
        arrivals["stc_clerk"], to=[(post("stc_officer"), "inform"), (post("stc_head"), "handle")],
        by=province.actor("stc_clerk"), at=NOW,
    )  # fmt: skip
    actions.withdraw(wrong, by=province.actor("stc_clerk"), at=NOW)
    paper = province.issue(
        recipients=[(None, "Công ty A"), (units["STC"], "")], abstract="hai", at=NOW + timedelta(1)
    ).document
    assert paper.recipients.count() == 2
    telegram = province.incoming()
    given = [Assignment("Ứng phó", [units["SNV"]], [units["STC"]], [units["VP"]], term=Term("working_day", 3))]
    (direction,) = tasks.prepare_direction(
        [telegram], leader=post("vice"), given=given, by=province.actor("chief"), at=NOW
    )
    (task,) = tasks.give_direction(direction, given=None, words="", by=province.actor("vice"), at=NOW)
    tasks.acknowledge(task, person=post("snv_officer"), by=province.actor("snv_head"), at=NOW)
    report = province.issue(
        by=snv_clerk, signer=post("snv_head"), type_=province.type("BC"), recipients=[(None, "Lưu")], abstract="báo cáo",
    ).document  # fmt: skip
    tasks.submit(task, words="Xong", documents=[report], by=province.actor("snv_head"), at=NOW)
    province.incoming(by="xa_clerk", symbol="9/UBND")
    withdrawn = province.incoming(symbol="5/BC-BNV", issuer_name="Bộ Nội vụ")
    (routing,) = actions.forward(withdrawn, to=[(units["VP"], "handle")], by=leader, at=NOW)
    actions.ask_withdrawal(routing, reason="Nhầm", by=leader, at=NOW)
    actions.answer_withdrawal(routing, agree=True, by=province.actor("chief"), at=NOW)
    province.task(document=directive, leads=[units["STC"]], joins=[units["XA"]])
    return province


def test_everybody_sees_exactly_what_he_has_a_reason_to_see(told: World) -> None:
    reasons = {document: set(grounds(document)) for document in Document.objects.all()}
    assert len(reasons) == 6
    for username, *_ in PEOPLE:
        actor = told.actor(username)
        wanted = {document.pk for document, seats in reasons.items() if seats & seats_of_person(actor)}
        assert set(Document.objects.visible_to(actor).values_list("pk", flat=True)) == wanted, username
        entries = {entry.pk for entry in Entry.objects.filter(agency_id=actor.agency, document_id__in=wanted)}
        assert set(Entry.objects.visible_to(actor).values_list("pk", flat=True)) == entries, username


def test_the_rows_are_the_reasons_no_more_and_no_fewer(told: World) -> None:
    for document in Document.objects.all():
        rows = set(DocumentAccess.objects.filter(document=document).values_list("seat", flat=True))
        assert rows == set(grounds(document)), str(document)


def test_a_file_is_seen_with_its_document_and_lists_with_the_seat(told: World) -> None:
    held = DocumentFile.objects.select_related("document").first()
    assert held is not None
    for username, *_ in PEOPLE:
        actor = told.actor(username)
        sees = Document.objects.visible_to(actor).filter(pk=held.document_id).exists()
        assert (visible_file(actor, held.document_id, held.pk) is not None) is sees, username
        foreign = unit_seat(told.units["XA" if actor.agency_id != told.units["XA"].pk else "SNV"].pk)
        assert not listed(actor, "in", foreign).exists()
