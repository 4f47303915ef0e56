"""Views that need nothing of a marketplace: the living page of the design system."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from makewhole.surfaces.shared.living import living_page
from makewhole.surfaces.shared.render import render_page


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    return render_page(request, "shared/design.html", living_page())
