"""The everyday business of the invented province: what ministries write about, what the Committee asks for.

For each department: the ministry it hears from with the notation of its letters, what arrives from there, and what the
Committee writes to it about. The directive and the letters with a story of their own are in `plot`.
"""

# department, ministry, notation, [what arrives], [what the Committee writes about]
MATTERS = [
    ("SNV", "Bộ Nội vụ", "BNV-TCBC", [
        "báo cáo chất lượng đội ngũ cán bộ, công chức cấp xã", "tuyển dụng viên chức sự nghiệp",
        "chính sách đối với người hoạt động không chuyên trách",
    ], ["rà soát vị trí việc làm của các cơ quan", "kết quả tinh giản biên chế"]),
    ("STC", "Bộ Tài chính", "BTC-QLCS", [
        "quyết toán ngân sách", "rà soát các quỹ ngoài ngân sách", "kế hoạch vay, trả nợ địa phương",
    ], ["thẩm định giá tài sản công", "giải ngân vốn các chương trình mục tiêu"]),
    ("SXD", "Bộ Xây dựng", "BXD-QHKT", [
        "lập quy hoạch chung đô thị mới", "quản lý chung cư cũ", "bảo trì hệ thống quốc lộ được phân cấp",
    ], ["thẩm định đồ án quy hoạch khu dân cư phía Nam", "kiểm tra trật tự xây dựng"]),
    ("SNNMT", "Bộ Nông nghiệp và Môi trường", "BNNMT-ĐĐ", [
        "xây dựng bảng giá đất", "chống khai thác thủy sản bất hợp pháp", "cấp mã số vùng trồng",
    ], ["rà soát đất nông, lâm trường", "phòng, chống dịch tả lợn châu Phi"]),
    ("SKHCN", "Bộ Khoa học và Công nghệ", "BKHCN-KHTC", [
        "thống kê khoa học và công nghệ", "hỗ trợ khởi nghiệp sáng tạo", "phủ sóng di động vùng lõm",
    ], ["bảo đảm an toàn thông tin của các hệ thống dùng chung", "đánh giá đề tài cấp tỉnh"]),
    ("SYT", "Bộ Y tế", "BYT-BMTE", [
        "chăm sóc sức khỏe bà mẹ, trẻ em", "bảo hiểm y tế học sinh, sinh viên", "nhân lực y tế tuyến xã",
    ], ["sắp xếp trạm y tế xã, phường", "trợ giúp người cao tuổi có hoàn cảnh khó khăn"]),
    ("SCT", "Bộ Công Thương", "BCT-TTTN", [
        "bình ổn thị trường dịp lễ, Tết", "phát triển cụm công nghiệp", "bảo đảm cung ứng điện",
        "kiểm tra kinh doanh xăng dầu",
    ], ["đưa hàng Việt về vùng sâu", "rà soát quy hoạch chợ nông thôn", "tiến độ đường dây 110 kV Lam Giang"]),
    ("SGDĐT", "Bộ Giáo dục và Đào tạo", "BGDĐT-GDPT", [
        "tổ chức kỳ thi tốt nghiệp trung học phổ thông", "dạy học hai buổi mỗi ngày", "bảo đảm an toàn trường học",
        "rà soát thiếu giáo viên",
    ], ["xây dựng trường nội trú vùng biên", "tuyển sinh đầu cấp năm học mới", "sắp xếp điểm trường lẻ"]),
    ("STP", "Bộ Tư pháp", "BTP-PBGDPL", [
        "phổ biến luật mới", "rà soát văn bản quy phạm pháp luật", "số hóa sổ hộ tịch", "hòa giải ở cơ sở",
    ], ["kiểm tra công tác chứng thực", "trợ giúp pháp lý vùng dân tộc", "rà soát nghị quyết còn hiệu lực"]),
    ("SVHTTDL", "Bộ Văn hóa, Thể thao và Du lịch", "BVHTTDL-DSVH", [
        "bảo vệ di tích trong mùa lễ hội", "phát triển du lịch cộng đồng", "tổ chức đại hội thể dục thể thao",
        "báo cáo hoạt động thư viện",
    ], ["tu bổ đình Lãm Thượng", "tổ chức tuần văn hóa Lam Giang", "quản lý quảng cáo ngoài trời"]),
    ("SDTTG", "Bộ Dân tộc và Tôn giáo", "BDTTG-CSDT", [
        "chương trình mục tiêu vùng dân tộc thiểu số", "chính sách người có uy tín", "báo cáo tình hình tôn giáo",
    ], ["hỗ trợ nhà ở hộ nghèo vùng cao", "rà soát thôn đặc biệt khó khăn", "thăm hỏi dịp Tết cổ truyền"]),
    ("SNgV", "Bộ Ngoại giao", "BNG-NVĐP", [
        "quản lý đoàn ra, đoàn vào", "ký kết thỏa thuận quốc tế cấp tỉnh", "công tác người Việt Nam ở nước ngoài",
    ], ["đón đoàn tỉnh bạn Khăm Lam", "vận động viện trợ phi chính phủ", "hội nghị xúc tiến hợp tác biên giới"]),
    ("TTT", "Thanh tra Chính phủ", "TTCP-KHTH", [
        "báo cáo công tác tiếp công dân", "kê khai tài sản, thu nhập", "kết quả phòng, chống tham nhũng",
    ], ["thanh tra việc sử dụng đất công", "xử lý đơn tồn đọng", "kiểm tra thực hiện kết luận thanh tra"]),
    ("BQLKKT", "Bộ Tài chính", "BTC-ĐTNN", [
        "báo cáo thu hút đầu tư nước ngoài", "rà soát dự án chậm triển khai", "hạ tầng khu công nghiệp",
    ], ["giải phóng mặt bằng khu công nghiệp Lam Bắc", "nhà ở công nhân", "xử lý nước thải khu công nghiệp"]),
    ("BQLDA", "Bộ Xây dựng", "BXD-KTĐT", [
        "nghiệm thu công trình trọng điểm", "chi phí đầu tư xây dựng", "giám sát, đánh giá đầu tư",
    ], ["tiến độ cầu Lam Giang 2", "quyết toán dự án hoàn thành", "bồi thường tuyến đường ven sông"]),
    ("TCĐ", "Bộ Giáo dục và Đào tạo", "BGDĐT-GDNN", [
        "tuyển sinh giáo dục nghề nghiệp", "đào tạo nghề lao động nông thôn", "tự chủ của trường cao đẳng",
    ], ["liên kết đào tạo với doanh nghiệp", "đầu tư xưởng thực hành", "kiểm định chất lượng đào tạo"]),
    ("QĐTPT", "Bộ Tài chính", "BTC-TCNH", [
        "báo cáo hoạt động quỹ đầu tư phát triển địa phương", "phân loại nợ", "bảo toàn vốn nhà nước",
    ], ["cho vay nhà ở xã hội", "thu hồi nợ quá hạn", "ủy thác vốn ngân sách"]),
    ("TTPVHCC", "Văn phòng Chính phủ", "VPCP-KSTT", [
        "đánh giá bộ chỉ số phục vụ người dân", "tái cấu trúc dịch vụ công trực tuyến", "số hóa kết quả giải quyết",
    ], ["thực hiện thủ tục không phụ thuộc địa giới", "giảm thời gian chờ của người dân", "bố trí nhân sự một cửa"]),
    ("VQHXD", "Bộ Xây dựng", "BXD-VP", [
        "cơ sở dữ liệu quy hoạch", "thiết kế điển hình trụ sở xã", "định mức lập quy hoạch",
    ], ["lập quy hoạch phân khu ven sông Lam", "bản đồ nền tỷ lệ 1/2000", "lấy ý kiến cộng đồng về quy hoạch"]),
    ("VQG", "Bộ Nông nghiệp và Môi trường", "BNNMT-LNKL", [
        "phòng cháy, chữa cháy rừng", "dịch vụ môi trường rừng", "bảo tồn loài nguy cấp",
    ], ["xử lý lấn chiếm rừng đặc dụng", "du lịch sinh thái trong vườn quốc gia", "tuần tra vùng giáp ranh"]),
]  # fmt: skip


