"""Acts on a registered document: corrections, relations, further files, letting a seat see it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Max

from dondoc.audit.journal import action, record
from dondoc.documents import permissions
from dondoc.documents.actions import _parts
from dondoc.documents.models import RELATION_KINDS, Correction, Document, DocumentFile, Relation
from dondoc.files.models import StoredFile
from dondoc.lib import folding
from dondoc.lib.actor import Actor
from dondoc.lib.errors import Refused
from dondoc.lib.forms import DayField
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.lib.texts import too_long

CORRECTABLE = {
    "abstract": "Trích yếu",
    "issuer_name": "Cơ quan ban hành",
    "signer_name": "Người ký",
    "signer_post": "Chức vụ người ký",
    "issued_on": "Ngày văn bản",
    "symbol": "Số, ký hiệu",
    "page_count": "Số trang",
    "note": "Ghi chú",
}


def _anything(new: str) -> str:
    return ""


def _a_day(new: str) -> str:
    """What is wrong with a day written dd/mm/yyyy, empty if nothing is."""
    try:
        DayField(label="").clean(new)
    except ValidationError as error:
        return str(error.messages[0])
    return ""


def _a_count(new: str) -> str:
    return "" if new.isascii() and new.isdigit() and 0 < int(new) < 10_000 else "Số trang là một số từ 1 đến 9999."


CHECKS: dict[str, Callable[[str], str]] = {"issued_on": _a_day, "page_count": _a_count}


def _shown(value: Any) -> str:
    """A registered fact as people read it."""
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value or "")


# One statement: an agency may have seen hundreds of thousands.
PASS_ON = (
    "INSERT INTO documents_documentaccess (seat, why, sort_key, since, box, document_id, entry_id) "
    "SELECT %s, why, sort_key, since, box, document_id, entry_id FROM documents_documentaccess WHERE seat = %s "
    "ON CONFLICT DO NOTHING"
)


@action("documents.correct")
def correct(document: Document, *, field: str, new: str, reason: str, by: Actor, at: datetime) -> Correction:
    """Says what a registered fact should read. The fact itself is never edited (NĐ 30/2020 Điều 18.3)."""
    document = Document.objects.select_for_update(of=("self",)).select_related("type").get(pk=document.pk)
    require(permissions.may_correct, by, document)
    new, reason = folding.normalise(new), folding.normalise(reason)
    findings = []
    if field not in CORRECTABLE:
        findings.append(Finding("Hãy chọn nội dung cần đính chính.", field="field"))
    if not new:
        findings.append(Finding("Hãy ghi nội dung đúng.", field="new"))
    elif sentence := CHECKS.get(field, _anything)(new):
        findings.append(Finding(sentence, field="new"))
    if not reason:
        findings.append(Finding("Hãy ghi lý do đính chính.", field="reason"))
    findings += too_long("new", new, 500) + too_long("reason", reason, 500)
    if findings:
        raise Refused(findings)
    old = document.corrections.filter(field=field).order_by("-pk").values_list("new", flat=True).first()
    correction = Correction.objects.create(
        document=document,
        field=field,
        old=old if old is not None else _shown(getattr(document, field)),
        new=new,
        reason=reason,
        by_id=by.user_id,
        at=at,
    )
    _parts.index_document(document, more=list(document.corrections.values_list("new", flat=True)))
    record("documents.correct", by=by, at=at, subject=document, field=field, correction=correction.pk)
    return correction


@action("documents.relate")
def relate(document: Document, *, other: Document, kind: str, by: Actor, at: datetime) -> Relation:
    """Links a document to an earlier one: answers, replaces, amends, is based on, corrects."""
    require(permissions.may_relate, by, document)
    if kind not in RELATION_KINDS:
        raise Refused([Finding("Hãy chọn loại liên kết.", field="kind")])
    if other.pk == document.pk:
        raise Refused([Finding("Văn bản không thể liên kết với chính nó.", field="other")])
    relation, created = Relation.objects.get_or_create(
        document=document, other=other, kind=kind, defaults={"by_id": by.user_id, "at": at}
    )
    if not created:
        raise Refused([Finding("Liên kết này đã có.", field="other")])
    record("documents.relate", by=by, at=at, subject=document, other=other.pk, kind=kind)
    return relation


@action("documents.attach")
def attach(document: Document, *, stored: StoredFile, name: str, role: str, by: Actor, at: datetime) -> DocumentFile:
    """Adds a file to a registered document, such as the scan of a direction written on paper."""
    document = Document.objects.select_for_update().get(pk=document.pk)
    require(permissions.may_relate, by, document)
    last = document.files.aggregate(last=Max("position"))["last"]
    added = DocumentFile.objects.create(
        document=document,
        stored=stored,
        name=name,
        role=role,
        position=0 if last is None else last + 1,
        added_by_id=by.user_id,
        added_at=at,
    )
    record("documents.attach", by=by, at=at, subject=document, file=stored.sha256, role=role)
    return added


@action("documents.pass_on")
def pass_on(*, seats: Mapping[str, str], by: Actor, at: datetime) -> int:
    """Lets successors see what those before them saw, in the same lists; called by the app that hands work over.

    `seats` are the old ones with their new ones. What the new seat saw already, it keeps as it was.
    """
    require(permissions.may_pass_on, by)
    count = 0
    with connection.cursor() as cursor:
        for old, new in seats.items():
            cursor.execute(PASS_ON, [new, old])
            count += max(cursor.rowcount, 0)
    record("documents.pass_on", by=by, at=at, seats=sorted(seats.items()), rows=count)
    return count


@action("documents.show_to")
def show_to(document: Document, *, seats: Iterable[str], why: str, by: Actor, at: datetime) -> Sequence[str]:
    """Lets seats see a document because of work they have on it; called by the higher app that gives the work."""
    require(permissions.may_show, by, document)
    seats = list(dict.fromkeys(seats))
    _parts.give_access(document, seats, why=why, box="ref", at=at)
    document.access.filter(seat__in=seats, why=_parts.TRANSFERRED).update(why=why)
    record("documents.show_to", by=by, at=at, subject=document, seats=seats, why=why)
    return seats
