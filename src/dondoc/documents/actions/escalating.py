"""Telling those above what a registry is late with: the chief of office first, then the head, each once."""

from datetime import datetime

from dondoc.audit.journal import action, record
from dondoc.documents import gate, permissions
from dondoc.documents.models import ClockAlarm, Entry, Recipient
from dondoc.lib import locks
from dondoc.lib.actor import Actor
from dondoc.lib.days import local_day
from dondoc.lib.rulings import require
from dondoc.notifications.actions import notify
from dondoc.organization.access import post_seat, unit_seat
from dondoc.organization.models import Unit
from dondoc.organization.queries import chief_of_office_on, head_on


@action("documents.escalate")
def escalate(agency: Unit, *, by: Actor, at: datetime) -> list[ClockAlarm]:
    """Tells of what became late since the last time (LT5–LT7).

    Who hears when is said by `gate.alarms_due`. Ordinary lateness is told in one notice, an urgent document in its own.
    """
    locks.hold([f"documents.escalate:{agency.pk}"])
    require(permissions.may_escalate, by)
    day = local_day(at)
    office, head = chief_of_office_on(agency, day), head_on(agency, day)
    # While a post is held by nobody, whoever reads for the agency is told.
    seats = {
        level: post_seat(held.post_id) if held else unit_seat(agency.pk)
        for level, held in (("office", office), ("head", head))
    }
    told: dict[tuple[str, str], list[gate.Timing]] = {}
    made = []
    for timing, level in gate.alarms_due(agency.pk, at):
        made.append(_alarm(timing, level, seats[level], at))
        told.setdefault((level, seats[level]), []).append(timing)
    for (level, seat), timings in told.items():
        _tell(agency, level, seat, timings, at=at)
    record(
        "documents.escalate",
        by=by,
        at=at,
        subject=agency,
        alarms=[[alarm.recipient_id, alarm.entry_id, alarm.clock, alarm.level] for alarm in made],
    )
    return made


def _alarm(timing: gate.Timing, level: str, seat: str, at: datetime) -> ClockAlarm:
    """Notes the alarm; the agency's lock keeps another sweep out meanwhile."""
    subject = timing.subject
    recipient = subject if isinstance(subject, Recipient) else None
    entry = subject if isinstance(subject, Entry) else None
    return ClockAlarm.objects.create(
        recipient=recipient, entry=entry, clock=timing.clock, level=level, seat=seat, at=at
    )


def _tell(agency: Unit, level: str, seat: str, timings: list[gate.Timing], *, at: datetime) -> None:
    why = f"{ClockAlarm.LEVELS[level]} {agency.name} trông coi việc tiếp nhận, trình văn bản đến"
    for timing in timings:
        if timing.at_once:
            notify(
                [seat],
                sentence=f"{timing.document}: {timing.standing.words.lower()}",
                why=why,
                url=f"/documents/{timing.document.pk}",
                key=f"documents.escalate:{timing.clock}:{timing.subject.pk}:{level}",
                at=at,
                urgent=True,
                kind="late",
                at_once=True,
                outside=f"Văn bản khẩn mã {timing.document.pk}: {timing.standing.words.lower()}",
            )
    ordinary = [timing for timing in timings if not timing.at_once]
    if ordinary:
        words = f"{len(ordinary)} văn bản đến chậm tiếp nhận, chậm trình"
        notify(
            [seat],
            sentence=words,
            why=why,
            url="/documents/late",
            key=f"documents.escalate:{agency.pk}:{level}:{at.isoformat()}",
            at=at,
            kind="late",
            outside=words,
        )
