"""The handler's addresses."""

from django.urls import path

from makewhole.surfaces.handler import returning, views

app_name = "handler"

urlpatterns = [
    path("queue/", views.queue, name="queue"),
    path("inbox/", views.inbox, name="inbox"),
    path("claims/<str:reference>/", views.claim, name="claim"),
    path("claims/<str:reference>/return/", returning.return_, name="return_"),
    path("claims/<str:reference>/find/", views.find, name="find"),
    path("claims/<str:reference>/confirm/", views.confirm, name="confirm"),
]
