"""Pages of signing in, of the directory and of administration."""

from dondoc.organization.views.accounts import (
    accounts,
    close_account,
    end_session,
    of_account,
    open_account,
    reopen_account,
    reset_password,
    reset_second_factor,
    sign_out_everywhere,
    unlock,
)
from dondoc.organization.views.own_account import (
    account,
    change_password,
    end_own_session,
    second_factor,
    sign_out_elsewhere,
)
from dondoc.organization.views.posts import appoint, end_absence, note_absence
from dondoc.organization.views.reading import (
    administration,
    directory,
)
from dondoc.organization.views.signing_in import (
    act_as,
    found,
    sign_in,
    sign_in_code,
    sign_out,
)
from dondoc.organization.views.tokens import (
    issue_token,
    revoke_token,
    tokens,
)
from dondoc.organization.views.units import (
    add_code,
    end_code,
    open_unit,
    rename_unit,
    unit,
)

__all__ = [
    "account",
    "accounts",
    "act_as",
    "add_code",
    "administration",
    "appoint",
    "change_password",
    "close_account",
    "directory",
    "end_absence",
    "end_code",
    "end_own_session",
    "end_session",
    "found",
    "issue_token",
    "note_absence",
    "of_account",
    "open_account",
    "open_unit",
    "rename_unit",
    "reopen_account",
    "reset_password",
    "reset_second_factor",
    "revoke_token",
    "second_factor",
    "sign_in",
    "sign_in_code",
    "sign_out",
    "sign_out_elsewhere",
    "sign_out_everywhere",
    "tokens",
    "unit",
    "unlock",
]
