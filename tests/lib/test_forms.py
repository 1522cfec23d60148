"""Dates as they are typed, texts brought to one form, findings beside their fields."""

import unicodedata
from datetime import date

import pytest
from django import forms
from django.http import QueryDict

from dondoc.lib.forms import DayField, TextField, offer, put_findings, told_changes
from dondoc.lib.rules import Finding
from dondoc.organization.models import Unit


class Sample(forms.Form):
    day = DayField(label="Ngày", required=False)
    words = TextField(label="Nội dung", max_length=20)


def day_of(text: str) -> Sample:
    return Sample({"day": text, "words": "x"})


@pytest.mark.parametrize(
    "typed", ["05/8/2026", "5/8/2026", "05/08/2026", "05-08-2026", "5.8.2026", "2026-08-05", "05082026", " 05/8/2026 "]
)
def test_a_day_in_any_usual_spelling(typed: str) -> None:
    form = day_of(typed)
    assert form.is_valid() and form.cleaned_data["day"] == date(2026, 8, 5)


@pytest.mark.parametrize(
    "typed",
    ["31/02/2026", "32/1/2026", "5/13/2026", "5/8", "8/2026", "hôm nay", "05/8/26", "1112026", "582026", "0/0/0", "١"],
)
def test_what_is_no_day_is_told_beside_the_field_with_an_example(typed: str) -> None:
    """Seven digits may be two days: 1112026 is not guessed at."""
    form = day_of(typed)
    assert form.errors == {"day": ["Ngày không đúng. Ghi theo dạng ngày/tháng/năm, ví dụ 05/8/2026."]}
    assert f'value="{typed}"' in str(form["day"])


@pytest.mark.parametrize("typed", ["05/8/1944", "05/8/2101", "05/8/0206"])
def test_a_year_that_cannot_be_is_told(typed: str) -> None:
    assert day_of(typed).errors == {"day": ["Năm không đúng."]}


def test_no_day_is_no_day() -> None:
    form = day_of("")
    assert form.is_valid() and form.cleaned_data["day"] is None


def test_a_day_is_shown_as_it_is_written_here() -> None:
    shown = str(Sample(initial={"day": date(2026, 8, 5)})["day"])
    assert 'value="05/08/2026"' in shown and 'placeholder="dd/mm/yyyy"' in shown


def test_text_comes_in_one_form_and_what_changed_is_told_once() -> None:
    data = QueryDict(mutable=True)
    data["words"] = unicodedata.normalize("NFD", " Ðề án ")
    data["day"] = "5/8/2026"
    form = Sample(data)
    assert form.is_valid() and form.cleaned_data["words"] == "Đề án"
    told = told_changes(form)
    assert len(told) == 2 and any("U+00D0" in sentence for sentence in told)


@pytest.mark.parametrize(("typed", "told"), [("", "Cần ghi nội dung này."), ("x" * 21, "Tối đa 20 ký tự.")])
def test_what_is_wrong_with_a_text_is_told_in_vietnamese(typed: str, told: str) -> None:
    assert Sample({"words": typed}).errors["words"] == [told]


@pytest.mark.parametrize("typed", ["\u200b", "\u0000", " \u00a0 "])
def test_a_text_of_nothing_visible_is_no_text(typed: str) -> None:
    assert Sample({"words": typed}).errors["words"] == ["Cần ghi nội dung này."]


def test_findings_stand_beside_their_fields_the_others_on_top() -> None:
    form = day_of("5/8/2026")
    assert form.is_valid()
    put_findings(form, [Finding("Sai ngày.", clause="Điều 1", field="day"), Finding("Sai.", field="elsewhere")])
    assert form.errors["day"] == ["Sai ngày. (Điều 1)"] and form.non_field_errors() == ["Sai."]


def test_a_choice_that_nobody_worded_says_in_vietnamese_that_nothing_is_chosen() -> None:
    class Choosing(forms.Form):
        must = forms.ModelChoiceField(queryset=None)  # type: ignore[var-annotated]
        may = forms.ModelChoiceField(queryset=None, required=False)  # type: ignore[var-annotated]
        worded = forms.ModelChoiceField(queryset=None, empty_label="— số kế tiếp —")  # type: ignore[var-annotated]

    form = Choosing()
    for name in form.fields:
        offer(form, name, Unit.objects.none(), shown=[])
    first = {name: next(iter(form.fields[name].choices))[1] for name in form.fields}  # type: ignore[attr-defined]
    assert first == {"must": "— chọn —", "may": "— không —", "worded": "— số kế tiếp —"}
