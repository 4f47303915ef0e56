"""The programme's pages: the day."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from makewhole.surfaces.programme import reading
from makewhole.surfaces.shared import flash
from makewhole.surfaces.shared.access import Person, desk_of
from makewhole.surfaces.shared.desk import desk
from makewhole.surfaces.shared.render import render_page


@require_safe
@desk_of("programme", "lead")
def day(request: HttpRequest, person: Person) -> HttpResponse:
    """Show what is open, what is due, what it cost, whether the books balance."""
    page = reading.day_page(desk(person), person, notes=flash.taken(request))
    return render_page(request, "programme/day.html", page)
