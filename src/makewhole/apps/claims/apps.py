"""The claims app."""

from django.apps import AppConfig


class Claims(AppConfig):
    """Claims and determinations."""

    name = "makewhole.apps.claims"
    label = "claims"
