"""What happens in the story: the directive, the letters that arrive, the work they bring. Data only."""

DIRECTIVE_ABSTRACT = "Về việc tăng cường kỷ luật, kỷ cương trong theo dõi, thực hiện nhiệm vụ được giao"
DIRECTIVE_PARAGRAPHS = [
    "Để công việc được giao có địa chỉ, có thời hạn và có kết quả kiểm đếm được, Chủ tịch Ủy ban nhân dân tỉnh "
    "Lam Giang yêu cầu thủ trưởng các sở, ban, ngành và Chủ tịch Ủy ban nhân dân các xã, phường thực hiện:",
    "1. Theo dõi, đôn đốc và chỉ đạo hằng tuần việc được giao trên hệ thống quản lý văn bản và điều hành; ký số và "
    "gửi, nhận văn bản điện tử, không gửi trùng bản giấy. Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính xây "
    "dựng Kế hoạch kiểm tra kỷ luật, kỷ cương hành chính, hoàn thành trong 10 ngày làm việc.",
    "2. Về thẩm quyền và trách nhiệm:",
    "a) Tự quyết định việc thuộc thẩm quyền của mình; không đẩy việc lên cấp trên hoặc sang cơ quan khác. Giao Sở "
    "Tài chính rà soát các nội dung phân cấp về ngân sách, báo cáo trong 7 ngày làm việc.",
    "b) Khi có khó khăn phải kèm phương án giải quyết, không chỉ nêu vướng mắc.",
    "3. Về hồ sơ trình Ủy ban nhân dân tỉnh, Chủ tịch Ủy ban nhân dân tỉnh:",
    "a) Trình đúng thẩm quyền, do người đứng đầu ký; khi vắng mặt đột xuất, cấp phó chỉ ký khi có ủy quyền cho từng "
    "việc. Chưa đủ ý kiến các cơ quan thì chưa trình và không ghi Ủy ban nhân dân tỉnh ở nơi nhận. Giao Sở Xây dựng "
    "báo cáo các hồ sơ còn thiếu ý kiến cơ quan liên quan, hoàn thành trong 5 ngày làm việc.",
    "b) Việc giao đích danh thì người được giao trực tiếp ký, không ủy quyền.",
    "c) Nội dung thuộc bí mật nhà nước chỉ gửi bản giấy. Văn bản quy phạm pháp luật theo trình tự riêng.",
    "d) Hồ sơ đủ thành phần, dùng tờ trình hoặc công văn, không dùng báo cáo thay tờ trình. Giao Sở Khoa học và Công "
    "nghệ bảo đảm hạ tầng ký số cho các xã, phường, hoàn thành trong 15 ngày làm việc.",
    "đ) Nêu rõ ý kiến khác nhau, chọn một phương án và chịu trách nhiệm về phương án đó.",
    "e) Thể thức và việc gửi, nhận văn bản điện tử theo quy định hiện hành về công tác văn thư.",
    "4. Về phục vụ người dân, doanh nghiệp:",
    "a) Công khai thời hạn giải quyết, trả kết quả đúng hoặc trước hạn. Giao Sở Y tế niêm yết thời hạn các thủ tục "
    "lĩnh vực y tế; giao Sở Nông nghiệp và Môi trường niêm yết thời hạn các thủ tục lĩnh vực nông nghiệp và môi "
    "trường, hoàn thành trong 10 ngày làm việc. Giao Chủ tịch Ủy ban nhân dân xã, phường niêm yết công khai thời "
    "hạn giải quyết thủ tục tại trụ sở.",
    "b) Kiểm tra trách nhiệm của trưởng đơn vị thuộc quyền trong giải quyết công việc của người dân.",
    "5. Tổ kiểm tra của Chủ tịch Ủy ban nhân dân tỉnh theo dõi, đôn đốc và báo cáo các trường hợp chậm trễ; kết quả "
    "là căn cứ đánh giá người đứng đầu.",
]
# (the sentence that gives it, lead, content, working days, joins)
DIRECTIVE_TASKS = [
    ("Giao Sở Nội vụ chủ trì, phối hợp với Sở Tài chính xây dựng Kế hoạch kiểm tra kỷ luật, kỷ cương hành chính, hoàn thành trong 10 ngày làm việc.", "SNV", "Xây dựng Kế hoạch kiểm tra kỷ luật, kỷ cương hành chính", 10, ["STC"]),
    ("Giao Sở Tài chính rà soát các nội dung phân cấp về ngân sách, báo cáo trong 7 ngày làm việc.", "STC", "Rà soát các nội dung phân cấp về ngân sách", 7, []),
    ("Giao Sở Xây dựng báo cáo các hồ sơ còn thiếu ý kiến cơ quan liên quan, hoàn thành trong 5 ngày làm việc.", "SXD", "Báo cáo các hồ sơ trình còn thiếu ý kiến cơ quan liên quan", 5, ["SNV"]),
    ("Giao Sở Khoa học và Công nghệ bảo đảm hạ tầng ký số cho các xã, phường, hoàn thành trong 15 ngày làm việc.", "SKHCN", "Bảo đảm hạ tầng ký số cho các xã, phường", 15, ["SNV", "STC"]),
    ("Giao Sở Y tế niêm yết thời hạn các thủ tục lĩnh vực y tế", "SYT", "Niêm yết thời hạn thủ tục lĩnh vực y tế", 10, []),
    ("giao Sở Nông nghiệp và Môi trường niêm yết thời hạn các thủ tục lĩnh vực nông nghiệp và môi trường, hoàn thành trong 10 ngày làm việc.", "SNNMT", "Niêm yết thời hạn thủ tục lĩnh vực nông nghiệp và môi trường", 10, []),
]  # fmt: skip

