"""Gathers the facts of an assignment or a result and asks the rulebooks in force."""

from collections.abc import Sequence
from datetime import date

from dondoc.documents.models import Document
from dondoc.files.models import StoredFile
from dondoc.lib.rules import Verdict, judge
from dondoc.organization.models import Unit
from dondoc.organization.queries import is_below
from dondoc.tasks.facts import AssignmentFacts, SubmissionFacts, Term
from dondoc.tasks.models import Task
from dondoc.tasks.rulebooks.decree_314_2025 import ASSIGNMENT, SUBMISSION

# The kinds of file that count as evidence, by content type; a note or an archive of files does not.
COUNTING_TYPES = (
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/msword",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.ms-excel",
    "application/vnd.oasis.opendocument.text",
    "image/png",
    "image/jpeg",
    "image/tiff",
)


def check_assignment(
    *,
    content: str,
    leads: Sequence[Unit],
    joins: Sequence[Unit],
    informed: Sequence[Unit],
    product: str,
    term: Term,
    due: date | None,
    parent: Task | None,
    assigner: Unit,
    today: date,
) -> Verdict:
    """The verdict on a task about to be sent."""
    everybody = [*leads, *joins, *informed]
    facts = AssignmentFacts(
        content=content,
        leads=tuple(unit.pk for unit in leads),
        joins=tuple(unit.pk for unit in joins),
        informed=tuple(unit.pk for unit in informed),
        product=product,
        term_unit=term.unit,
        due=due,
        today=today,
        parent_due=parent.deadline.due if parent else None,
        closed_units=tuple(unit.name for unit in everybody if unit.until_day and unit.until_day < today),
        beyond=tuple(unit.name for unit in everybody if not _in_reach(unit, assigner, parent)),
    )
    return judge(facts, [ASSIGNMENT], day=today)


def _in_reach(unit: Unit, assigner: Unit, parent: Task | None) -> bool:
    """Whether a unit may be given work: below the lead of the whole, below the agency that gives, or one of its own."""
    if parent is not None:
        return is_below(unit, parent.lead)
    if unit.agency_id == assigner.agency_id:
        return True
    assert assigner.agency is not None
    return unit.is_agency and not unit.kind.is_outside and is_below(unit, assigner.agency)


def check_submission(
    *, words: str, documents: Sequence[Document], files: Sequence[tuple[StoredFile, str]], today: date
) -> Verdict:
    """The verdict on a result about to be handed in."""
    counting = [name for stored, name in files if stored.content_type in COUNTING_TYPES]
    facts = SubmissionFacts(
        words=words,
        documents=sum(1 for document in documents if document.entries.exists()),
        counting_files=len(counting),
        other_files=tuple(name for stored, name in files if stored.content_type not in COUNTING_TYPES),
    )
    return judge(facts, [SUBMISSION], day=today)
