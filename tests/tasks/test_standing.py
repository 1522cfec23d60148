"""Two axes: the state of the work, and how it stands in time, which is always computed."""

from datetime import date

import pytest

from dondoc.lib.days import moment
from dondoc.tasks import actions
from dondoc.tasks.facts import Term
from dondoc.tasks.models import Task
from dondoc.tasks.queries import standing
from tests.world import World

DUE = date(2026, 12, 4)


@pytest.mark.parametrize(
    ("today", "code", "words"),
    [
        (date(2026, 11, 25), "trong_han", "Còn 7 ngày"),
        (date(2026, 12, 1), "sap_den_han", "Còn 3 ngày"),
        (DUE, "sap_den_han", "Đến hạn hôm nay"),
        (date(2026, 12, 5), "qua_han", "Quá hạn 1 ngày"),
        (date(2026, 12, 8), "qua_han", "Quá hạn 2 ngày"),
    ],
)
def test_open_work_stands_by_today(province: World, today: date, code: str, words: str) -> None:
    task = province.taken()
    assert task.deadline.due == DUE
    stands = standing(task, today)
    assert (stands.code, stands.words) == (code, words)


@pytest.mark.parametrize(
    ("day", "hour", "code", "words"),
    [(4, 23, "dung_han", "Chờ xác nhận, đúng hạn"), (5, 0, "hoan_thanh_qua_han", "Chờ xác nhận, quá hạn")],
)
def test_what_was_handed_in_stands_by_that_day(province: World, day: int, hour: int, code: str, words: str) -> None:
    """The last day ends at 24:00, Việt Nam time."""
    task, officer = province.taken(), province.actor("snv_officer")
    proof = province.pdf("x", by="snv_officer")
    at = moment(date(2026, 12, day), hour, 59)
    task = actions.submit(task, words="Xong", files=[(proof, "a.pdf")], by=officer, at=at)
    much_later = date(2027, 3, 1)
    assert (standing(task, much_later).code, standing(task, much_later).words) == (code, words)
    task = actions.accept(task, by=province.actor("chief"), at=moment(much_later, 8))
    assert (task.state, standing(task, much_later).code) == ("done", code)


def test_no_deadline_is_never_late(province: World) -> None:
    task = province.task(term=Term("none", report_every=30))
    assert standing(task, date(2030, 1, 1)).code == "khong_thoi_han"


def test_the_time_axis_is_stored_nowhere() -> None:
    stored = {field.name for field in Task._meta.get_fields()}
    assert not stored & {"late", "is_late", "overdue", "time_class", "standing"}
