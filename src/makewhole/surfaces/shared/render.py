"""How a view renders its page: one template, one frozen dataclass, the reader's zone."""

from contextlib import AbstractContextManager
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


def in_zone(frame: Frame) -> AbstractContextManager[None]:
    """Answer the context in which times are written in the reader's zone."""
    return timezone.override(ZoneInfo(frame.zone))


def render_page(
    request: HttpRequest, template: str, page: Page, *, status: int = 200
) -> HttpResponse:
    """Render the page in its reader's zone; the language is the one that is active."""
    with in_zone(page.frame):
        return render(request, template, {"page": page}, status=status)
