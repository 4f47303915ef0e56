"""The payouts app."""

from django.apps import AppConfig


class Payouts(AppConfig):
    """Money on its way."""

    name = "makewhole.apps.payouts"
    label = "payouts"
