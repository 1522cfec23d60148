"""Counts a whole database after much was done at once, and names all that is missing, double or half stored.

Run as a program it prints what it found as JSON.
"""

import json
from collections import Counter as Tally
from collections.abc import Iterator
from typing import Any

REGISTERING = ("documents.register_incoming", "documents.register_arrival", "documents.issue")


def census() -> dict[str, Any]:
    """The faults found, and the number and year of every entry."""
    from dondoc.audit import export
    from dondoc.audit.jobs import seal_journal
    from dondoc.documents.models import Entry

    seal_journal.call()
    faults = [*_numbers(), *_documents(), *_journal(), *_files()]
    faults += [fault.sentence for fault in export.verify_database().faults]
    entries = Entry.objects.values_list("pk", "number__number", "number__year")
    return {"faults": faults, "entries": {str(pk): [number, year] for pk, number, year in entries}}


def _numbers() -> Iterator[str]:
    from dondoc.documents.models import Counter, Entry, Number
    from dondoc.documents.queries import proof

    for counter in Counter.objects.select_related("register"):
        shown = proof(counter.register, counter.year)
        if not shown.sound:
            yield f"register {counter.register_id}/{counter.year}: {shown.missing} are missing"
        taken = Number.objects.filter(register=counter.register, year=counter.year).values_list("number", flat=True)
        if sorted(taken) != list(range(counter.opened_with + 1, counter.last_number + 1)):
            yield f"register {counter.register_id}/{counter.year}: {sorted(taken)} up to {counter.last_number}"
    for number in Number.objects.filter(state="issued", entry=None):
        yield f"number {number.pk} has no entry"
    for entry in Entry.objects.select_related("number__register"):
        if entry.number.register.agency_id != entry.agency_id or entry.number.register.direction != entry.direction:
            yield f"entry {entry.pk} stands in another's register"


def _documents() -> Iterator[str]:
    from dondoc.documents.models import Document, DocumentAccess, Entry, Recipient
    from dondoc.notifications.models import Notice
    from dondoc.organization.access import unit_seat
    from dondoc.search.models import SearchRow

    for document in Document.objects.filter(entries=None):
        yield f"document {document.pk} has no entry"
    indexed = sorted(SearchRow.objects.filter(kind="document").values_list("subject_id", flat=True))
    if indexed != sorted(Document.objects.values_list("pk", flat=True)):
        yield "the search index and the documents differ"
    seen = set(DocumentAccess.objects.values_list("document_id", "seat", "entry_id"))
    for entry in Entry.objects.all():
        if (entry.document_id, unit_seat(entry.agency_id), entry.pk) not in seen:
            yield f"the agency of entry {entry.pk} may not see it"
    may_see = {(document, seat) for document, seat, _ in seen}
    told = set(Notice.objects.values_list("key", flat=True))
    for item in Recipient.objects.exclude(unit=None):
        seat = unit_seat(item.unit_id or 0)
        if (item.document_id, seat) not in may_see or f"documents.issue:{item.document_id}:{seat}" not in told:
            yield f"recipient {item.pk} may not see its document, or was not told"
        if (item.state == "registered") != (item.entry_id is not None):
            yield f"recipient {item.pk} is {item.state} with entry {item.entry_id}"


def _journal() -> Iterator[str]:
    from dondoc.audit.models import JournalLine
    from dondoc.documents.models import Entry

    lines = JournalLine.objects.filter(verb__in=REGISTERING, outcome="done")
    written = Tally(lines.values_list("subject_id", flat=True))
    entries = set(Entry.objects.values_list("pk", flat=True))
    for pk in sorted(entries ^ set(written)):
        yield f"entry {pk}: only one of entry and journal line is there"
    for pk in sorted(pk for pk, times in written.items() if times > 1 and pk):
        yield f"entry {pk} has several lines"


def _files() -> Iterator[str]:
    from dondoc.files.models import StoredFile
    from dondoc.files.queries import is_intact

    for stored in StoredFile.objects.all():
        if not is_intact(stored):
            yield f"the bytes of file {stored.pk} are not what they were"


if __name__ == "__main__":
    import django

    django.setup()
    print(json.dumps(census()))
