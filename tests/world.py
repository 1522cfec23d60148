"""The province of the tests: the Committee with its Office, two departments, one commune; everybody by name."""

import os
import shutil
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pikepdf
from PIL import Image

from dondoc.documents import actions as documents
from dondoc.documents import queries
from dondoc.documents.jobs import sweep
from dondoc.documents.models import Document, DocumentType, Entry
from dondoc.files.actions import store
from dondoc.files.models import StoredFile
from dondoc.lib.actor import SYSTEM, Actor
from dondoc.lib.days import moment
from dondoc.organization import actions as organization
from dondoc.organization.engine.one_time_codes import code_at
from dondoc.organization.models import Holding, Kind, Post, Unit, User
from dondoc.organization.queries import actor_for, secret_of
from dondoc.tasks import actions as tasks
from dondoc.tasks.actions import Assignment
from dondoc.tasks.facts import Term
from dondoc.tasks.models import Task

TODAY = date(2026, 11, 25)
NOW = moment(TODAY, 9)
SINCE = date(2025, 7, 1)
PASSWORD = "mat-khau-thu-nghiem"

# username, name, kind, title, unit
PEOPLE = [
    ("chairman", "Nguyễn Hữu Thành", "head", "Chủ tịch", "UBND"),
    ("vice", "Trần Thị Vân", "deputy", "Phó Chủ tịch", "UBND"),
    ("chief", "Phạm Minh Đức", "chief_of_office", "Chánh Văn phòng", "VP"),
    ("coordinator", "Võ Thị Tuyết", "coordinator", "Chuyên viên tổng hợp", "VP"),
    ("clerk", "Hoàng Thị Hoa", "registry_clerk", "Văn thư", "VP"),
    ("inspector", "Bùi Đình Ân", "inspector", "Tổ kiểm tra", "VP"),
    ("archivist", "Đỗ Thị Ngọc", "archivist", "Cán bộ lưu trữ", "VP"),
    ("admin", "Ngô Văn Ích", "administrator", "Quản trị hệ thống", "VP"),
    ("snv_head", "Nguyễn Văn An", "head", "Giám đốc", "SNV"),
    ("snv_clerk", "Lê Thị Cúc", "registry_clerk", "Văn thư", "SNV"),
    ("snv_unit_head", "Phạm Hồng Điệp", "unit_head", "Trưởng phòng", "CCHC"),
    ("snv_officer", "Vũ Thị Én", "officer", "Chuyên viên", "CCHC"),
    ("stc_head", "Hồ Thị Hạnh", "head", "Giám đốc", "STC"),
    ("stc_clerk", "Dương Văn Kiên", "registry_clerk", "Văn thư", "STC"),
    ("stc_officer", "Mai Thị Lựu", "officer", "Chuyên viên", "STC"),
    ("xa_head", "Cao Văn Oanh", "head", "Chủ tịch", "XA"),
    ("xa_clerk", "Phan Thị Phượng", "registry_clerk", "Văn thư", "XA"),
]


@dataclass
class World:
    """The units by abbreviation and the people by username."""

    units: dict[str, Unit]

    def actor(self, username: str) -> Actor:
        holding = Holding.objects.select_related("post__unit", "user").get(user__username=username)
        return actor_for(holding, channel="web")

    def post(self, username: str) -> Post:
        return Post.objects.select_related("unit").get(holdings__user__username=username)

    def user(self, username: str) -> User:
        return User.objects.get(username=username)

    def type(self, code: str) -> DocumentType:
        return DocumentType.objects.get(code=code)

    def pdf(self, text: str = "", by: str = "clerk", at: datetime = NOW) -> StoredFile:
        """A stored PDF with this text in it; other text, other bytes."""
        return store(BytesIO(pdf(text or "a paper")), name="a.pdf", by=self.actor(by), at=at)

    def scan(self, by: str = "clerk", at: datetime = NOW) -> StoredFile:
        """A stored page that is only a picture: no text layer."""
        return store(BytesIO(scan_png()), name="scan.png", not_secret=True, by=self.actor(by), at=at)

    def issue(self, *, at: datetime = NOW, **more: Any) -> Entry:
        """The Committee's directive, issued to both departments and the commune."""
        given: dict[str, Any] = {
            "type_": self.type("CT"),
            "abstract": "Về việc tăng cường kỷ luật trong thực hiện nhiệm vụ",
            "signer": self.post("chairman"),
            "recipients": [(self.units[code], "") for code in ("SNV", "STC", "XA")],
            "files": [(self.pdf(f"chi thi {at}"), "ct.pdf")],
            "by": self.actor("clerk"),
        }
        return documents.issue(**(given | more), at=at)

    def incoming(self, *, at: datetime = NOW, by: str = "clerk", **more: Any) -> Entry:
        """A telegram of the Prime Minister, registered by hand."""
        given: dict[str, Any] = {
            "type_": self.type("CĐ"),
            "symbol": "112/CĐ-TTg",
            "issuer_name": "Thủ tướng Chính phủ",
            "abstract": "Về việc ứng phó mưa lũ",
            "issued_on": TODAY,
            "urgency": 3,
            "files": [],
            "by": self.actor(by),
        }
        return documents.register_incoming(**(given | more), at=at)

    def task(self, *, document: Document | None = None, at: datetime = NOW, **more: Any) -> Task:
        """A task of the Office for the Department of Home Affairs, due in seven working days."""
        source = document or self.issue(at=at).document
        given: dict[str, Any] = {
            "content": "Xây dựng kế hoạch kiểm tra",
            "leads": [self.units["SNV"]],
            "joins": [self.units["STC"]],
            "term": Term("working_day", 7),
        }
        made = tasks.assign(document=source, given=[Assignment(**(given | more))], by=self.actor("chief"), at=at)
        return made[0]

    def taken(self, **more: Any) -> Task:
        """A task that the department has taken in and given to its officer."""
        task = self.task(**more)
        person = self.post("snv_officer")
        return tasks.acknowledge(task, person=person, by=self.actor("snv_head"), at=more.get("at", NOW))

    def submitted(self, **more: Any) -> Task:
        """A task whose result was handed in."""
        task, at = self.taken(**more), more.get("at", NOW)
        proof = self.pdf("ket qua", by="snv_officer")
        officer = self.actor("snv_officer")
        return tasks.submit(task, words="Đã xong.", files=[(proof, "kq.pdf")], by=officer, at=at)


