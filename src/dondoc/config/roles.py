"""Who may what: one page. Each role is a kind of post; each line a permission. Written into the grants at start."""

# Sees everything of his agency; sees everything of his unit.
AGENCY = "organization.see_agency"
UNIT = "organization.see_unit"

LEADER = [
    AGENCY,
    UNIT,
    "documents.forward",
    "documents.direct",
    "tasks.direct",
    "tasks.assign",
    "tasks.split",
    "tasks.receive",
    "tasks.work",
    "tasks.review",
]

OFFICE = [
    AGENCY,
    UNIT,
    "documents.forward",
    "tasks.prepare_direction",
    "tasks.assign",
    "tasks.split",
    "tasks.receive",
    "tasks.work",
    "tasks.review",
]

ROLES: dict[str, list[str]] = {
    # Thủ trưởng cơ quan
    "head": [*LEADER, "documents.open_register", "organization.read_journal"],
    # Cấp phó của thủ trưởng
    "deputy": LEADER,
    # Chánh Văn phòng
    "chief_of_office": [*OFFICE, "organization.read_journal"],
    # Chuyên viên tổng hợp (Văn phòng)
    "coordinator": OFFICE,
    # Trưởng đơn vị
    "unit_head": [
        UNIT,
        "tasks.prepare_direction",
        "tasks.split",
        "tasks.receive",
        "tasks.work",
        "tasks.review",
    ],
    # Văn thư
    "registry_clerk": [
        AGENCY,
        UNIT,
        "documents.register",
        "documents.issue",
        "documents.forward",
        "documents.correct",
        "documents.void_number",
        "tasks.prepare_direction",
    ],
    # Chuyên viên
    "officer": ["tasks.work"],
    # Cán bộ kiểm tra
    "inspector": [AGENCY, UNIT, "organization.read_journal"],
    # Cán bộ lưu trữ
    "archivist": [AGENCY, UNIT],
    # Quản trị hệ thống: sets up, reads no documents
    "administrator": ["organization.administer", "documents.manage_registers", "organization.read_journal"],
}
