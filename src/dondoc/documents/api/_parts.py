"""Steps shared by the operations on documents."""

from typing import Any

from django.shortcuts import get_object_or_404

from dondoc.documents import queries
from dondoc.documents.models import Document, DocumentType, Entry
from dondoc.files import queries as files
from dondoc.lib.actor import Actor
from dondoc.lib.errors import Refused
from dondoc.lib.rules import Finding


def visible(actor: Actor, pk: int) -> Document:
    """A document that the caller may see, else 404."""
    return get_object_or_404(Document.objects.visible_to(actor).select_related("type"), pk=pk)


def own_entry(actor: Actor, pk: int) -> Entry:
    """The entry of a document in the caller's own register."""
    entry = queries.entry_of(actor, visible(actor, pk))
    if entry is None:
        raise Refused([Finding("Văn bản chưa vào sổ của cơ quan.", clause="NĐ 30/2020 Điều 22", code="no_entry")])
    return entry


def type_of(code: str) -> DocumentType:
    """A type of document by its code."""
    found = DocumentType.objects.filter(code=code).first()
    if found is None:
        sentence = "Tên loại không có trong danh mục."
        raise Refused([Finding(sentence, clause="NĐ 30/2020 Điều 7", field="type", code="unknown")])
    return found


def kept(tokens: list[str], actor: Actor) -> list[Any]:
    """The files of a call, each once; a token that is not the caller's own is refused."""
    found = [files.of_token(token, actor) for token in tokens]
    if None in found:
        raise Refused([Finding("Tệp không còn hiệu lực; hãy tải lên lại.", field="files", code="token")])
    return list(dict.fromkeys(found))


def entry_out(entry: Entry) -> dict[str, Any]:
    return {
        "entry_id": entry.pk,
        "document_id": entry.document_id,
        "direction": entry.direction,
        "number": entry.number.number,
        "year": entry.number.year,
        "symbol": entry.document.symbol,
        "state": entry.state,
        "arrived_on": entry.arrived_on,
        "due_on": entry.due_on,
    }


def document_out(document: Document, entry: Entry | None = None) -> dict[str, Any]:
    return {
        "id": document.pk,
        "type": document.type.code,
        "symbol": document.symbol,
        "issued_on": document.issued_on,
        "issuer": document.issuer_name,
        "abstract": document.abstract,
        "signer": document.signer_name,
        "signer_post": document.signer_post,
        "urgency": document.urgency,
        "pages": document.page_count,
        "entry": entry_out(entry) if entry else None,
    }
