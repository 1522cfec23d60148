"""@action and record: one transaction, one line, refusals kept."""

import json

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError

from dondoc.audit.journal import ACTIONS, Unrecorded, action, record
from dondoc.audit.models import AccessLine, JournalLine
from dondoc.documents.models import Document
from dondoc.lib.actor import SYSTEM
from dondoc.lib.errors import Forbidden, Refused
from tests.world import NOW, World


def test_a_change_leaves_one_line_with_person_post_and_channel(province: World) -> None:
    entry = province.issue()
    line = JournalLine.objects.get(verb="documents.issue")
    actor = province.actor("clerk")
    assert (line.user_id, line.post_id, line.channel) == (actor.user_id, actor.post_id, "web")
    assert (line.subject_kind, line.subject_id, line.outcome) == ("documents.entry", entry.pk, "done")


def test_no_text_of_a_document_is_in_the_journal(province: World) -> None:
    province.issue(abstract="Nội dung riêng tư của văn bản")
    assert not any("riêng tư" in body for body in JournalLine.objects.values_list("body", flat=True))


def test_an_act_inside_an_act_names_its_cause(province: World) -> None:
    task = province.task()
    given = JournalLine.objects.get(verb="tasks.assign", subject_id=task.pk)
    inner = JournalLine.objects.filter(verb__in=["deadlines.set", "documents.show_to"], cause_id=given.pk)
    assert set(inner.values_list("verb", flat=True)) == {"deadlines.set", "documents.show_to"}
    assert given.cause_id is None


def test_acts_inside_one_another_name_each_its_own_cause(province: World) -> None:
    @action("audit.inner")
    def inner(*, by, at):  # type: ignore[no-untyped-def]
        record("audit.inner", by=by, at=at)

    @action("audit.middle")
    def middle(*, by, at):  # type: ignore[no-untyped-def]
        inner(by=by, at=at)
        record("audit.middle", by=by, at=at)
        inner(by=by, at=at)

    @action("audit.outer")
    def outer(*, by, at):  # type: ignore[no-untyped-def]
        middle(by=by, at=at)
        record("audit.outer", by=by, at=at)
        inner(by=by, at=at)

    try:
        outer(by=SYSTEM, at=NOW)
    finally:
        for verb in ("audit.inner", "audit.middle", "audit.outer"):
            ACTIONS.pop(verb)
    verbs = {line.pk: line.verb for line in JournalLine.objects.all()}
    causes = sorted(
        (line.verb, verbs.get(line.cause_id or 0)) for line in JournalLine.objects.filter(verb__startswith="audit.")
    )
    assert causes == [
        ("audit.inner", "audit.middle"),
        ("audit.inner", "audit.middle"),
        ("audit.inner", "audit.outer"),
        ("audit.middle", "audit.outer"),
        ("audit.outer", None),
    ]


def test_an_inner_act_that_failed_leaves_no_line_though_the_outer_goes_on(province: World) -> None:
    @action("audit.failing")
    def failing(*, by, at):  # type: ignore[no-untyped-def]
        record("audit.failing", by=by, at=at)
        raise Forbidden("Không.")

    @action("audit.outer")
    def outer(*, by, at):  # type: ignore[no-untyped-def]
        with pytest.raises(Forbidden):
            failing(by=by, at=at)
        record("audit.outer", by=by, at=at)

    try:
        outer(by=SYSTEM, at=NOW)
    finally:
        for verb in ("audit.failing", "audit.outer"):
            ACTIONS.pop(verb)
    assert [line.verb for line in JournalLine.objects.filter(verb__startswith="audit.")] == ["audit.outer"]


def test_a_refusal_is_journalled_and_nothing_else_is_kept(province: World) -> None:
    before = Document.objects.count()
    with pytest.raises(Refused):
        province.issue(abstract="", recipients=[])
    line = JournalLine.objects.get(verb="documents.issue")
    assert line.outcome == "refused"
    assert {finding["field"] for finding in json.loads(line.body)["findings"]} == {"abstract", "recipients"}
    assert Document.objects.count() == before


def test_a_forbidden_act_is_journalled(province: World) -> None:
    with pytest.raises(Forbidden):
        province.issue(by=province.actor("snv_officer"))
    assert JournalLine.objects.filter(verb="documents.issue", outcome="forbidden").count() == 1


def test_an_action_that_leaves_no_line_is_undone(province: World) -> None:
    @action("audit.forgetful")
    def forgetful(*, by, at):  # type: ignore[no-untyped-def]
        record("audit.other", by=by, at=at)

    try:
        with pytest.raises(Unrecorded):
            forgetful(by=SYSTEM, at=NOW)
        assert not JournalLine.objects.filter(verb="audit.other").exists()
    finally:
        ACTIONS.pop("audit.forgetful")


GUARDED = [
    ("audit_journalline", "UPDATE audit_journalline SET verb = 'x'"),
    ("audit_journalline", "DELETE FROM audit_journalline"),
    ("audit_accessline", "DELETE FROM audit_accessline"),
    ("deadlines_deadlineentry", "UPDATE deadlines_deadlineentry SET kind = 'x'"),
    ("documents_document", "UPDATE documents_document SET abstract = 'x'"),
    ("documents_document", "DELETE FROM documents_document"),
    ("documents_number", "DELETE FROM documents_number"),
    ("tasks_task", "DELETE FROM tasks_task"),
    ("tasks_tasknote", "UPDATE tasks_tasknote SET text = 'x'"),
    ("files_storedfile", "UPDATE files_storedfile SET size = 0"),
    ("organization_holding", "DELETE FROM organization_holding"),
]


@pytest.mark.parametrize(("table", "statement"), GUARDED, ids=[s for _, s in GUARDED])
def test_guarded_tables_refuse_change(province: World, table: str, statement: str) -> None:
    task = province.submitted()
    AccessLine.objects.create(at=NOW, subject_kind="x", subject_id=1, act="open")
    assert task.pk
    with pytest.raises(DatabaseError, match="forbidden"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_truncate_is_refused_too(province: World) -> None:
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor, pytest.raises(DatabaseError):
            cursor.execute("TRUNCATE audit_journalline")
        return
    for table in ("audit_journalline", "audit_seal", "audit_sealedline", "documents_correction", "tasks_evidence"):
        with pytest.raises(DatabaseError, match="forbidden"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {table}")
