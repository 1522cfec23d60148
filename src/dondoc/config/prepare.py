"""What an installation needs before its first request: tables, roles, the calendar."""

import csv
from datetime import date
from pathlib import Path

from django.core.management import call_command
from django.utils import timezone

from dondoc.config.roles import ROLES
from dondoc.lib.actor import SYSTEM
from dondoc.organization import actions
from dondoc.organization.queries import calendar_differs, roles_differ

CALENDAR = Path(__file__).resolve().parents[1] / "organization" / "data" / "calendar.csv"


def prepare() -> None:
    """Migrates and brings roles and calendar up to this version; nothing is written when nothing differs."""
    call_command("migrate", verbosity=0, interactive=False)
    load_reference()


def load_reference() -> None:
    """Roles into the grants, calendar days into their table."""
    now = timezone.now()
    if roles_differ(ROLES):
        actions.write_roles(ROLES, by=SYSTEM, at=now)
    days = calendar_days()
    if calendar_differs(days):
        actions.publish_calendar(days, by=SYSTEM, at=now)


def calendar_days() -> list[tuple[date, str, str, str, str]]:
    """The calendar shipped with this version: (day, kind, name, status, source)."""
    with CALENDAR.open(encoding="utf-8", newline="") as handle:
        return [
            (date.fromisoformat(row["day"]), row["kind"], row["name"], row["status"], row["source"])
            for row in csv.DictReader(handle)
        ]
