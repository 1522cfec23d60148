"""The three errors as pages and as JSON, once: 403, 409, and 422 with all findings."""

import sys
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render, resolve_url
from django.template import loader
from django.urls import NoReverseMatch, reverse

from dondoc.config.middleware import GetResponse
from dondoc.lib.errors import Denial, Forbidden, Refused, WrongState
from dondoc.lib.lists import back_url
from dondoc.lib.rules import Finding


class DenialPages:
    """Turns a `Denial` that leaves a view into its page; views have no `try`."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, Denial):
            return None
        if request.path.startswith("/api/"):
            return JsonResponse(as_json(exception), status=exception.status)
        return page(request, exception)


def page(request: HttpRequest, denial: Denial) -> HttpResponse:
    """The page of one denial, with a way out."""
    context: dict[str, Any] = {
        "sentence": denial.sentence,
        "back_url": came_from(request),
        "typed": typed_words(request),
    }
    if isinstance(denial, Forbidden):
        context["who"] = denial.who
    elif isinstance(denial, WrongState):
        context["changed"] = denial.changed
    elif isinstance(denial, Refused):
        context["findings"] = [as_card(finding) for finding in denial.findings]
    return render(request, f"{denial.status}.html", context, status=denial.status)


def typed_words(request: HttpRequest) -> list[str]:
    """The words somebody wrote into what was not accepted, so that he can take them along; never a password."""
    written = [text for name, texts in request.POST.lists() if "password" not in name for text in texts]
    return [text for text in written if " " in text.strip()]


def came_from(request: HttpRequest) -> str:
    """Where the user was, if that is a page of ours."""
    path = _page_before(request)
    return path if path != request.path else "/"


def _page_before(request: HttpRequest) -> str:
    """The page the request was sent from, if it is one of ours; else the home page."""
    referer = request.META.get("HTTP_REFERER", "")
    own = f"{request.scheme}://{request.get_host()}"
    return back_url({"from": referer[len(own) :] if referer.startswith(own + "/") else "/"}, "/")


class ExpiredSession:
    """What was sent after the session had ended: signing in leads back to the page on which it was typed.

    The address that was sent to may take no GET; the page has kept what was typed in the browser.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        sign_in = resolve_url(settings.LOGIN_URL)
        if request.method == "POST" and response.get("Location", "").startswith(f"{sign_in}?next="):
            messages.warning(request, "Phiên làm việc đã hết hạn. Hãy đăng nhập lại; nội dung vừa nhập chưa được lưu.")
            response["Location"] = f"{sign_in}?{urlencode({'next': _page_before(request)})}"
        return response


def failed(request: HttpRequest) -> HttpResponse:
    """What went wrong on our side: 503 while the database does not answer, else 500. Asks the database nothing."""
    away = isinstance(sys.exc_info()[1], OperationalError | InterfaceError)
    status = 503 if away else 500
    if request.path.startswith("/api/"):
        sentence = "Cơ sở dữ liệu tạm thời không trả lời." if away else "Hệ thống gặp lỗi."
        answer: HttpResponse = JsonResponse({"code": "away" if away else "failed", "sentence": sentence}, status=status)
    else:
        answer = HttpResponse(loader.get_template(f"{status}.html").render(), status=status)
    if away:
        answer["Retry-After"] = "30"
    return answer


def as_card(finding: Finding) -> dict[str, str]:
    """A finding for the page: sentence, clause, and the link to where it is put right."""
    return {
        "sentence": finding.sentence,
        "clause": finding.cited,
        "severity": finding.severity,
        "remedy_url": remedy_url(finding),
        "remedy_label": "Đến nơi cần sửa",
    }


def remedy_url(finding: Finding) -> str:
    """The address of the page that mends a finding, empty if there is none."""
    if not finding.remedy:
        return ""
    try:
        return reverse(finding.remedy, args=finding.remedy_args)
    except NoReverseMatch:
        return ""


def as_json(denial: Denial) -> dict[str, Any]:
    """A denial for programs: the same sentences, every finding with clause, field and remedy."""
    body: dict[str, Any] = {"code": denial.code, "sentence": denial.sentence}
    if isinstance(denial, Forbidden):
        body["who"] = denial.who
    if isinstance(denial, WrongState):
        body["changed"] = [list(pair) for pair in denial.changed]
    if isinstance(denial, Refused):
        body["findings"] = [
            {
                "sentence": finding.sentence,
                "clause": finding.clause,
                "instrument": finding.instrument,
                "field": finding.field,
                "code": finding.code,
                "severity": finding.severity,
                "remedy": remedy_url(finding),
            }
            for finding in denial.findings
        ]
    return body


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose session has gone: what was typed is kept by the browser and put back after signing in."""
    messages.warning(request, "Phiên làm việc đã hết hạn. Nội dung vừa nhập được giữ lại trên máy này.")
    context = {
        "sentence": "Phiên làm việc đã hết hạn. Hãy đăng nhập lại; nội dung vừa nhập được giữ trên máy này.",
        "back_url": came_from(request),
        "typed": typed_words(request),
    }
    return render(request, "403.html", context, status=403)
