"""The reporting app."""

from django.apps import AppConfig


class Reporting(AppConfig):
    """Counts, exports and proofs."""

    name = "makewhole.apps.reporting"
    label = "reporting"
