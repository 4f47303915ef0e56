"""The sandbox's sign-in: anybody may be anybody, and nobody outside a sandbox may be somebody."""

from collections.abc import Mapping
from typing import Literal
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from makewhole.apps.claims.queries import list_claims
from makewhole.apps.parties.queries import (
    PartyFacts,
    display_names,
    parties_of_kinds,
    party,
    party_named,
)
from makewhole.apps.tenancy.queries import MarketplaceNotFound
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.stages import Stage
from makewhole.core.clocks.clock import Actor
from makewhole.surfaces.shared.access import (
    FIRST_PAGES,
    Person,
    as_role,
    safe_address,
    sign_in,
    sign_out,
)
from makewhole.surfaces.shared.desk import Desk, frame, public_desk
from makewhole.surfaces.shared.pages import DemoPerson, SignInPage
from makewhole.surfaces.shared.render import render_page
from makewhole.surfaces.shared.wording.labels import badge

_STAFF = ("handler", "lead", "programme")
_NAMED = {"reference": "buyer", "seller": "seller"}  # Which field names whom.
_SHOWN = 12  # Enough to choose from; a real file brings thousands of sellers and buyers.
_ACTING = 8  # Of them at most, so that there is also somebody who waits.


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """Show who one can be, or become somebody: `person` is a party, the others references."""
    at = _sandbox()
    after = safe_address(request, request.POST.get("after", request.GET.get("after", "")))
    if request.method != "POST":
        return render_page(request, "shared/sign_in.html", _page(at, after))
    named = {kind: request.POST.get(kind, "").strip() for kind in _NAMED}
    with transaction(at.marketplace_id):
        found = _wanted(at, request.POST.get("person", ""), named)
    if found is None:
        page = _page(at, after, named=named)
        return render_page(request, "shared/sign_in.html", page, status=422)
    sign_in(request, found)
    return HttpResponseRedirect(after or reverse(FIRST_PAGES[found.role]))


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget who was signed in."""
    sign_out(request)
    return HttpResponseRedirect(reverse("shared:front"))


def _sandbox() -> Desk:
    """Answer the desk of a sandbox; elsewhere this page does not exist."""
    try:
        at = public_desk()
    except MarketplaceNotFound:
        raise Http404 from None
    if not at.facts.sandbox:
        raise Http404
    return at


def _wanted(at: Desk, chosen: str, named: Mapping[str, str]) -> Person | None:
    """Find who was chosen or named; None where there is nobody of that id or reference."""
    if chosen:
        party_id = _uuid(chosen)
        found = party(marketplace_id=at.marketplace_id, party_id=party_id) if party_id else None
        return None if found is None else _person(at, found)
    for field, reference in named.items():
        one = party_named(
            marketplace_id=at.marketplace_id, kind=_NAMED[field], external_ref=reference
        )
        if reference and one is not None:
            return _person(at, one)
    return None


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _person(at: Desk, found: PartyFacts) -> Person | None:
    role = as_role(found.kind)
    if role is None:
        return None
    return Person(
        marketplace_id=at.marketplace_id,
        party_id=found.party_id,
        role=role,
        name=found.display_name or found.external_ref,
    )


def _page(at: Desk, after: str, *, named: Mapping[str, str] | None = None) -> SignInPage:
    """Answer the page; `named` are references that nobody here has."""
    with transaction(at.marketplace_id):
        staff = parties_of_kinds(marketplace_id=at.marketplace_id, kinds=_STAFF)
        sellers = _with_claims(at, "seller")
        buyers = _with_claims(at, "buyer")
        others = parties_of_kinds(marketplace_id=at.marketplace_id, kinds=("seller",))
    busy = {seller.key for seller in sellers}
    quiet = [seller for one in others if (seller := _listed(one)) and seller.key not in busy]
    return SignInPage(
        frame=frame(at),
        people=(
            *(person for one in staff if (person := _listed(one))),
            *(*sellers, *quiet)[:_SHOWN],
            *buyers,
        ),
        after=after,
        reference_typed=named["reference"] if named else "",
        error=_("No buyer here has this reference. Nothing was done; look at it once more.")
        if named and not named["seller"]
        else "",
        seller_typed=named["seller"] if named else "",
        seller_error=_("No seller here has this reference. Nothing was done; look at it once more.")
        if named and named["seller"]
        else "",
    )


def _listed(one: PartyFacts) -> DemoPerson | None:
    role = as_role(one.kind)
    if role is None:
        return None
    return DemoPerson(key=str(one.party_id), name=one.display_name or one.external_ref, role=role)


def _with_claims(at: Desk, role: Literal["buyer", "seller"]) -> tuple[DemoPerson, ...]:
    """Answer whoever has to act on a claim, the one that is due next first; buyers who wait too."""
    actor = Actor.SELLER if role == "seller" else Actor.CLAIMANT
    found = list_claims(
        marketplace_id=at.marketplace_id, next_actors=(actor.value,), limit=4 * _SHOWN
    )
    if role == "buyer":
        found += list_claims(marketplace_id=at.marketplace_id, open_only=True, limit=4 * _SHOWN)
    stages: dict[UUID, Stage] = {}
    for row in found:
        party_id = row.seller_id if role == "seller" else row.buyer_id
        is_full = row.claim.next_actor is actor and len(stages) >= _ACTING
        if party_id is not None and not is_full:
            stages.setdefault(party_id, row.claim.stage)
    wanted = list(stages)[:_SHOWN]
    names = display_names(marketplace_id=at.marketplace_id, party_ids=wanted)
    return tuple(
        DemoPerson(
            key=str(party_id),
            name=names.get(party_id, ""),
            role=role,
            note=badge(stages[party_id], None).word,
        )
        for party_id in wanted
    )
