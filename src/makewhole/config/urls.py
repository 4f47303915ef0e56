"""The addresses: one file of each audience, put together here."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("makewhole.surfaces.shared.urls")),
    path("buyer/", include("makewhole.surfaces.buyer.urls")),
    path("seller/", include("makewhole.surfaces.seller.urls")),
    path("handler/", include("makewhole.surfaces.handler.urls")),
    path("programme/", include("makewhole.surfaces.programme.urls")),
]

handler400 = "makewhole.surfaces.shared.errors.bad_request"
handler403 = "makewhole.surfaces.shared.errors.permission_denied"
handler404 = "makewhole.surfaces.shared.errors.page_not_found"
handler500 = "makewhole.surfaces.shared.errors.server_error"
