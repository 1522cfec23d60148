"""Who is in the story: the agencies and people of the invented province of Lam Giang. Data only."""

from collections.abc import Iterator

PROVINCE = "Ủy ban nhân dân tỉnh Lam Giang"

# abbreviation, name, units (abbreviation, name)
DEPARTMENTS = [
    ("SNV", "Sở Nội vụ", [("VP", "Văn phòng Sở Nội vụ"), ("CCHC", "Phòng Cải cách hành chính")]),
    ("STC", "Sở Tài chính", [("NS", "Phòng Quản lý ngân sách")]),
    ("SXD", "Sở Xây dựng", [("QLHT", "Phòng Quản lý hạ tầng")]),
    ("SNNMT", "Sở Nông nghiệp và Môi trường", [("TL", "Phòng Thủy lợi, phòng chống thiên tai")]),
    ("SKHCN", "Sở Khoa học và Công nghệ", [("CĐS", "Phòng Chuyển đổi số")]),
    ("SYT", "Sở Y tế", [("NVY", "Phòng Nghiệp vụ y")]),
    ("SCT", "Sở Công Thương", [("QLTM", "Phòng Quản lý thương mại")]),
    ("SGDĐT", "Sở Giáo dục và Đào tạo", [("GDPT", "Phòng Giáo dục phổ thông")]),
    ("STP", "Sở Tư pháp", [("PBGD", "Phòng Phổ biến, giáo dục pháp luật")]),
    ("SVHTTDL", "Sở Văn hóa, Thể thao và Du lịch", [("QLDL", "Phòng Quản lý du lịch")]),
    ("SDTTG", "Sở Dân tộc và Tôn giáo", [("CSDT", "Phòng Chính sách dân tộc")]),
    ("SNgV", "Sở Ngoại vụ", [("HTQT", "Phòng Hợp tác quốc tế")]),
    ("TTT", "Thanh tra tỉnh", [("NV1", "Phòng Nghiệp vụ 1")]),
    ("BQLKKT", "Ban Quản lý Khu kinh tế tỉnh", [("QLĐT", "Phòng Quản lý đầu tư")]),
    ("BQLDA", "Ban Quản lý dự án đầu tư xây dựng tỉnh", [("KTTĐ", "Phòng Kỹ thuật, thẩm định")]),
    ("TCĐ", "Trường Cao đẳng Lam Giang", [("ĐT", "Phòng Đào tạo")]),
    ("QĐTPT", "Quỹ Đầu tư phát triển tỉnh", [("TD", "Phòng Tín dụng")]),
    ("TTPVHCC", "Trung tâm Phục vụ hành chính công tỉnh", [("HD", "Phòng Hướng dẫn, tiếp nhận")]),
    ("VQHXD", "Viện Quy hoạch xây dựng tỉnh", [("KTQH", "Phòng Kiến trúc, quy hoạch")]),
    ("VQG", "Vườn quốc gia Lam Giang", [("BTR", "Phòng Bảo tồn rừng")]),
]
COMMUNES = [
    "Ủy ban nhân dân phường Lam Sơn Hạ",
    "Ủy ban nhân dân phường Bến Ngự Giang",
    "Ủy ban nhân dân xã Đồng Lãm",
    "Ủy ban nhân dân xã Thạch Khê Thượng",
    "Ủy ban nhân dân xã Mường Lãm",
    "Ủy ban nhân dân xã Cồn Lam",
    *(f"Ủy ban nhân dân phường {name}" for name in (
        "Cửa Lãm", "Vạn Lam", "An Lãm Đông", "An Lãm Tây", "Tân Bến Giang", "Long Lam", "Trung Lãm", "Nam Lam Thành",
    )),
    *(f"Ủy ban nhân dân xã {name}" for name in (
        "Khe Dâu Thượng", "Khe Dâu Hạ", "Bản Lãm", "Mường Khê Lam", "Mường Tạo Lam", "Pù Lam", "Nậm Lãm", "Nậm Khê Lam",
        "Đồng Mận Lam", "Đồng Dâu", "Thạch Lãm", "Thạch Bàn Lam", "Vân Khê Lam", "Vân Lãm", "Phú Khê Lam", "Phú Lãm Sơn",
        "Tam Khê Lam", "Tam Lãm", "Ngũ Khê Lam", "Xuân Lãm", "Xuân Khê Hạ", "Hương Khê Thượng Lam", "Hương Lãm",
        "Lộc Khê Lam", "Lộc Lãm", "Kim Lãm", "Kim Khê Thượng", "Quỳnh Lãm", "Quảng Khê Lam", "Quảng Lãm",
        "Bình Khê Giang", "Bình Lãm", "Cẩm Khê Hạ", "Cẩm Lãm", "Đức Khê Lam", "Đức Lãm", "Nghĩa Khê Lam", "Nghĩa Lãm",
        "Yên Khê Giang", "Yên Lãm", "Sơn Khê Thượng", "Sơn Lãm", "Trường Lãm", "Cồn Khê Lam", "Hải Lãm", "Ninh Lãm",
    )),
]  # fmt: skip
OUTSIDE = [
    "Thủ tướng Chính phủ",
    "Văn phòng Chính phủ",
    "Bộ Nội vụ",
    "Bộ Tài chính",
    "Bộ Xây dựng",
    "Bộ Nông nghiệp và Môi trường",
    "Bộ Khoa học và Công nghệ",
    "Bộ Y tế",
    "Bộ Công Thương",
    "Bộ Giáo dục và Đào tạo",
    "Bộ Tư pháp",
    "Bộ Văn hóa, Thể thao và Du lịch",
    "Bộ Dân tộc và Tôn giáo",
    "Bộ Ngoại giao",
    "Thanh tra Chính phủ",
    # The neighbours: the thirty-four provinces and cities since 1 July 2025 (Resolution 202/2025/QH15).
    *(f"Ủy ban nhân dân thành phố {name}" for name in (
        "Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Đồng Nai", "Hồ Chí Minh", "Cần Thơ",
    )),
    *(f"Ủy ban nhân dân tỉnh {name}" for name in (
        "Cao Bằng", "Tuyên Quang", "Điện Biên", "Lai Châu", "Sơn La", "Lào Cai", "Thái Nguyên", "Lạng Sơn",
        "Quảng Ninh", "Bắc Ninh", "Phú Thọ", "Hưng Yên", "Ninh Bình", "Thanh Hóa", "Nghệ An", "Hà Tĩnh", "Quảng Trị",
        "Quảng Ngãi", "Gia Lai", "Khánh Hòa", "Đắk Lắk", "Lâm Đồng", "Tây Ninh", "Đồng Tháp", "Vĩnh Long", "An Giang",
        "Cà Mau",
    )),
]  # fmt: skip

