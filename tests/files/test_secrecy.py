"""A secrecy mark is found as a stamp, wherever it lies on the page, and never inside a sentence."""

import time
import unicodedata

import pypdfium2
import pytest

from dondoc.files.secrecy import LINES_READ, find_mark
from tests.files.making import HEAD, ORDINARY, STAMP, pdf


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("MẬT", "MẬT"),
        ("TỐI MẬT", "TỐI MẬT"),
        ("TUYỆT MẬT", "TUYỆT MẬT"),
        ("  TỐI   MẬT  ", "TỐI MẬT"),
        ("[MẬT]", "MẬT"),
        ("(TUYỆT MẬT)", "TUYỆT MẬT"),
        ("“MẬT”", "MẬT"),
        ("MẬT.", "MẬT"),
        ("TỐI\u00a0MẬT", "TỐI MẬT"),
        ("M Ậ T", "MẬT"),
        ("T Ố I M Ậ T", "TỐI MẬT"),
        ("T Ố I   M Ậ T", "TỐI MẬT"),
        ("T U Y Ệ T  M Ậ T", "TUYỆT MẬT"),
        ("ĐỘ MẬT: MẬT", "MẬT"),
        ("Độ mật: MẬT", "MẬT"),
        ("Độ mật : Tối mật", "TỐI MẬT"),
        ("Độ mật: Mật     Độ khẩn: Hỏa tốc", "MẬT"),
        ("MẬT Kính gửi: Sở Y tế", "MẬT"),
        ("TỐI MẬT Kính gửi:", "TỐI MẬT"),
        ("TUYỆT MẬT QUYẾT ĐỊNH", "TUYỆT MẬT"),
        ("BÁO CÁO MẬT", "MẬT"),
        ("Số: 06/UBND-VP Lâm Sơn, ngày 24 tháng 11 năm 2026 TUYỆT MẬT", "TUYỆT MẬT"),
        ("Số: 06/UBND-VP MẬT", "MẬT"),
        ("MẬT Lâm Sơn, ngày 24 tháng 11 năm 2026", "MẬT"),
    ],
)
def test_a_stamp(line: str, mark: str) -> None:
    for form in ("NFC", "NFD"):
        typed = unicodedata.normalize(form, line)
        assert find_mark(typed) == mark
        assert find_mark(f"ỦY BAN NHÂN DÂN\r\nTỈNH LÂM SƠN\r\n{typed}\r\nKính gửi: Sở Y tế") == mark


@pytest.mark.parametrize(
    "line",
    [
        "",
        "bí mật kinh doanh",
        "Mật",
        "mật",
        "QUY CHẾ BẢO MẬT",
        "BẢO MẬT THÔNG TIN",
        "KẾ HOẠCH BẢO MẬT",
        "BÁO CÁO CÔNG TÁC BẢO VỆ BÍ MẬT NHÀ NƯỚC",
        "DANH MỤC BÍ MẬT NHÀ NƯỚC ĐỘ TUYỆT MẬT, TỐI MẬT VÀ MẬT",
        "Ban hành danh mục tài liệu độ TỐI MẬT",
        "Văn bản có dấu MẬT gửi theo đường riêng.",
        "MẬT và TỐI MẬT do người đứng đầu quyết định",
        "Kính gửi: Phòng BẢO MẬT",
        "Độ mật: Không",
        "Độ mật: Thường",
        "Độ mật: Mật, Tối mật hoặc Tuyệt mật (gạch bỏ)",
        "Độ mật:",
        "MẬT ONG",
        "MẬT MÃ",
        "TUYỆT MẬT MÃ",
        "MAT",
        "TOI MAT",
        "CẨM MẬT",
    ],
)
def test_no_stamp(line: str) -> None:
    assert find_mark(line) is None
    assert find_mark(unicodedata.normalize("NFD", line)) is None


@pytest.mark.parametrize(
    ("body", "mark"),
    [
        (STAMP + "[MẬT]\n\nKính gửi: Sở Y tế", "MẬT"),
        (f"#grid(columns: (1fr, 2fr), align(center, {STAMP[1:]}[TỐI MẬT]), [Kính gửi: \\ - Sở Y tế;])", "TỐI MẬT"),
        (f"#rotate(-12deg)[{STAMP}[TUYỆT MẬT]]", "TUYỆT MẬT"),
        ("#text(tracking: 4pt)[TỐI MẬT]", "TỐI MẬT"),
        ("#text(tracking: 8pt)[TUYỆT MẬT]", "TUYỆT MẬT"),
        ("#text(size: 22pt, fill: red, weight: 700)[MẬT]", "MẬT"),
        ("Độ mật: Mật", "MẬT"),
        ("#align(center)[KẾ HOẠCH \\ Tăng cường công tác bảo mật]", None),
    ],
)
def test_on_a_set_page(body: str, mark: str | None) -> None:
    document = pypdfium2.PdfDocument(pdf(HEAD + body))
    page = document[0].get_textpage()
    try:
        assert find_mark(page.get_text_bounded()) == mark
    finally:
        document.close()


def test_an_ordinary_letter_has_none() -> None:
    document = pypdfium2.PdfDocument(pdf(ORDINARY))
    try:
        assert find_mark(document[0].get_textpage().get_text_bounded()) is None
    finally:
        document.close()


def test_only_the_head_of_the_document_is_read() -> None:
    assert find_mark("dòng\n" * (LINES_READ - 1) + "MẬT") == "MẬT"
    assert find_mark("dòng\n" * LINES_READ + "MẬT") is None


@pytest.mark.parametrize(
    "text",
    [
        "MẬT " * 50_000,
        "ngày tháng năm " * 20_000,
        "độ mật: " * 20_000,
        " " * 100_000 + "MẬT x",
        "M " * 50_000,
        "(" * 9999,
    ],
)
def test_no_text_takes_long(text: str) -> None:
    before = time.perf_counter()
    find_mark(text)
    assert time.perf_counter() - before < 1
