"""The notices app."""

from django.apps import AppConfig


class Notices(AppConfig):
    """What was told to whom."""

    name = "makewhole.apps.notices"
    label = "notices"
