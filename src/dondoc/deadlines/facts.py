"""What an agency's habits of time are, as frozen data."""

from dataclasses import dataclass
from datetime import time


@dataclass(frozen=True, slots=True)
class Habits:
    """When an agency reminds (working days before the due day; 0 is the day itself), from which step on the head of
    the unit hears of it too, when its registry closes, and how many minutes "at once" is."""

    remind_before: tuple[int, ...]
    head_from: int
    closes: time
    urgent_minutes: int


# The start values of an agency that has set none: operations.md T12 (7/3/1/0 days), law-documents.md LT7 (30 minutes).
USUAL = Habits(remind_before=(7, 3, 1, 0), head_from=1, closes=time(17), urgent_minutes=30)
