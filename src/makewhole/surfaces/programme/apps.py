"""The programme's pages as a Django app: their templates."""

from django.apps import AppConfig


class SurfaceProgramme(AppConfig):
    """Named apart from the apps of `makewhole.apps`, whose labels are the plain words."""

    name = "makewhole.surfaces.programme"
    label = "surface_programme"
