"""Shapes of what is typed about directions and tasks."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import F

from dondoc.lib.forms import DayField, FilesField, TextField, offer
from dondoc.lib.sentences import locate
from dondoc.organization.access import role_holds
from dondoc.organization.models import Holding, Post, Unit, User
from dondoc.organization.queries import post_label, valid_on, with_holders
from dondoc.tasks.actions import Assignment
from dondoc.tasks.facts import NO_DEADLINE_REPORT_DAYS, Term
from dondoc.tasks.permissions import WORK
from dondoc.tasks.states import PRODUCTS

DAY_CHIPS = [
    ("", "Thường lệ"),
    ("1", "1"),
    ("3", "3"),
    ("5", "5"),
    ("7", "7"),
    ("10", "10"),
    ("15", "15"),
    ("30", "30"),
]


class TermFields(forms.Form):
    """A deadline as people give it; empty is the usual one."""

    days = forms.ChoiceField(
        label="Hạn (ngày làm việc)", choices=DAY_CHIPS, required=False, initial="", widget=forms.RadioSelect
    )
    due = DayField(label="hoặc ngày cụ thể", required=False)
    no_deadline = forms.BooleanField(
        label=f"Không thời hạn, báo cáo {NO_DEADLINE_REPORT_DAYS} ngày một lần", required=False
    )

    def term(self) -> Term | None:
        """The term that was chosen, None for the usual one."""
        if self.cleaned_data.get("due"):
            return Term("fixed_date", fixed=self.cleaned_data["due"])
        if self.cleaned_data.get("no_deadline"):
            return Term("none", report_every=NO_DEADLINE_REPORT_DAYS)
        if self.cleaned_data.get("days"):
            return Term("working_day", int(self.cleaned_data["days"]))
        return None


def _units(label: str, *, chips: bool = True) -> Any:
    if not chips:
        return forms.ModelChoiceField(
            label=label,
            queryset=Unit.objects.none(),
            empty_label="— chọn —",
            error_messages={"required": "Hãy chọn đơn vị chủ trì."},
        )
    return forms.ModelMultipleChoiceField(
        label=label, queryset=Unit.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )


class AssignmentForm(TermFields):
    """One task: what, who leads, who joins, until when, with which product."""

    content = TextField(label="Nội dung công việc", rows=2, max_length=1000)
    lead = _units("Chủ trì", chips=False)
    joins = _units("Phối hợp")
    informed = _units("Để biết")
    product = forms.ChoiceField(
        label="Sản phẩm", choices=[("", "Thường lệ: văn bản"), *PRODUCTS.items()], required=False
    )
    quote = TextField(label="Câu giao việc trong văn bản", rows=2, required=False, max_length=3000)

    field_order = ["content", "lead", "days", "due", "no_deadline", "product", "quote", "joins", "informed"]

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("lead", "joins", "informed"):
            offer_units(self, name, units)

    def assignment(self, text: str = "") -> Assignment:
        """What was typed; `text` is the document's, in which the quoted sentence is looked for."""
        data = self.cleaned_data
        start, end = locate(text, data["quote"]) or (None, None)
        return Assignment(
            content=data["content"],
            leads=[data["lead"]],
            joins=list(data["joins"]),
            informed=list(data["informed"]),
            product=data["product"],
            term=self.term(),
            quote=data["quote"],
            quote_start=start,
            quote_end=end,
        )


class PrepareForm(AssignmentForm):
    """A proposal laid before a leader; the work itself may be left to his words."""

    leader = forms.ModelChoiceField(label="Trình", queryset=Post.objects.none())

    field_order = ["leader", "content", "lead", "days", "due", "no_deadline", "product", "joins", "informed"]

    def __init__(self, *args: Any, leaders: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "leader", leaders, label=post_label)
        self.fields["content"].label = "Đề xuất ý kiến chỉ đạo"
        del self.fields["quote"]
        if leaders:
            self.fields["leader"].initial = leaders[0].pk

    def assignment(self, text: str = "") -> Assignment:
        self.cleaned_data["quote"] = ""
        return super().assignment(text)


def offer_units(form: forms.Form, name: str, units: list[Unit]) -> None:
    """Gives a choice of units its units, which have been read already, in the order of the organisation."""
    rows = Unit.objects.filter(pk__in=[unit.pk for unit in units])
    offer(form, name, rows, shown=sorted(units, key=lambda unit: (unit.order, unit.pk)))


class GiveForm(TermFields):
    """The leader's box: the proposal is filled in; a tap changes the lead or the deadline."""

    lead = forms.ModelChoiceField(
        label="Chủ trì", queryset=Unit.objects.none(), widget=forms.RadioSelect, required=False
    )
    words = TextField(label="Ý kiến", rows=3, required=False, max_length=2000)

    field_order = ["lead", "days", "due", "words"]

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lead"].empty_label = None  # type: ignore[attr-defined]
        offer_units(self, "lead", units)
        self.fields["days"].choices = [("", "Theo đề xuất"), *DAY_CHIPS[1:]]  # type: ignore[attr-defined]
        del self.fields["no_deadline"]


