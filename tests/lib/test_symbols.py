"""Numbers and symbols of documents after NĐ 30/2020 Điều 7, 15 and Phụ lục I, III."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dondoc.lib.symbols import TYPES, check_incoming, compose, format_number, split

# Điều 7 in its order, with the abbreviations of Phụ lục III.
LAW = """
Nghị quyết NQ | Quyết định QĐ | Chỉ thị CT | Quy chế QC | Quy định QyĐ | Thông cáo TC | Thông báo TB | Hướng dẫn HD
Chương trình CTr | Kế hoạch KH | Phương án PA | Đề án ĐA | Dự án DA | Báo cáo BC | Biên bản BB | Tờ trình TTr
Hợp đồng HĐ | Công văn - | Công điện CĐ | Bản ghi nhớ BGN | Bản thỏa thuận BTT | Giấy ủy quyền GUQ | Giấy mời GM
Giấy giới thiệu GGT | Giấy nghỉ phép GNP | Phiếu gửi PG | Phiếu chuyển PC | Phiếu báo PB | Thư công -
"""


def test_7_the_29_types_with_their_official_abbreviations() -> None:
    stated = [line.strip().rpartition(" ")[::2] for row in LAW.strip().splitlines() for line in row.split("|")]
    assert [(t.name, t.abbreviation or "-") for t in TYPES] == stated
    assert len(TYPES) == 29 and len({t.code for t in TYPES}) == 29


@pytest.mark.parametrize(("number", "printed"), [(1, "01"), (9, "09"), (10, "10"), (1234, "1234")])
def test_appendix_1_ii_3c_a_number_below_ten_gets_a_zero(number: int, printed: str) -> None:
    assert format_number(number) == printed


@pytest.mark.parametrize(
    ("given", "printed"),
    [
        (("QĐ", 15, "SNV"), ("15", "QĐ-SNV")),
        (("CTr", 3, "UBND"), ("03", "CTr-UBND")),
        (("CV", 123, "SNV", "VP"), ("123", "SNV-VP")),
        (("CV", 5, "UBND"), ("05", "UBND")),
        (("TTr", 7, "SNV", "CCHC"), ("07", "TTr-SNV")),
    ],
)
def test_appendix_1_ii_3b_compose(given: tuple[str, int, str], printed: tuple[str, str]) -> None:
    assert compose(*given) == printed


@pytest.mark.parametrize(
    ("symbol", "halves"),
    [
        ("06/CT-TTg", ("06", "CT-TTg")),
        ("28/2018/QĐ-TTg", ("28", "2018/QĐ-TTg")),
        ("33/2024/QH15", ("33", "2024/QH15")),
        ("Số: 06 / CT - TTg", ("06", "CT-TTg")),
        ("SỐ 12/SNV-VP", ("12", "SNV-VP")),
        ("12-CV/TU", ("12-CV", "TU")),
        ("15/Q\u00d0-UBND", ("15", "QĐ-UBND")),
        (unicodedata.normalize("NFD", "15/QĐ-UBND"), ("15", "QĐ-UBND")),
        ("KH-UBND", ("", "KH-UBND")),
        ("123", ("123", "")),
        ("", ("", "")),
    ],
)
def test_split(symbol: str, halves: tuple[str, str]) -> None:
    assert split(symbol) == halves


@given(type_=st.sampled_from(TYPES), number=st.integers(1, 99_999), org=st.sampled_from(["UBND", "SNV", "TTg"]))
def test_what_was_composed_is_split_again_and_nothing_is_told(type_: object, number: int, org: str) -> None:
    halves = compose(type_.code, number, org, "VP")  # type: ignore[attr-defined]
    assert split("/".join(halves)) == halves
    assert check_incoming("/".join(halves)) == []


@pytest.mark.parametrize("symbol", ["", "06/CT-TTg", "28/2018/QĐ-TTg", "30/2020/NĐ-CP", "123/SNV-VP", "01/SY-UBND"])
def test_a_proper_symbol_is_not_warned_of(symbol: str) -> None:
    assert check_incoming(symbol) == []


@pytest.mark.parametrize(
    ("symbol", "part"),
    [
        ("6/CT-TTg", "(06)"),
        ("06 / CT-TTg", "khoảng trắng"),
        ("06/QYĐ-UBND", "“QyĐ”"),
        ("06/TTR-SNV", "“TTr”"),
        ("06/UBND", "tên loại"),
        ("06/Q\u00d0-UBND", "U+00D0"),
        (unicodedata.normalize("NFD", "06/QyĐ-ủy"), "Unicode dựng sẵn"),
    ],
)
def test_what_is_unusual_is_only_warned_of(symbol: str, part: str) -> None:
    told = check_incoming(symbol)
    assert any(part in sentence for sentence in told), told