# username, full name, post kind, title, unit ("" the agency itself, "VP" the Office, "LĐ" leaders)
COMMITTEE = [
    ("demo.chutich", "Nguyễn Hữu Thành", "head", "Chủ tịch", ""),
    ("demo.phochutich", "Trần Thị Hồng Vân", "deputy", "Phó Chủ tịch", ""),
    ("phochutich2", "Lê Quang Đạt", "deputy", "Phó Chủ tịch", ""),
    ("phochutich3", "Vương Thị Lệ", "deputy", "Phó Chủ tịch", ""),
    ("demo.chanhvp", "Phạm Minh Đức", "chief_of_office", "Chánh Văn phòng", "VP"),
    ("demo.tonghop", "Võ Thị Ánh Tuyết", "coordinator", "Chuyên viên tổng hợp", "VP"),
    ("tonghop2", "Đặng Văn Ổn", "coordinator", "Chuyên viên tổng hợp", "VP"),
    ("demo.vanthu", "Hoàng Thị Hoa", "registry_clerk", "Văn thư", "VP"),
    ("vanthu2", "Trịnh Công Hậu", "registry_clerk", "Văn thư", "VP"),
    ("demo.kiemtra", "Bùi Đình Ân", "inspector", "Tổ kiểm tra", "VP"),
    ("luutru", "Đỗ Thị Ngọc Ẩn", "archivist", "Cán bộ lưu trữ", "VP"),
    ("demo.quantri", "Ngô Văn Ích", "administrator", "Quản trị hệ thống", "VP"),
]
GIVEN = [
    "Nguyễn Văn An", "Trần Đức Bình", "Lê Thị Cúc", "Phạm Hồng Điệp", "Vũ Thị Én", "Đinh Công Giáp",
    "Hồ Thị Hạnh", "Dương Văn Kiên", "Mai Thị Lựu", "Tạ Quốc Minh", "Lý Thị Nga", "Cao Văn Oanh",
    "Phan Thị Phượng", "Đoàn Ngọc Quý", "Trịnh Thị Sen", "Lương Văn Tài", "Hà Thị Uyên", "Chu Văn Vượng",
    "Kiều Thị Xuân", "Thái Văn Yên", "Bạch Thị Ái", "Tô Văn Bách", "Lâm Thị Chi", "Quách Văn Dũng",
    "Âu Thị Đào", "Mạc Văn Hải", "Khuất Thị Hương", "Nghiêm Văn Khoa", "Giang Thị Lan", "Ông Văn Mẫn",
    "Viên Thị Nhàn", "Từ Văn Phúc", "La Thị Quyên", "Sầm Văn Sơn", "Triệu Thị Tâm", "Nông Văn Thắng",
    "Lò Thị Ươm", "Vi Văn Việt", "Hoàng Thị Yến", "Bế Văn Ánh", "Ma Thị Bích", "Lục Văn Cường",
    "Đàm Thị Duyên", "Hứa Văn Đông", "Phùng Thị Hiền", "Tăng Văn Huy", "Châu Thị Kim", "Đồng Văn Lợi",
    "Văn Thị Mơ", "Thạch Văn Nam",
]  # fmt: skip
SURNAMES = [
    "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Đặng", "Bùi", "Đỗ", "Hồ", "Ngô", "Dương", "Lý", "Đinh", "Trịnh",
    "Mai",
]  # fmt: skip
# Men's and women's in turn, as in the list that follows.
MIDDLE = ["Văn", "Thị", "Đức", "Thị Thu", "Quang", "Thị Minh", "Hữu", "Thị Ngọc"]
LAST = [
    "Hùng", "Hà", "Tuấn", "Loan", "Chiến", "Thủy", "Toàn", "Vân", "Thịnh", "Trang", "Sáng", "Hằng", "Khải", "Liên",
    "Trung", "Hoa",
]  # fmt: skip


