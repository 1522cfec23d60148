"""Nghị định 30/2020/NĐ-CP on records work, in force since 05/3/2020: what is refused and warned at registering."""

from collections.abc import Iterator
from datetime import date

from dondoc.documents.facts import (
    ArrivalFacts,
    IncomingFacts,
    NumberFacts,
    OpeningFacts,
    OutgoingFacts,
    RegisterFacts,
)
from dondoc.lib import symbols
from dondoc.lib.rules import Finding, Rulebook

LONGEST_NOTATION = 60

INCOMING = Rulebook("NĐ 30/2020/NĐ-CP", in_force_from=date(2020, 3, 5))
OUTGOING = Rulebook("NĐ 30/2020/NĐ-CP", in_force_from=date(2020, 3, 5))
NUMBERING = Rulebook("NĐ 30/2020/NĐ-CP", in_force_from=date(2020, 3, 5))
SETTING_UP = Rulebook("NĐ 30/2020/NĐ-CP", in_force_from=date(2020, 3, 5))
OPENING = Rulebook("NĐ 30/2020/NĐ-CP", in_force_from=date(2020, 3, 5))
ARRIVING = Rulebook("NĐ 30/2020/NĐ-CP", in_force_from=date(2020, 3, 5))


@INCOMING.clause("Phụ lục VI, phần II")
def fields_that_must_be_there(arrival: IncomingFacts) -> Iterator[Finding]:
    """Type, issuer and abstract are what a register line cannot do without."""
    if not arrival.type_code:
        yield Finding("Hãy chọn tên loại văn bản.", field="type")
    if not arrival.issuer_name:
        yield Finding("Hãy ghi cơ quan ban hành.", field="issuer_name")
    if not arrival.abstract:
        yield Finding("Hãy ghi trích yếu nội dung.", field="abstract")


@INCOMING.clause("Phụ lục VI, phần II")
def symbol_fits_its_field(arrival: IncomingFacts) -> Iterator[Finding]:
    """What is too long is refused, never cut (LW16)."""
    if len(symbols.split(arrival.symbol)[1]) > LONGEST_NOTATION:
        yield Finding(f"Ký hiệu dài quá {LONGEST_NOTATION} ký tự.", field="symbol")


@INCOMING.clause("Điều 22")
def dates_that_can_be(arrival: IncomingFacts) -> Iterator[Finding]:
    """A document is dated before it arrives, and does not arrive in the future."""
    if arrival.arrived_on > arrival.today:
        yield Finding("Ngày đến không thể sau hôm nay.", field="arrived_on")
    if arrival.issued_on and arrival.issued_on > arrival.arrived_on:
        yield Finding("Ngày văn bản không thể sau ngày đến.", field="issued_on")


@INCOMING.clause("Phụ lục VI, phần I, III.1h")
def duplicate_is_decided_by_the_clerk(arrival: IncomingFacts) -> Iterator[Finding]:
    """The same symbol, issuer and date, or the same file: both are shown, the clerk decides."""
    for twin in arrival.twins:
        what = "cùng tệp với" if twin.by_file else "cùng số, ký hiệu, cơ quan ban hành với"
        yield Finding(
            f"Văn bản này {what} {twin.title} đã vào sổ. Nếu vẫn là văn bản khác, hãy xác nhận.",
            severity="ask",
            field="symbol",
            code="duplicate",
            remedy="documents:detail",
            remedy_args=(twin.document_id,),
        )


@INCOMING.clause("Phụ lục I, II.3")
def symbol_of_others_is_only_warned(arrival: IncomingFacts) -> Iterator[Finding]:
    """Other agencies' numbers are accepted as they are; a fault of format is told."""
    for sentence in symbols.check_incoming(arrival.symbol):
        yield Finding(sentence, severity="warn", field="symbol", code="symbol_format")


@OUTGOING.clause("Điều 7")
def issued_is_one_of_the_29_types(issue: OutgoingFacts) -> Iterator[Finding]:
    """An agency issues administrative documents of the 29 types; what follows another law only arrives here."""
    if issue.type_only_arrives:
        yield Finding("Tên loại này không thuộc 29 loại văn bản hành chính; chỉ dùng cho văn bản đến.", field="type")


