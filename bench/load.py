"""Loads N invented documents of one province, each with a task, into an empty, migrated PostgreSQL database, by COPY.

The same N and day always give the same rows. One agency (the People's Committee) sees every document; each of
eighty agencies sees one in eighty. Rows are what the actions write, without their checks; of a file there is
only its row, and journal lines carry no valid mark, so the verifier must not be run on such a database.
Import it after `django.setup()`; `bench.measure` does so.
"""

import contextlib
import hashlib
import random
from collections import Counter as Tally
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import count
from operator import attrgetter
from types import SimpleNamespace
from typing import Any

from django.core.management.color import no_style
from django.db import connection, models

from bench.province import YEARS, Agency, Province, found_province, morning
from dondoc.audit.models import AccessLine, JournalLine
from dondoc.deadlines.models import Deadline, DeadlineEntry
from dondoc.documents.models import (
    Counter,
    Document,
    DocumentAccess,
    DocumentFile,
    DocumentType,
    Entry,
    Number,
    Recipient,
    Register,
    Routing,
)
from dondoc.documents.queries import KIND, name_key, symbol_key
from dondoc.files.models import StoredFile
from dondoc.lib.days import local_day
from dondoc.notifications.models import Notice
from dondoc.organization.access import post_seat, unit_seat
from dondoc.organization.models import Holding
from dondoc.search.index import tokens_of
from dondoc.search.models import SearchRow
from dondoc.tasks.models import Direction, Task, TaskAccess

BATCH = 5_000
Row = SimpleNamespace
SPARE_FILES = 40_000

ISSUERS = [
    ("Bộ Tài chính", "BTC"), ("Bộ Nội vụ", "BNV"), ("Bộ Xây dựng", "BXD"), ("Bộ Y tế", "BYT"),
    ("Bộ Tư pháp", "BTP"), ("Bộ Công Thương", "BCT"), ("Bộ Nông nghiệp và Môi trường", "BNNMT"),
    ("Bộ Khoa học và Công nghệ", "BKHCN"), ("Văn phòng Chính phủ", "VPCP"), ("Thanh tra Chính phủ", "TTCP"),
]  # fmt: skip
OPENINGS = [
    "Về việc", "Báo cáo kết quả", "Kế hoạch", "Về việc triển khai", "Về việc tăng cường", "Đề nghị cho ý kiến về",
    "Hướng dẫn thực hiện", "Về việc rà soát", "Về việc đôn đốc", "Tổng hợp tình hình",
]  # fmt: skip
SUBJECTS = [
    "phòng, chống thiên tai và tìm kiếm cứu nạn", "khắc phục sạt lở bờ sông",
    "giải phóng mặt bằng dự án đường ven biển",
    "cải cách thủ tục hành chính", "chuyển đổi số trong cơ quan nhà nước", "giải ngân vốn đầu tư công",
    "sắp xếp, xử lý trụ sở dôi dư", "phòng, chống dịch tả lợn châu Phi", "bảo đảm an toàn thực phẩm",
    "tuyển sinh đầu cấp", "tiếp công dân, giải quyết khiếu nại, tố cáo", "cấp giấy chứng nhận quyền sử dụng đất",
    "phòng cháy, chữa cháy rừng", "hỗ trợ doanh nghiệp nhỏ và vừa", "xây dựng nông thôn mới",
    "quản lý biên chế, tinh giản biên chế", "bồi dưỡng cán bộ, công chức", "phát triển du lịch cộng đồng",
    "thực hành tiết kiệm, chống lãng phí", "an toàn giao thông dịp nghỉ lễ", "bảo hiểm y tế học sinh",
    "khám sức khỏe định kỳ cho người cao tuổi", "nạo vét luồng lạch", "cấp nước sạch vùng khô hạn",
]  # fmt: skip
WHERE = [
    "trên địa bàn tỉnh", "tại các xã ven biển", "tại khu công nghiệp phía Bắc", "đối với các đơn vị sự nghiệp",
    "tại các phường trung tâm", "ở vùng đồng bào dân tộc thiểu số", "tại lưu vực sông Cái", "trong quý tới",
]  # fmt: skip
TYPES = ["CV", "CV", "CV", "CV", "BC", "BC", "KH", "TB", "QĐ", "TTr", "HD", "GM"]


