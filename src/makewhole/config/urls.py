"""The addresses: one file of each audience, put together here."""

from django.urls import URLPattern, URLResolver, include, path

from makewhole.surfaces.shared import look, views

_SHARED: list[URLPattern | URLResolver] = [
    path("design/", views.design, name="design"),
    path("look/mark.svg", look.mark, name="mark"),
    path("look/<str:digest>.css", look.style, name="stylesheet"),
]

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include((_SHARED, "shared"))),
]

handler400 = "makewhole.surfaces.shared.errors.bad_request"
handler403 = "makewhole.surfaces.shared.errors.permission_denied"
handler404 = "makewhole.surfaces.shared.errors.page_not_found"
handler500 = "makewhole.surfaces.shared.errors.server_error"
