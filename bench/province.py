"""The province of the benchmark: agencies, rooms, posts and people, written without the actions' checks."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count

from dondoc.documents.models import Register
from dondoc.lib.days import moment
from dondoc.lib.names import sort_key
from dondoc.organization.models import Holding, Kind, Post, Unit, User

YEARS = 3

AGENCIES = [
    "Nội vụ", "Tài chính", "Xây dựng", "Công Thương", "Nông nghiệp và Môi trường", "Tư pháp", "Y tế",
    "Giáo dục và Đào tạo", "Khoa học và Công nghệ", "Văn hóa, Thể thao và Du lịch", "Ngoại vụ", "Dân tộc và Tôn giáo",
]  # fmt: skip
COMMUNES = ["An Bình", "Phú Lộc", "Tân Hòa", "Đông Sơn", "Vĩnh Thạnh", "Yên Mỹ", "Long Hưng", "Hải Đường"]
SURNAMES = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ"]
GIVEN = ["An", "Bình", "Chi", "Dũng", "Đức", "Hà", "Hương", "Khánh", "Lan", "Minh", "Nga", "Phúc", "Quân", "Thảo"]


@dataclass(slots=True)
class Agency:
    """One agency with those who act in the benchmark."""

    unit: Unit
    arrivals: Register
    head: Holding
    clerk: Holding
    rooms: list[Unit] = field(default_factory=list)
    officers: list[Holding] = field(default_factory=list)


@dataclass(slots=True)
class Province:
    """The People's Committee, its outgoing register, and the twenty agencies below."""

    top: Agency
    issued: Register
    below: list[Agency]


def morning(day: date) -> datetime:
    return moment(day, 7, 30)


def found_province(day: date) -> Province:
    """Agencies, rooms, posts and people; user names are `chief`, `clerk-00`, `head-03`, `officer-03-1`."""
    start = day - timedelta(days=365 * (YEARS + 1))
    kinds = {kind.code: kind for kind in Kind.objects.all()}
    people = count()

    def unit(name: str, short: str, kind: str, parent: Unit | None) -> Unit:
        made = Unit.objects.create(name=name, abbreviation=short, kind=kinds[kind], parent=parent, from_day=start)
        made.agency_id = parent.agency_id if parent and kind == "unit" else made.pk
        made.path = f"{parent.path if parent else '/'}{made.pk}/"
        made.save(update_fields=["agency", "path"])
        return made

    def person(username: str, where: Unit, kind: str, title: str) -> Holding:
        place = next(people)
        name = f"{SURNAMES[place % 10]} Văn {GIVEN[place % 14]}"
        user = User.objects.create(
            username=username,
            full_name=name,
            sort_key=sort_key(name),
            must_change_password=False,
            created_at=morning(start),
        )
        post = Post.objects.create(unit=where, kind=kind, title=title, from_day=start)
        return Holding.objects.create(post=post, user=user, from_day=start)

    def agency(name: str, short: str, kind: str, parent: Unit | None, tag: str) -> Agency:
        made = unit(name, short, kind, parent)
        book = Register.objects.create(agency=made, direction="in", name="Sổ văn bản đến", opened_at=morning(start))
        result = Agency(
            made,
            book,
            person(f"head-{tag}" if parent else "chief", made, "head", "Thủ trưởng cơ quan"),
            person(f"clerk-{tag}", made, "registry_clerk", "Văn thư"),
        )
        for number in range(1, 5):
            room = unit(f"Phòng Nghiệp vụ {number}", f"NV{number}", "unit", made)
            result.rooms.append(room)
            result.officers.append(person(f"officer-{tag}-{number}", room, "officer", "Chuyên viên"))
        return result

    top = agency("Ủy ban nhân dân tỉnh Bình Minh", "UBND", "province", None, "top")
    issued = Register.objects.create(
        agency=top.unit, direction="out", name="Sổ văn bản đi", notation_org="UBND", opened_at=morning(start)
    )
    names = [(f"Sở {name}", "department") for name in AGENCIES] + [(f"UBND xã {name}", "commune") for name in COMMUNES]
    below = [agency(name, f"CQ{place:02d}", kind, top.unit, f"{place:02d}") for place, (name, kind) in enumerate(names)]
    return Province(top, issued, below)
