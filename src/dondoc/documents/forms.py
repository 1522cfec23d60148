"""Shapes of what is typed about documents."""

from datetime import date
from typing import Any

from django import forms

from dondoc.documents.models import RELATION_KINDS, SIGN_MARKS, URGENCIES, DocumentType, Number, PaperPointer
from dondoc.documents.queries import reserved_numbers
from dondoc.documents.states import EXPUNGE_GROUNDS, ROUTING_ROLES
from dondoc.lib.forms import DayField, FilesField, TextField, offer
from dondoc.lib.symbols import type_of
from dondoc.organization.models import Post, Unit
from dondoc.organization.queries import agencies, post_label, units_of, valid_on, with_holders

NOT_SECRET = "Bản quét không có lớp chữ: tôi đã xem, văn bản không có dấu chỉ độ mật"


class TypeField(forms.ModelChoiceField):
    """One of the 29 types; for an arrival also those that others issue under other laws."""

    def __init__(self, *, arriving: bool = False) -> None:
        super().__init__(
            label="Tên loại",
            queryset=DocumentType.objects.all() if arriving else DocumentType.objects.filter(only_arrives=False),
            required=not arriving,
            empty_label="— theo ký hiệu —" if arriving else "— chọn —",
            error_messages={
                "required": "Hãy chọn tên loại.",
                "invalid_choice": "Tên loại không có trong danh mục.",
            },
        )


def urgency_field() -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label="Độ khẩn",
        choices=list(URGENCIES.items()),
        coerce=int,
        empty_value=0,  # type: ignore[arg-type]  # The empty value is handed over as it is, uncoerced.
        required=False,
        initial=0,
        widget=forms.RadioSelect,
    )


