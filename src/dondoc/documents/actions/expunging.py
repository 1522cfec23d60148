"""Destroying what a document says: asked for, confirmed by a second person, carried out by the program.

The one exception to "nothing is ever removed". It serves a state secret that was found late (Luật Bảo vệ bí mật nhà
nước 2018 Điều 22), the recall of what was sent by mistake (NĐ 30/2020 Điều 18), and disposal (Luật Lưu trữ 2024).
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet

from dondoc.audit.journal import action, record
from dondoc.documents import permissions
from dondoc.documents.actions import _parts
from dondoc.documents.models import Document, DocumentFile, Expunge, PendingFile, PendingPart, Routing
from dondoc.documents.states import EXPUNGE, EXPUNGE_GROUNDS
from dondoc.files.actions import destroy
from dondoc.files.models import StoredFile
from dondoc.lib import expunged, folding
from dondoc.lib.actor import Actor
from dondoc.lib.errors import Refused
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.lib.texts import too_long
from dondoc.notifications.actions import withdraw as withdraw_notices
from dondoc.organization.models import User


@action("documents.ask_expunge")
def ask_expunge(document: Document, *, ground: str, clause: str, reason: str, by: Actor, at: datetime) -> Expunge:
    """Asks that a document's texts and files be destroyed, on a ground, by a clause, for a reason."""
    document = _locked(document.pk)
    require(permissions.may_ask_expunge, by, document)
    clause, reason = folding.normalise(clause), folding.normalise(reason)
    findings = []
    if ground not in EXPUNGE_GROUNDS:
        findings.append(Finding("Hãy chọn căn cứ tiêu hủy.", field="ground"))
    if not clause:
        findings.append(Finding("Hãy ghi điều khoản làm căn cứ.", field="clause"))
    if not reason:
        findings.append(Finding("Hãy ghi lý do tiêu hủy.", field="reason"))
    findings += too_long("clause", clause, 200) + too_long("reason", reason, 500)
    if document.expunges.exclude(state="refused").exists():
        findings.append(Finding("Văn bản này đã có đề nghị tiêu hủy.", code="expunge_asked"))
    if findings:
        raise Refused(findings)
    asked = Expunge.objects.create(
        document=document, ground=ground, clause=clause, reason=reason, asked_by_id=by.person, asked_at=at
    )
    record("documents.ask_expunge", by=by, at=at, subject=document, expunge=asked.pk, ground=ground)
    return asked


@action("documents.confirm_expunge")
def confirm_expunge(expunge: Expunge, *, by: Actor, at: datetime) -> Expunge:
    """The second person confirms; from now on nothing brings the texts back. Bytes go by the next sweep."""
    document = _locked(expunge.document_id)
    expunge = Expunge.objects.select_for_update().get(pk=expunge.pk)
    expunge.document = document
    require(permissions.may_settle_expunge, by, expunge)
    expunge.state = EXPUNGE.target("confirm_expunge", expunge.state)
    expunge.settled_by_id, expunge.settled_at = by.person, at
    expunge.save(update_fields=["state", "settled_by", "settled_at"])
    _empty(document)
    record("documents.confirm_expunge", by=by, at=at, subject=document, expunge=expunge.pk)
    return expunge


@action("documents.refuse_expunge")
def refuse_expunge(expunge: Expunge, *, reason: str, by: Actor, at: datetime) -> Expunge:
    """The second person does not agree; the document stays as it is."""
    document = _locked(expunge.document_id)
    expunge = Expunge.objects.select_for_update().get(pk=expunge.pk)
    expunge.document = document
    require(permissions.may_settle_expunge, by, expunge)
    expunge.state = EXPUNGE.target("refuse_expunge", expunge.state)
    reason = folding.normalise(reason)
    findings = [] if reason else [Finding("Hãy ghi lý do không đồng ý.", field="reason")]
    if findings := findings + too_long("reason", reason, 500):
        raise Refused(findings)
    expunge.settled_by_id, expunge.settled_at, expunge.answer = by.person, at, reason
    expunge.save(update_fields=["state", "settled_by", "settled_at", "answer"])
    record("documents.refuse_expunge", by=by, at=at, subject=document, expunge=expunge.pk)
    return expunge


@action("documents.carry_out_expunge")
def carry_out_expunge(expunge: Expunge, *, by: Actor, at: datetime) -> Expunge:
    """Destroys the bytes of what was confirmed, and notes it outside the database first, for backups to come.

    Bytes that another document, or a result, still needs stay: they are not this document's alone. Repeatable.
    """
    document = _locked(expunge.document_id)
    expunge = Expunge.objects.select_for_update().get(pk=expunge.pk)
    require(permissions.may_carry_out_expunge, by)
    expunge.state = EXPUNGE.target("carry_out_expunge", expunge.state)
    gone = [stored for stored in _stored_of(document) if not _is_needed(stored, besides=document)]
    act = _as_act(expunge, gone)
    if act not in expunged.entries(expunged.path(settings.SEALS_DIR)):
        expunged.append(settings.SEALS_DIR, act)
    for stored in gone:
        destroy(stored, by=by, at=at)
    expunge.destroyed_at = at
    expunge.save(update_fields=["state", "destroyed_at"])
    record(
        "documents.carry_out_expunge", by=by, at=at, subject=document, expunge=expunge.pk,
        files=[stored.sha256 for stored in gone],
    )  # fmt: skip
    return expunge


