"""The orders app."""

from django.apps import AppConfig


class Orders(AppConfig):
    """Orders as they were reported."""

    name = "makewhole.apps.orders"
    label = "orders"
