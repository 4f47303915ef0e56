"""The privacy app."""

from django.apps import AppConfig


class PrivacyApp(AppConfig):
    """Need-to-know, holds, retention, erasure."""

    name = "makewhole.apps.privacy"
    label = "privacy"
