"""Forms of how notices are heard of outside the product."""

from datetime import date
from typing import Any

from django import forms

from dondoc.lib.forms import TextField, offer
from dondoc.notifications.models import Preference
from dondoc.organization.models import Unit
from dondoc.organization.queries import agencies


class PreferenceForm(forms.Form):
    mail = forms.ChoiceField(
        label="Thư điện tử",
        choices=list(Preference.MAIL.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "Hãy chọn một cách nhận thư.", "invalid_choice": "Hãy chọn một cách nhận thư."},
    )
    email = forms.CharField(
        label="Địa chỉ thư công vụ",
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"max_length": "Tối đa 254 ký tự."},
    )


class WebhookForm(forms.Form):
    agency = forms.ModelChoiceField(
        label="Cơ quan",
        queryset=Unit.objects.none(),
        empty_label="— chọn —",
        error_messages={"required": "Hãy chọn cơ quan.", "invalid_choice": "Hãy chọn một cơ quan."},
    )
    url = TextField(
        label="Địa chỉ nhận",
        max_length=500,
        help_text="https://… của cổng tin nhắn SMS, Zalo. Cơ quan đang có webhook thì địa chỉ mới thay địa chỉ cũ.",
    )

    def __init__(self, data: Any = None, *, today: date) -> None:
        super().__init__(data)
        offer(self, "agency", agencies(today).order_by("order", "pk"))
