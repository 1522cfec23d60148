"""Terms as people give them, and all that the rules on tasks may know, as frozen data."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Self

from dondoc.lib.working_days import UNIT_WORDS

NO_DEADLINE_REPORT_DAYS = 30


@dataclass(frozen=True, slots=True)
class Term:
    """`unit` is one of working_day, day, month, quarter, fixed_date, none; `report_every` only for none."""

    unit: str
    amount: float = 0
    fixed: date | None = None
    report_every: int | None = None

    def as_json(self) -> dict[str, Any]:
        values = asdict(self)
        values["fixed"] = self.fixed.isoformat() if self.fixed else None
        return values

    @classmethod
    def from_json(cls, values: dict[str, Any]) -> Self:
        fixed = values.get("fixed")
        return cls(
            unit=values["unit"],
            amount=values.get("amount") or 0,
            fixed=date.fromisoformat(fixed) if fixed else None,
            report_every=values.get("report_every"),
        )

    def words(self) -> str:
        """How the term reads in Vietnamese."""
        if self.unit == "fixed_date" and self.fixed:
            return f"ngày {self.fixed:%d/%m/%Y}"
        if self.unit == "none":
            return f"không thời hạn, báo cáo {self.report_every or NO_DEADLINE_REPORT_DAYS} ngày một lần"
        return f"{self.amount:g} {UNIT_WORDS[self.unit]}"


# What a leader who names no deadline gets, by urgency 0…3 in working days (a provincial setting later).
USUAL_WORKING_DAYS = {0: 7, 1: 3, 2: 2, 3: 1}


def usual(urgency: int) -> Term:
    """The agency's usual deadline for a document of this urgency."""
    return Term("working_day", USUAL_WORKING_DAYS[urgency])


@dataclass(frozen=True, slots=True)
class AssignmentFacts:
    """A task about to be sent."""

    content: str
    leads: tuple[int, ...]
    joins: tuple[int, ...]
    informed: tuple[int, ...]
    product: str
    term_unit: str
    due: date | None
    today: date
    parent_due: date | None = None
    closed_units: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SubmissionFacts:
    """A result about to be handed in."""

    words: str
    documents: int
    counting_files: int
    other_files: tuple[str, ...] = ()
