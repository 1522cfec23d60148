"""Who is in the story: the agencies and people of the invented province of Lam Giang. Data only."""

PROVINCE = "Ủy ban nhân dân tỉnh Lam Giang"

# abbreviation, name, units (abbreviation, name)
DEPARTMENTS = [
    ("SNV", "Sở Nội vụ", [("VP", "Văn phòng Sở Nội vụ"), ("CCHC", "Phòng Cải cách hành chính")]),
    ("STC", "Sở Tài chính", [("NS", "Phòng Quản lý ngân sách")]),
    ("SXD", "Sở Xây dựng", [("QLHT", "Phòng Quản lý hạ tầng")]),
    ("SNNMT", "Sở Nông nghiệp và Môi trường", [("TL", "Phòng Thủy lợi, phòng chống thiên tai")]),
    ("SKHCN", "Sở Khoa học và Công nghệ", [("CĐS", "Phòng Chuyển đổi số")]),
    ("SYT", "Sở Y tế", [("NVY", "Phòng Nghiệp vụ y")]),
]
COMMUNES = [
    "Ủy ban nhân dân phường Lam Sơn Hạ",
    "Ủy ban nhân dân phường Bến Ngự Giang",
    "Ủy ban nhân dân xã Đồng Lãm",
    "Ủy ban nhân dân xã Thạch Khê Thượng",
    "Ủy ban nhân dân xã Mường Lãm",
    "Ủy ban nhân dân xã Cồn Lam",
]
OUTSIDE = [
    "Thủ tướng Chính phủ",
    "Văn phòng Chính phủ",
    "Bộ Nội vụ",
    "Bộ Tài chính",
    "Bộ Xây dựng",
    "Bộ Nông nghiệp và Môi trường",
    "Bộ Khoa học và Công nghệ",
    "Bộ Y tế",
]

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
# For each department: username suffix, kind, title, in which unit (0 the agency, 1 its first unit)
DEPARTMENT_POSTS = [
    ("giamdoc", "head", "Giám đốc", 0),
    ("phogiamdoc", "deputy", "Phó Giám đốc", 0),
    ("vanthu", "registry_clerk", "Văn thư", 0),
    ("truongphong", "unit_head", "Trưởng phòng", 1),
    ("chuyenvien", "officer", "Chuyên viên", 1),
    ("chuyenvien2", "officer", "Chuyên viên", 1),
]
COMMUNE_POSTS = [("chutich", "head", "Chủ tịch"), ("vanthu", "registry_clerk", "Văn thư")]
# Logins shown on the login page for one department and one commune.
SHOWN = {
    "snv.giamdoc": "demo.giamdoc",
    "snv.vanthu": "demo.vanthuso",
    "snv.truongphong": "demo.truongphong",
    "snv.chuyenvien": "demo.chuyenvien",
    "xa3.chutich": "demo.chutichxa",
}
