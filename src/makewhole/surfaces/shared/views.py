"""Pages of no audience: the front page, the terms as published, the living page."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from makewhole.apps.programme.queries import Adopted, adoptions, terms_of
from makewhole.apps.tenancy.queries import MarketplaceNotFound
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.terms.render import render_html
from makewhole.surfaces.shared.access import person_of
from makewhole.surfaces.shared.desk import Desk, desk, frame, public_desk
from makewhole.surfaces.shared.living import living_page
from makewhole.surfaces.shared.pages import FrontPage, TermsPage, TermsVersion
from makewhole.surfaces.shared.render import render_page


@require_safe
def design(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    return render_page(request, "shared/design.html", living_page())


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Show the door."""
    at = _desk_of(request)
    adopted = _adopted(at)
    page = FrontPage(
        frame=frame(at, person=person_of(request)),
        terms_version=adopted[0].version if adopted else "",
    )
    return render_page(request, "shared/front.html", page)


@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """Show the terms that govern an order made now."""
    at = _desk_of(request)
    adopted = _adopted(at)
    today = at.now.astimezone(at.zone).date()
    governing = next(
        (one for one in adopted if one.in_force_from is None or one.in_force_from <= today), None
    )
    if governing is None:
        raise Http404
    return _terms_page(request, at, adopted, governing)


@require_safe
def terms_version(request: HttpRequest, terms_hash: str) -> HttpResponse:
    """Show one version of the terms, as it was adopted."""
    at = _desk_of(request)
    adopted = _adopted(at)
    chosen = next((one for one in adopted if one.terms_hash == terms_hash), None)
    if chosen is None:
        raise Http404
    return _terms_page(request, at, adopted, chosen)


def _desk_of(request: HttpRequest) -> Desk:
    person = person_of(request)
    try:
        return desk(person) if person else public_desk()
    except MarketplaceNotFound:
        raise Http404 from None


def _adopted(at: Desk) -> tuple[Adopted, ...]:
    """Answer what was adopted, market by market, the latest in force first."""
    with transaction(at.marketplace_id):
        found = adoptions(marketplace_id=at.marketplace_id)
    return tuple(sorted(found, key=lambda one: list(at.markets).index(one.market_code)))


def _terms_page(
    request: HttpRequest, at: Desk, adopted: Sequence[Adopted], shown: Adopted
) -> HttpResponse:
    with transaction(at.marketplace_id):
        text = terms_of(marketplace_id=at.marketplace_id, terms_hash=shown.terms_hash)
    page = TermsPage(
        frame=frame(at, person=person_of(request)),
        title=text.title,
        current=_version(shown, adopted),
        text=SafeString(render_html(text, level=1)),  # Our own renderer, which escapes all text.
        versions=tuple(_version(one, adopted) for one in adopted),
    )
    return render_page(request, "shared/terms.html", page)


def _version(one: Adopted, adopted: Sequence[Adopted]) -> TermsVersion:
    """Answer a version with the day on which the next one of its market takes over."""
    later = [
        other.in_force_from
        for other in adopted
        if other.market_code == one.market_code
        and other.in_force_from is not None
        and (one.in_force_from is None or other.in_force_from > one.in_force_from)
    ]
    return TermsVersion(
        version=one.version,
        market=one.market_code.upper(),
        in_force_from=one.in_force_from,
        in_force_to=min(later, default=None),
        adopted_at=one.adopted_at,
        adopted_by=one.approved_by,
        hash=one.terms_hash,
    )
