"""Addresses of no audience in particular."""

from django.urls import path

from makewhole.surfaces.shared import look, signing_in, views

app_name = "shared"

urlpatterns = [
    path("", views.front, name="front"),
    path("sign-in/", signing_in.enter, name="sign_in"),
    path("sign-out/", signing_in.leave, name="sign_out"),
    path("terms/", views.terms, name="terms"),
    path("terms/<str:terms_hash>/", views.terms_version, name="terms_version"),
    path("design/", views.design, name="design"),
    path("look/mark.svg", look.mark, name="mark"),
    path("look/<str:digest>.css", look.style, name="stylesheet"),
]
