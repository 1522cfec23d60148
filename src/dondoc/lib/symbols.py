"""Numbers and symbols of documents (số, ký hiệu) after NĐ 30/2020 Điều 7, 15 and Phụ lục I, III."""

import re
from dataclasses import dataclass

from dondoc.lib import folding


@dataclass(frozen=True, slots=True)
class DocumentType:
    """A type of document: internal code, name, official abbreviation (none for công văn and thư công)."""

    code: str
    name: str
    abbreviation: str


# The 29 types of Điều 7 in its order; mixed-case abbreviations are official and never upper-cased.
TYPES = (
    DocumentType("NQ", "Nghị quyết", "NQ"),
    DocumentType("QĐ", "Quyết định", "QĐ"),
    DocumentType("CT", "Chỉ thị", "CT"),
    DocumentType("QC", "Quy chế", "QC"),
    DocumentType("QyĐ", "Quy định", "QyĐ"),
    DocumentType("TC", "Thông cáo", "TC"),
    DocumentType("TB", "Thông báo", "TB"),
    DocumentType("HD", "Hướng dẫn", "HD"),
    DocumentType("CTr", "Chương trình", "CTr"),
    DocumentType("KH", "Kế hoạch", "KH"),
    DocumentType("PA", "Phương án", "PA"),
    DocumentType("ĐA", "Đề án", "ĐA"),
    DocumentType("DA", "Dự án", "DA"),
    DocumentType("BC", "Báo cáo", "BC"),
    DocumentType("BB", "Biên bản", "BB"),
    DocumentType("TTr", "Tờ trình", "TTr"),
    DocumentType("HĐ", "Hợp đồng", "HĐ"),
    DocumentType("CV", "Công văn", ""),
    DocumentType("CĐ", "Công điện", "CĐ"),
    DocumentType("BGN", "Bản ghi nhớ", "BGN"),
    DocumentType("BTT", "Bản thỏa thuận", "BTT"),
    DocumentType("GUQ", "Giấy ủy quyền", "GUQ"),
    DocumentType("GM", "Giấy mời", "GM"),
    DocumentType("GGT", "Giấy giới thiệu", "GGT"),
    DocumentType("GNP", "Giấy nghỉ phép", "GNP"),
    DocumentType("PG", "Phiếu gửi", "PG"),
    DocumentType("PC", "Phiếu chuyển", "PC"),
    DocumentType("PB", "Phiếu báo", "PB"),
    DocumentType("THU_CONG", "Thư công", ""),
)
# Copies (sao y, trích sao, sao lục) have a joint series of their own.
COPIES = (
    DocumentType("SY", "Bản sao y", "SY"),
    DocumentType("TrS", "Bản trích sao", "TrS"),
    DocumentType("SL", "Bản sao lục", "SL"),
)
# What arrives without being one of the 29: legal normative documents, which follow the law on them, and the rest.
ARRIVING = (
    DocumentType("LUAT", "Luật", ""),
    DocumentType("PHAP_LENH", "Pháp lệnh", ""),
    DocumentType("LENH", "Lệnh", ""),
    DocumentType("NĐ", "Nghị định", "NĐ"),
    DocumentType("TT", "Thông tư", "TT"),
    DocumentType("TTLT", "Thông tư liên tịch", "TTLT"),
    DocumentType("DON_THU", "Đơn, thư", ""),
    DocumentType("KHAC", "Văn bản khác", ""),
)
_ABBREVIATIONS = {t.abbreviation for t in (*TYPES, *COPIES) if t.abbreviation}
# Types of legal normative documents, which follow another law but arrive all the same.
_NORMATIVE = {"NQ", "QĐ", "CT", "NĐ", "TT", "TTLT", "PL", "L"}
_BY_CODE = {t.code: t for t in (*TYPES, *COPIES)}


def format_number(number: int) -> str:
    """01 … 09, 10, …: a number below ten gets a leading zero (Phụ lục I, II.3c)."""
    return f"{number:02d}"


def compose(type_code: str, number: int, org: str, drafting_unit: str = "") -> tuple[str, str]:
    """Number and symbol as printed: `15/QĐ-SNV`; a công văn has `123/SNV-VP` with the drafting unit.

    Returns the two halves on either side of the first "/". Thư công has no symbol of its own type either.
    """
    abbreviation = _BY_CODE[type_code].abbreviation
    if abbreviation:
        return format_number(number), f"{abbreviation}-{org}"
    return format_number(number), f"{org}-{drafting_unit}" if drafting_unit else org


def split(symbol: str) -> tuple[str, str]:
    """The number and the rest of a symbol; one without "/" or without a leading number is all symbol."""
    cleaned = re.sub(r"\s*([/-])\s*", r"\1", folding.normalise(symbol))
    cleaned = re.sub(r"^số\s*:?\s*", "", cleaned, flags=re.IGNORECASE)
    head, slash, rest = cleaned.partition("/")
    if slash and len(head) <= 11 and head[:1].isdigit():
        return head, rest
    return ("", cleaned) if not cleaned[:1].isdigit() or len(cleaned) > 11 else (cleaned, "")


def type_of(symbol: str) -> str:
    """The code of the type that a symbol names; one that names none but an agency is a công văn; else empty."""
    number, notation = split(symbol)
    if not notation or not number.isdigit():
        return ""
    words = [word for word in re.split(r"[-/]", notation) if not re.fullmatch(r"(19|20)\d\d", word)]
    by_abbreviation = {t.abbreviation: t.code for t in (*TYPES, *ARRIVING) if t.abbreviation}
    first = words[0] if words else ""
    if first in by_abbreviation:
        return by_abbreviation[first]
    return "CV" if len(words) > 1 and first not in _NORMATIVE else ""


def check_incoming(symbol: str) -> list[str]:
    """What is unusual in the number and symbol of another agency, as warnings; it is registered as it is."""
    told = list(folding.what_changed(symbol))
    text = folding.normalise(symbol)
    if not text:
        return told
    if re.search(r"\s", text):
        told.append("Số, ký hiệu có khoảng trắng; thể thức viết liền.")
    number, notation = split(text)
    if re.fullmatch(r"[1-9]", number):
        told.append(f"Số “{number}” dưới 10 chưa có số 0 đứng trước (0{number}).")
    first = re.split(r"[-/]", notation)[0] if notation else ""
    if re.fullmatch(r"(19|20)\d\d", first):
        first = re.split(r"[-/]", notation)[1] if re.search(r"[-/]", notation) else ""
    if first and first not in _ABBREVIATIONS | _NORMATIVE:
        proper = {a.upper(): a for a in _ABBREVIATIONS if a != a.upper()}
        if first in proper:
            told.append(f"Chữ viết tắt “{first}” theo quy định là “{proper[first]}”.")
        elif "-" not in notation:
            told.append("Ký hiệu không có tên loại hoặc cơ quan như quy định; hệ thống ghi nguyên văn.")
    return told
