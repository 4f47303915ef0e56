"""Addresses for tests that need no database: each sample page at /living/NAME, and the design."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, include, path

from makewhole.surfaces.shared import errors
from makewhole.surfaces.shared.render import render_page
from tests.surfaces.samples import SAMPLES


def sample(request: HttpRequest, name: str) -> HttpResponse:
    template, page = SAMPLES[name]
    return render_page(request, template, page)


def elsewhere(_request: HttpRequest, **_where: str) -> HttpResponse:
    return HttpResponse(status=204)


_CLAIM = (
    "claim",
    "answer",
    "return_",
    "withdraw",
    "find",
    "confirm",
    "assign",
    "reach",
    "more_time",
    "open_private",
)
_APPEAL = (
    *("appeal", "contest", "withdraw_appeal", "withdraw_contest"),
    *("find_again", "decide_appeal", "pass_on", "draw_again"),
)
_OTHER = ("claims", "inbox", "queue", "day", "orders", "order", "new_claim", "new_loss", "appeals")


def _audience(name: str) -> tuple[list[URLPattern], str]:
    claim = [path(f"{name}/claims/<str:reference>/{act}/", elsewhere, name=act) for act in _CLAIM]
    claim += [
        path(f"{name}/appeals/<str:reference>/{act}/", elsewhere, name=act) for act in _APPEAL
    ]
    other = [path(f"{name}/{page}/", elsewhere, name=page) for page in _OTHER]
    loss = path(f"{name}/claims/<str:reference>/loss/<str:matter>/", elsewhere, name="loss")
    letter = path(f"{name}/letters/<str:notice>/", elsewhere, name="letter")
    return [*claim, *other, loss, letter], name


urlpatterns = [
    path("living/<str:name>", sample),
    path("", include("makewhole.surfaces.shared.urls")),
    *(
        path("", include(_audience(name), namespace=name))
        for name in ("buyer", "seller", "handler", "programme")
    ),
]
handler400, handler403 = errors.bad_request, errors.permission_denied
handler404, handler500 = errors.page_not_found, errors.server_error
