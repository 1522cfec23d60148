"""Roles are one page, written into the grants when it changed."""

import pytest

from dondoc.audit.models import JournalLine
from dondoc.config.prepare import load_reference
from dondoc.config.roles import PERMISSIONS, ROLES
from dondoc.lib.actor import SYSTEM
from dondoc.lib.errors import Forbidden
from dondoc.organization import access, actions
from dondoc.organization.models import POST_KINDS, Grant
from tests.world import NOW, World


def test_the_page_names_every_role_and_only_known_permissions() -> None:
    assert set(ROLES) == set(POST_KINDS)
    assert {permission for listed in ROLES.values() for permission in listed} <= set(PERMISSIONS)


def test_a_start_without_a_change_leaves_no_line(province: World) -> None:
    before = JournalLine.objects.filter(verb="organization.write_roles").count()
    load_reference()
    assert JournalLine.objects.filter(verb="organization.write_roles").count() == before


def test_a_change_is_journalled_and_holds_at_once(province: World) -> None:
    try:
        assert actions.write_roles(ROLES | {"officer": ["tasks.assign"]}, by=SYSTEM, at=NOW)
        line = JournalLine.objects.filter(verb="organization.write_roles").latest("pk")
        assert '"added":[["officer","tasks.assign"]]' in line.body
        assert '"removed":[["officer","tasks.work"]]' in line.body
        assert access.holds(province.actor("snv_officer"), "tasks.assign")
        assert not Grant.objects.filter(role="officer", permission="tasks.work").exists()
    finally:
        access.forget_grants()


def test_nobody_else_writes_them(province: World) -> None:
    with pytest.raises(Forbidden):
        actions.write_roles(ROLES, by=province.actor("chairman"), at=NOW)