@OUTGOING.clause("Điều 15")
def number_needs_an_open_register(issue: OutgoingFacts) -> Iterator[Finding]:
    """Numbers come from one counter of a register that the head has opened."""
    if not issue.register_found:
        yield Finding(
            "Chưa có sổ nào nhận tên loại và người ký này. Hãy lập sổ hoặc bổ sung quy tắc.",
            field="type",
            remedy="documents:registers",
            code="no_register",
        )
    elif not issue.register_is_open:
        yield Finding(
            "Sổ chưa được mở. Thủ trưởng cơ quan mở sổ với số cuối đã dùng ngoài hệ thống.",
            field="type",
            remedy="documents:registers",
            code="register_closed",
        )


@OUTGOING.clause("Điều 15.1")
def numbers_follow_time(issue: OutgoingFacts) -> Iterator[Finding]:
    """Numbers run in the order of time: no date before the last number's, none in the future."""
    if issue.issued_on > issue.today:
        yield Finding("Ngày văn bản không thể sau hôm nay.", field="issued_on")
    if issue.last_issued_on and issue.issued_on < issue.last_issued_on:
        yield Finding(
            f"Số liền trước của sổ ghi ngày {issue.last_issued_on:%d/%m/%Y}; không cấp số lùi ngày.",
            field="issued_on",
        )
    if issue.issued_on.year != issue.today.year:
        yield Finding("Số được cấp theo năm hiện tại; ngày văn bản thuộc năm khác.", field="issued_on")


@OUTGOING.clause("Điều 13")
def signer_holds_his_post(issue: OutgoingFacts) -> Iterator[Finding]:
    """The post that signed was held by somebody on the day of signing."""
    if not issue.signer_in_office:
        yield Finding("Không có ai giữ chức danh của người ký vào ngày văn bản.", field="signer")


@OUTGOING.clause("Điều 8, Phụ lục I")
def fields_of_an_outgoing_document(issue: OutgoingFacts) -> Iterator[Finding]:
    """What an outgoing line cannot do without."""
    if not issue.abstract:
        yield Finding("Hãy ghi trích yếu nội dung.", field="abstract")
    if not issue.recipients:
        yield Finding("Hãy chọn ít nhất một nơi nhận.", field="recipients")
    if issue.type_code == "CV" and not issue.drafting_unit:
        yield Finding("Công văn cần đơn vị soạn thảo để lập ký hiệu.", field="drafting_unit")
    for name in issue.twin_recipients:
        yield Finding(f"{name} được ghi hai lần ở nơi nhận.", field="recipients")


@OUTGOING.clause("Điều 16, 17")
def signed_scan_is_attached(issue: OutgoingFacts) -> Iterator[Finding]:
    """A document signed on paper is registered with its scan."""
    if not issue.has_file:
        yield Finding("Hãy đính kèm bản quét văn bản đã ký.", field="files")


@OUTGOING.clause("QĐ 20/2020/QĐ-TTg")
def closed_agency_receives_nothing(issue: OutgoingFacts) -> Iterator[Finding]:
    """An agency that was closed is no receiver; its successor is named (LR24)."""
    for name, successor in issue.closed_recipients:
        hint = f" Nơi kế thừa: {successor}." if successor else ""
        yield Finding(f"{name} đã ngừng hoạt động.{hint}", field="recipients")


def late_number(signed_on: date, number_by: date) -> str:
    """What is said of a number that comes too late."""
    return f"Văn bản ký ngày {signed_on:%d/%m/%Y} phải được cấp số chậm nhất ngày {number_by:%d/%m/%Y}."


@OUTGOING.clause("Điều 15.2")
def paper_is_numbered_by_the_next_working_day(issue: OutgoingFacts) -> Iterator[Finding]:
    """What was signed on paper gets its number by the next working day (LT4); later it is numbered all the same."""
    if issue.number_by is not None and issue.today > issue.number_by:
        yield Finding(
            late_number(issue.issued_on, issue.number_by),
            severity="warn",
            field="issued_on",
            code="numbered_late",
        )


