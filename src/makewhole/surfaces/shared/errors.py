"""Errors in our tone: what happened, what did not, the way on. Absent and not yours look alike."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from makewhole.apps.tenancy.queries import MarketplaceNotFound
from makewhole.surfaces.shared.access import FIRST_PAGES, person_of
from makewhole.surfaces.shared.desk import desk, frame
from makewhole.surfaces.shared.frame import Frame
from makewhole.surfaces.shared.render import in_zone


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorPage:
    """What stands around an error, for somebody who is signed in, and where their pages begin."""

    frame: Frame
    home: str


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's form
    return render(request, "400.html", status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's form
    return _signed_in(request, "403.html", 403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001 - Django's form
    return _signed_in(request, "404.html", 404)


def server_error(request: HttpRequest) -> HttpResponse:
    return render(request, "500.html", status=500)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001 - Django's form
    """Answer a form whose token does not fit: open too long, or from elsewhere."""
    return _signed_in(request, "403.html", 403)


def _signed_in(request: HttpRequest, template: str, status: int) -> HttpResponse:
    """Keep the masthead of whoever is signed in: an error signs nobody out."""
    page = _page(request)
    if page is None:
        return render(request, template, status=status)
    with in_zone(page.frame):
        return render(request, template, {"page": page}, status=status)


def _page(request: HttpRequest) -> ErrorPage | None:
    if not hasattr(request, "session"):
        return None  # It went wrong before anybody's session was read.
    person = person_of(request)
    if person is None:
        return None
    try:
        at = desk(person)
    except MarketplaceNotFound:
        return None
    return ErrorPage(frame=frame(at, person=person), home=reverse(FIRST_PAGES[person.role]))