class Shape:
    """One table as rows without Django's models, which cost more than everything else: columns and their defaults."""

    def __init__(self, table: type[models.Model]) -> None:
        fields = table._meta.local_concrete_fields
        self.table = table
        self.defaults: dict[str, Any] = {one.attname: one.get_default() for one in fields if not one.primary_key}
        self.make: dict[str, Callable[[], Any]] = {
            one.attname: one.default for one in fields if one.has_default() and callable(one.default)
        }
        self.columns = ", ".join(f'"{one.column}"' for one in fields)
        self.cells = attrgetter(*(one.attname for one in fields))

    def row(self, values: dict[str, Any]) -> Row:
        made = {name: make() for name, make in self.make.items() if name not in values}
        row = Row(**{**self.defaults, **made, **values})
        row.pk = row.id
        return row

    def copy(self, rows: Sequence[Row]) -> None:
        """Writes rows that already have their ids by COPY."""
        if not rows:
            return
        statement = f'COPY "{self.table._meta.db_table}" ({self.columns}) FROM STDIN'
        with connection.cursor() as cursor, cursor.copy(statement) as out:
            for row in rows:
                out.write_row(self.cells(row))


@contextlib.contextmanager
def bare_tables(tables: Sequence[type[models.Model]]) -> Iterator[None]:
    """Without indexes, foreign keys and triggers while many rows come in; indexes come back after.

    Keys and unique constraints stay. Needs a superuser.
    """
    names = [one._meta.db_table for one in tables]
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i
               JOIN pg_class c ON c.oid = i.indexrelid JOIN pg_class t ON t.oid = i.indrelid
               WHERE t.relname = ANY(%s) AND NOT i.indisunique""",
            [names],
        )
        indexes = cursor.fetchall()
        cursor.execute("SET session_replication_role = replica")
        for name, _ in indexes:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for _, definition in indexes:
            cursor.execute(definition)
        cursor.execute("SET session_replication_role = DEFAULT")


def last_id(table: type[models.Model]) -> int:
    return int(table._default_manager.aggregate(last=models.Max("pk"))["last"] or 0)


def set_sequences(*tables: type[models.Model]) -> None:
    """Lets the sequences go on behind the ids given out here."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)


