"""The ledger app."""

from django.apps import AppConfig


class Ledger(AppConfig):
    """The books."""

    name = "makewhole.apps.ledger"
    label = "ledger"
