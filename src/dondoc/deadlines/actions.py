"""Setting a deadline, with the first line of its ledger."""

from datetime import date, datetime
from decimal import Decimal

from dondoc.audit.journal import action, record
from dondoc.deadlines.models import Deadline, DeadlineEntry
from dondoc.deadlines.queries import reckon_term
from dondoc.lib.actor import Actor
from dondoc.lib.errors import Refused
from dondoc.lib.rules import Finding
from dondoc.lib.working_days import Roll


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
