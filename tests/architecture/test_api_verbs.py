"""Every verb of the journal is in the API under its own name, or stands here with the reason why not."""

import dondoc.config.urls  # noqa: F401  loads the pages of every app, and with them every act
from dondoc.audit.journal import ACTIONS
from dondoc.config.api import api

INNER = "a step of another act, which has an operation of its own"
BY_A_PERSON = "passwords and keys are a person's business at a page: a key must not make keys"
BY_THE_CLOCK = "the program itself does it by the clock"
BY_TWO_PEOPLE = "what cannot be undone is decided by two people at a page, not by a key"
AT_THE_MACHINE = "the program itself does it, at the command line or by its schedule"
AT_START = "the program itself does it when it starts"
WITHOUT = {
    "deadlines.set": INNER,
    "documents.ask_expunge": BY_TWO_PEOPLE,
    "documents.carry_out_expunge": AT_THE_MACHINE,
    "documents.confirm_expunge": BY_TWO_PEOPLE,
    "documents.direct": INNER,
    "documents.escalate": BY_THE_CLOCK,
    "documents.pass_on": INNER,
    "documents.present": INNER,
    "documents.refuse_expunge": BY_TWO_PEOPLE,
    "documents.replay_expunges": AT_THE_MACHINE,
    "documents.show_to": INNER,
    "documents.expire_block": BY_THE_CLOCK,
    "documents.prove_registers": BY_THE_CLOCK,
    "documents.take_in": "the program itself looks into the scanners' folders",
    "documents.withdraw_presentation": INNER,
    "files.destroy": AT_THE_MACHINE,
    "files.examine": "files.store says the same to a program at once",
    "notifications.digest": BY_THE_CLOCK,
    "notifications.distribute": BY_THE_CLOCK,
    "notifications.set_webhook": BY_A_PERSON,
    "notifications.settle": BY_THE_CLOCK,
    "organization.change_email": "notifications.choose carries it",
    "portal.ask_export": "a program reads the same lists page by page",
    "portal.expire_export": BY_THE_CLOCK,
    "portal.fail_export": BY_THE_CLOCK,
    "portal.finish_export": BY_THE_CLOCK,
    "organization.change_password": BY_A_PERSON,
    "organization.close_unit": INNER,
    "organization.close_idle_accounts": "the clock does it",
    "organization.confirm_second_factor": BY_A_PERSON,
    "organization.continue_session": BY_A_PERSON,
    "organization.end_holding": INNER,
    "organization.end_session": "sessions are seen on a page; a program ends all of them at once",
    "organization.fail_sign_in": BY_A_PERSON,
    "organization.found": "an empty installation has nobody yet who could hold a key",
    "organization.issue_token": BY_A_PERSON,
    "organization.note_hand_over": INNER,
    "organization.pass_second_factor": BY_A_PERSON,
    "organization.publish_calendar": AT_START,
    "organization.renew_recovery_codes": BY_A_PERSON,
    "organization.reopen_account": BY_A_PERSON,
    "organization.reset_password": BY_A_PERSON,
    "organization.reset_second_factor": BY_A_PERSON,
    "organization.revoke_token": BY_A_PERSON,
    "organization.sign_in": BY_A_PERSON,
    "organization.start_second_factor": BY_A_PERSON,
    "organization.write_roles": AT_START,
    "tasks.remind": BY_THE_CLOCK,
    "tasks.report_late": BY_THE_CLOCK,
    "portal.back_up": AT_THE_MACHINE,
    "portal.restore": AT_THE_MACHINE,
    "portal.retry_job": "an administrator looks at what went wrong before it runs again",
    "tasks.forget_expunged": AT_THE_MACHINE,
    "portal.furnish_communes": "a program opens units, posts and registers one by one",
}


def operations(method: str) -> set[str]:
    paths = api.get_openapi_schema(path_prefix="api/")["paths"].values()
    return {path[method]["operationId"] for path in paths if method in path}


def test_every_verb_has_its_operation_or_its_reason() -> None:
    missing = {verb for verb in ACTIONS if verb.split(".")[0] != "tests"} - operations("post")
    assert missing == set(WITHOUT)


def test_every_act_of_the_api_is_a_verb_of_the_journal() -> None:
    assert operations("post") <= set(ACTIONS)
    assert not operations("get") & set(ACTIONS)
