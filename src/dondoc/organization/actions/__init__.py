"""Every write to the organisation: one function per verb."""

from dondoc.organization.actions.accounts import (
    Place,
    change_email,
    change_password,
    close_account,
    close_idle_accounts,
    continue_session,
    end_session,
    fail_sign_in,
    open_account,
    reopen_account,
    reset_password,
    sign_in,
    sign_out_everywhere,
    unlock,
)
from dondoc.organization.actions.installation import found, publish_calendar, write_roles
from dondoc.organization.actions.posts import appoint, end_absence, end_holding, note_absence, note_hand_over, open_post
from dondoc.organization.actions.second_factor import (
    confirm_second_factor,
    pass_second_factor,
    renew_recovery_codes,
    reset_second_factor,
    start_second_factor,
)
from dondoc.organization.actions.tokens import issue_token, revoke_token
from dondoc.organization.actions.units import add_code, close_unit, end_code, open_unit, rename_unit

__all__ = [
    "Place",
    "add_code",
    "appoint",
    "change_email",
    "change_password",
    "close_account",
    "close_idle_accounts",
    "close_unit",
    "confirm_second_factor",
    "continue_session",
    "end_absence",
    "end_code",
    "end_holding",
    "end_session",
    "fail_sign_in",
    "found",
    "issue_token",
    "note_absence",
    "note_hand_over",
    "open_account",
    "open_post",
    "open_unit",
    "pass_second_factor",
    "publish_calendar",
    "rename_unit",
    "renew_recovery_codes",
    "reopen_account",
    "reset_password",
    "reset_second_factor",
    "revoke_token",
    "sign_in",
    "sign_out_everywhere",
    "start_second_factor",
    "unlock",
    "write_roles",
]
