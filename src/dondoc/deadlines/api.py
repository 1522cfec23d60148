"""An agency's habits of time for programs."""

from datetime import date, datetime, time
from typing import Any

from ninja import Field, Router, Schema

from dondoc.deadlines import actions, permissions, queries
from dondoc.lib.api import Day, Id, In, actor_of, answers, named
from dondoc.lib.days import local_day
from dondoc.lib.rulings import require
from dondoc.organization.models import Unit

router = Router(tags=["deadlines"])


class RhythmOut(Schema):
    agency_id: int
    from_day: date
    remind_before: list[int] = Field(description="working days before the due day; 0 is the day itself")
    head_from: int = Field(description="from how many working days left the head of the unit is reminded too")
    closes: time = Field(description="what arrives later counts as arriving on the next working day")
    urgent_minutes: int = Field(description="how long “at once” is for an urgent arrival")
    set_at: datetime


class RhythmIn(In):
    agency_id: Id
    from_day: Day
    remind_before: list[int] = Field([7, 3, 1, 0], max_length=20)
    head_from: int = 1
    closes: time = time(17)
    urgent_minutes: int = 30


@router.get("/rhythms", response=answers(list[RhythmOut]), operation_id="deadlines.rhythms")
def rhythms(request: Any) -> Any:
    """The habits of time that agencies have set, in force and to come; an agency without any has the usual ones."""
    actor, now = actor_of(request)
    require(permissions.may_set_rhythm, actor)
    return queries.rhythms(local_day(now))


@router.post("/rhythms", response=answers(RhythmOut), operation_id="deadlines.set_rhythm")
def set_rhythm(request: Any, given: RhythmIn) -> Any:
    """Sets an agency's habits of time from a day on."""
    actor, now = actor_of(request)
    require(permissions.may_set_rhythm, actor)
    data = given.dict()
    [agency] = named(Unit.objects.all(), [data.pop("agency_id")], field="agency_id", sentence="Không có cơ quan này.")
    return actions.set_rhythm(agency, **data, by=actor, at=now)
