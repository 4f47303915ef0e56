"""The journal app."""

from django.apps import AppConfig


class Journal(AppConfig):
    """The record of what happened, clocks and effects."""

    name = "makewhole.apps.journal"
    label = "journal"