def names() -> Iterator[str]:
    """Full names, no two alike: those written down, then every given name under every surname; 322 in all."""
    yield from GIVEN
    # Seventeen surnames and sixteen given names have no divisor in common: walked together they meet in every pair once.
    for place in range(len(SURNAMES) * len(LAST)):
        middle = MIDDLE[2 * (place // len(LAST) % 4) + place % 2]
        yield f"{SURNAMES[place % len(SURNAMES)]} {middle} {LAST[place % len(LAST)]}"


# For each department: username suffix, kind, title, in which unit (0 the agency, 1 its first unit)
DEPARTMENT_POSTS = [
    ("giamdoc", "head", "Giám đốc", 0),
    ("phogiamdoc", "deputy", "Phó Giám đốc", 0),
    ("vanthu", "registry_clerk", "Văn thư", 0),
    ("truongphong", "unit_head", "Trưởng phòng", 1),
    ("chuyenvien", "officer", "Chuyên viên", 1),
    ("chuyenvien2", "officer", "Chuyên viên", 1),
]
COMMUNE_POSTS = [
    ("chutich", "head", "Chủ tịch"),
    ("vanthu", "registry_clerk", "Văn thư"),
    ("chuyenvien", "officer", "Chuyên viên Văn phòng Hội đồng nhân dân và Ủy ban nhân dân"),
]
# Logins shown on the login page for one department and one commune.
SHOWN = {
    "snv.giamdoc": "demo.giamdoc",
    "snv.vanthu": "demo.vanthuso",
    "snv.truongphong": "demo.truongphong",
    "snv.chuyenvien": "demo.chuyenvien",
    "xa3.chutich": "demo.chutichxa",
}
