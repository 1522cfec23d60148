"""Who may register, issue, forward, return, correct: buttons and actions ask the same functions."""

from dondoc.documents.models import (
    Document,
    Entry,
    Expunge,
    PaperPointer,
    PendingFile,
    Recipient,
    Register,
    Routing,
)
from dondoc.lib.actor import Actor
from dondoc.lib.rulings import ALLOWED, Ruling, denied
from dondoc.organization.access import SEE_AGENCY, holds, post_seat, seats_of, unit_seat
from dondoc.organization.permissions import may_administer
from dondoc.organization.queries import standing_for

REGISTER = "documents.register"
ISSUE = "documents.issue"
FORWARD = "documents.forward"
DIRECT = "documents.direct"
CORRECT = "documents.correct"
OPEN_REGISTER = "documents.open_register"
VOID_NUMBER = "documents.void_number"
RESERVE = "documents.reserve_numbers"
MANAGE_REGISTERS = "documents.manage_registers"
ASK_EXPUNGE = "documents.ask_expunge"
CONFIRM_EXPUNGE = "documents.confirm_expunge"

CLERK = "Văn thư cơ quan"


def may_register(actor: Actor) -> Ruling:
    """Registers arrivals of the actor's own agency (NĐ 30/2020 Điều 22)."""
    if actor.agency_id is not None and holds(actor, REGISTER):
        return ALLOWED
    return denied("Vào sổ văn bản đến là việc của văn thư cơ quan (NĐ 30/2020 Điều 22).", CLERK)


def may_issue(actor: Actor) -> Ruling:
    """Takes an outgoing number for the actor's own agency (NĐ 30/2020 Điều 15, 16)."""
    if actor.agency_id is not None and holds(actor, ISSUE):
        return ALLOWED
    return denied("Cho số và phát hành văn bản đi là việc của văn thư cơ quan (NĐ 30/2020 Điều 15).", CLERK)


def may_settle(actor: Actor, recipient: Recipient) -> Ruling:
    """Registers or returns an item of its agency's queue."""
    if recipient.unit_id is None or not _came_for(actor, recipient.unit_id):
        return denied("Văn bản này không gửi đến cơ quan của ông/bà.")
    return may_register(actor)


def may_handle_pending(actor: Actor, pending: PendingFile) -> Ruling:
    """Registers, splits, joins, sets aside a file that waits in its agency's queue."""
    if pending.agency_id != actor.agency_id:
        return denied("Tệp này thuộc hàng chờ của cơ quan khác.")
    return may_register(actor)


def may_take_in(actor: Actor) -> Ruling:
    """Takes files out of scanners' folders: only the program itself."""
    return ALLOWED if actor.kind == "system" else denied("Thư mục quét do hệ thống tự nhận.")


def may_see_late(actor: Actor) -> Ruling:
    """Reads what the registry is late with: the registry itself, the Office and the leaders of the agency."""
    if holds(actor, SEE_AGENCY) and (holds(actor, REGISTER) or holds(actor, FORWARD)):
        return ALLOWED
    return denied("Danh sách chậm tiếp nhận, chậm trình dành cho văn thư, Văn phòng và lãnh đạo cơ quan.", CLERK)


def may_escalate(actor: Actor) -> Ruling:
    """Tells the heads of what is late, by the clock: only the product itself."""
    if actor.kind == "system":
        return ALLOWED
    return denied("Việc này do hệ thống tự làm theo giờ.")


def _came_for(actor: Actor, unit_id: int) -> bool:
    """Whether what came for an agency is the actor's to register: his own, or one that his has succeeded (LR24)."""
    if unit_id == actor.agency_id:
        return True
    return actor.agency_id is not None and standing_for(actor.agency_id).filter(pk=unit_id).exists()


