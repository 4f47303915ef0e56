"""The handler's addresses."""

from django.urls import path

from makewhole.surfaces.handler import (
    appeal_views,
    assigning,
    loss_views,
    opening,
    reaching,
    returning,
    views,
)

app_name = "handler"

urlpatterns = [
    path("queue/", views.queue, name="queue"),
    path("appeals/", appeal_views.appeals, name="appeals"),
    path("appeals/<str:reference>/", appeal_views.appeal, name="appeal"),
    path("appeals/<str:reference>/find/", appeal_views.find_again, name="find_again"),
    path("appeals/<str:reference>/decide/", appeal_views.decide, name="decide_appeal"),
    path("appeals/<str:reference>/pass-on/", appeal_views.pass_on_to_lead, name="pass_on"),
    path("appeals/<str:reference>/draw/", appeal_views.draw_again, name="draw_again"),
    path("inbox/", views.inbox, name="inbox"),
    path("loss/", loss_views.new_loss, name="new_loss"),
    path("claims/<str:reference>/loss/<str:matter>/", loss_views.loss, name="loss"),
    path("claims/<str:reference>/", views.claim, name="claim"),
    path("claims/<str:reference>/release/", views.release, name="release"),
    path("claims/<str:reference>/return/", returning.return_, name="return_"),
    path("claims/<str:reference>/open/", opening.open_private, name="open_private"),
    path("claims/<str:reference>/find/", views.find, name="find"),
    path("claims/<str:reference>/assign/", assigning.assign, name="assign"),
    path("claims/<str:reference>/reach/", reaching.reach, name="reach"),
    path("claims/<str:reference>/confirm/", views.confirm, name="confirm"),
]