def ended(holding: Holding, last_day: date, *, by: Actor = SYSTEM, at: datetime = NOW) -> Holding:
    """The end of a holding from which nothing was left to hand over."""
    organization.note_hand_over(holding=holding, last_day=last_day, by=by, at=at)
    return organization.end_holding(holding, last_day=last_day, by=by, at=at)


@dataclass
class Enrolled:
    """A person's second factor: the secret of his authenticator, and his recovery codes."""

    secret: bytes
    recovery: list[str]


def enrolled(world: World, username: str, at: datetime = NOW) -> Enrolled:
    """Puts a second factor to use for somebody."""
    user, by = world.user(username), world.actor(username)
    secret = secret_of(organization.start_second_factor(user, by=by, at=at))
    return Enrolled(secret, organization.confirm_second_factor(user, code=code_at(secret, at), by=by, at=at))


def pdf(text: str, *, password: str = "") -> bytes:
    """A one-page PDF whose text layer holds `text` (ASCII)."""
    made = pikepdf.new()
    page = made.add_blank_page(page_size=(595, 842))
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=made.make_indirect(font)))
    shown = text.encode("ascii", "replace").decode().replace("(", "").replace(")", "")
    page.Contents = made.make_stream(f"BT /F1 14 Tf 60 780 Td ({shown}) Tj ET".encode())
    out = BytesIO()
    made.save(out, encryption=pikepdf.Encryption(owner=password, user=password) if password else False, static_id=True)
    return out.getvalue()


def scans_asked_about(world: World) -> list[int]:
    """Two scans in the Committee's folder that wait for the registry's answer whether they are secret."""
    folder = documents.set_scan_folder(world.units["UBND"], name="van-phong", by=world.actor("admin"), at=NOW)
    where = queries.path_of(folder)
    shutil.rmtree(where, ignore_errors=True)
    where.mkdir(parents=True)
    for number in (1, 2):
        (where / f"quet-{number}.png").write_bytes(scan_png() + bytes([number]))
        os.utime(where / f"quet-{number}.png", (number, number))
    sweep(folder)
    return list(queries.pending(world.actor("clerk")).filter(state="asked").values_list("pk", flat=True))


def book(pages: int, text: str = "trang") -> bytes:
    """A PDF of so many pages, each with its number as text."""
    made = pikepdf.new()
    for number in range(1, pages + 1):
        with pikepdf.open(BytesIO(pdf(f"{text} so {number}"))) as one:
            made.pages.extend(one.pages)
    out = BytesIO()
    made.save(out, static_id=True)
    return out.getvalue()


def scan_png() -> bytes:
    """A page that is only a picture."""
    out = BytesIO()
    Image.new("RGB", (620, 877), "white").save(out, "PNG")
    return out.getvalue()


def build() -> World:
    """Opens the province through the real actions."""
    at = moment(date(2025, 12, 1), 8)
    kinds = {kind.code: kind for kind in Kind.objects.all()}
    units: dict[str, Unit] = {}

    def unit(code: str, name: str, kind: str, parent: str = "", short: str = "", **more: Any) -> None:
        units[code] = organization.open_unit(
            name=name, kind=kinds[kind], parent=units.get(parent), abbreviation=short or code, from_day=SINCE,
            by=SYSTEM, at=at, order=len(units), **more,
        )  # fmt: skip

    unit("UBND", "Ủy ban nhân dân tỉnh", "province")
    unit("VP", "Văn phòng Ủy ban nhân dân tỉnh", "unit", "UBND", is_office=True)
    unit("SNV", "Sở Nội vụ", "department", "UBND")
    unit("CCHC", "Phòng Cải cách hành chính", "unit", "SNV")
    unit("STC", "Sở Tài chính", "department", "UBND")
    unit("XA", "Ủy ban nhân dân xã Đồng Lãm", "commune", "UBND", short="UBND")
    made = World(units)
    for order, (username, name, kind, title, code) in enumerate(PEOPLE):
        user = organization.open_account(
            username=username, full_name=name, password=PASSWORD, must_change=False, by=SYSTEM, at=at
        )
        post = organization.open_post(
            unit=units[code], kind=kind, title=title, order=order, from_day=SINCE, by=SYSTEM, at=at
        )
        organization.appoint(post, user=user, from_day=SINCE, by=SYSTEM, at=at)
    for code in ("UBND", "SNV", "STC", "XA"):
        head = Holding.objects.select_related("post__unit").get(post__unit=units[code], post__kind="head")
        for direction, rules in (("in", []), ("out", [(None, "")])):
            register = documents.create_register(
                agency=units[code], direction=direction, name=f"Sổ {direction}", rules=rules, by=SYSTEM, at=at
            )
            documents.open_register(register, last_number=0, by=actor_for(head, channel="web"), at=at)
    return made
