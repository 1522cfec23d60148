"""Everything in open formats, so that one can leave: CSV for each table, JSON lines of documents, files, journal.

Unlike a backup it is to be read by people and other systems, holds no keys and no password, and cannot be restored.
"""

import csv
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.files.storage import storages
from django.db.models import Prefetch

from dondoc import __version__
from dondoc.audit import export as journal
from dondoc.config.keeping import tables
from dondoc.documents.models import Document, DocumentFile
from dondoc.documents.queries import files_of
from dondoc.files.actions import clean_name
from dondoc.lib.folding import fold
from dondoc.lib.snapshot import snapshot

# What lets somebody in is nobody's to take along.
SECRET_COLUMNS = {"password", "secret"}
SECRET = {("organization_apitoken", "digest"), ("organization_recoverycode", "digest")}
# The queue and the index are made anew by whatever comes after.
NOT_EXPORTED = {"workers_pending", "django_tasks_database_dbtaskresult", "search_searchrow"}
README = """# Kết xuất dữ liệu Dondoc {version}

Mọi tệp chữ là UTF-8. Thời điểm theo ISO 8601 (UTC); ngày theo năm-tháng-ngày.

| | |
|---|---|
| `documents.jsonl` | mỗi dòng một văn bản: đăng ký, dòng sổ, nơi nhận, liên kết, đính chính, nhiệm vụ, tệp |
| `documents/` | tệp gốc, mỗi văn bản một thư mục; SHA-256 ghi trong `documents.jsonl` |
| `tables/` | toàn bộ bảng, dạng CSV có dòng đầu là tên cột; khóa ngoại là cột kết thúc bằng `_id` |
| `journal.jsonl` | nhật ký kèm niêm phong; kiểm tra bằng `./dondoc verify-journal journal.jsonl` |

Không có: mật khẩu, khóa API, khóa ký. Văn bản đã tiêu hủy chỉ còn số, ký hiệu và lý do.
"""


def leave(root: Path) -> dict[str, int]:
    """Writes the export into a new folder; it has its name only when it is whole. Returns how many of what."""
    draft = root.with_name(f".{root.name}.draft")
    if draft.exists():
        shutil.rmtree(draft)
    (draft / "tables").mkdir(parents=True, mode=0o700)
    counts = {"tables": 0, "rows": 0, "documents": 0, "files": 0}
    with snapshot():
        for model in tables.kept():
            if model._meta.db_table not in NOT_EXPORTED:
                counts["rows"] += _table(model, draft / "tables" / f"{model._meta.db_table}.csv")
                counts["tables"] += 1
        with (draft / "documents.jsonl").open("w", encoding="utf-8") as out:
            for document in _documents():
                told = _told(document)
                told["files"] = list(_files(document, draft))
                out.write(json.dumps(told, ensure_ascii=False, default=str) + "\n")
                counts["documents"] += 1
                counts["files"] += len(told["files"])
        with (draft / "journal.jsonl").open("w", encoding="utf-8") as out:
            counts["lines"] = journal.write(out)
    (draft / "README.md").write_text(README.format(version=__version__), encoding="utf-8")
    draft.rename(root)
    return counts


def _table(model: tables.Model, path: Path) -> int:
    table = model._meta.db_table
    fields = [
        field
        for field in model._meta.concrete_fields
        if field.column not in SECRET_COLUMNS and (table, field.column) not in SECRET
    ]
    count = 0
    with path.open("w", encoding="utf-8", newline="") as handle:
        out = csv.writer(handle)
        out.writerow([field.column for field in fields])
        for row in model._base_manager.order_by("pk").values_list(*(f.attname for f in fields)).iterator(2000):
            out.writerow([_cell(value) for value in row])
            count += 1
    return count


def _cell(value: Any) -> Any:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _documents() -> Iterator[Document]:
    rows = Document.objects.select_related("type", "issuer").order_by("pk")
    parts = ("entries__agency", "entries__number__register", "recipients", "corrections", "tasks__lead")
    yield from rows.prefetch_related(*parts, Prefetch("relations")).iterator(500)


def _told(document: Document) -> dict[str, Any]:
    """A document in words, with the names of what it refers to."""
    return {
        "id": document.pk,
        "type": document.type.name,
        "symbol": document.symbol,
        "issued_on": document.issued_on,
        "issuer": document.issuer_name,
        "abstract": document.abstract,
        "signer": document.signer_name,
        "signer_post": document.signer_post,
        "urgency": document.urgency_name,
        "note": document.note,
        "entries": [
            {
                "agency": entry.agency.name,
                "direction": entry.get_direction_display(),
                "register": entry.number.register.name,
                "number": entry.number.number,
                "year": entry.number.year,
                "arrived_on": entry.arrived_on,
                "state": entry.get_state_display(),
            }
            for entry in document.entries.all()
        ],
        "recipients": [
            {"name": one.name, "state": one.get_state_display(), "sent_at": one.sent_at}
            for one in document.recipients.all()
        ],
        "relations": [{"kind": one.get_kind_display(), "id": one.other_id} for one in document.relations.all()],
        "corrections": [
            {"field": one.field, "old": one.old, "new": one.new, "reason": one.reason, "at": one.at}
            for one in document.corrections.all()
        ],
        "tasks": [
            {"id": one.pk, "content": one.content, "lead": one.lead.name, "state": one.get_state_display()}
            for one in document.tasks.all()
        ],
    }


def _files(document: Document, draft: Path) -> Iterator[dict[str, Any]]:
    """Copies the files of a document under their own names; a number before each keeps two apart."""
    day = document.issued_on or document.created_at.date()
    symbol = "-".join(fold(document.symbol).replace("/", "-").split()).strip(".") or "khong-so"
    folder = Path("documents") / str(day.year) / f"{document.pk}-{clean_name(symbol)[:60]}"
    for held in files_of(document):
        path = folder / f"{held.position + 1}-{_own_name(held)}"
        (draft / folder).mkdir(parents=True, exist_ok=True)
        with storages["default"].open(held.stored.path) as source, (draft / path).open("wb") as out:
            shutil.copyfileobj(source, out)
        told = {"path": path.as_posix(), "name": held.name, "role": held.get_role_display()}
        yield told | {"sha256": held.stored.sha256}


def _own_name(held: DocumentFile) -> str:
    """The file's own name, short enough for every file system and without what one of them forbids."""
    stem, dot, ending = "".join("_" if c in '\\/:*?"<>|' or ord(c) < 32 else c for c in held.name).rpartition(".")
    return f"{stem or ending}"[:60] + (f".{ending[:8]}" if dot and stem else "")
