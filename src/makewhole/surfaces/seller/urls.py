"""The seller's addresses."""

from django.urls import path

from makewhole.surfaces.seller import appeal_views, more_time, returning, views

app_name = "seller"

urlpatterns = [
    path("claims/", views.claims, name="claims"),
    path("claims/<str:reference>/", views.claim, name="claim"),
    path("claims/<str:reference>/answer/", views.answer, name="answer"),
    path("claims/<str:reference>/more-time/", more_time.ask, name="more_time"),
    path("claims/<str:reference>/contest/", appeal_views.contest, name="contest"),
    path(
        "claims/<str:reference>/contest/withdraw/",
        appeal_views.withdraw_contest,
        name="withdraw_contest",
    ),
    path("claims/<str:reference>/return/", returning.return_, name="return_"),
    path("inbox/", views.inbox, name="inbox"),
    path("letters/<str:notice>/", views.letter, name="letter"),
]
