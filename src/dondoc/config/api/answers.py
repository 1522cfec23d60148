"""Whatever goes wrong in a call is answered in one shape: code, sentence, and all findings at once."""

from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from dondoc.config.errors import as_json
from dondoc.lib.errors import Denial

CODES = {400: "bad_request", 401: "unauthorized", 403: "forbidden", 404: "not_found", 409: "wrong_state"}
SENTENCES = {
    "missing": "Thiếu trường này.",
    "extra_forbidden": "Không có trường này.",
    "string_too_long": "Nội dung quá dài.",
    "too_long": "Danh sách quá dài.",
    "value_error": "Nội dung không đúng dạng hoặc quá dài.",
}
WRONG_VALUE = "Giá trị không đúng kiểu hoặc ngoài khoảng cho phép."


def install(api: NinjaAPI) -> None:
    """Puts our answers in the place of the framework's."""
    api.add_exception_handler(Denial, _denied)
    api.add_exception_handler(ValidationError, _invalid)
    api.add_exception_handler(AuthenticationError, _unauthorized)
    api.add_exception_handler(Http404, _not_found)
    api.add_exception_handler(HttpError, _http_error)
    for unreadable in (BadRequest, SuspiciousOperation, MultiPartParserError):
        api.add_exception_handler(unreadable, _bad_request)


@csrf_exempt
def not_found(request: HttpRequest) -> JsonResponse:
    """An address under /api/ that is none, whatever letters it has."""
    return _body(404, "Không tìm thấy.")


def _body(status: int, sentence: str, code: str = "", **more: Any) -> JsonResponse:
    return JsonResponse({"code": code or CODES.get(status, "error"), "sentence": sentence, **more}, status=status)


def _denied(request: HttpRequest, denial: Any) -> HttpResponse:
    return JsonResponse(as_json(denial), status=denial.status)


def _invalid(request: HttpRequest, error: Any) -> HttpResponse:
    findings = [
        {
            "sentence": SENTENCES.get(one["type"], WRONG_VALUE),
            "field": ".".join(str(part) for part in one["loc"][2 if one["loc"][0] == "body" else 1 :]),
            "code": one["type"],
        }
        for one in error.errors
    ]
    return _body(422, "Dữ liệu gửi lên không đúng.", "invalid", findings=findings)


def _unauthorized(request: HttpRequest, error: Any) -> HttpResponse:
    answer = _body(401, "Cần khóa API còn hiệu lực, hoặc phiên đăng nhập.")
    answer["WWW-Authenticate"] = "Bearer"
    return answer


def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    return not_found(request)


def _http_error(request: HttpRequest, error: Any) -> HttpResponse:
    if error.status_code == 403:
        return _body(403, "Yêu cầu từ phiên đăng nhập cần mã CSRF (đầu mục X-CSRFToken).", "csrf")
    sentence = str(error) if not str(error).isascii() else "Nội dung gửi lên không đọc được."
    return _body(error.status_code, sentence)


def _bad_request(request: HttpRequest, error: Any) -> HttpResponse:
    return _body(400, "Nội dung gửi lên không đọc được.")
