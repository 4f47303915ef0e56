"""The buyer's addresses; a claim's own is stable, so that people can keep it."""

from django.urls import path

from makewhole.surfaces.buyer import (
    appeal_views,
    loss_views,
    more_time,
    order_views,
    returning,
    views,
)

app_name = "buyer"

urlpatterns = [
    path("claims/", views.claims, name="claims"),
    path("claims/<str:reference>/", views.claim, name="claim"),
    path("claims/<str:reference>/answer/", views.answer, name="answer"),
    path("claims/<str:reference>/more-time/", more_time.ask, name="more_time"),
    path("claims/<str:reference>/release/", views.release, name="release"),
    path("claims/<str:reference>/return/", returning.return_, name="return_"),
    path("claims/<str:reference>/withdraw/", views.withdraw, name="withdraw"),
    path("orders/", order_views.orders, name="orders"),
    path("order/", order_views.order, name="order"),
    path("order/claim/", order_views.new_claim, name="new_claim"),
    path("order/loss/", loss_views.new_loss, name="new_loss"),
    path("claims/<str:reference>/loss/<str:matter>/", loss_views.loss, name="loss"),
    path("claims/<str:reference>/appeal/", appeal_views.appeal, name="appeal"),
    path(
        "claims/<str:reference>/appeal/withdraw/",
        appeal_views.withdraw_appeal,
        name="withdraw_appeal",
    ),
    path("inbox/", views.inbox, name="inbox"),
    path("letters/<str:notice>/", views.letter, name="letter"),
]
