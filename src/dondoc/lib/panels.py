"""Panels: what a page of a lower app shows of higher apps, listed in the settings so that nothing imports upwards."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel: its heading, its fragment and what the fragment shows."""

    heading: str
    template: str
    context: dict[str, Any]


def panels(place: str, request: HttpRequest, record: Any) -> list[Panel]:
    """The panels of one place of a page, in the order of the settings."""
    made = [import_string(path)(request, record) for path in settings.DONDOC_PANELS.get(place, [])]
    return [panel for panel in made if panel is not None]
