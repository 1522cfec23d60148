"""Destroying what a document says: two people, and then nothing of it is anywhere, but that it was."""

from io import BytesIO
from typing import Any

import pytest
from django.conf import settings
from django.core.files.storage import storages
from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.test import Client

from dondoc.audit import export
from dondoc.audit.models import JournalLine
from dondoc.documents import actions, queries
from dondoc.documents.jobs import carry_out_expunges
from dondoc.documents.models import Document, Expunge, PendingFile, PendingPart
from dondoc.files import queries as files
from dondoc.lib import expunged
from dondoc.lib.actor import SYSTEM
from dondoc.lib.errors import Forbidden, Refused, WrongState
from dondoc.notifications.models import Notice
from dondoc.search.models import SearchRow
from dondoc.tasks import actions as tasks
from dondoc.tasks.jobs import forget_expunged
from dondoc.tasks.models import Direction, Task
from tests.world import NOW, PASSWORD, World, pdf

pytestmark = pytest.mark.django_db
SECRET = "TUYETKIN"


@pytest.fixture(autouse=True)
def _own_list(tmp_path: Any, settings: Any) -> None:
    settings.SEALS_DIR = tmp_path / "seals"


def told(world: World) -> Document:
    """A document that is told of everywhere: files, note, correction, transfer, direction, task, notices."""
    entry = world.incoming(
        abstract=f"Về việc {SECRET}", files=[(world.pdf(f"Giao Sở Nội vụ {SECRET}"), f"{SECRET}.pdf")]
    )
    document = entry.document
    clerk = world.actor("clerk")
    actions.correct(document, field="note", new=f"Đọc là {SECRET}", reason=f"Vì {SECRET}", by=clerk, at=NOW)
    actions.forward(entry, to=[(world.post("chief"), "handle")], note=f"Xem {SECRET}", by=clerk, at=NOW)
    work = tasks.Assignment(f"Làm {SECRET}", [world.units["SNV"]])
    (direction,) = tasks.prepare_direction(
        [entry], leader=world.post("chairman"), given=[work], words=f"Giao {SECRET}", by=world.actor("coordinator"), at=NOW
    )  # fmt: skip
    tasks.give_direction(direction, by=world.actor("chairman"), at=NOW)
    stored = document.files.get().stored
    assert files.text_of(stored) and files.page_image(stored, 0, 900)
    return document


def ask(world: World, document: Document, by: str = "clerk", **given: str) -> Expunge:
    told = {"ground": "secret", "clause": "Điều 22 Luật Bảo vệ bí mật nhà nước", "reason": "Có dấu MẬT"} | given
    return actions.ask_expunge(document, **told, by=world.actor(by), at=NOW)


def everything() -> str:
    """All rows of all tables as text."""
    from dondoc.config.keeping import tables

    found = []
    for model in tables.kept():
        found += [str(row) for row in model._base_manager.values_list()]
    return "\n".join(found)


def kept_files() -> str:
    names = []
    for name in ("default", "previews"):
        storage = storages[name]
        for folder in storage.listdir("")[0]:
            names += storage.listdir(folder)[1]
    return "\n".join(names)


def test_nothing_of_it_is_left_but_that_it_was(province: World, client: Client) -> None:
    document = told(province)
    sha = document.files.get().stored.sha256
    assert SECRET in everything() and sha in kept_files()
    actions.confirm_expunge(ask(province, document), by=province.actor("chairman"), at=NOW)
    carry_out_expunges.call()
    forget_expunged.call()
    assert SECRET not in everything(), "no table tells of it, not the journal either"
    assert SECRET.lower() not in everything().lower()
    assert sha not in kept_files(), "neither bytes nor previews"
    assert not Notice.objects.filter(url=f"/documents/{document.pk}").exists()
    after = Document.objects.get(pk=document.pk)
    assert (after.number, after.notation, after.issued_on) == (document.number, document.notation, document.issued_on)
    assert after.files.get().stored.sha256 == sha
    row = Expunge.objects.get()
    assert (row.state, row.asked_by.username, row.settled_by and row.settled_by.username) == (
        "destroyed", "clerk", "chairman",
    )  # fmt: skip
    assert SearchRow.objects.filter(kind=queries.KIND, subject_id=document.pk).exists(), "its symbol is still found"
    assert Task.objects.get(document=document).state == "assigned" and Direction.objects.get().words == ""
    (act,) = expunged.entries(expunged.path(settings.SEALS_DIR))
    assert act["document"] == document.pk and act["files"] == [sha]
    assert not [fault for fault in export.verify_database().faults if fault.kind in ("changed", "removed")]
    client.login(username="clerk", password=PASSWORD)
    page = client.get(f"/documents/{document.pk}").content.decode()
    assert (
        "Văn bản đã bị tiêu hủy" in page
        and "Hoàng Thị Hoa đề nghị" in page
        and "Nguyễn Hữu Thành xác nhận" in " ".join(page.split())
    )
    assert client.get(f"/documents/{document.pk}/files/{after.files.get().pk}").status_code == 404


