"""The buyer's pages as a Django app: their templates."""

from django.apps import AppConfig


class SurfaceBuyer(AppConfig):
    """Named apart from the apps of `makewhole.apps`, whose labels are the plain words."""

    name = "makewhole.surfaces.buyer"
    label = "surface_buyer"
