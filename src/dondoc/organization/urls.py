"""Paths of signing in, the directory and administration."""

from django.urls import path

from dondoc.organization import views

app_name = "organization"

urlpatterns = [
    path("login", views.sign_in, name="sign_in"),
    path("login/code", views.sign_in_code, name="sign_in_code"),
    path("logout", views.sign_out, name="sign_out"),
    path("act-as", views.act_as, name="act_as"),
    path("password", views.change_password, name="change_password"),
    path("account", views.account, name="account"),
    path("account/sign-out-elsewhere", views.sign_out_elsewhere, name="sign_out_elsewhere"),
    path("account/sessions/<int:pk>/end", views.end_own_session, name="end_own_session"),
    path("account/second-factor", views.second_factor, name="second_factor"),
    path("found", views.found, name="found"),
    path("directory", views.directory, name="directory"),
    path("organization", views.administration, name="administration"),
    path("organization/units/open", views.open_unit, name="open_unit"),
    path("organization/units/<int:pk>", views.unit, name="unit"),
    path("organization/units/<int:pk>/rename", views.rename_unit, name="rename_unit"),
    path("organization/units/<int:pk>/codes/add", views.add_code, name="add_code"),
    path("organization/codes/<int:pk>/end", views.end_code, name="end_code"),
    path("organization/posts/<int:pk>/appoint", views.appoint, name="appoint"),
    path("organization/holdings/<int:pk>/absence", views.note_absence, name="note_absence"),
    path("organization/absences/<int:pk>/end", views.end_absence, name="end_absence"),
    path("organization/tokens", views.tokens, name="tokens"),
    path("organization/tokens/issue", views.issue_token, name="issue_token"),
    path("organization/tokens/<int:pk>/revoke", views.revoke_token, name="revoke_token"),
    path("organization/accounts", views.accounts, name="accounts"),
    path("organization/accounts/<int:pk>", views.of_account, name="of_account"),
    path("organization/accounts/<int:pk>/unlock", views.unlock, name="unlock"),
    path("organization/accounts/<int:pk>/close", views.close_account, name="close_account"),
    path("organization/accounts/<int:pk>/reopen", views.reopen_account, name="reopen_account"),
    path("organization/accounts/<int:pk>/sign-out", views.sign_out_everywhere, name="sign_out_everywhere"),
    path("organization/accounts/<int:pk>/second-factor/reset", views.reset_second_factor, name="reset_second_factor"),
    path("organization/sessions/<int:pk>/end", views.end_session, name="end_session"),
    path("organization/accounts/open", views.open_account, name="open_account"),
    path("organization/accounts/<int:pk>/reset", views.reset_password, name="reset_password"),
]
