"""Keeping an upload: inspected first, stored under its hash, or refused with nothing left behind."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import IO

from django.conf import settings
from django.core.files.base import File
from django.core.files.storage import storages
from django.core.files.uploadedfile import UploadedFile

from dondoc.audit.journal import action, record
from dondoc.files import permissions, queries
from dondoc.files.inspect import Found as Seen
from dondoc.files.inspect import inspect
from dondoc.files.models import Destruction, StoredFile
from dondoc.files.upload import TooLarge
from dondoc.lib.actor import Actor
from dondoc.lib.errors import Refused
from dondoc.lib.folding import normalise
from dondoc.lib.rules import Finding
from dondoc.lib.rulings import require

SECRECY_CLAUSE = "NĐ 30/2020 Điều 22.4; Luật Bảo vệ bí mật nhà nước"


@dataclass(frozen=True, slots=True)
class Look:
    """What was seen in an upload before anything is decided; made outside a transaction, since it takes its time."""

    found: Seen
    size: int
    digest: str


def look(upload: IO[bytes] | UploadedFile, name: str) -> Look:
    """Looks into an upload; the handle is left at its start."""
    size = _size(upload)
    if isinstance(upload, TooLarge) or size > settings.DONDOC_UPLOAD_LIMIT:
        limit = settings.DONDOC_UPLOAD_LIMIT // (1024 * 1024)
        return Look(Seen(problems=(("too_large", f"Tệp “{name}” lớn hơn {limit} MB."),)), size, "")
    return Look(inspect(upload, name, size), size, _digest(upload))


def _findings(found: Seen, name: str, *, not_secret: bool) -> list[Finding]:
    """What speaks against keeping an upload; the question about marks that we cannot read comes as "ask"."""
    if found.problems:
        return [Finding(sentence, field="files", code=code) for code, sentence in found.problems]
    if found.mark:
        sentence = (
            f"Tệp có dấu “{found.mark}”: không được đưa lên hệ thống này và đã bị loại bỏ. "
            "Hãy đăng ký ở sổ bí mật nhà nước, hoặc ghi chỉ dẫn văn bản mật."
        )
        remedy = "documents:record_pointer"
        return [Finding(sentence, clause=SECRECY_CLAUSE, field="files", code="secret", remedy=remedy)]
    if not found.has_text and not not_secret:
        unread = "là bản quét không có lớp chữ" if found.has_text is False else "thuộc loại hệ thống không đọc được"
        sentence = f"“{name}” {unread}. Xác nhận: văn bản không có dấu chỉ độ mật?"
        return [Finding(sentence, clause=SECRECY_CLAUSE, severity="ask", field="files", code="not_secret")]
    return []


@action("files.examine")
def examine(seen: Look, *, name: str, by: Actor, at: datetime) -> Finding | None:
    """Tells what will be asked about a chosen file; refuses what could never be kept. Nothing of it is stored."""
    require(permissions.may_store, by)
    findings = _findings(seen.found, name, not_secret=False)
    if any(finding.severity == "refuse" for finding in findings):
        raise Refused(findings)
    record("files.examine", by=by, at=at, size=seen.size, asks=[finding.code for finding in findings])
    return findings[0] if findings else None


@action("files.store")
def store(
    upload: IO[bytes] | UploadedFile,
    *,
    name: str,
    not_secret: bool = False,
    seen: Look | None = None,
    by: Actor,
    at: datetime,
) -> StoredFile:
    """Stores an upload under its SHA-256, bytes unaltered; the same bytes again give the row that is there.

    `not_secret` is the clerk's answer for a scan or another file whose marks the system cannot read (LW13).
    A file with a secrecy mark is refused before anything is stored, and the journal keeps only the reason (LR1).
    """
    require(permissions.may_store, by)
    seen = seen or look(upload, name)
    findings = _findings(seen.found, name, not_secret=not_secret)
    stored = StoredFile.objects.filter(sha256=seen.digest).first()
    if stored is not None and Destruction.objects.filter(stored=stored).exists():
        sentence = f"“{name}” là tệp đã bị tiêu hủy theo quyết định; không đưa lại được lên hệ thống."
        findings.append(Finding(sentence, field="files", code="expunged"))
    if findings:
        raise Refused(findings)
    if stored is None:
        stored = _keep(upload, seen, at)
    record("files.store", by=by, at=at, subject=stored, sha256=seen.digest, size=seen.size, not_secret=not_secret)
    return stored


def _keep(upload: IO[bytes], seen: Look, at: datetime) -> StoredFile:
    """Writes the bytes, then the row. Bytes left by an undone transaction are used if whole, else written anew."""
    stored = StoredFile(
        sha256=seen.digest,
        size=seen.size,
        content_type=seen.found.content_type,
        page_count=seen.found.pages,
        has_text=seen.found.has_text,
        stored_at=at,
    )
    storage = storages["default"]
    if storage.exists(stored.path) and not queries.is_intact(stored):
        storage.delete(stored.path)
    if not storage.exists(stored.path):
        upload.seek(0)
        storage.save(stored.path, File(upload))
    StoredFile.objects.bulk_create([stored], ignore_conflicts=True)
    return StoredFile.objects.get(sha256=seen.digest)


@action("files.destroy")
def destroy(stored: StoredFile, *, by: Actor, at: datetime) -> None:
    """Destroys the bytes of a file and all that was made of them; row and hash stay. Repeatable."""
    stored = StoredFile.objects.select_for_update().get(pk=stored.pk)
    require(permissions.may_destroy, by)
    Destruction.objects.get_or_create(stored=stored, defaults={"at": at})
    storages["default"].delete(stored.path)
    forget_previews(stored)
    record("files.destroy", by=by, at=at, subject=stored, sha256=stored.sha256)


def forget_previews(stored: StoredFile) -> None:
    """Removes pictures of pages and the text layer; they are made again when somebody looks, if the file is there."""
    cache, folder = storages["previews"], stored.sha256[:2]
    try:
        _, names = cache.listdir(folder)
    except FileNotFoundError:
        return
    for name in names:
        if name.startswith(stored.sha256):
            cache.delete(f"{folder}/{name}")


def _size(upload: IO[bytes]) -> int:
    upload.seek(0, 2)
    size = upload.tell()
    upload.seek(0)
    return size


def _digest(upload: IO[bytes]) -> str:
    digest = hashlib.sha256()
    upload.seek(0)
    while chunk := upload.read(1 << 20):
        digest.update(chunk)
    upload.seek(0)
    return digest.hexdigest()


def clean_name(name: str) -> str:
    """The name of an uploaded file as it is kept and shown."""
    return normalise(name or "tệp").replace("/", "_")[:255]


def receive(
    uploads: Iterable[UploadedFile], tokens: Iterable[str], *, not_secret: bool, by: Actor, at: datetime
) -> tuple[list[tuple[StoredFile, str]], list[Finding]]:
    """The files of a form: those brought in now, each stored by its own act, and those kept by their tokens.

    Returns (stored file, name) pairs and the findings of those refused: the others are not lost by them.
    """
    kept = [found for text in tokens if (found := queries.of_token(text, by)) is not None]
    findings: list[Finding] = []
    for upload in uploads:
        name = clean_name(upload.name or "")
        try:
            kept.append((store(upload, name=name, not_secret=not_secret, seen=look(upload, name), by=by, at=at), name))
        except Refused as refused:
            findings.extend(refused.findings)
    return list(dict.fromkeys(kept)), findings