COMMUNE_SENTENCE = "Giao Chủ tịch Ủy ban nhân dân xã, phường niêm yết công khai thời hạn giải quyết thủ tục tại trụ sở."
COMMUNE_TASK = ("Niêm yết công khai thời hạn giải quyết thủ tục tại trụ sở xã, phường", 10)

# type, symbol, issuer, abstract, lead department, what the leader says, working days, urgency
INCOMING = [
    ("CV", "4012/BNV-CCVC", "Bộ Nội vụ", "Về việc báo cáo biên chế công chức năm 2026", "SNV", "Giao Sở Nội vụ tổng hợp, báo cáo.", 5, 0),
    ("CV", "7781/BTC-NSNN", "Bộ Tài chính", "Về việc phân bổ dự toán bổ sung quý IV", "STC", "Giao Sở Tài chính tham mưu phương án phân bổ.", 7, 0),
    ("CĐ", "112/CĐ-TTg", "Thủ tướng Chính phủ", "Về việc ứng phó mưa lũ và sạt lở đất", "SNNMT", "Giao Sở Nông nghiệp và Môi trường chủ trì ứng phó, báo cáo hằng ngày.", 1, 3),
    ("CV", "5510/BXD-HTKT", "Bộ Xây dựng", "Về việc rà soát công trình thoát nước đô thị", "SXD", "Giao Sở Xây dựng rà soát, báo cáo.", 10, 0),
    ("CV", "3390/BKHCN-CĐS", "Bộ Khoa học và Công nghệ", "Về việc đánh giá mức độ chuyển đổi số cấp tỉnh", "SKHCN", "Giao Sở Khoa học và Công nghệ đánh giá, gửi số liệu.", 7, 0),
    ("CV", "6204/BYT-DP", "Bộ Y tế", "Về việc tăng cường phòng chống sốt xuất huyết", "SYT", "Giao Sở Y tế triển khai, báo cáo kết quả.", 3, 1),
    ("QĐ", "2190/QĐ-TTg", "Thủ tướng Chính phủ", "Phê duyệt chương trình cải cách hành chính giai đoạn mới", "SNV", "Giao Sở Nội vụ xây dựng kế hoạch của tỉnh.", 15, 0),
    ("CV", "8120/VPCP-KTTH", "Văn phòng Chính phủ", "Về việc giải ngân vốn đầu tư công", "STC", "Giao Sở Tài chính báo cáo tiến độ giải ngân.", 5, 1),
    ("KH", "318/KH-BNNMT", "Bộ Nông nghiệp và Môi trường", "Kế hoạch kiểm kê rừng", "SNNMT", "Giao Sở Nông nghiệp và Môi trường triển khai.", 15, 0),
    ("CV", "6677/BXD-QLN", "Bộ Xây dựng", "Về việc báo cáo nhà ở xã hội", "SXD", "Giao Sở Xây dựng báo cáo.", 7, 0),
    ("TB", "402/TB-VPCP", "Văn phòng Chính phủ", "Kết luận của Phó Thủ tướng về kết nối dữ liệu", "SKHCN", "Giao Sở Khoa học và Công nghệ kết nối, báo cáo.", 10, 0),
    ("CV", "7015/BYT-KCB", "Bộ Y tế", "Về việc bệnh án điện tử", "SYT", "Giao Sở Y tế lập lộ trình.", 10, 0),
    ("CV", "4455/BNV-CQĐP", "Bộ Nội vụ", "Về việc sắp xếp đội ngũ cấp xã", "SNV", "Giao Sở Nội vụ rà soát, đề xuất.", 7, 0),
    ("CV", "9021/BTC-QLCS", "Bộ Tài chính", "Về việc xử lý trụ sở dôi dư", "STC", "Giao Sở Tài chính lập danh mục, phương án.", 10, 0),
    ("CV", "5120/BNNMT-TL", "Bộ Nông nghiệp và Môi trường", "Về việc an toàn hồ đập", "SNNMT", "Giao Sở Nông nghiệp và Môi trường kiểm tra, báo cáo.", 3, 2),
    ("CV", "7233/BXD-KT", "Bộ Xây dựng", "Về việc giá vật liệu xây dựng", "SXD", "Giao Sở Xây dựng công bố giá.", 5, 0),
    ("CV", "3788/BKHCN-TĐC", "Bộ Khoa học và Công nghệ", "Về việc mã số, mã vạch sản phẩm địa phương", "SKHCN", "Giao Sở Khoa học và Công nghệ hướng dẫn.", 10, 0),
    ("CV", "7341/BYT-ATTP", "Bộ Y tế", "Về việc an toàn thực phẩm dịp cuối năm", "SYT", "Giao Sở Y tế kiểm tra, báo cáo.", 7, 0),
]  # fmt: skip

