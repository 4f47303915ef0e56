"""The parties app."""

from django.apps import AppConfig


class Parties(AppConfig):
    """Who takes part."""

    name = "makewhole.apps.parties"
    label = "parties"
