"""The seller's pages as a Django app: their templates."""

from django.apps import AppConfig


class SurfaceSeller(AppConfig):
    """Named apart from the apps of `makewhole.apps`, whose labels are the plain words."""

    name = "makewhole.surfaces.seller"
    label = "surface_seller"
