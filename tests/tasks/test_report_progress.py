"""Progress notes: the first starts the work."""

import pytest

from dondoc.lib.errors import Forbidden, Refused
from dondoc.tasks import actions
from tests.world import NOW, World


def test_the_first_note_starts_the_work(province: World) -> None:
    task = actions.report_progress(province.taken(), text="Đang làm", by=province.actor("snv_officer"), at=NOW)
    assert task.state == "in_progress"
    note = task.notes.get()
    assert (note.kind, note.text, note.by_id) == ("progress", "Đang làm", province.user("snv_officer").pk)


def test_an_empty_note_is_refused_and_starts_nothing(province: World) -> None:
    task = province.taken()
    with pytest.raises(Refused):
        actions.report_progress(task, text="  ", by=province.actor("snv_officer"), at=NOW)
    task.refresh_from_db()
    assert task.state == "acknowledged"


@pytest.mark.parametrize("username", ["snv_unit_head", "snv_clerk", "stc_head", "chief"])
def test_only_the_person_and_the_lead(province: World, username: str) -> None:
    with pytest.raises(Forbidden):
        actions.report_progress(province.taken(), text="x", by=province.actor(username), at=NOW)
