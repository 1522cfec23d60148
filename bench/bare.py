"""The yardstick: the same rows in a view of plain Django, without middleware, menu, filters, rights or count."""

import functools
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import include, path

from dondoc.documents.models import DocumentAccess

ROWS = 20
TEMPLATE = """<!doctype html><html lang="vi"><title>Văn bản đến</title><table>
{% for row in rows %}<tr><td>{{ row.entry.number.number }}</td><td>{{ row.entry.arrived_on|date:"d/m/Y" }}</td>
<td>{{ row.document.number }}/{{ row.document.notation }}</td><td>{{ row.document.issued_on|date:"d/m/Y" }}</td>
<td>{{ row.document.issuer_name }}</td>
<td><a href="/documents/{{ row.document_id }}">{{ row.document.abstract }}</a></td>
<td>{{ row.document.type.name }}</td><td>{{ row.document.urgency_name }}</td>
<td>{{ row.entry.due_on|date:"d/m/Y" }}</td><td>{{ row.entry.get_state_display }}</td></tr>
{% endfor %}</table></html>"""


def rows(request: HttpRequest) -> HttpResponse:
    """The first rows of a seat's arrivals, ten columns, newest first."""
    found = DocumentAccess.objects.filter(seat=request.GET["seat"], box="in")
    found = found.select_related("document__type", "entry__number").order_by("-sort_key", "-pk")[:ROWS]
    return HttpResponse(_template().render({"rows": found}))


@functools.cache
def _template() -> Any:
    return engines["django"].from_string(TEMPLATE)


urlpatterns = [path("bare", rows), path("", include("dondoc.config.urls"))]
