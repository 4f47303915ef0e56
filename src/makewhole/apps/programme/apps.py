"""The programme app."""

from django.apps import AppConfig


class Programme(AppConfig):
    """Terms, adopted and in force."""

    name = "makewhole.apps.programme"
    label = "programme"