def test_the_same_file_does_not_come_back(province: World) -> None:
    document = told(province)
    actions.confirm_expunge(ask(province, document), by=province.actor("chairman"), at=NOW)
    carry_out_expunges.call()
    with pytest.raises(Refused) as refused:
        province.pdf(f"Giao Sở Nội vụ {SECRET}")
    assert refused.value.findings[0].code == "expunged"


def test_bytes_that_another_document_needs_stay(province: World) -> None:
    document = told(province)
    stored = document.files.get().stored
    other = province.incoming(symbol="7/CĐ-TTg", files=[(stored, "cung-tep.pdf")], confirmed=["duplicate"])
    actions.confirm_expunge(ask(province, document), by=province.actor("chairman"), at=NOW)
    carry_out_expunges.call()
    assert files.is_intact(stored) and queries.files_of(other.document).count() == 1
    assert not queries.files_of(document).exists(), "the document itself shows it no more"
    actions.confirm_expunge(ask(province, other.document), by=province.actor("chairman"), at=NOW)
    carry_out_expunges.call()
    assert not storages["default"].exists(stored.path), "with the last that needed it they go"


def test_bytes_that_are_the_proof_of_a_result_stay(province: World) -> None:
    task = province.submitted()
    stored = task.evidence.get().stored
    entry = province.incoming(symbol="8/CĐ-TTg", files=[(stored, "x.pdf")])
    actions.confirm_expunge(ask(province, entry.document), by=province.actor("chairman"), at=NOW)
    carry_out_expunges.call()
    assert files.is_intact(stored)


def test_what_came_by_the_pile_goes_with_what_it_was_cut_from(province: World) -> None:
    clerk = province.actor("clerk")
    whole = actions.add_pending(BytesIO(pdf(f"hai trang {SECRET}")), name=f"{SECRET}.pdf", by=clerk, at=NOW)
    part = province.pdf(f"trang một {SECRET}")
    cut = PendingFile.objects.create(
        agency=whole.agency, name=f"{SECRET}-1.pdf", origin="split", stored=part, state="waiting", added_at=NOW
    )
    PendingPart.objects.create(made=cut, source=whole, position=0, first_page=1, last_page=1)
    entry = province.incoming(files=[(part, "1.pdf")])
    PendingFile.objects.filter(pk=cut.pk).update(state="registered", entry=entry)
    actions.confirm_expunge(ask(province, entry.document), by=province.actor("chairman"), at=NOW)
    carry_out_expunges.call()
    assert SECRET not in everything()
    assert whole.stored and whole.stored.sha256 not in kept_files() and part.sha256 not in kept_files()


def test_it_takes_two_people_of_the_agency_that_registered_it(province: World) -> None:
    document = told(province)
    for stranger in ("snv_clerk", "coordinator", "chairman"):
        with pytest.raises(Forbidden):
            ask(province, document, by=stranger)
    asked = ask(province, document)
    for wrong in ("clerk", "chief", "snv_head", "admin"):
        with pytest.raises(Forbidden):
            actions.confirm_expunge(asked, by=province.actor(wrong), at=NOW)
        with pytest.raises(Forbidden):
            actions.refuse_expunge(asked, reason="x", by=province.actor(wrong), at=NOW)
    with pytest.raises(Forbidden):
        actions.carry_out_expunge(asked, by=province.actor("chairman"), at=NOW)
    assert Document.objects.get(pk=document.pk).abstract == f"Về việc {SECRET}"