@NUMBERING.clause("Điều 15.1")
def number_and_symbol_are_given_once(given: NumberFacts) -> Iterator[Finding]:
    """Number and symbol are unique within the agency and the year, whatever register gives them (LR7)."""
    if given.used_this_year:
        yield Finding(
            f"Số, ký hiệu {given.symbol} đã được cấp trong năm từ sổ khác của cơ quan. "
            "Hai sổ cấp trùng ký hiệu; hãy báo quản trị hệ thống lập lại sổ với chữ viết tắt riêng.",
            field="type",
            code="symbol_used",
            remedy="documents:registers",
        )


@SETTING_UP.clause("Phụ lục I, II.3b")
def symbol_names_the_agency(register: RegisterFacts) -> Iterator[Finding]:
    """A symbol without the agency's abbreviation is none."""
    if not register.org:
        yield Finding(
            "Cơ quan chưa có chữ viết tắt; hãy ghi chữ viết tắt dùng trong ký hiệu.",
            field="notation_org",
            code="no_abbreviation",
        )


@SETTING_UP.clause("Điều 15.1")
def registers_print_different_symbols(register: RegisterFacts) -> Iterator[Finding]:
    """Two open registers of an agency never print the same symbol, or their numbers would meet (LR7)."""
    by_name: dict[str, list[str]] = {}
    for symbol, name in register.shared:
        by_name.setdefault(name, []).append(symbol)
    for name, shared in by_name.items():
        listed = ", ".join(shared[:5]) + (" …" if len(shared) > 5 else "")
        yield Finding(
            f"Sổ “{name}” đang cấp số với cùng ký hiệu ({listed}), sẽ có hai văn bản trùng số, ký hiệu. "
            "Hãy chọn tên loại khác hoặc ghi chữ viết tắt khác trong ký hiệu.",
            field="notation_org",
            code="same_symbol",
        )


@OPENING.clause("Điều 15.1")
def numbers_go_on_after_those_printed(opening: OpeningFacts) -> Iterator[Finding]:
    """A register begins after the numbers that another one has printed with its symbol this year (LR7)."""
    if opening.last_number < opening.printed:
        yield Finding(
            f"{opening.printed_by} đã cấp {opening.printed_symbol} trong năm; "
            f"số cuối đã dùng phải từ {opening.printed} trở lên.",
            field="last_number",
            code="symbol_used",
        )


@ARRIVING.clause("Điều 21.2c")
def receipt_is_acknowledged_the_same_day(arrival: ArrivalFacts) -> Iterator[Finding]:
    """The sender is told on the day of arrival that it was received (LT5)."""
    if not arrival.at_once and (arrival.received_at or arrival.now) >= arrival.receive_by:
        yield Finding("Chậm tiếp nhận: phải báo đã nhận ngay trong ngày.", severity="warn", code="receive")


@ARRIVING.clause("Điều 23.1")
def arrival_is_passed_on_by_the_next_working_day(arrival: ArrivalFacts) -> Iterator[Finding]:
    """Registered and laid before whoever decides in the same day, by the next working day at the latest (LT6)."""
    if not arrival.at_once and (arrival.passed_on_at or arrival.now) >= arrival.pass_on_by:
        sentence = "Chậm trình: phải đăng ký, trình trong ngày, chậm nhất ngày làm việc tiếp theo."
        yield Finding(sentence, severity="warn", code="pass_on")


@ARRIVING.clause("Điều 4.2c, 23.1")
def urgent_arrival_is_passed_on_at_once(arrival: ArrivalFacts) -> Iterator[Finding]:
    """What bears an urgency is registered, laid before and passed on at once, at any hour (LT7)."""
    if not arrival.at_once:
        return
    if (arrival.received_at or arrival.now) >= arrival.receive_by:
        yield Finding("Văn bản khẩn phải được đăng ký ngay.", severity="warn", code="receive")
    if (arrival.passed_on_at or arrival.now) >= arrival.pass_on_by:
        yield Finding("Văn bản khẩn phải được trình, chuyển ngay.", severity="warn", code="pass_on")
