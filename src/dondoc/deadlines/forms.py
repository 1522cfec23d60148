"""The form of an agency's habits of time."""

from datetime import date
from typing import Any

from django import forms

from dondoc.deadlines.facts import USUAL
from dondoc.lib.forms import DayField, TextField, offer
from dondoc.organization.models import Unit
from dondoc.organization.queries import agencies


class StepsField(TextField):
    """Working days before the due day, typed "7, 3, 1, 0"."""

    def clean(self, value: Any) -> list[int]:
        words = super().clean(value).replace(",", " ").replace(";", " ").split()
        if not all(word.isascii() and word.isdigit() and len(word) <= 3 for word in words):
            raise forms.ValidationError("Ghi các số ngày, cách nhau bằng dấu phẩy, ví dụ 7, 3, 1, 0.")
        return [int(word) for word in words]


class RhythmForm(forms.Form):
    agency = forms.ModelChoiceField(
        label="Cơ quan",
        queryset=Unit.objects.none(),
        empty_label="— chọn —",
        error_messages={"required": "Hãy chọn cơ quan.", "invalid_choice": "Hãy chọn một cơ quan."},
    )
    from_day = DayField(label="Áp dụng từ ngày")
    remind_before = StepsField(
        label="Nhắc trước hạn (ngày làm việc)",
        max_length=40,
        help_text="0 là đúng ngày đến hạn. Quá hạn thì nhắc mỗi sáng ngày làm việc.",
    )
    head_from = forms.IntegerField(
        label="Người phụ trách đơn vị cùng được nhắc khi còn (ngày làm việc)",
        error_messages={"required": "Hãy ghi số ngày.", "invalid": "Hãy ghi một số."},
    )
    closes = forms.TimeField(
        label="Giờ văn thư hết tiếp nhận trong ngày",
        input_formats=["%H:%M", "%Hh%M", "%Hh"],
        widget=forms.TimeInput(format="%H:%M", attrs={"placeholder": "17:00"}),
        help_text="Văn bản đến sau giờ này tính là đến vào ngày làm việc tiếp theo.",
        error_messages={"required": "Hãy ghi giờ.", "invalid": "Giờ không đúng. Ghi theo dạng 17:00."},
    )
    urgent_minutes = forms.IntegerField(
        label="Văn bản khẩn: “ngay” là trong bao nhiêu phút",
        error_messages={"required": "Hãy ghi số phút.", "invalid": "Hãy ghi một số."},
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        usual = {
            "from_day": today,
            "remind_before": ", ".join(map(str, USUAL.remind_before)),
            "head_from": USUAL.head_from,
            "closes": USUAL.closes,
            "urgent_minutes": USUAL.urgent_minutes,
        }
        super().__init__(data, initial=usual)
        offer(self, "agency", agencies(today).order_by("order", "pk"))
