"""The tenancy app."""

from django.apps import AppConfig


class Tenancy(AppConfig):
    """Marketplaces, their markets and clocks."""

    name = "makewhole.apps.tenancy"
    label = "tenancy"
