"""Setting a deadline with the first line of its ledger, noting reminders, and setting an agency's rhythm."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from dondoc.audit.journal import action, record
from dondoc.deadlines import permissions
from dondoc.deadlines.engine.reminding import Call
from dondoc.deadlines.models import Deadline, DeadlineEntry, Reminder, Rhythm
from dondoc.deadlines.queries import reckon_term
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.errors import Refused
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.lib.working_days import Roll
from dondoc.organization.models import Unit

MOST_STEPS, LONGEST_STEP = 6, 60
SHORTEST_URGENT, LONGEST_URGENT = 5, 240


@action("deadlines.set")
def set_deadline(
    *,
    start: date,
    unit: str,
    amount: float = 0,
    fixed: date | None = None,
    roll: Roll = "none",
    report_every_days: int | None = None,
    by: Actor,
    at: datetime,
) -> Deadline:
    """Sets a deadline from a term (see `lib.working_days.reckon`), or none with a periodic report (`unit` none).

    Anybody who may give the work may set its deadline: the calling action has asked.
    """
    if unit == "none":
        every = report_every_days or 0
        if every <= 0:
            raise Refused([Finding("Không thời hạn thì cần định kỳ báo cáo.", field="term")])
        due, expected = None, False
        explanation = f"Không thời hạn, báo cáo {every} ngày một lần từ {start:%d/%m/%Y}"
    else:
        reckoning = reckon_term(start=start, amount=amount, unit=unit, fixed=fixed, roll=roll)
        due, expected, explanation = reckoning.due, bool(reckoning.expected), reckoning.explain()
    deadline = Deadline.objects.create(
        start_day=start,
        amount=Decimal(str(amount)),
        unit=unit,
        original_due=due,
        due=due,
        report_every_days=report_every_days if due is None else None,
        explanation=explanation[:1000],
        expected=expected,
        created_at=at,
    )
    DeadlineEntry.objects.create(
        deadline=deadline,
        position=1,
        kind="set",
        new_due=due,
        by_user_id=by.user_id,
        by_post_id=by.post_id,
        at=at,
    )
    record("deadlines.set", by=by, at=at, subject=deadline, due=due, unit=unit, amount=amount)
    return deadline


def note_reminders(given: Iterable[tuple[Deadline, Call, Sequence[str]]], *, day: date, at: datetime) -> None:
    """Notes whom a sweep has reminded of which deadlines; a part of the act that reminds, whose line names them."""
    Reminder.objects.bulk_create(
        [
            Reminder(deadline=deadline, day=day, due=deadline.due, step=call.step, seats=list(seats), at=at)
            for deadline, call, seats in given
            if deadline.due is not None
        ]
    )


@action("deadlines.set_rhythm")
def set_rhythm(
    agency: Unit,
    *,
    from_day: date,
    remind_before: Sequence[int],
    head_from: int,
    closes: time,
    urgent_minutes: int,
    by: Actor,
    at: datetime,
) -> Rhythm:
    """Sets an agency's habits of time from a day on; what held before that day stays on record."""
    agency = Unit.objects.select_for_update(of=("self",)).get(pk=agency.pk)
    require(permissions.may_set_rhythm, by)
    steps = sorted(set(remind_before), reverse=True)
    findings = []
    if not agency.is_agency:
        findings.append(Finding("Hãy chọn một cơ quan.", field="agency"))
    if from_day < local_day(at):
        findings.append(Finding("Ngày áp dụng không thể trước hôm nay.", field="from_day"))
    if not steps or len(steps) > MOST_STEPS or not all(0 <= step <= LONGEST_STEP for step in steps):
        sentence = f"Hãy ghi từ 1 đến {MOST_STEPS} mốc nhắc, mỗi mốc từ 0 đến {LONGEST_STEP} ngày làm việc."
        findings.append(Finding(sentence, field="remind_before"))
    if not 0 <= head_from <= LONGEST_STEP:
        findings.append(Finding(f"Số ngày từ 0 đến {LONGEST_STEP}.", field="head_from"))
    if not time(11) <= closes <= time(23):
        findings.append(Finding("Giờ hết tiếp nhận từ 11:00 đến 23:00.", field="closes"))
    if not SHORTEST_URGENT <= urgent_minutes <= LONGEST_URGENT:
        findings.append(Finding(f"Thời gian từ {SHORTEST_URGENT} đến {LONGEST_URGENT} phút.", field="urgent_minutes"))
    if findings:
        raise Refused(findings)
    rhythm = Rhythm.objects.create(
        agency=agency,
        from_day=from_day,
        remind_before=steps,
        head_from=head_from,
        closes=closes,
        urgent_minutes=urgent_minutes,
        set_by_id=by.user_id,
        set_at=at,
    )
    record(
        "deadlines.set_rhythm",
        by=by,
        at=at,
        subject=agency,
        from_day=from_day,
        remind_before=steps,
        head_from=head_from,
        closes=closes.isoformat("minutes"),
        urgent_minutes=urgent_minutes,
    )
    return rhythm
