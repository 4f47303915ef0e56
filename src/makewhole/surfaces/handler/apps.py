"""The handler's pages as a Django app: their templates."""

from django.apps import AppConfig


class SurfaceHandler(AppConfig):
    """Named apart from the apps of `makewhole.apps`, whose labels are the plain words."""

    name = "makewhole.surfaces.handler"
    label = "surface_handler"