def may_forward(actor: Actor, entry: Entry) -> Ruling:
    """Transfers an entry inside its agency: the clerk, the heads, or whoever it was transferred to."""
    if entry.agency_id != actor.agency_id:
        return denied("Chỉ chuyển được văn bản trong sổ của cơ quan mình.")
    if holds(actor, FORWARD):
        return ALLOWED
    return denied("Chuyển văn bản là việc của văn thư, Văn phòng và người đứng đầu.", CLERK)


def may_direct(actor: Actor, entry: Entry) -> Ruling:
    """Directs an arrival: the leaders of its agency, or whoever enters a leader's paper direction for him."""
    if entry.agency_id == actor.agency_id and (holds(actor, DIRECT) or holds(actor, FORWARD)):
        return ALLOWED
    return denied("Cho ý kiến chỉ đạo là việc của lãnh đạo cơ quan.", "Lãnh đạo cơ quan")


def may_show(actor: Actor, document: Document) -> Ruling:
    """Lets others see a document because of work given on it: whoever sees it himself."""
    if actor.kind == "system" or Document.objects.visible_to(actor).filter(pk=document.pk).exists():
        return ALLOWED
    return denied("Ông/bà không xem được văn bản này.")


def may_close(actor: Actor, entry: Entry) -> Ruling:
    """Ends the handling of an arrival."""
    return may_forward(actor, entry)


def may_withdraw(actor: Actor, routing: Routing) -> Ruling:
    """The sender of a transfer (his post) takes it back."""
    if routing.from_post_id == actor.post_id and holds(actor, FORWARD):
        return ALLOWED
    return denied("Chỉ người đã chuyển mới thu hồi được.")


def may_answer_withdrawal(actor: Actor, routing: Routing) -> Ruling:
    """The receiver of a transfer agrees that it is taken back, or not."""
    seats = seats_of(actor)
    if routing.to_post_id is not None and post_seat(routing.to_post_id) in seats:
        return ALLOWED
    if routing.to_unit_id is not None and unit_seat(routing.to_unit_id) in seats:
        return ALLOWED
    return denied("Chỉ nơi đã nhận mới trả lời được đề nghị thu hồi.")


def may_correct(actor: Actor, document: Document) -> Ruling:
    """Records a correction of a registered fact, in the agency that registered the document first."""
    if _registered_first(actor, document) and holds(actor, CORRECT):
        return ALLOWED
    return denied("Chỉ văn thư của cơ quan đã đăng ký văn bản mới ghi đính chính.", CLERK)


def may_relate(actor: Actor, document: Document) -> Ruling:
    """Links a document of the actor's own register to another he sees."""
    if holds(actor, FORWARD) and any(entry.agency_id == actor.agency_id for entry in document.entries.all()):
        return ALLOWED
    return denied("Chỉ liên kết được văn bản trong sổ của cơ quan mình.", CLERK)


def may_open_register(actor: Actor, register: Register) -> Ruling:
    """Opens a register with the last number used outside: once, by the head's act."""
    if register.agency_id == actor.agency_id and holds(actor, OPEN_REGISTER):
        return ALLOWED
    return denied("Mở sổ với số cuối đã dùng là quyết định của thủ trưởng cơ quan.", "Thủ trưởng cơ quan")


def may_manage_registers(actor: Actor) -> Ruling:
    """Sets up registers and which types and signers fall into them."""
    if holds(actor, MANAGE_REGISTERS):
        return ALLOWED
    return denied("Lập sổ đăng ký là việc của quản trị hệ thống.", "Quản trị hệ thống")


def may_void(actor: Actor, register: Register) -> Ruling:
    """Voids a number with its reason; the number stays visible."""
    if register.agency_id == actor.agency_id and holds(actor, VOID_NUMBER):
        return ALLOWED
    return denied("Hủy số là việc của văn thư cơ quan giữ sổ.", CLERK)


