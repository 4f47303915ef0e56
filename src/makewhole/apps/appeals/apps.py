"""The appeals app."""

from django.apps import AppConfig


class Appeals(AppConfig):
    """Appeals and contests."""

    name = "makewhole.apps.appeals"
    label = "appeals"