@action("documents.replay_expunges")
def replay_expunges(acts: Sequence[Mapping[str, Any]], *, by: Actor, at: datetime) -> int:
    """Destroys again what a restored backup, older than the destruction, has brought back; returns how many."""
    require(permissions.may_carry_out_expunge, by)
    done = [act["document"] for act in acts if _replay(act, by=by, at=at)]
    record("documents.replay_expunges", by=by, at=at, documents=done)
    return len(done)


def _replay(act: Mapping[str, Any], *, by: Actor, at: datetime) -> bool:
    document = Document.objects.filter(pk=act["document"]).first()
    people = User.objects.filter(pk__in=[act["asked_by"], act["settled_by"]]).count()
    if document is None or people < 2 or document.expunges.filter(state="destroyed").exists():
        return False
    document.expunges.filter(state="asked").update(
        state="refused", settled_at=at, answer="Được thay bằng việc tiêu hủy đã ghi ngoài cơ sở dữ liệu."
    )
    found = document.expunges.filter(state="confirmed").first() or Expunge.objects.create(
        document=document, state="confirmed", ground=act["ground"], clause=act["clause"], reason=act["reason"],
        asked_by_id=act["asked_by"], asked_at=datetime.fromisoformat(act["asked_at"]),
        settled_by_id=act["settled_by"], settled_at=datetime.fromisoformat(act["settled_at"]),
    )  # fmt: skip
    _empty(document)
    carry_out_expunge(found, by=by, at=at)
    return True


def _locked(pk: int) -> Document:
    return Document.objects.select_for_update(of=("self",)).select_related("type").get(pk=pk)


def _empty(document: Document) -> None:
    """Takes away every text that tells what the document says; its symbol can still be searched for."""
    Document.objects.filter(pk=document.pk).update(abstract="", note="")
    document.files.update(name="")
    document.corrections.update(old="", new="", reason="")
    Routing.objects.filter(entry__document=document).update(note="")
    PendingFile.objects.filter(pk__in=_pending_of(document)).update(name="")
    document.abstract = document.note = ""
    _parts.index_document(document)
    withdraw_notices(url=f"/documents/{document.pk}", key=f"documents.issue:{document.pk}")


def _pending_of(document: Document) -> set[int]:
    """The lines of the arrivals' queue it was registered from, with all that those were split from or joined of."""
    found = set(PendingFile.objects.filter(entry__document=document).values_list("pk", flat=True))
    while more := set(PendingPart.objects.filter(made__in=found).values_list("source_id", flat=True)) - found:
        found |= more
    return found


def _stored_of(document: Document) -> QuerySet[StoredFile]:
    pending = PendingFile.objects.filter(pk__in=_pending_of(document), stored__isnull=False)
    held = Q(pk__in=document.files.values("stored_id")) | Q(pk__in=pending.values("stored_id"))
    return StoredFile.objects.filter(held).order_by("pk")


def _is_needed(stored: StoredFile, *, besides: Document) -> bool:
    """Whether another record holds this file: any table that refers to files, also of apps above this one."""
    expunged_ones = Q(document__expunges__state__in=["confirmed", "destroyed"])
    if DocumentFile.objects.filter(stored=stored).exclude(Q(document=besides) | expunged_ones).exists():
        return True
    waiting = PendingFile.objects.filter(stored=stored).exclude(pk__in=_pending_of(besides))
    if waiting.exclude(entry__document__expunges__state__in=["confirmed", "destroyed"]).exists():
        return True
    return any(_others(stored))


def _others(stored: StoredFile) -> Iterator[bool]:
    for link in StoredFile._meta.get_fields(include_hidden=True):
        model = getattr(link, "related_model", None)
        if link.auto_created and model not in (None, DocumentFile, PendingFile) and link.name != "destruction":
            yield model._base_manager.filter(**{link.field.name: stored}).exists()  # type: ignore[union-attr]


def _as_act(expunge: Expunge, gone: list[StoredFile]) -> dict[str, Any]:
    """What the list outside the database keeps of an act: enough to do it again, nothing of what the document said."""
    assert expunge.settled_at is not None
    return {
        "document": expunge.document_id,
        "files": [stored.sha256 for stored in gone],
        "ground": expunge.ground,
        "clause": expunge.clause,
        "reason": expunge.reason,
        "asked_by": expunge.asked_by_id,
        "asked_at": expunge.asked_at.isoformat(),
        "settled_by": expunge.settled_by_id,
        "settled_at": expunge.settled_at.isoformat(),
    }
