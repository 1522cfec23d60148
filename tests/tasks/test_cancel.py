"""Cancelling: with a reason, nothing deleted."""

import pytest

from dondoc.lib.errors import Refused
from dondoc.tasks import actions
from dondoc.tasks.queries import standing, tab
from tests.world import NOW, TODAY, World


def test_t32_the_task_and_all_that_was_said_stay(province: World) -> None:
    task = actions.cancel(province.submitted(), reason="Đã có chủ trương khác", by=province.actor("chief"), at=NOW)
    assert (task.state, task.finished_at, task.evidence.count()) == ("cancelled", NOW, 1)
    assert standing(task, TODAY).words == "Đã hủy"
    assert tab(province.actor("snv_officer"), "mine", TODAY).count() == 0
    assert tab(province.actor("chief"), "done", TODAY).count() == 1


def test_a_reason_is_needed(province: World) -> None:
    with pytest.raises(Refused) as refused:
        actions.cancel(province.task(), reason=" ", by=province.actor("chief"), at=NOW)
    assert [f.field for f in refused.value.findings] == ["reason"]
