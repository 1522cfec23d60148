"""Lists as files: from the declared list of an app, named in the settings, to XLSX or CSV."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import IO

from django.conf import settings
from django.utils.module_loading import import_string

from dondoc.lib.actor import Actor
from dondoc.lib.lists import Table
from dondoc.lib.sheets import Heading, Progress, write_csv, write_xlsx
from dondoc.lib.typesetting import Letterhead, Mark
from dondoc.organization.queries import letterhead, named
from dondoc.portal.models import Export

WRITERS = {"xlsx": write_xlsx, "csv": write_csv}


def listed(name: str, actor: Actor, asked: Mapping[str, str], today: date) -> Table | None:
    """A list by its name, as the actor may see it; None where there is no such list for him."""
    path = settings.DONDOC_EXPORTS.get(name)
    made: Table | None = import_string(path)(actor, asked, today) if path else None
    return made


def write(
    out: IO[bytes], export: Export, table: Table, actor: Actor, at: datetime, progress: Progress | None = None
) -> int:
    """Writes the file of an export; gives the number of its rows."""
    head = letterhead(actor.agency_id) if actor.agency_id is not None else Letterhead("")
    mark = Mark(named(actor), at, export.title, export.pk)
    count = 0

    def lines():  # type: ignore[no-untyped-def]
        nonlocal count
        for line in table.each():
            count += 1
            yield line

    heading = Heading(head, table.title, table.narrowed, mark, export.total)
    WRITERS[export.kind](out, heading, table.columns, lines(), progress)
    return count
