"""A secret paper: only where its paper register keeps it enters this system (LR1)."""

from datetime import timedelta
from typing import Any

import pytest

from dondoc.audit.models import JournalLine
from dondoc.documents import actions, permissions
from dondoc.documents.models import Document, Number, PaperPointer
from dondoc.lib.errors import Forbidden, Refused
from tests.world import NOW, TODAY, World


def given(world: World, by: str = "clerk", **more: Any) -> PaperPointer:
    usual = {"secrecy": "mat", "book_number": "12", "received_on": TODAY, "kept_at": "Két sắt phòng 3"}
    return actions.record_pointer(**(usual | more), custodian=world.post("clerk"), by=world.actor(by), at=NOW)


def test_it_is_no_document_and_takes_no_number(province: World) -> None:
    pointer = given(province)
    assert (pointer.agency, pointer.book_number) == (province.units["UBND"], "12")
    assert not Document.objects.exists() and not Number.objects.exists()
    assert "Két sắt" not in JournalLine.objects.get(verb="documents.record_pointer").body


def test_it_has_no_place_for_content() -> None:
    names = {field.name for field in PaperPointer._meta.get_fields()}
    assert not names & {"abstract", "symbol", "issuer_name", "files", "note", "stored"}


def test_everything_is_asked_for_at_once(province: World) -> None:
    with pytest.raises(Refused) as refused:
        given(province, secrecy="thường", book_number=" ", kept_at="", received_on=TODAY + timedelta(days=1))
    assert [f.field for f in refused.value.findings] == ["secrecy", "book_number", "kept_at", "received_on"]


def test_only_the_registry_writes_and_reads_it(province: World) -> None:
    pointer = given(province)
    for username in ("chairman", "chief", "snv_clerk", "admin"):
        assert not permissions.may_see_pointer(province.actor(username), pointer)
    assert permissions.may_see_pointer(province.actor("clerk"), pointer)
    with pytest.raises(Forbidden):
        given(province, by="chief")
