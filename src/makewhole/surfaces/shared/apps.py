"""The design system as a Django app: its templates and template tags."""

from django.apps import AppConfig


class SurfaceShared(AppConfig):
    """Named apart from the apps of `makewhole.apps`, whose labels are the plain words."""

    name = "makewhole.surfaces.shared"
    label = "surface_shared"
