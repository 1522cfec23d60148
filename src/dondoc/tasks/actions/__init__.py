"""Every write to directions and tasks: one function per verb."""

from dondoc.tasks.actions.assigning import Assignment, assign, cancel, reassign, split
from dondoc.tasks.actions.directing import (
    decline_direction,
    enter_paper_direction,
    give_direction,
    prepare_direction,
    proposed,
)
from dondoc.tasks.actions.forgetting import forget_expunged
from dondoc.tasks.actions.handing_over import close_unit, hand_over
from dondoc.tasks.actions.reminding import remind, report_late
from dondoc.tasks.actions.working import (
    accept,
    acknowledge,
    name_person,
    report_progress,
    return_task,
    send_back,
    submit,
)
from dondoc.tasks.facts import Term

__all__ = [
    "Assignment",
    "Term",
    "accept",
    "acknowledge",
    "assign",
    "cancel",
    "close_unit",
    "decline_direction",
    "enter_paper_direction",
    "forget_expunged",
    "give_direction",
    "hand_over",
    "name_person",
    "prepare_direction",
    "proposed",
    "reassign",
    "remind",
    "report_late",
    "report_progress",
    "return_task",
    "send_back",
    "split",
    "submit",
]
