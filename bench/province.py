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
    *(f"Chuyên ngành {number}" for number in range(13, 21)),
]  # fmt: skip
COMMUNES = [f"{first} {second}" for first in ("An", "Phú", "Tân", "Đông", "Vĩnh", "Yên") for second in (
    "Bình", "Lộc", "Hòa", "Sơn", "Thạnh", "Mỹ", "Hưng", "Đường", "Khê", "Giang",
)]  # fmt: skip
ROOMS = 4
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
    """The People's Committee, its outgoing register, and the eighty agencies below."""

    top: Agency
    issued: Register
    below: list[Agency]


def morning(day: date) -> datetime:
    return moment(day, 7, 30)


def found_province(day: date, people: int = 0) -> Province:
    """Agencies, rooms, posts and people; user names are `chief`, `clerk-00`, `head-03`, `officer-03-1`.

    With `people` there are at least so many: officers beyond the first of each room.
    """
    start = day - timedelta(days=365 * (YEARS + 1))
    kinds = {kind.code: kind for kind in Kind.objects.all()}
    place = count()

    def unit(name: str, short: str, kind: str, parent: Unit | None) -> Unit:
        made = Unit.objects.create(name=name, abbreviation=short, kind=kinds[kind], parent=parent, from_day=start)
        made.agency_id = parent.agency_id if parent and kind == "unit" else made.pk
        made.path = f"{parent.path if parent else '/'}{made.pk}/"
        made.save(update_fields=["agency", "path"])
        return made

    def persons(wanted: list[tuple[str, Unit, str, str]]) -> list[Holding]:
        users, posts = [], []
        for username, where, kind, title in wanted:
            number = next(place)
            name = f"{SURNAMES[number % 10]} Văn {GIVEN[number % 14]}"
            users.append(
                User(
                    username=username,
                    full_name=name,
                    sort_key=sort_key(name),
                    must_change_password=False,
                    created_at=morning(start),
                )
            )
            posts.append(Post(unit=where, kind=kind, title=title, from_day=start))
        User.objects.bulk_create(users)
        Post.objects.bulk_create(posts)
        pairs = zip(posts, users, strict=True)
        return Holding.objects.bulk_create([Holding(post=post, user=user, from_day=start) for post, user in pairs])

    each = max(1, -(-people // (ROOMS * (len(AGENCIES) + len(COMMUNES)))))

    def agency(name: str, short: str, kind: str, parent: Unit | None, tag: str) -> Agency:
        made = unit(name, short, kind, parent)
        book = Register.objects.create(agency=made, direction="in", name="Sổ văn bản đến", opened_at=morning(start))
        rooms = [unit(f"Phòng Nghiệp vụ {number}", f"NV{number}", "unit", made) for number in range(1, ROOMS + 1)]
        wanted = [
            (f"head-{tag}" if parent else "chief", made, "head", "Thủ trưởng cơ quan"),
            (f"clerk-{tag}", made, "registry_clerk", "Văn thư"),
        ]
        for number in range(each * ROOMS):
            wanted.append((f"officer-{tag}-{number + 1}", rooms[number % ROOMS], "officer", "Chuyên viên"))
        head, clerk, *officers = persons(wanted)
        return Agency(made, book, head, clerk, rooms, officers)

    top = agency("Ủy ban nhân dân tỉnh Bình Minh", "UBND", "province", None, "top")
    issued = Register.objects.create(
        agency=top.unit, direction="out", name="Sổ văn bản đi", notation_org="UBND", opened_at=morning(start)
    )
    names = [(f"Sở {name}", "department") for name in AGENCIES] + [(f"UBND xã {name}", "commune") for name in COMMUNES]
    below = [
        agency(name, f"CQ{number:02d}", kind, top.unit, f"{number:02d}") for number, (name, kind) in enumerate(names)
    ]
    return Province(top, issued, below)
