"""How a view renders its page: one template, one frozen dataclass, the reader's zone."""

from typing import Protocol
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from makewhole.surfaces.shared.frame import Frame


class Page(Protocol):
    """What every page dataclass has: its frame, and where it stands in the navigation."""

    @property
    def frame(self) -> Frame: ...

    @property
    def here(self) -> str: ...


def render_page(
    request: HttpRequest, template: str, page: Page, *, status: int = 200
) -> HttpResponse:
    """Render the page in its reader's zone; the language is the one that is active."""
    with timezone.override(ZoneInfo(page.frame.zone)):
        return render(request, template, {"page": page}, status=status)
