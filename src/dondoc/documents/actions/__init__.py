"""Every write to documents: one function per verb."""

from dondoc.documents.actions.arrivals import (
    record_pointer,
    register_arrival,
    register_incoming,
    return_arrival,
)
from dondoc.documents.actions.documents import attach, correct, relate, show_to
from dondoc.documents.actions.escalating import escalate
from dondoc.documents.actions.expunging import (
    ask_expunge,
    carry_out_expunge,
    confirm_expunge,
    refuse_expunge,
    replay_expunges,
)
from dondoc.documents.actions.issuing import issue
from dondoc.documents.actions.pending import (
    add_pending,
    admit_pending,
    bring_back_pending,
    cut,
    join_pending,
    put_together,
    refuse_pending,
    register_pending,
    set_aside_pending,
    set_scan_folder,
    split_pending,
    take_in,
)
from dondoc.documents.actions.registers import (
    create_register,
    expire_block,
    open_register,
    prove_registers,
    reserve_numbers,
    void_number,
)
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
    "add_pending",
    "admit_pending",
    "answer_withdrawal",
    "ask_expunge",
    "ask_withdrawal",
    "attach",
    "bring_back_pending",
    "carry_out_expunge",
    "close",
    "confirm_expunge",
    "correct",
    "create_register",
    "cut",
    "direct",
    "escalate",
    "expire_block",
    "forward",
    "issue",
    "join_pending",
    "open_register",
    "present",
    "prove_registers",
    "put_together",
    "record_pointer",
    "refuse_expunge",
    "refuse_pending",
    "register_arrival",
    "register_incoming",
    "register_pending",
    "relate",
    "replay_expunges",
    "reserve_numbers",
    "return_arrival",
    "set_aside_pending",
    "set_scan_folder",
    "show_to",
    "split_pending",
    "take_in",
    "void_number",
    "withdraw",
    "withdraw_presentation",
]