class PaperDirectionForm(PrepareForm):
    """A direction written on paper, typed in with its scan."""

    scan = FilesField(label="Bản quét có bút phê")
    not_secret = forms.BooleanField(label="Bản quét không có dấu chỉ độ mật", required=False)

    field_order = ["leader", "scan", "not_secret", *PrepareForm.field_order[1:]]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["content"].label = "Nguyên văn bút phê"


class PersonForm(forms.Form):
    """Whom the lead unit gives a task to."""

    person = forms.ModelChoiceField(label="Người thực hiện", queryset=Post.objects.none(), required=False)

    def __init__(self, *args: Any, people: list[Holding], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        able = [held.post_id for held in people if role_holds(held.post.kind, WORK)]
        posts = Post.objects.filter(pk__in=able)
        self.fields["person"].empty_label = "Tôi trực tiếp thực hiện"  # type: ignore[attr-defined]
        offer(self, "person", with_holders(posts.select_related("unit"), today), label=post_label)


class WordsForm(forms.Form):
    """The words of one act on the page of a task; what they must say is told by the act."""

    def __init__(self, data: Any = None, *, act: str, name: str, label: str, limit: int) -> None:
        super().__init__(data, auto_id=f"id_{act}_%s")
        self.fields[name] = TextField(label=label, rows=2, required=False, max_length=limit)


def progress_form(data: Any = None) -> WordsForm:
    return WordsForm(data, act="progress", name="text", label="Tình hình thực hiện", limit=2000)


def send_back_form(data: Any = None) -> WordsForm:
    return WordsForm(data, act="send_back", name="reason", label="Hoặc trả lại, lý do", limit=500)


def return_form(data: Any = None) -> WordsForm:
    label = "Căn cứ: thuộc chức năng của ai, theo quy định nào"
    return WordsForm(data, act="return", name="ground", label=label, limit=1000)


def cancel_form(data: Any = None) -> WordsForm:
    return WordsForm(data, act="cancel", name="reason", label="Lý do hủy", limit=500)


class SubmitForm(forms.Form):
    """A result with its evidence."""

    words = TextField(label="Tóm tắt kết quả", rows=3, required=False, max_length=2000)
    symbols = TextField(
        label="Văn bản kết quả đã vào sổ",
        required=False,
        max_length=300,
        help_text="Số, ký hiệu; nhiều văn bản cách nhau dấu chấm phẩy.",
    )
    files = FilesField(label="Hoặc tệp chứng cứ", help_text="PDF, Word, Excel, ảnh chụp.")  # type: ignore[assignment]
    not_secret = forms.BooleanField(label="Tệp quét không có dấu chỉ độ mật", required=False)


class ReassignForm(TermFields):
    lead = _units("Chủ trì mới", chips=False)

    field_order = ["lead", "days", "due", "no_deadline"]

    def __init__(self, *args: Any, units: list[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_units(self, "lead", units)


class HandOverForm(forms.Form):
    """The last day in a post, and who goes on: a person in the same post, or another post that takes the work."""

    last_day = DayField(label="Ngày cuối giữ chức danh")
    successor = forms.ModelChoiceField(
        label="Người kế nhiệm giữ chức danh này", queryset=User.objects.none(), required=False
    )
    to = forms.ModelChoiceField(label="Hoặc chức danh nhận việc", queryset=Post.objects.none(), required=False)

    def __init__(self, *args: Any, holding: Holding, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "successor", User.objects.filter(is_active=True).exclude(pk=holding.user_id))
        posts = Post.objects.filter(valid_on(today), unit__agency_id=holding.post.unit.agency_id)
        held = Holding.objects.filter(valid_on(today)).values("post")
        posts = with_holders(posts.filter(pk__in=held).exclude(pk=holding.post_id), today)
        offer(self, "to", posts.order_by("order", "pk"), label=post_label)


class CloseUnitForm(forms.Form):
    last_day = DayField(label="Ngày cuối hoạt động")
    successor = forms.ModelChoiceField(
        label="Nơi kế thừa",
        queryset=Unit.objects.none(),
        required=False,
        help_text="Nhận đơn vị, chức danh, người và mọi việc chưa xong. Nhiều nơi sáp nhập: làm lần lượt.",
    )

    def __init__(self, *args: Any, unit: Unit, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Unit.objects.filter(valid_on(today), until_day=None).exclude(path__startswith=unit.path)
        alike = others.filter(pk=F("agency_id")) if unit.is_agency else others.exclude(pk=F("agency_id"))
        offer(self, "successor", alike.filter(kind__is_outside=False).order_by("name"))