# What waits today: in the leader's queue (prepared) and in the registry.
WAITING = [
    ("CĐ", "121/CĐ-TTg", "Thủ tướng Chính phủ", "Về việc bảo đảm an toàn đê điều trước đợt mưa lớn", "SNNMT", "Giao Sở Nông nghiệp và Môi trường chủ trì, kiểm tra ngay các tuyến đê xung yếu.", 1, 3),
    ("CV", "8890/VPCP-KSTT", "Văn phòng Chính phủ", "Về việc cắt giảm thủ tục hành chính", "SNV", "Giao Sở Nội vụ tổng hợp, tham mưu kế hoạch.", 7, 1),
    ("CV", "9470/BTC-ĐT", "Bộ Tài chính", "Về việc rà soát dự án chậm tiến độ", "STC", "Giao Sở Tài chính rà soát, báo cáo.", 5, 0),
]  # fmt: skip

# What was scanned this morning and waits to be registered: the name of the scan, and what it shows.
SCANNED = [
    ("quet-0712.pdf", "Công văn", "6215/BNN-ĐĐ", "Bộ Nông nghiệp và Môi trường", "Về việc trực ban mùa mưa lũ"),
    ("quet-0713.pdf", "Thông báo", "588/TB-VPCP", "Văn phòng Chính phủ", "Về việc kết luận cuộc họp về đầu tư công"),
]

# Letters of the Committee to departments and communes: abstract, lead, content, working days.
# So many of the letters, from the first, give a commune work as well.
LETTERS_WITH_COMMUNES = 12
LETTERS = [
    ("Về việc chuẩn bị kỳ họp cuối năm", "SNV", "Chuẩn bị tài liệu về tổ chức bộ máy cho kỳ họp cuối năm", 7),
    ("Về việc báo cáo thu ngân sách 11 tháng", "STC", "Báo cáo thu ngân sách 11 tháng", 5),
    ("Về việc duy tu đường tỉnh 512", "SXD", "Lập kế hoạch duy tu đường tỉnh 512", 10),
    ("Về việc phòng chống rét cho vật nuôi", "SNNMT", "Hướng dẫn phòng chống rét cho vật nuôi", 3),
    ("Về việc chữ ký số tại cấp xã", "SKHCN", "Cấp phát, hướng dẫn chữ ký số tại cấp xã", 10),
    ("Về việc tiêm chủng mở rộng", "SYT", "Tổ chức tiêm chủng mở rộng đợt cuối năm", 7),
    ("Về việc bố trí trụ sở sau sắp xếp", "STC", "Lập phương án bố trí trụ sở sau sắp xếp", 5),
    ("Về việc an toàn giao thông cuối năm", "SXD", "Rà soát điểm đen tai nạn giao thông", 7),
    ("Về việc kiểm soát chất thải rắn", "SNNMT", "Kiểm tra các điểm tập kết chất thải rắn", 10),
    ("Về việc thi đua, khen thưởng năm 2026", "SNV", "Tổng hợp hồ sơ thi đua, khen thưởng", 10),
    ("Về việc kết nối camera giao thông", "SKHCN", "Báo cáo phương án kết nối camera giao thông", 5),
    ("Về việc thuốc và vật tư y tế", "SYT", "Báo cáo dự trữ thuốc, vật tư y tế", 3),
]