class Writer:
    """Makes the rows of one document after another; `tables` is in the order the foreign keys need."""

    tables: tuple[type[models.Model], ...] = (
        StoredFile, Document, DocumentFile, Number, Entry, Recipient, DocumentAccess, Routing, Direction,
        Deadline, DeadlineEntry, Task, TaskAccess, SearchRow, Notice, JournalLine, AccessLine,
    )  # fmt: skip

    def __init__(self, total: int, province: Province, day: date) -> None:
        self.total, self.province, self.day = total, province, day
        self.random = random.Random(20_251_124 + total)
        self.types = {kind.code: kind for kind in DocumentType.objects.all()}
        # The journal already has the lines of the set-up.
        self.ids = {table: count(last_id(table) + 1) for table in self.tables}
        self.shapes = {table: Shape(table) for table in self.tables}
        self.rows: dict[type[models.Model], list[Row]] = {table: [] for table in self.tables}
        self.last: Tally[tuple[int, int]] = Tally()
        self.begin = morning(day - timedelta(days=365 * YEARS))
        self.now = morning(day)
        self.step = (self.now - self.begin) / total

    def add(self, table: type[models.Model], **values: Any) -> Row:
        row = self.shapes[table].row({"id": next(self.ids[table]), **values})
        self.rows[table].append(row)
        return row

    def flush(self) -> None:
        for table in self.tables:
            self.shapes[table].copy(self.rows[table])
            self.rows[table].clear()

    def document(self, place: int) -> None:
        """Four of five documents come from outside to the Committee and to one agency, one is the Committee's."""
        at = self.begin + self.step * place
        agency = self.province.below[place % len(self.province.below)]
        ours = place % 5 == 4
        type_ = self.types[self.random.choice(TYPES)]
        top = self.province.top
        first = self.province.issued if ours else top.arrivals
        number = self._number(first, top, at)
        issuer, short = (top.unit.name, "UBND") if ours else self.random.choice(ISSUERS)
        printed = f"{number.number:02d}" if ours else str(self.random.randint(1, 9_999))
        notation = f"{short}-VP" if type_.code == "CV" else f"{type_.abbreviation}-{short}"
        day = local_day(at) if ours else local_day(at) - timedelta(days=self.random.randint(0, 6))
        document = self.add(
            Document,
            type_id=type_.pk,
            number=printed,
            notation=notation,
            symbol_key=symbol_key(f"{printed}/{notation}"),
            issued_on=day,
            issuer_id=top.unit.pk if ours else None,
            issuer_name=issuer,
            issuer_key=name_key(issuer),
            abstract=self._abstract(),
            page_count=self.random.randint(1, 12),
            signer_id=top.head.post_id if ours else None,
            signer_name="Nguyễn Văn An",
            signer_post="Chủ tịch" if ours else "Thứ trưởng",
            urgency=self.random.choices((0, 1, 2, 3), (85, 11, 3, 1))[0],
            created_at=at,
        )
        self._file(document, at, top.clerk)
        mine = self._entry(document, top, number, "out" if ours else "in", at)
        waiting = place >= self.total * 0.99
        theirs = None if waiting else self._entry(document, agency, self._number(agency.arrivals, agency, at), "in", at)
        self._recipients(document, None if ours else mine, theirs, agency, at, odd=place % 2 == 1)
        self._access(document, agency, mine, theirs, at)
        self._index(document, type_.name)
        if self.total - place <= 40 and not ours:
            self._present(mine, at)
        self._task(document, agency, at)
        for reader in (top.clerk, self.random.choice(agency.officers)):
            self._opened(document, reader, at)
        if place % 2:
            self._opened(document, top.head, at)

    def _abstract(self) -> str:
        opening, subject = self.random.choice(OPENINGS), self.random.choice(SUBJECTS)
        return f"{opening} {subject} {self.random.choice(WHERE)} năm {self.day.year - self.random.randint(0, 2)}"

    def _state(self, at: datetime) -> str:
        """What came in this week may still lie at the registry; what is older was passed on."""
        recent = at > self.now - timedelta(days=7)
        return self.random.choice(("registered", "forwarded", "closed") if recent else ("forwarded", "closed"))

    def _number(self, register: Register, agency: Agency, at: datetime) -> Row:
        year = local_day(at).year
        self.last[register.pk, year] += 1
        return self.add(
            Number,
            register_id=register.pk,
            year=year,
            number=self.last[register.pk, year],
            taken_at=at,
            taken_by_id=agency.clerk.user_id,
        )

    def _file(self, document: Row, at: datetime, clerk: Holding) -> None:
        digest = hashlib.sha256(f"{self.total}/{document.pk}".encode()).hexdigest()
        stored = self.add(
            StoredFile,
            sha256=digest,
            size=self.random.randint(20_000, 3_000_000),
            content_type="application/pdf",
            page_count=document.page_count,
            has_text=True,
            stored_at=at,
        )
        self.add(
            DocumentFile,
            document_id=document.pk,
            stored_id=stored.pk,
            name="van-ban.pdf",
            position=0,
            added_by_id=clerk.user_id,
            added_at=at,
        )

    def _entry(self, document: Row, agency: Agency, number: Row, direction: str, at: datetime) -> Row:
        entry = self.add(
            Entry,
            document_id=document.pk,
            agency_id=agency.unit.pk,
            direction=direction,
            number_id=number.pk,
            arrived_on=local_day(at) if direction == "in" else None,
            due_on=local_day(at) + timedelta(days=10) if direction == "in" and document.pk % 3 == 0 else None,
            state="issued" if direction == "out" else self._state(at),
            registered_at=at,
            registered_by_id=agency.clerk.user_id,
            registered_post_id=agency.clerk.post_id,
        )
        self.add(
            JournalLine,
            at=at,
            verb="documents.issue" if direction == "out" else "documents.register_incoming",
            user_id=agency.clerk.user_id,
            post_id=agency.clerk.post_id,
            channel="web",
            subject_kind="documents.entry",
            subject_id=entry.pk,
            body=f'{{"document":{document.pk},"number":{number.number},"year":{number.year}}}',
            mac="0" * 64,
        )
        return entry

    def _recipients(
        self, document: Row, mine: Row | None, theirs: Row | None, agency: Agency, at: datetime, *, odd: bool
    ) -> None:
        """Two lines of "Nơi nhận", and a third on every second document: 2.5 on average."""
        lines: list[tuple[str, int | None, str, Row | None]] = []
        if mine is not None:
            lines.append((self.province.top.unit.name, self.province.top.unit.pk, "registered", mine))
        lines.append((agency.unit.name, agency.unit.pk, "registered" if theirs else "delivered", theirs))
        lines += [("Lưu: VT", None, "paper", None)] * (2 + odd - len(lines))
        for position, (name, unit_id, state, entry) in enumerate(lines):
            settled = state == "registered"
            self.add(
                Recipient,
                document_id=document.pk,
                position=position,
                name=name,
                unit_id=unit_id,
                state=state,
                sent_at=at if unit_id else None,
                settled_at=at if settled else None,
                entry_id=entry.pk if entry else None,
            )

    def _access(self, document: Row, agency: Agency, mine: Row, theirs: Row | None, at: datetime) -> None:
        seats = [
            (unit_seat(self.province.top.unit.pk), mine, mine.direction, "registered"),
            (unit_seat(agency.unit.pk), theirs, "in" if theirs else "ref", "registered" if theirs else "recipient"),
        ]
        if theirs is not None and self.random.random() < 0.6:
            room = self.random.choice(agency.rooms)
            seats.append((unit_seat(room.pk), theirs, "in", "forwarded"))
            self.add(
                Routing,
                entry_id=theirs.pk,
                from_post_id=agency.clerk.post_id,
                from_user_id=agency.clerk.user_id,
                to_unit_id=room.pk,
                role="handle",
                at=at,
            )
        for seat, entry, box, why in seats:
            self.add(
                DocumentAccess,
                document_id=document.pk,
                entry_id=entry.pk if entry else None,
                seat=seat,
                why=why,
                box=box,
                sort_key=int(at.timestamp() * 1000),
                since=at,
            )

    def _index(self, document: Row, type_name: str) -> None:
        texts = [f"{document.number}/{document.notation}", document.abstract, document.issuer_name, type_name]
        self.add(
            SearchRow,
            kind=KIND,
            subject_id=document.pk,
            sort_key=document.issued_on.toordinal(),
            day=document.issued_on,
            tokens=tokens_of(texts),
        )

    def _present(self, entry: Row, at: datetime) -> None:
        entry.state = "presented"
        leader, clerk = self.province.top.head, self.province.top.clerk
        self.add(Direction, entry_id=entry.pk, leader_id=leader.post_id, prepared_at=at, prepared_by_id=clerk.user_id)

    def _task(self, document: Row, agency: Agency, at: datetime) -> None:
        """Given by the Committee to the agency; those of the last thirty days are open, and one in a hundred older."""
        top, person = self.province.top, self.random.choice(agency.officers)
        given = local_day(at)
        recent = at > self.now - timedelta(days=30)
        is_open = recent or self.random.random() < 0.01
        due = self.day + timedelta(days=self.random.randint(-5, 25)) if recent else given + timedelta(days=10)
        deadline = self.add(
            Deadline,
            start_day=given,
            amount=10,
            unit="working_days",
            original_due=due,
            due=due,
            explanation=f"10 ngày làm việc từ {given:%d/%m/%Y}, hạn {due:%d/%m/%Y}",
            created_at=at,
        )
        self.add(DeadlineEntry, deadline_id=deadline.pk, position=1, kind="set", new_due=due, at=at)
        state = self.random.choice(("assigned", "acknowledged", "in_progress", "submitted")) if is_open else "done"
        ended = at + timedelta(days=7)
        task = self.add(
            Task,
            document_id=document.pk,
            content=document.abstract,
            product="report",
            urgency=document.urgency,
            assigner_id=top.unit.pk,
            assigned_for_id=top.head.post_id,
            assigned_at=at,
            assigned_by_id=top.clerk.user_id,
            lead_id=agency.unit.pk,
            person_id=person.post_id,
            state=state,
            deadline_id=deadline.pk,
            submitted_at=ended if state in ("submitted", "done") else None,
            finished_at=ended if state == "done" else None,
        )
        parts = [("assign", unit_seat(top.unit.pk)), ("lead", unit_seat(agency.unit.pk))]
        for role, seat in [*parts, ("person", post_seat(person.post_id))]:
            self.add(
                TaskAccess,
                task_id=task.pk,
                seat=seat,
                role=role,
                why=role,
                is_open=is_open,
                sort_key=-due.toordinal(),
                since=at,
            )
        self.add(
            Notice,
            seat=unit_seat(agency.unit.pk),
            sentence=f"Nhiệm vụ mới: {task.content}"[:300],
            why="chủ trì",
            url=f"/tasks/{task.pk}",
            key=f"tasks.assign:{task.pk}:0",
            at=at,
        )

    def _opened(self, document: Row, reader: Holding, at: datetime) -> None:
        self.add(
            AccessLine,
            at=at + timedelta(hours=2),
            user_id=reader.user_id,
            post_id=reader.post_id,
            subject_kind="documents.document",
            subject_id=document.pk,
            act="open",
        )

    def close(self) -> None:
        """Counters as far as the numbers went, files nobody has used yet, sequences, statistics."""
        self.flush()
        books = [self.province.issued, self.province.top.arrivals, *(one.arrivals for one in self.province.below)]
        years = {year for _, year in self.last} | {self.day.year}
        Counter.objects.bulk_create(
            [
                Counter(register=book, year=year, last_number=self.last[book.pk, year])
                for book in books
                for year in sorted(years)
            ]
        )
        self._spare_files()
        set_sequences(*self.tables)

    def _spare_files(self) -> None:
        """Stored files of no document yet, for what is registered while measuring."""
        for place in range(SPARE_FILES):
            self.add(
                StoredFile,
                sha256=hashlib.sha256(f"spare/{place}".encode()).hexdigest(),
                size=100_000,
                content_type="application/pdf",
                page_count=2,
                has_text=True,
                stored_at=self.now,
            )
        self.flush()


def load(total: int, day: date) -> Province:
    """Loads `total` documents and as many tasks of the three years before `day`, and a person for every 50 of them."""
    province = found_province(day, people=total // 50)
    writer = Writer(total, province, day)
    with bare_tables(writer.tables):
        for place in range(total):
            writer.document(place)
            if place % BATCH == BATCH - 1:
                writer.flush()
        writer.close()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    return province
