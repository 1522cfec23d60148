"""Reading stored content and previews; callers have made sure of the right through the owning record."""

import hashlib
from collections.abc import Sequence
from io import BytesIO
from typing import IO

from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db.models import QuerySet

from dondoc.files.inspect import ask_child
from dondoc.files.models import Destruction, StoredFile
from dondoc.lib.actor import Actor
from dondoc.lib.sentences import flatten

WIDTHS = (480, 900, 1400)
MAX_PREVIEW_PAGES = 50


def open_original(stored: StoredFile) -> IO[bytes]:
    """The bytes as they came."""
    return storages["default"].open(stored.path)


def destroyed() -> "QuerySet[Destruction, int]":
    """The ids of stored files whose bytes were destroyed; a subquery for `exclude(…)`."""
    return Destruction.objects.values_list("stored_id")  # type: ignore[return-value]


def is_intact(stored: StoredFile) -> bool:
    """Whether the stored bytes still have the hash they had."""
    digest = hashlib.sha256()
    with open_original(stored) as handle:
        while chunk := handle.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest() == stored.sha256


def page_image(stored: StoredFile, page: int, width: int) -> bytes | None:
    """One page as PNG, made once and kept; None where there is no preview of that page."""
    if not stored.has_preview or width not in WIDTHS:
        return None
    if not 0 <= page < min(stored.page_count or 1, MAX_PREVIEW_PAGES):
        return None
    cache = storages["previews"]
    path = f"{stored.path}-{page}-{width}.png"
    if cache.exists(path):
        with cache.open(path) as kept:
            return kept.read()
    with open_original(stored) as handle:
        image = ask_child(BytesIO(handle.read()), "render", str(page), str(width))
    if image and not cache.exists(path):
        cache.save(path, ContentFile(image))
    return image


def picture_of(handle: IO[bytes], page: int, width: int) -> bytes | None:
    """One page of bytes that are not stored as PNG, kept nowhere; None where there is none."""
    if width not in WIDTHS or not 0 <= page < MAX_PREVIEW_PAGES:
        return None
    image: bytes | None = ask_child(handle, "render", str(page), str(width))
    return image


def text_of(stored: StoredFile) -> str:
    """The text layer of a PDF as `lib.sentences` keeps it, read once and kept; empty where there is none."""
    if not stored.has_text or stored.content_type != "application/pdf":
        return ""
    cache = storages["previews"]
    path = f"{stored.path}.txt"
    if cache.exists(path):
        with cache.open(path) as kept:
            return kept.read().decode()
    with open_original(stored) as handle:
        pages = ask_child(BytesIO(handle.read()), "text")
    text = flatten(pages or [])
    if pages and not cache.exists(path):
        cache.save(path, ContentFile(text.encode()))
    return text


def is_signed(stored: StoredFile) -> bool:
    """Whether a PDF bears a digital signature, which any other file made from it would lose."""
    if stored.content_type != "application/pdf":
        return False
    with open_original(stored) as handle:
        # A signature says in plain bytes which of them it covers (ISO 32000-1, 12.8.1).
        return b"/ByteRange" in handle.read()


def part_of(stored: StoredFile, first: int, last: int) -> bytes | None:
    """Pages `first` to `last` (from 1) of a PDF as a file of its own; None if that cannot be made."""
    with open_original(stored) as handle:
        made: bytes | None = ask_child(handle, "part", str(first), str(last))
    return made


def joined(parts: Sequence[StoredFile]) -> bytes | None:
    """PDF files and pictures one behind the other as one PDF; None if that cannot be made."""
    contents = []
    for stored in parts:
        with open_original(stored) as handle:
            contents.append(handle.read())
    made: bytes | None = ask_child(BytesIO(b"".join(contents)), "join", *(str(len(content)) for content in contents))
    return made


def laid_over(stored: StoredFile, over: bytes, *, left: int, top: int, first: bool) -> bytes | None:
    """A copy of a PDF with something laid over its pages, made in the child process; None where that cannot be done."""
    if stored.content_type != "application/pdf":
        return None
    with open_original(stored) as handle:
        content = BytesIO(over + handle.read())
    made: bytes | None = ask_child(content, "overlay", str(len(over)), str(left), str(top), str(int(first)))
    return made


def token(stored: StoredFile, name: str, actor: Actor) -> str:
    """A signed note that this person has just brought in this file: a form that is refused keeps its files by it."""
    return signing.dumps([stored.pk, name, actor.user_id], salt="dondoc.files")


def of_token(text: str, actor: Actor) -> tuple[StoredFile, str] | None:
    """The file a token stands for; None unless this person brought it in within the day."""
    try:
        pk, name, user_id = signing.loads(text, salt="dondoc.files", max_age=86_400)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    stored = StoredFile.objects.filter(pk=pk).first()
    return (stored, name) if stored is not None and user_id == actor.user_id else None
