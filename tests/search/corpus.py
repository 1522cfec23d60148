"""A corpus of invented documents: what the documents app puts into the index of each."""

from datetime import date

KIND = "document"
CORPUS: dict[int, tuple[str, ...]] = {
    1: ("06/CT-UBND", "Về việc tăng cường kỷ luật, kỷ cương hành chính", "Ủy ban nhân dân tỉnh", "Chỉ thị"),
    2: ("28/2018/QĐ-TTg", "Về việc gửi, nhận văn bản điện tử giữa các cơ quan", "Thủ tướng Chính phủ", "Quyết định"),
    3: ("128/QĐ-UBND", "Phê duyệt kế hoạch trồng cây hoà bình", "Uỷ ban nhân dân tỉnh", "Quyết định"),
    4: ("1280/SYT-VP", "Báo cáo tình hình bệnh sởi tại xã Đồng Văn", "Sở Y tế", "Công văn"),
    5: ("06/SYT-NVY", "Mời họp triển khai tiêm chủng cho trẻ em", "Sở Y tế", "Công văn"),
    6: ("15/QyĐ-STP", "Quy định về tiếp công dân", "Sở Tư pháp", "Quy định"),
    7: ("07/BC-ĐV", "Tổng kết năm học; số liệu 007 và 70", "Xã Đồng Vân", "Báo cáo"),
    8: ("200/TB-VP", "Kết luận của Chủ tịch về dự án đường tỉnh 200B", "Văn phòng Ủy ban nhân dân tỉnh", "Thông báo"),
    9: ("33/TTr-STC", "Đề nghị bổ sung kinh phí sửa chữa trụ sở", "Sở Tài chính", "Tờ trình"),
    10: ("", "Đơn của công dân Nguyễn Thị Hòa về đất đai", "", "Đơn"),
}
DAYS = {number: date(2026, 11, number) for number in CORPUS}
