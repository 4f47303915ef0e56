"""The insurance app."""

from django.apps import AppConfig


class Insurance(AppConfig):
    """Policies of sellers, as they were shown to us."""

    name = "makewhole.apps.insurance"
    label = "insurance"
