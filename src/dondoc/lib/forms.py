"""Parts of forms: dates as they are typed in Việt Nam, findings put beside their fields."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict

from dondoc.lib import folding
from dondoc.lib.errors import Refused
from dondoc.lib.rules import Finding


class DayField(forms.DateField):
    """A day typed dd/mm/yyyy."""

    def __init__(self, *, label: str, required: bool = True, help_text: str = "", initial: Any = None) -> None:
        super().__init__(
            label=label,
            required=required,
            help_text=help_text,
            initial=initial,
            input_formats=["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%Y-%m-%d", "%d%m%Y"],
            widget=forms.DateInput(
                format="%d/%m/%Y",
                attrs={"placeholder": "dd/mm/yyyy", "inputmode": "numeric", "autocomplete": "off"},
            ),
            error_messages={
                "required": "Hãy ghi ngày.",
                "invalid": "Ngày không đúng. Ghi theo dạng ngày/tháng/năm, ví dụ 05/8/2026.",
            },
        )

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, str) and value.strip().isdigit() and len(value.strip()) != 8:
            # Without separators only eight digits are one day: 1112026 may be 1/11 or 11/1.
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
        day = super().to_python(value)
        if day is not None and not 1945 <= day.year <= 2100:
            raise forms.ValidationError("Năm không đúng.", code="invalid")
        return day


class TextField(forms.CharField):
    """A line or block of text, brought to one Unicode form; what was changed is told by the view."""

    def __init__(
        self, *, label: str, required: bool = True, rows: int = 0, max_length: int = 500, help_text: str = ""
    ) -> None:
        widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(attrs={"autocomplete": "off"})
        super().__init__(
            label=label,
            required=required,
            max_length=max_length,
            help_text=help_text,
            widget=widget,
            error_messages={"required": "Cần ghi nội dung này.", "max_length": f"Tối đa {max_length} ký tự."},
        )

    def to_python(self, value: Any) -> str:
        return folding.normalise(super().to_python(value) or "")


class PeriodForm(forms.Form):
    """From which day to which something is printed or taken out."""

    since = DayField(label="Từ ngày")
    until = DayField(label="Đến ngày")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if data.get("since") and data.get("until") and data["since"] > data["until"]:
            self.add_error("until", "Ngày cuối kỳ phải sau ngày đầu kỳ.")
        return data


# What the framework shows of a choice that nobody has worded.
NOTHING_SAID = forms.ModelChoiceField(None).empty_label


def offer(
    form: forms.Form,
    name: str,
    rows: "QuerySet[Any]",
    *,
    shown: Iterable[Any] | None = None,
    label: Callable[[Any], str] = str,
) -> None:
    """Gives a choice of rows its rows. They are read once, however often the field is shown, or not at all.

    `shown` are the same rows where they have been read already.
    """
    field: Any = form.fields[name]
    field.queryset = rows
    worded = field.empty_label
    if worded == NOTHING_SAID:
        worded = "— chọn —" if field.required else "— không —"
    empty = [] if worded is None else [("", worded)]
    field.choices = lambda: [*empty, *((row.pk, label(row)) for row in (rows if shown is None else shown))]


def put_findings(form: forms.Form, findings: Iterable[Finding]) -> None:
    """Puts each finding beside its field, or on top of the form when it has none there."""
    for finding in findings:
        clause = f" ({finding.cited})" if finding.cited else ""
        form.add_error(finding.field if finding.field in form.fields else None, finding.sentence + clause)


def attempt(form: forms.Form, act: Callable[[], object], *, beside: Mapping[str, str] | None = None) -> bool:
    """Runs an act once its form is valid; what is refused stands beside the fields, and what was typed stays.

    `beside` names the form's field for findings that an action puts under another name.
    """
    if not form.is_valid():
        return False
    try:
        act()
    except Refused as refused:
        put_findings(form, [replace(f, field=(beside or {}).get(f.field, f.field)) for f in refused.findings])
        return False
    return True


def _typed(form: forms.Form, name: str) -> list[Any]:
    """Everything typed under a field's name."""
    data = form.data
    return data.getlist(form.add_prefix(name)) if isinstance(data, QueryDict) else [data.get(form.add_prefix(name))]


def told_changes(form: forms.Form) -> list[str]:
    """What was normalised in what was typed, each sentence once."""
    raw = [value for name in form.fields for value in _typed(form, name)] if form.data else []
    return list(dict.fromkeys(s for value in raw if isinstance(value, str) for s in folding.what_changed(value)))


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of files; what each one is gets checked when it is stored."""

    def __init__(self, *, label: str, help_text: str = "") -> None:
        super().__init__(label=label, required=False, help_text=help_text, widget=ManyFiles())

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        return list(data) if isinstance(data, list | tuple) else [data] if data else []
