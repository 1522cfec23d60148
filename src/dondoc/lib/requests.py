"""A request as our middleware leaves it: with the actor, and the post he acts in."""

from io import BytesIO
from typing import IO, Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse

from dondoc.lib.actor import Actor


class Request(HttpRequest):
    """What views get; `holding` is the row that gives the person his post, None without one."""

    actor: Actor
    holding: Any
    holdings: list[Any]


def original(handle: IO[bytes], name: str, content_type: str = "application/octet-stream") -> FileResponse:
    """The bytes of a file as they came, always as a download: nothing that was brought in runs in our pages."""
    response = FileResponse(handle, as_attachment=True, filename=name, content_type=content_type)
    response["X-Content-Type-Options"] = "nosniff"
    return response


def picture(image: bytes | None, *, kept: bool = True) -> HttpResponse:
    """One page as a picture, which the person's own browser may keep for an hour; 404 where there is none."""
    if image is None:
        raise Http404
    response = HttpResponse(image, content_type="image/png")
    response["Cache-Control"] = "private, max-age=3600" if kept else "no-store"
    return response


def printed(content: bytes, name: str) -> FileResponse:
    """A form of ours as a PDF that the browser shows, ready to print; kept nowhere on the way."""
    response = FileResponse(BytesIO(content), filename=f"{name}.pdf", content_type="application/pdf")
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    # A browser's own viewer is an object in a page of its own, which our policy for pages would forbid.
    response._csp_exempt = True  # type: ignore[attr-defined]
    return response


def whole(text: str) -> int | None:
    """The whole number that was sent as text; None for anything else, also for one larger than any key."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 15 else None
