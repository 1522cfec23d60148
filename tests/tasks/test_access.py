"""Who may see which task and document, compared with a slow reference over a rich story."""

import json

from dondoc.audit.models import JournalLine
from dondoc.documents import actions as documents
from dondoc.documents.models import Document, Routing
from dondoc.organization.models import Post, Unit
from dondoc.tasks import actions
from dondoc.tasks.actions import Assignment
from dondoc.tasks.models import Direction, Evidence, Task
from tests.world import NOW, PEOPLE, World


def tell(world: World) -> None:
    """Issued, registered, forwarded, taken back, directed, assigned, split, returned, given again, proved."""
    clerk, chief, head, officer = (world.actor(n) for n in ("clerk", "chief", "snv_head", "snv_officer"))
    issued = world.issue(recipients=[(world.units["SNV"], ""), (world.units["XA"], "")])
    documents.register_arrival(
        issued.document.recipients.get(unit=world.units["SNV"]), by=world.actor("snv_clerk"), at=NOW
    )
    documents.return_arrival(
        issued.document.recipients.get(unit=world.units["XA"]), reason="Nhầm", by=world.actor("xa_clerk"), at=NOW
    )
    arrival = documents.register_incoming(
        type_=world.type("CV"), symbol="5/BNV-VP", issuer_name="Bộ Nội vụ", abstract="Đôn đốc", issued_on=NOW.date(),
        by=world.actor("snv_clerk"), at=NOW,
    )  # fmt: skip
    for username in ("snv_officer", "snv_unit_head"):
        (routing,) = documents.forward(
            arrival, to=[(world.post(username), "handle")], by=world.actor("snv_clerk"), at=NOW
        )
    documents.withdraw(routing, by=world.actor("snv_clerk"), at=NOW)
    documents.forward(world.incoming(symbol="7/CĐ-TTg"), to=[(world.units["VP"], "inform")], by=clerk, at=NOW)
    given = [Assignment("Tham mưu", [world.units["STC"]], informed=[world.units["XA"]])]
    (direction,) = actions.prepare_direction(
        [world.incoming()], leader=world.post("chairman"), given=given, by=world.actor("coordinator"), at=NOW
    )
    actions.give_direction(direction, by=world.actor("chairman"), at=NOW)
    whole = world.taken(document=issued.document)
    actions.split(whole, given=[Assignment("Phần", [world.units["CCHC"]])], by=head, at=NOW)
    moved = actions.return_task(world.taken(), ground="Của sở khác", by=head, at=NOW)
    actions.reassign(moved, lead=world.units["XA"], by=chief, at=NOW)
    named = actions.name_person(world.taken(), person=world.post("snv_unit_head"), by=head, at=NOW)
    proof = world.issue(
        type_=world.type("BC"), signer=world.post("snv_head"), recipients=[(None, "Lưu")], by=world.actor("snv_clerk")
    ).document  # fmt: skip
    actions.submit(named, words="Xong", documents=[proof], by=head, at=NOW)
    world.task(leads=[world.units["VP"]], joins=[])
    assert officer.post_id


# A part of the story's people: units that see, and posts that see.
Seats = tuple[set[int], set[int]]


def with_agencies(unit_ids: set[int]) -> set[int]:
    return unit_ids | set(Unit.objects.filter(pk__in=unit_ids).values_list("agency_id", flat=True))


def part_in(task: Task) -> Seats:
    """Who ever had a part in a task: from the task, its participants, and the journal for whoever had one before."""
    units = {task.assigner_id, task.lead_id, *task.participants.values_list("unit_id", flat=True)}
    posts: set[int] = set()
    lines = JournalLine.objects.filter(subject_kind="tasks.task", subject_id=task.pk, outcome="done")
    for verb, body in lines.values_list("verb", "body"):
        said = json.loads(body)
        if verb in ("tasks.acknowledge", "tasks.name_person"):
            posts.add(said["person"])
        if verb == "tasks.reassign":
            units.add(said["previous"])
    return with_agencies(units), posts


def readers_of(document: Document) -> Seats:
    """Who may read a document: from entries, recipients, transfers, directions, tasks and evidence alone."""
    units = set(document.entries.values_list("agency_id", flat=True))
    units |= {pk for pk in document.recipients.values_list("unit_id", flat=True) if pk}
    posts = {pk for pk in (document.signer_id,) if pk}
    for routing in Routing.objects.filter(entry__document=document).exclude(state="withdrawn"):
        units |= {routing.to_unit_id} if routing.to_unit_id else set()
        posts |= {routing.to_post_id} if routing.to_post_id else set()
    posts |= set(
        Direction.objects.filter(entry__document=document, typed_from=None).values_list("leader_id", flat=True)
    )
    for task in Task.objects.filter(document=document):
        given_units, given_posts = part_in(task)
        units |= given_units
        posts |= given_posts
    for proof in Evidence.objects.filter(document=document).select_related("task"):
        units |= with_agencies({proof.task.assigner_id})
    return units, posts


def sees(post: Post, seats: Seats) -> bool:
    """Whether somebody in this post is one of them: all of his agency, of his unit, or his post alone."""
    units, posts = seats
    whole_agency = post.kind not in ("officer", "unit_head", "administrator")
    whole_unit = whole_agency or post.kind == "unit_head"
    return post.pk in posts or (whole_agency and post.unit.agency_id in units) or (whole_unit and post.unit_id in units)


def test_everybody_sees_exactly_the_tasks_and_documents_of_the_slow_reference(province: World) -> None:
    tell(province)
    tasks = {task.pk: part_in(task) for task in Task.objects.all()}
    read = {document.pk: readers_of(document) for document in Document.objects.all()}
    assert len(tasks) >= 6 and len(read) >= 7
    for username, *_ in PEOPLE:
        actor, post = province.actor(username), province.post(username)
        seen = set(Task.objects.visible_to(actor).values_list("pk", flat=True))
        assert seen == {pk for pk, seats in tasks.items() if sees(post, seats)}, username
        seen = set(Document.objects.visible_to(actor).values_list("pk", flat=True))
        assert seen == {pk for pk, seats in read.items() if sees(post, seats)}, username
