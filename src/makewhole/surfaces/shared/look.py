"""Views of the design system itself: the style sheet, the sign in the browser's tab."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.views.decorators.http import require_safe

from makewhole.surfaces.shared.stylesheet import stylesheet

_FOR_EVER = "public, max-age=31536000, immutable"

_MARK = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke-width="5">
<path stroke="#14212a" d="M12 3.5a8.5 8.5 0 1 0 8.5 8.5"/>
<path stroke="#0b7fb0" d="M14.8 3.97a8.5 8.5 0 0 1 5.23 5.23"/>
</svg>"""


@require_safe
def style(request: HttpRequest, digest: str) -> HttpResponseBase:
    """Serve the style sheet of this digest; another one is not here any more."""
    sheet = stylesheet()
    if digest != sheet.digest:
        raise Http404
    is_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(
        sheet.packed if is_packed else sheet.text, content_type="text/css; charset=utf-8"
    )
    if is_packed:
        response["Content-Encoding"] = "gzip"
    response["Cache-Control"] = _FOR_EVER
    response["Vary"] = "Accept-Encoding"
    return response


@require_safe
def mark(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - Django's form
    """Serve the sign in the browser's tab."""
    response = HttpResponse(_MARK, content_type="image/svg+xml")
    response["Cache-Control"] = "public, max-age=86400"
    return response