def test_the_database_itself_wants_two(province: World) -> None:
    asked = ask(province, told(province))
    with pytest.raises(DatabaseError), transaction.atomic():
        Expunge.objects.filter(pk=asked.pk).update(state="confirmed", settled_at=NOW, settled_by=asked.asked_by)


def test_all_that_is_missing_is_told_at_once(province: World) -> None:
    document = told(province)
    with pytest.raises(Refused) as refused:
        ask(province, document, ground="x", clause=" ", reason="")
    assert [finding.field for finding in refused.value.findings] == ["ground", "clause", "reason"]
    ask(province, document)
    with pytest.raises(Refused):
        ask(province, document)


def test_refused_it_stays_as_it_was_and_may_be_asked_again(province: World) -> None:
    document = told(province)
    asked = ask(province, document)
    with pytest.raises(Refused):
        actions.refuse_expunge(asked, reason=" ", by=province.actor("chairman"), at=NOW)
    actions.refuse_expunge(asked, reason="Không phải bí mật", by=province.actor("chairman"), at=NOW)
    with pytest.raises(WrongState):
        actions.confirm_expunge(asked, by=province.actor("chairman"), at=NOW)
    carry_out_expunges.call()
    assert Document.objects.get(pk=document.pk).abstract and queries.files_of(document).exists()
    assert ask(province, document).pk != asked.pk


UPDATES = [
    "UPDATE documents_document SET abstract = '', note = ''",
    "UPDATE documents_documentfile SET name = ''",
    "UPDATE documents_correction SET old = '', new = '', reason = ''",
]


def changed(statement: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    except DatabaseError as error:
        assert "UPDATE is forbidden" in str(error)
        return False
    return True


def test_the_triggers_let_exactly_this_through(province: World) -> None:
    document = told(province)
    asked = ask(province, document)
    others = "documents_document SET abstract = '', note = '', {} WHERE id = " + str(document.pk)
    assert not any(changed(statement) for statement in UPDATES), "asked is not confirmed"
    actions.confirm_expunge(asked, by=province.actor("chairman"), at=NOW)
    for statement in UPDATES:
        column = "id" if "documents_document " in statement else "document_id"
        assert changed(f"{statement} WHERE {column} = {document.pk}")
    for more in ("number = '1'", "issuer_name = ''", "page_count = 99", "created_at = NULL"):
        assert not changed(f"UPDATE {others.format(more)}"), more
    assert not changed(f"UPDATE documents_document SET abstract = 'x', note = '' WHERE id = {document.pk}")
    whole = province.incoming(symbol="10/CĐ-TTg").document
    assert not changed(f"{UPDATES[0]} WHERE id = {whole.pk}"), "another document stays"


def test_an_older_database_that_was_put_back_is_emptied_again(province: World) -> None:
    """What a restore does: the list outside the database knows what the database does not."""
    document = told(province)
    sha = document.files.get().stored.sha256
    act = {
        "document": document.pk, "files": [sha], "ground": "secret", "clause": "Điều 22", "reason": "Có dấu MẬT",
        "asked_by": province.user("clerk").pk, "asked_at": NOW.isoformat(),
        "settled_by": province.user("chairman").pk, "settled_at": NOW.isoformat(),
    }  # fmt: skip
    unknown = act | {"document": 10**9}
    assert actions.replay_expunges([act, unknown], by=SYSTEM, at=NOW) == 1
    assert Document.objects.get(pk=document.pk).abstract == "" and Expunge.objects.get().state == "destroyed"
    assert sha not in kept_files()
    assert actions.replay_expunges([act], by=SYSTEM, at=NOW) == 0
    assert JournalLine.objects.filter(verb="documents.carry_out_expunge").count() == 1
    with pytest.raises(Forbidden):
        actions.replay_expunges([act], by=province.actor("chairman"), at=NOW)