def may_reserve(actor: Actor, register: Register) -> Ruling:
    """Keeps numbers of a register free, with a reason and a day on which they expire."""
    if register.agency_id == actor.agency_id and holds(actor, RESERVE):
        return ALLOWED
    return denied("Giữ số là việc của văn thư cơ quan giữ sổ.", CLERK)


def may_watch_registers(actor: Actor) -> Ruling:
    """Proves the registers of all agencies every day: only the program itself."""
    return ALLOWED if actor.kind == "system" else denied("Kiểm tra sổ hằng ngày do hệ thống thực hiện.")


def may_see_registers(actor: Actor) -> Ruling:
    """Reads the registers and their proofs."""
    if holds(actor, REGISTER) or holds(actor, OPEN_REGISTER) or holds(actor, MANAGE_REGISTERS):
        return ALLOWED
    return denied("Sổ đăng ký dành cho văn thư và người đứng đầu cơ quan.", CLERK)


def may_print_register(actor: Actor, register: Register) -> Ruling:
    """Prints a register with what stands in it: the clerk and the head of the agency that keeps it (Điều 22, 16)."""
    if register.agency_id == actor.agency_id and (holds(actor, REGISTER) or holds(actor, OPEN_REGISTER)):
        return ALLOWED
    return denied("In sổ đăng ký là việc của văn thư và người đứng đầu cơ quan giữ sổ.", CLERK)


def may_see_pointer(actor: Actor, pointer: PaperPointer) -> Ruling:
    """Only the registry of the agency sees where a secret paper is kept."""
    if pointer.agency_id == actor.agency_id and holds(actor, REGISTER):
        return ALLOWED
    return denied("Chỉ dẫn văn bản mật chỉ dành cho văn thư cơ quan.", CLERK)


def _registered_first(actor: Actor, document: Document) -> bool:
    """Whether the actor's agency is the one that brought the document into the installation."""
    first = min(document.entries.all(), key=lambda entry: entry.pk, default=None)
    return first is not None and first.agency_id == actor.agency_id


def may_ask_expunge(actor: Actor, document: Document) -> Ruling:
    """Asks that what a document says be destroyed: in the agency that registered it first."""
    if _registered_first(actor, document) and holds(actor, ASK_EXPUNGE):
        return ALLOWED
    return denied("Đề nghị tiêu hủy là việc của văn thư, Văn phòng cơ quan đã đăng ký văn bản.", CLERK)


def may_see_expunge(actor: Actor, document: Document) -> Ruling:
    """Reads why a document is to be destroyed: whoever asks for that or confirms it."""
    if _registered_first(actor, document) and (holds(actor, ASK_EXPUNGE) or holds(actor, CONFIRM_EXPUNGE)):
        return ALLOWED
    return denied("Đề nghị tiêu hủy chỉ dành cho người đề nghị và lãnh đạo cơ quan đã đăng ký văn bản.", CLERK)


def may_settle_expunge(actor: Actor, expunge: Expunge) -> Ruling:
    """Confirms or refuses a destruction: a leader of the same agency, never the person who asked for it."""
    if actor.user_id == expunge.asked_by_id:
        return denied("Người đề nghị không tự xác nhận; cần người thứ hai.", "Lãnh đạo cơ quan")
    if _registered_first(actor, expunge.document) and holds(actor, CONFIRM_EXPUNGE):
        return ALLOWED
    return denied("Xác nhận tiêu hủy là việc của lãnh đạo cơ quan đã đăng ký văn bản.", "Lãnh đạo cơ quan")


def may_carry_out_expunge(actor: Actor) -> Ruling:
    """Destroys what was confirmed, or destroys again what a restored backup had brought back: the program itself."""
    if actor.kind == "system":
        return ALLOWED
    return denied("Việc tiêu hủy do hệ thống thực hiện sau khi hai người đã xác nhận.")


def may_pass_on(actor: Actor) -> Ruling:
    """Hands the sight of documents to a successor, as a step of handing work over: who administers the organisation."""
    return may_administer(actor)
