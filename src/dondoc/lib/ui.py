"""Small parts of every page: icons, badges of urgency and time, field wiring, numbers."""

from typing import Any

from django import forms, template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()

TIME_BADGES = {
    "trong_han": ("dd-blue", "clock"),
    "sap_den_han": ("dd-amber", "hourglass"),
    "qua_han": ("dd-red", "alert-triangle"),
    "dung_han": ("dd-green", "circle-check"),
    "hoan_thanh_qua_han": ("dd-orange", "circle-check"),
    "tam_dung": ("dd-grey", "player-pause"),
    "khong_thoi_han": ("dd-grey", "infinity"),
}
URGENCY_BADGES = {1: ("dd-orange", "Khẩn"), 2: ("dd-red", "Thượng khẩn"), 3: ("dd-red-full", "Hỏa tốc")}


@register.simple_tag
def icon(name: str) -> SafeString:
    """An icon of the sprite; decoration, so hidden from screen readers."""
    return format_html('<svg class="icon" aria-hidden="true"><use href="{}#{}"></use></svg>', static("icons.svg"), name)


def badge(css: str, icon_name: str, words: str) -> SafeString:
    """Icon, words and colour together, never colour alone."""
    return format_html('<span class="dd-badge {}">{}{}</span>', css, icon(icon_name), words)


@register.simple_tag
def urgency(level: int) -> SafeString | str:
    """The badge of an urgency; nothing for an ordinary document."""
    if level not in URGENCY_BADGES:
        return ""
    css, words = URGENCY_BADGES[level]
    return badge(css, "flame", words)


@register.simple_tag
def time_badge(code: str, words: str) -> SafeString:
    """The badge of a time class."""
    css, icon_name = TIME_BADGES[code]
    return badge(css, icon_name, words)


@register.filter
def told_by(field: BoundField) -> str:
    """The ids of what is said about a field: its help, and each of its errors."""
    base = field.auto_id
    told = [f"{base}-help"] if field.help_text else []
    told += [f"{base}-error{place if place > 1 else ''}" for place in range(1, len(field.errors) + 1)]
    return " ".join(told)


@register.filter
def described(field: BoundField) -> SafeString:
    """The widget, wired to its help and its errors for screen readers; nothing for chips, drawn one by one."""
    if is_chips(field):
        return SafeString("")
    widget = field.field.widget
    attributes: dict[str, str | bool] = {}
    if not isinstance(widget, forms.CheckboxInput | forms.RadioSelect | forms.CheckboxSelectMultiple):
        css = "form-select" if isinstance(widget, forms.Select) else "form-control"
        attributes["class"] = css + (" is-invalid" if field.errors else "")
    elif isinstance(widget, forms.CheckboxInput):
        attributes["class"] = "form-check-input"
    if told := told_by(field):
        attributes["aria-describedby"] = told
    if field.errors:
        attributes["aria-invalid"] = "true"
    return field.as_widget(attrs=attributes)


@register.filter
def is_checkbox(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.CheckboxInput)


@register.filter
def is_chips(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.RadioSelect | forms.CheckboxSelectMultiple)


# More choices than this are narrowed by typing.
MANY = 12


@register.filter
def is_long(field: BoundField) -> bool:
    """Whether so much can be chosen here that one looks for it by typing."""
    return isinstance(field.field.widget, forms.CheckboxSelectMultiple) and len(field.subwidgets) > MANY


@register.filter
def is_file(field: BoundField) -> bool:
    return isinstance(field.field.widget, forms.FileInput)


@register.filter
def thousands(number: Any) -> str:
    """1.234 as numbers are written in Việt Nam."""
    return f"{number:,}".replace(",", ".")
