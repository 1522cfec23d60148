"""Who may what: one page. Each role is a kind of post; each line a permission. Written into the grants at start."""

AGENCY = "organization.see_agency"
UNIT = "organization.see_unit"

# Every permission there is, in words.
PERMISSIONS = {
    AGENCY: "Xem mọi văn bản, nhiệm vụ của cơ quan",
    UNIT: "Xem mọi văn bản, nhiệm vụ của đơn vị",
    "documents.register": "Vào sổ, trả lại văn bản đến",
    "documents.issue": "Cho số, phát hành văn bản đi",
    "documents.forward": "Chuyển, trình, liên kết văn bản",
    "documents.direct": "Ghi nhận ý kiến chỉ đạo trên văn bản đến",
    "documents.correct": "Ghi đính chính nội dung đăng ký",
    "documents.void_number": "Hủy số kèm lý do",
    "documents.reserve_numbers": "Giữ số kèm lý do và hạn",
    "documents.ask_expunge": "Đề nghị tiêu hủy văn bản",
    "documents.confirm_expunge": "Xác nhận tiêu hủy do người khác đề nghị",
    "documents.open_register": "Mở sổ với số cuối đã dùng ngoài hệ thống",
    "documents.manage_registers": "Lập sổ đăng ký",
    "tasks.prepare_direction": "Chuẩn bị ý kiến chỉ đạo, nhập bút phê trên giấy",
    "tasks.direct": "Cho ý kiến chỉ đạo",
    "tasks.assign": "Giao nhiệm vụ từ văn bản",
    "tasks.split": "Chia nhỏ nhiệm vụ của đơn vị",
    "tasks.receive": "Tiếp nhận, phân công, trả lại người giao",
    "tasks.work": "Thực hiện, báo cáo, gửi kết quả",
    "tasks.review": "Xác nhận hoặc trả lại kết quả, giao lại, hủy",
    "organization.administer": "Quản trị cơ quan, chức danh, tài khoản",
    "organization.read_journal": "Xem nhật ký hệ thống",
}

LEADER = [
    AGENCY,
    UNIT,
    "documents.forward",
    "documents.direct",
    "documents.confirm_expunge",
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
    "chief_of_office": [*OFFICE, "documents.ask_expunge", "organization.read_journal"],
    # Chuyên viên tổng hợp (Văn phòng)
    "coordinator": OFFICE,
    # Trưởng đơn vị
    "unit_head": [
        UNIT,
        "documents.forward",
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
        "documents.reserve_numbers",
        "documents.ask_expunge",
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