def arrivals(year: int) -> list[tuple[str, str, str, str, str, str, int, int]]:
    """What arrives, ministry after ministry, in the shape of `plot.INCOMING`."""
    found = []
    for turn in range(max(len(matters) for *_, matters, _ in MATTERS)):
        for place, (lead, issuer, notation, matters, _) in enumerate(MATTERS):
            if turn < len(matters):
                symbol = f"{1204 + 397 * turn + 61 * place}/{notation}"
                abstract = f"Về việc {matters[turn]} năm {year}"
                words = "Giao cơ quan chủ trì tham mưu, triển khai và báo cáo kết quả."
                found.append(("CV", symbol, issuer, abstract, lead, words, (5, 7, 10, 15)[(turn + place) % 4], 0))
    return found


def letters() -> list[tuple[str, str, str, int]]:
    """What the Committee writes, department after department, in the shape of `plot.LETTERS`."""
    return [
        (
            f"Về việc {matters[turn]}",
            lead,
            f"Thực hiện và báo cáo: {matters[turn]}",
            (5, 7, 10)[(turn + place) % 3],
        )
        for turn in range(max(len(matters) for *_, matters in MATTERS))
        for place, (lead, _, _, _, matters) in enumerate(MATTERS)
        if turn < len(matters)
    ]
