"""Reminders of tasks: who hears of what, each once, caught up after a standstill; a dry run that says why."""

from datetime import date, datetime, time, timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command

from dondoc.audit.models import JournalLine
from dondoc.deadlines.actions import set_rhythm
from dondoc.deadlines.models import Reminder
from dondoc.lib.days import moment
from dondoc.lib.errors import Forbidden, Refused
from dondoc.notifications.models import Notice
from dondoc.organization.access import post_seat
from dondoc.tasks import actions as tasks
from dondoc.tasks.facts import Term
from dondoc.tasks.jobs import remind_at
from dondoc.tasks.models import Task
from tests.world import World

SET = moment(date(2026, 11, 2), 9)
DUE = date(2026, 11, 13)


def morning(day: int, month: int = 11) -> datetime:
    return moment(date(2026, month, day), 7, 5)


def taken(province: World) -> Task:
    """Due 13/11/2026, given on 2/11 and taken by the officer of a division of Home Affairs."""
    return province.taken(at=SET, term=Term("fixed_date", fixed=DUE))


def told(task: Task) -> dict[str, list[str]]:
    """Who was reminded, by username: the sentences in their order."""
    from dondoc.organization.models import Holding

    names = {post_seat(held.post_id): held.user.username for held in Holding.objects.select_related("user")}
    found: dict[str, list[str]] = {}
    for notice in Notice.objects.filter(key__startswith=f"tasks.remind:{task.pk}:").order_by("pk"):
        found.setdefault(names[notice.seat], []).append(notice.sentence.split(":")[0])
    return found


def test_the_person_hears_of_every_step_and_the_head_of_the_last_ones(province: World) -> None:
    task = taken(province)
    for day in range(2, 18):
        remind_at(morning(day))
    assert told(task) == {
        "snv_officer": [
            "Còn 7 ngày làm việc", "Còn 3 ngày làm việc", "Còn 1 ngày làm việc", "Đến hạn hôm nay",
            "Quá hạn 1 ngày làm việc", "Quá hạn 2 ngày làm việc",
        ],
        "snv_unit_head": [
            "Còn 1 ngày làm việc", "Đến hạn hôm nay", "Quá hạn 1 ngày làm việc", "Quá hạn 2 ngày làm việc",
        ],
    }  # fmt: skip


def test_each_notice_says_why_and_what_may_be_said_outside(province: World) -> None:
    task = taken(province)
    remind_at(morning(12))
    notice = Notice.objects.get(seat=post_seat(province.post("snv_unit_head").pk), kind="due")
    assert notice.why == "Nhắc trước hạn 1 ngày làm việc; ông/bà phụ trách Phòng Cải cách hành chính"
    assert notice.outside == f"Nhiệm vụ mã {task.pk}: còn 1 ngày làm việc, hạn 13/11/2026"
    assert task.content not in notice.outside


def test_while_nobody_is_named_the_head_hears_of_all(province: World) -> None:
    task = province.task(at=SET, term=Term("fixed_date", fixed=DUE))
    remind_at(morning(4))
    assert told(task) == {"snv_head": ["Còn 7 ngày làm việc"]}


def test_a_sweep_that_is_repeated_gives_nothing(province: World) -> None:
    taken(province)
    assert remind_at(morning(12)) == 1
    lines = JournalLine.objects.filter(verb="tasks.remind").count()
    assert remind_at(morning(12) + timedelta(hours=3)) == 0
    assert JournalLine.objects.filter(verb="tasks.remind").count() == lines == 1


def test_a_week_without_a_machine_is_caught_up_once(province: World) -> None:
    """Off from 3/11 to 19/11, where seven mornings would have reminded."""
    task = taken(province)
    remind_at(morning(20))
    remind_at(morning(20) + timedelta(hours=5))
    assert told(task)["snv_officer"] == ["Quá hạn 5 ngày làm việc"]
    assert Reminder.objects.count() == 1


@pytest.mark.parametrize("at", [moment(date(2026, 11, 12), 6, 59), moment(date(2026, 11, 14), 9)])
def test_nobody_is_woken_early_or_on_a_day_off(province: World, at: datetime) -> None:
    taken(province)
    assert remind_at(at) == 0


