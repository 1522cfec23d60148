"""Paper by the pile: files wait in the registry's queue until each is registered, split, joined or set aside."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import IO, Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from dondoc.audit.journal import action, record
from dondoc.documents import permissions
from dondoc.documents.actions import _parts
from dondoc.documents.actions.arrivals import register_incoming
from dondoc.documents.engine.scan_folder import Lying
from dondoc.documents.models import Entry, PendingFile, PendingPart, ScanFolder
from dondoc.documents.states import PENDING
from dondoc.files import queries as files
from dondoc.files.actions import Look, examine, look, store
from dondoc.files.models import StoredFile
from dondoc.lib import folding, locks
from dondoc.lib.actor import Actor
from dondoc.lib.errors import Refused
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require
from dondoc.lib.texts import too_long
from dondoc.organization.models import Unit

_FOLDER = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
SECRET_SCAN = "Tệp quét có dấu chỉ độ mật"
MOST_PARTS = 100


@action("documents.add_pending")
def add_pending(
    upload: IO[bytes] | UploadedFile,
    *,
    name: str,
    not_secret: bool = False,
    seen: Look | None = None,
    by: Actor,
    at: datetime,
) -> PendingFile:
    """Puts a file into the agency's queue; the same bytes once, however often they are dropped there.

    Raises `Refused` as `files.store` does; `not_secret` is the answer to its question.
    """
    require(permissions.may_register, by)
    stored = store(upload, name=name, not_secret=not_secret, seen=seen, by=by, at=at)
    locks.hold([f"{by.agency}:pending:{stored.pk}"])
    waiting = PendingFile.objects.filter(agency_id=by.agency, stored=stored, state="waiting").first()
    pending = waiting or _make(stored, name, origin="upload", by=by, at=at)
    record("documents.add_pending", by=by, at=at, subject=pending, sha256=stored.sha256, again=waiting is not None)
    return pending


def _make(stored: StoredFile, name: str, *, origin: str, by: Actor, at: datetime) -> PendingFile:
    return PendingFile.objects.create(
        agency_id=by.agency,
        name=name,
        origin=origin,
        stored=stored,
        digest=stored.sha256,
        state="waiting",
        added_at=at,
        added_by_id=by.user_id,
    )


@action("documents.take_in")
def take_in(
    folder: ScanFolder, *, lying: Lying, name: str, upload: IO[bytes], seen: Look, by: Actor, at: datetime
) -> PendingFile:
    """Takes a file out of a scanner's folder into the agency's queue, once; also what could not be taken in has a line.

    A scan without text waits where it lies, unstored, for the registry's answer whether it bears a secrecy mark.
    """
    require(permissions.may_take_in, by)
    locks.hold([f"scan:{lying.key}"])
    known = PendingFile.objects.filter(folder_key=lying.key).first()
    if known is not None:
        record("documents.take_in", by=by, at=at, subject=known, again=True)
        return known
    pending = PendingFile(agency_id=folder.agency_id, name=name, origin="folder", folder_key=lying.key, added_at=at)
    try:
        asked = examine(seen, name=name, by=by, at=at)
    except Refused as refused:
        pending.state, pending.problem = "refused", refused.sentence[:500]
        if any(finding.code == "secret" for finding in refused.findings):
            pending.name = SECRET_SCAN
    else:
        pending.digest = seen.digest
        pending.state = "asked" if asked else "waiting"
        if not asked:
            pending.stored = store(upload, name=name, seen=seen, by=by, at=at)
    pending.save()
    record("documents.take_in", by=by, at=at, subject=pending, state=pending.state, sha256=pending.digest)
    return pending


def _locked(pending: PendingFile, verb: str, by: Actor) -> tuple[PendingFile, str]:
    """The row, locked, and the state the verb leads to; 409 says who settled it first, when and how."""
    pending = (
        PendingFile.objects.select_for_update(of=("self",)).select_related("stored", "entry__number").get(pk=pending.pk)
    )
    require(permissions.may_handle_pending, by, pending)
    if pending.settled_at is None or PENDING.allows(verb, pending.state):
        return pending, PENDING.target(verb, pending.state)
    raise _parts.settled_first(pending, "Tệp này vừa được xử lý trong hàng chờ; không làm lại lần nữa.")


def _settle(pending: PendingFile, state: str, *, by: Actor, at: datetime, **more: Any) -> None:
    fields = {"state": state, "settled_at": at, "settled_by_id": by.user_id} | more
    for name, value in fields.items():
        setattr(pending, name, value)
    pending.save(update_fields=list(fields))


def look_at(lying: Lying | None, name: str) -> Look | None:
    """What is seen in a scan that lies in its folder, before anything is decided; None if it is gone."""
    upload = lying.open() if lying else None
    if upload is None:
        return None
    with upload:
        return look(upload, name)


@action("documents.admit_pending")
def admit_pending(
    pending: PendingFile, *, lying: Lying | None, seen: Look | None, by: Actor, at: datetime
) -> PendingFile:
    """The registry has looked at a scan from the folder: no secrecy mark, so it is stored (LW13).

    Raises `Refused` when the file in the folder is gone or another one (then `lying` or `seen` is missing or differs).
    """
    pending, target = _locked(pending, "answer", by)
    upload = lying.open() if lying else None
    if upload is None or seen is None or seen.digest != pending.digest:
        raise Refused([_gone()])
    with upload:
        stored = store(upload, name=pending.name, not_secret=True, seen=seen, by=by, at=at)
    pending.state, pending.stored = target, stored
    pending.save(update_fields=["state", "stored"])
    record("documents.admit_pending", by=by, at=at, subject=pending, sha256=stored.sha256)
    return pending


def _gone() -> Finding:
    sentence = "Tệp không còn trong thư mục quét hoặc đã thay đổi. Hãy quét lại rồi bỏ dòng này."
    return Finding(sentence, remedy="documents:arrivals", code="gone")


@action("documents.refuse_pending")
def refuse_pending(pending: PendingFile, *, lying: Lying | None, by: Actor, at: datetime) -> PendingFile:
    """The registry has seen a secrecy mark on a scan from the folder: nothing of it was stored, the scan is destroyed.

    QĐ 28/2018 Điều 1.2; NĐ 30/2020 Điều 22.4 (LR1).
    """
    pending, target = _locked(pending, "refuse", by)
    problem = "Có dấu chỉ độ mật: tệp quét đã bị hủy, không lưu gì. Hãy đăng ký bản giấy ở sổ bí mật nhà nước."
    _settle(pending, target, by=by, at=at, name=SECRET_SCAN, problem=problem, digest="")
    record("documents.refuse_pending", by=by, at=at, subject=pending, reason="secret")
    if lying is not None:
        transaction.on_commit(lying.destroy)
    return pending


@action("documents.register_pending")
def register_pending(pending: PendingFile, *, by: Actor, at: datetime, **facts: Any) -> Entry:
    """Registers a waiting file as an arrival; `facts` are those of `register_incoming`."""
    pending, target = _locked(pending, "register", by)
    assert pending.stored is not None
    entry = register_incoming(files=[(pending.stored, pending.name)], **facts, by=by, at=at)
    _settle(pending, target, by=by, at=at, entry=entry)
    record("documents.register_pending", by=by, at=at, subject=pending, entry=entry.pk, document=entry.document_id)
    return entry


@dataclass(frozen=True, slots=True)
class Cut:
    """Pages `first` to `last` of a file, made into one of their own, and what was seen in it."""

    first: int
    last: int
    content: bytes
    seen: Look


def cut(pending: PendingFile, starts: Sequence[int]) -> list[Cut]:
    """Makes the parts of a file that begin at these pages (from 1); outside a transaction, since it takes its time.

    Raises `Refused` where nothing can or may be cut: what is signed would lose its signature.
    """
    stored = pending.stored
    if stored is None or stored.content_type != "application/pdf" or not stored.page_count:
        raise Refused([Finding("Chỉ tách được tệp PDF.", code="not_pdf")])
    if files.is_signed(stored):
        raise Refused([_signed(pending)])
    begins = sorted({1, *starts})
    if begins[0] < 1 or begins[-1] > stored.page_count:
        raise Refused([Finding(f"Tệp chỉ có {stored.page_count} trang.", field="starts", code="no_page")])
    if len(begins) == 1:
        raise Refused([Finding("Hãy chọn ít nhất một trang bắt đầu văn bản mới.", field="starts", code="one_part")])
    if len(begins) > MOST_PARTS:
        raise Refused([Finding(f"Mỗi lần tách tối đa {MOST_PARTS} văn bản.", field="starts", code="too_many")])
    ends = [*(page - 1 for page in begins[1:]), stored.page_count]
    parts = []
    for first, last in zip(begins, ends, strict=True):
        content = files.part_of(stored, first, last)
        if content is None:
            raise Refused([Finding(f"Không tách được trang {first} đến {last}; tệp gốc còn nguyên.", code="broken")])
        parts.append(Cut(first, last, content, look(BytesIO(content), part_name(pending.name, first, last))))
    return parts


def part_name(name: str, first: int, last: int) -> str:
    """`scan.pdf` as `scan (trang 2-3).pdf`."""
    stem = name.rsplit(".", 1)[0]
    pages = f"trang {first}" if first == last else f"trang {first}-{last}"
    return f"{stem[:230]} ({pages}).pdf"


def _signed(pending: PendingFile) -> Finding:
    sentence = f"“{pending.name}” có chữ ký số; tách hoặc ghép sẽ làm mất chữ ký. Hãy vào sổ nguyên tệp."
    return Finding(sentence, clause="NĐ 30/2020 Điều 5", code="signed")


@action("documents.split_pending")
def split_pending(
    pending: PendingFile, *, parts: Sequence[Cut], not_secret: bool = False, by: Actor, at: datetime
) -> list[PendingFile]:
    """One waiting file becomes several; the file itself stays as it was scanned.

    The first page of each part is looked at for a secrecy mark; `not_secret` answers for parts without text. Whoever
    answered for the whole file has answered for them.
    """
    pending, target = _locked(pending, "split", by)
    assert pending.stored is not None
    answered = not_secret or pending.stored.has_text is not True
    made = []
    for part in parts:
        name = part_name(pending.name, part.first, part.last)
        stored = store(BytesIO(part.content), name=name, not_secret=answered, seen=part.seen, by=by, at=at)
        made.append(_make(stored, name, origin="split", by=by, at=at))
    PendingPart.objects.bulk_create(
        PendingPart(made=one, source=pending, position=0, first_page=part.first, last_page=part.last)
        for one, part in zip(made, parts, strict=True)
    )
    _settle(pending, target, by=by, at=at)
    pages = [[part.first, part.last] for part in parts]
    record("documents.split_pending", by=by, at=at, subject=pending, made=[one.pk for one in made], pages=pages)
    return made


def put_together(sources: Sequence[PendingFile]) -> tuple[bytes, Look]:
    """One PDF of several waiting files, in their order; outside a transaction. Raises `Refused` as `cut` does."""
    findings = [_signed(one) for one in sources if one.stored is not None and files.is_signed(one.stored)]
    findings += [
        Finding(f"“{one.name}” không ghép được: chỉ ghép PDF và ảnh.", code="not_pdf")
        for one in sources
        if one.stored is None or not one.stored.has_preview
    ]
    if len(sources) < 2:
        findings.append(Finding("Hãy chọn từ hai tệp trở lên để ghép.", code="one_part"))
    if findings:
        raise Refused(findings)
    content = files.joined([one.stored for one in sources if one.stored is not None])
    if content is None:
        raise Refused([Finding("Không ghép được các tệp này; các tệp gốc còn nguyên.", code="broken")])
    return content, look(BytesIO(content), "ghep.pdf")


@action("documents.join_pending")
def join_pending(sources: Sequence[PendingFile], *, content: bytes, seen: Look, by: Actor, at: datetime) -> PendingFile:
    """Several waiting files become one; each source stays as it was scanned. The registry has answered for each."""
    locked = [_locked(one, "join", by) for one in sorted(sources, key=lambda one: one.pk)]
    name = f"{sources[0].name.rsplit('.', 1)[0][:230]} (ghép {len(sources)} tệp).pdf"
    stored = store(BytesIO(content), name=name, not_secret=True, seen=seen, by=by, at=at)
    made = _make(stored, name, origin="join", by=by, at=at)
    PendingPart.objects.bulk_create(
        PendingPart(made=made, source=one, position=position) for position, one in enumerate(sources)
    )
    for one, target in locked:
        _settle(one, target, by=by, at=at)
    record("documents.join_pending", by=by, at=at, subject=made, sources=[one.pk for one in sources])
    return made


@action("documents.set_aside_pending")
def set_aside_pending(pending: PendingFile, *, reason: str, by: Actor, at: datetime) -> PendingFile:
    """Takes a line out of the queue, with the reason: scanned twice, no document. Nothing is removed."""
    pending, target = _locked(pending, "set_aside", by)
    reason = folding.normalise(reason)
    if not reason:
        raise Refused([Finding("Hãy ghi lý do để riêng tệp này.", field="reason", code="no_reason")])
    if findings := too_long("reason", reason, 500):
        raise Refused(findings)
    _settle(pending, target, by=by, at=at, reason=reason)
    record("documents.set_aside_pending", by=by, at=at, subject=pending)
    return pending


@action("documents.bring_back_pending")
def bring_back_pending(pending: PendingFile, *, by: Actor, at: datetime) -> PendingFile:
    """Puts a line that was set aside into the queue again."""
    pending, target = _locked(pending, "bring_back", by)
    if pending.stored is None:
        raise Refused([Finding("Tệp này chưa được nhận vào hệ thống. Hãy quét hoặc tải lên lại.", code="not_stored")])
    _settle(pending, target, by=by, at=at, reason="")
    record("documents.bring_back_pending", by=by, at=at, subject=pending)
    return pending


@action("documents.set_scan_folder")
def set_scan_folder(agency: Unit, *, name: str, is_watched: bool = True, by: Actor, at: datetime) -> ScanFolder:
    """Says into which folder an agency's scanner saves, or that it is watched no longer."""
    require(permissions.may_manage_registers, by)
    name = name.strip().lower()
    findings = []
    if not _FOLDER.fullmatch(name):
        sentence = (
            "Tên thư mục gồm chữ thường không dấu, chữ số, gạch ngang, bắt đầu bằng chữ hoặc số; ví dụ so-noi-vu."
        )
        findings.append(Finding(sentence, field="name", code="bad_name"))
    elif ScanFolder.objects.filter(name=name).exclude(agency=agency).exists():
        findings.append(Finding("Cơ quan khác đã dùng thư mục này.", field="name", code="taken"))
    if findings:
        raise Refused(findings)
    given = {"name": name, "is_watched": is_watched, "set_at": at, "set_by_id": by.user_id}
    folder, _ = ScanFolder.objects.update_or_create(agency=agency, defaults=given)
    record("documents.set_scan_folder", by=by, at=at, subject=folder, agency=agency.pk, watched=is_watched)
    return folder
