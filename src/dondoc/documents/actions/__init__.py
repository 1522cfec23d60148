"""Every write to documents: one function per verb."""

from dondoc.documents.actions.arrivals import (
    record_pointer,
    register_arrival,
    register_incoming,
    return_arrival,
)
from dondoc.documents.actions.documents import attach, correct, relate, show_to
from dondoc.documents.actions.issuing import issue
from dondoc.documents.actions.registers import create_register, open_register, void_number
from dondoc.documents.actions.routing import (
    answer_withdrawal,
    ask_withdrawal,
    close,
    direct,
    forward,
    present,
    withdraw,
    withdraw_presentation,
)

__all__ = [
    "answer_withdrawal",
    "ask_withdrawal",
    "attach",
    "close",
    "correct",
    "create_register",
    "direct",
    "forward",
    "issue",
    "open_register",
    "present",
    "record_pointer",
    "register_arrival",
    "register_incoming",
    "relate",
    "return_arrival",
    "show_to",
    "void_number",
    "withdraw",
    "withdraw_presentation",
]