class ArrivalForm(forms.Form):
    """What is known of an arrival: few fields to type, the rest has defaults."""

    type = TypeField(arriving=True)
    symbol = TextField(label="Số, ký hiệu", required=False, max_length=80, help_text="Ghi nguyên văn, ví dụ 06/CT-TTg")
    issued_on = DayField(label="Ngày văn bản", required=False)
    issuer_name = TextField(label="Cơ quan ban hành", max_length=200)
    abstract = TextField(label="Trích yếu nội dung", rows=3)
    urgency = urgency_field()
    arrived_on = DayField(label="Ngày đến", required=False)
    due_on = DayField(label="Hạn xử lý", required=False)
    signer_name = TextField(label="Người ký", required=False, max_length=100)
    signer_post = TextField(label="Chức vụ người ký", required=False, max_length=100)
    note = TextField(label="Ghi chú", required=False)
    duplicate = forms.BooleanField(label="Không phải văn bản trùng, vẫn vào sổ", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Whose documents the agency registered lately are offered while typing.
        self.fields["issuer_name"].widget.attrs["list"] = "issuers"

    def clean(self) -> dict[str, Any]:
        """The symbol names the type where none was chosen: 06/CT-TTg is a directive."""
        data = super().clean() or self.cleaned_data
        if data.get("type") is None and "type" not in self.errors:
            data["type"] = DocumentType.objects.filter(code=type_of(data.get("symbol", ""))).first()
            if data["type"] is None:
                self.add_error("type", "Hãy chọn tên loại.")
        return data


class IncomingForm(ArrivalForm):
    """An arrival by hand, with its files."""

    files = FilesField(label="Tệp văn bản", help_text="PDF, Word, Excel hoặc ảnh quét; không đưa văn bản mật lên.")  # type: ignore[assignment]
    not_secret = forms.BooleanField(label=NOT_SECRET, required=False)
    without_file = forms.BooleanField(label="Vào sổ mà không kèm tệp", required=False)


class SplitForm(forms.Form):
    """On which pages of a scan another document begins."""

    starts = forms.TypedMultipleChoiceField(
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Tệp không có trang này."},
    )
    not_secret = forms.BooleanField(label=NOT_SECRET, required=False)

    def __init__(self, *args: Any, pages: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["starts"].choices = [(page, str(page)) for page in range(2, pages + 1)]  # type: ignore[attr-defined]


class ScanFolderForm(forms.Form):
    """Where the scanner of an agency saves."""

    agency = forms.ModelChoiceField(
        label="Cơ quan",
        queryset=Unit.objects.none(),
        empty_label="— chọn —",
        error_messages={"required": "Hãy chọn cơ quan."},
    )
    name = TextField(label="Tên thư mục", max_length=60, help_text="Chữ thường không dấu, ví dụ so-noi-vu")
    is_watched = forms.BooleanField(label="Tự nhận tệp mới trong thư mục", required=False, initial=True)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", agencies(today).order_by("order"))


class RecipientsField(forms.ModelMultipleChoiceField):
    def __init__(self, label: str = "Nơi nhận trong hệ thống") -> None:
        super().__init__(label=label, queryset=Unit.objects.none(), required=False, widget=forms.CheckboxSelectMultiple)


class IssueForm(forms.Form):
    """A document signed on paper, to be numbered and issued."""

    files = FilesField(label="Bản quét đã ký", help_text="PDF hoặc ảnh, bản đầu là bản chính, các bản sau là phụ lục.")  # type: ignore[assignment]
    not_secret = forms.BooleanField(label=NOT_SECRET, required=False)
    type = TypeField()
    abstract = TextField(label="Trích yếu nội dung", rows=3)
    signer = forms.ModelChoiceField(
        label="Người ký",
        queryset=Post.objects.none(),
        empty_label="— chọn —",
        error_messages={"required": "Hãy chọn người ký."},
    )
    sign_mark = forms.ChoiceField(label="Ký thay", choices=list(SIGN_MARKS.items()), required=False)
    issued_on = DayField(label="Ngày văn bản", required=False, help_text="Bỏ trống: hôm nay.")
    drafting_unit = forms.ModelChoiceField(
        label="Đơn vị soạn thảo",
        queryset=Unit.objects.none(),
        required=False,
        help_text="Công văn cần để lập ký hiệu.",
    )
    urgency = urgency_field()
    recipients = RecipientsField()
    others = TextField(
        label="Nơi nhận khác (bản giấy)",
        required=False,
        rows=2,
        max_length=2000,
        help_text="Mỗi dòng một nơi nhận.",
    )
    reply_by = DayField(label="Hạn trả lời", required=False)
    reserved = forms.ModelChoiceField(
        label="Dùng số đã giữ",
        queryset=Number.objects.none(),
        required=False,
        empty_label="— số kế tiếp —",
        help_text="Chỉ khi văn bản đã mang một số được giữ, ví dụ trong lúc mất mạng.",
    )
    copies = forms.IntegerField(label="Số lượng bản", required=False, min_value=1, max_value=9999)
    note = TextField(label="Ghi chú", required=False)

    MAIN = ("type", "abstract", "signer", "urgency")
    MORE = ("sign_mark", "issued_on", "drafting_unit", "reply_by", "copies", "note")

    def __init__(self, *args: Any, agency_id: int, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        signers = Post.objects.filter(
            valid_on(today),
            unit__agency_id=agency_id,
            kind__in=["head", "deputy", "chief_of_office", "unit_head"],
        ).select_related("unit")
        offer(self, "signer", with_holders(signers, today), label=post_label)
        offer(self, "reserved", reserved_numbers(agency_id, today), label=lambda n: f"{n.number} – {n.register.name}")
        offer(self, "drafting_unit", units_of(agency_id, today).order_by("order"))
        offer(self, "recipients", agencies(today).exclude(pk=agency_id).order_by("order", "pk"))

    def receivers(self) -> list[tuple[Unit | None, str]]:
        """The lines of "Nơi nhận": agencies inside first, then names on paper."""
        inside: list[tuple[Unit | None, str]] = [(unit, "") for unit in self.cleaned_data["recipients"]]
        lines = [line.strip() for line in self.cleaned_data["others"].splitlines()]
        return inside + [(None, line[:200]) for line in lines if line]


class ForwardForm(forms.Form):
    """A transfer inside the agency."""

    units = RecipientsField("Đơn vị")
    posts = forms.ModelMultipleChoiceField(
        label="Người", queryset=Post.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    role = forms.ChoiceField(
        label="Vai trò", choices=list(ROUTING_ROLES.items()), initial="handle", widget=forms.RadioSelect
    )
    note = TextField(label="Ý kiến chuyển", required=False)

    def __init__(self, *args: Any, agency_id: int, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "units", units_of(agency_id, today).order_by("order"))
        posts = Post.objects.filter(valid_on(today), unit__agency_id=agency_id).exclude(kind="administrator")
        offer(self, "posts", with_holders(posts.select_related("unit"), today), label=post_label)

    def receivers(self) -> list[tuple[Unit | Post, str]]:
        """Units first, then people, all in the same role."""
        role = self.cleaned_data["role"]
        return [(receiver, role) for receiver in [*self.cleaned_data["units"], *self.cleaned_data["posts"]]]


class ReasonForm(forms.Form):
    """The reason of one act of many on a page; `place` keeps their ids apart."""

    reason = TextField(label="Lý do", rows=2, required=False)

    def __init__(self, data: Any = None, *, label: str, place: str) -> None:
        super().__init__(data, auto_id=f"id_{place}_%s")
        self.place = place
        self.fields["reason"].label = label


class CorrectForm(forms.Form):
    field = forms.ChoiceField(label="Nội dung đính chính", choices=[])
    new = TextField(label="Nội dung đúng", rows=2, required=False)
    reason = TextField(label="Lý do", required=False)

    def __init__(self, *args: Any, correctable: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["field"].choices = list(correctable.items())  # type: ignore[attr-defined]


class RelateForm(forms.Form):
    kind = forms.ChoiceField(label="Loại liên kết", choices=list(RELATION_KINDS.items()))
    other = TextField(label="Số, ký hiệu văn bản liên quan", max_length=80)


class ExpungeForm(forms.Form):
    """Why a document is to be destroyed; the second person reads it before he confirms."""

    ground = forms.ChoiceField(
        label="Căn cứ", choices=list(EXPUNGE_GROUNDS.items()), widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn căn cứ tiêu hủy."},
    )  # fmt: skip
    clause = TextField(label="Điều khoản", max_length=200, help_text="Ví dụ: Điều 22 Luật Bảo vệ bí mật nhà nước")
    reason = TextField(label="Lý do", rows=3)


class OpenRegisterForm(forms.Form):
    last_number = forms.IntegerField(
        label="Số cuối đã dùng ngoài hệ thống trong năm",
        initial=0,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Hãy ghi số cuối đã dùng.", "invalid": "Hãy ghi một số, từ 0 trở lên."},
    )


class ReserveForm(forms.Form):
    """How many numbers are kept free, why, and until when."""

    count = forms.IntegerField(
        label="Giữ bao nhiêu số",
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Hãy ghi bao nhiêu số.", "invalid": "Hãy ghi một số."},
    )
    expires_on = DayField(label="Giữ đến hết ngày")
    reason = TextField(label="Lý do", required=False)


class RegisterForm(forms.Form):
    agency = forms.ModelChoiceField(label="Cơ quan", queryset=Unit.objects.none())
    direction = forms.ChoiceField(label="Loại sổ", choices=[("in", "Văn bản đến"), ("out", "Văn bản đi")])
    name = TextField(label="Tên sổ", max_length=100)
    notation_org = TextField(label="Chữ viết tắt trong ký hiệu", required=False, max_length=30)
    types = forms.ModelMultipleChoiceField(
        label="Tên loại thuộc sổ (bỏ trống: mọi loại)",
        queryset=DocumentType.objects.filter(only_arrives=False),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "agency", agencies(today).order_by("order"))


class PointerForm(forms.Form):
    """A secret paper: no upload, no abstract, only where the paper register keeps it."""

    secrecy = forms.ChoiceField(
        label="Độ mật",
        choices=PaperPointer._meta.get_field("secrecy").choices,  # type: ignore[arg-type]
        widget=forms.RadioSelect,
    )
    book_number = TextField(label="Số trong sổ bí mật nhà nước", max_length=30, required=False)
    received_on = DayField(label="Ngày nhận")
    kept_at = TextField(label="Nơi giữ bản giấy", max_length=200, required=False)
    custodian = forms.ModelChoiceField(label="Người giữ", queryset=Post.objects.none())

    def __init__(self, *args: Any, agency_id: int, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        posts = Post.objects.filter(valid_on(today), unit__agency_id=agency_id).select_related("unit")
        offer(self, "custodian", with_holders(posts, today), label=post_label)
