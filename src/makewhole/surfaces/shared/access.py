"""Who is signed in, and which pages are theirs.

The session is a signed cookie; nothing in it is secret, and nobody can change it. Not signed in
leads to the sign-in; signed in as somebody else gets the answer of a page that does not exist.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Literal, get_args
from urllib.parse import urlencode
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

DeskRole = Literal["buyer", "seller", "handler", "lead", "programme"]

# Where each begins; the addresses belong to the audiences.
FIRST_PAGES: dict[DeskRole, str] = {
    "buyer": "buyer:claims",
    "seller": "seller:claims",
    "handler": "handler:queue",
    "lead": "handler:queue",
    "programme": "programme:day",
}

_KEY = "person"

View = Callable[..., HttpResponse]  # With the parts of its address by name.


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who is signed in: a party of a marketplace, in one capacity."""

    marketplace_id: UUID
    party_id: UUID
    role: DeskRole
    name: str


_ROLES: dict[str, DeskRole] = {role: role for role in get_args(DeskRole)}


def as_role(kind: str) -> DeskRole | None:
    """Answer in what capacity a party of this kind signs in; None for one that never does."""
    return _ROLES.get(kind)


def person_of(request: HttpRequest) -> Person | None:
    """Answer who is signed in; None when nobody is, or the cookie is of an older form."""
    kept = request.session.get(_KEY)
    if not isinstance(kept, dict):
        return None
    role = as_role(kept.get("role", ""))
    if role is None:
        return None
    return Person(
        marketplace_id=UUID(kept["marketplace"]),
        party_id=UUID(kept["party"]),
        role=role,
        name=kept["name"],
    )


def sign_in(request: HttpRequest, person: Person) -> None:
    """Remember who is signed in, and nothing of whoever was before."""
    request.session.flush()
    request.session[_KEY] = {
        "marketplace": str(person.marketplace_id),
        "party": str(person.party_id),
        "role": person.role,
        "name": person.name,
    }


def sign_out(request: HttpRequest) -> None:
    """Forget who was signed in."""
    request.session.flush()


def desk_of(*roles: DeskRole) -> Callable[[View], View]:
    """Let only these roles see a view, which is given who they are."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, **where: str) -> HttpResponse:
            person = person_of(request)
            if person is None:
                return _to_sign_in(request)
            if person.role not in roles:
                raise Http404
            return view(request, person, **where)

        return guarded

    return guard


def _to_sign_in(request: HttpRequest) -> HttpResponse:
    """Lead to the sign-in, and back to where the reader wanted to go if that can be shown again."""
    after = request.get_full_path() if request.method == "GET" else ""
    query = f"?{urlencode({'after': after})}" if after else ""
    return HttpResponseRedirect(reverse("shared:sign_in") + query)


def safe_address(request: HttpRequest, address: str) -> str:
    """Answer the address if it is one of ours, else nothing: nobody is led elsewhere."""
    is_ours = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if is_ours else ""
