"""The programme's addresses."""

from django.urls import path

from makewhole.surfaces.programme import views

app_name = "programme"

urlpatterns = [path("day/", views.day, name="day")]
