"""Addresses for tests on a real marketplace; what other audiences own is named only."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from makewhole.surfaces.shared import errors
from makewhole.surfaces.shared.access import Person, desk_of


@desk_of("handler", "lead")
def queue(_request: HttpRequest, person: Person) -> HttpResponse:
    return HttpResponse(f"{person.role} {person.name}")


def elsewhere(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(status=204)


urlpatterns = [
    path("", include("makewhole.surfaces.shared.urls")),
    path("handler/queue/", include(([path("", queue, name="queue")], "handler"))),
    path("seller/claims/", include(([path("", elsewhere, name="claims")], "seller"))),
    path("buyer/claims/", include(([path("", elsewhere, name="claims")], "buyer"))),
    path("programme/day/", include(([path("", elsewhere, name="day")], "programme"))),
]
handler404 = errors.page_not_found