def test_what_was_handed_in_is_not_reminded_of(province: World) -> None:
    province.submitted(at=SET, term=Term("fixed_date", fixed=DUE))
    assert remind_at(morning(17)) == 0


def test_the_head_of_the_agency_hears_once_a_week(province: World) -> None:
    taken(province)
    for day in range(16, 25):
        remind_at(morning(day))
    weekly = Notice.objects.filter(key__startswith="tasks.report_late:").order_by("pk")
    seat = post_seat(province.post("snv_head").pk)
    assert [(notice.seat, notice.at.date()) for notice in weekly] == [
        (seat, date(2026, 11, 16)), (seat, date(2026, 11, 23)),
    ]  # fmt: skip
    assert weekly[0].sentence == "Cơ quan đang có 1 nhiệm vụ quá hạn"


def test_an_agency_has_its_own_steps_from_a_day_on(province: World) -> None:
    task = taken(province)
    set_rhythm(
        province.units["SNV"], from_day=date(2026, 11, 9), remind_before=[5, 2], head_from=2, closes=time(17),
        urgent_minutes=30, by=province.actor("admin"), at=SET,
    )  # fmt: skip
    for day in range(2, 14):
        remind_at(morning(day))
    assert told(task)["snv_officer"] == ["Còn 7 ngày làm việc", "Còn 4 ngày làm việc", "Còn 2 ngày làm việc"]
    assert told(task)["snv_unit_head"] == ["Còn 2 ngày làm việc"]


def test_a_rhythm_that_cannot_be_is_refused_at_once(province: World) -> None:
    with pytest.raises(Refused) as refused:
        set_rhythm(
            province.units["CCHC"], from_day=date(2026, 10, 1), remind_before=[], head_from=99, closes=time(3),
            urgent_minutes=0, by=province.actor("admin"), at=SET,
        )  # fmt: skip
    fields = {finding.field for finding in refused.value.findings}
    assert fields == {"agency", "from_day", "remind_before", "head_from", "closes", "urgent_minutes"}


def test_nobody_reminds_in_the_name_of_the_clock(province: World) -> None:
    with pytest.raises(Forbidden):
        tasks.remind([taken(province)], by=province.actor("chief"), at=morning(12))


def dry(*words: str) -> str:
    out = StringIO()
    call_command("remind", "--dry-run", *words, stdout=out)
    return out.getvalue()


def test_the_dry_run_says_who_hears_what_and_why_and_tells_nobody(province: World) -> None:
    task = taken(province)
    before = Notice.objects.count()
    said = dry("--day", "16/11/2026")
    assert said.splitlines() == [
        f"Nhiệm vụ {task.pk}, hạn 13/11/2026: Quá hạn 1 ngày làm việc",
        "  Vũ Thị Én, Chuyên viên: Nhắc mỗi sáng ngày làm việc khi quá hạn; ông/bà thực hiện nhiệm vụ này",
        "  Phạm Hồng Điệp, Trưởng phòng: Nhắc mỗi sáng ngày làm việc khi quá hạn;"
        " ông/bà phụ trách Phòng Cải cách hành chính",
        "Sở Nội vụ: 1 nhiệm vụ quá hạn",
        "  Nguyễn Văn An, Giám đốc: báo cáo tuần cho người đứng đầu",
        "16/11/2026: 1 nhiệm vụ, 1 báo cáo tuần.",
    ]
    assert Notice.objects.count() == before
    assert not Reminder.objects.exists()
    assert dry("--day", "15/11/2026") == "15/11/2026 không phải ngày làm việc: không nhắc ai.\n"


def test_the_command_reminds_today(province: World) -> None:
    taken(province)
    out = StringIO()
    with time_machine.travel(morning(12), tick=False):
        call_command("remind", stdout=out)
    assert out.getvalue() == "Đã nhắc 1 lượt.\n"
    with pytest.raises(CommandError):
        call_command("remind", "--day", "12/11/2026")
