"""People at their desks, in a shop of the test's own."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest
from django.test import Client
from django.test.utils import override_settings

from makewhole.apps.parties.commands import ensure_party
from makewhole.apps.tenancy.queries import all_marketplaces
from makewhole.apps.tenancy.transactions import transaction
from makewhole.surfaces.shared import desk
from tests.apps.claims.shop import Shop
from tests.surfaces.reading import Reading, read

STAFF = (("handler", "Hana"), ("lead", "Lena"), ("programme", "Pia"))


@dataclass(slots=True)
class Desk:
    """One person's browser."""

    client: Client

    def page(self, address: str, *, status: int = 200) -> Reading:
        answer = self.client.get(address)
        assert answer.status_code == status, answer.status_code
        return read(answer.content.decode())

    def send(self, address: str, fields: Mapping[str, str], *, status: int = 302) -> Reading:
        """Send a form; after a redirect, answer the page that it leads to."""
        answer = self.client.post(address, fields)
        assert answer.status_code == status, (answer.status_code, read_text(answer.content))
        if status == 302:
            answer = self.client.get(answer["Location"])
        return read(answer.content.decode())


def read_text(content: bytes) -> str:
    page = read(content.decode())
    return " ".join(main.text for main in page.all("main"))[:500]


def fields_of(page: Reading, action: str) -> dict[str, str]:
    """Answer what the form with this address would send by itself."""
    form = next(f for f in page.all("form") if f.attributes["action"].endswith(action))
    return {
        control.attributes["name"]: control.attributes.get("value", "")
        for control in page.all("input")
        if control.within("form") is form and control.attributes.get("type") == "hidden"
    }


@dataclass(slots=True)
class Desks:
    """A shop, and everybody who looks at it."""

    shop: Shop

    def buyer(self, reference: str = "buyer-1") -> Desk:
        return self._signed_in(reference=reference)

    def seller(self, name: str = "Alder Home") -> Desk:
        return self._chosen(f"{name} Seller")

    def handler(self) -> Desk:
        return self._chosen("Hana Handler")

    def lead(self) -> Desk:
        return self._chosen("Lena Lead handler")

    def programme(self) -> Desk:
        return self._chosen("Pia Programme manager")

    def named(self, words: str) -> Desk:
        """Whoever the door calls so."""
        return self._chosen(words)

    def _chosen(self, words: str) -> Desk:
        page = read(Client().get("/sign-in/").content.decode())
        value = next(b.attributes["value"] for b in page.all("button") if b.text.startswith(words))
        return self._signed_in(person=value)

    def _signed_in(self, **fields: str) -> Desk:
        client = Client()
        answer = client.post("/sign-in/", fields)
        assert answer.status_code == 302, read_text(answer.content)
        return Desk(client)


@pytest.fixture(autouse=True)
def living_addresses() -> Iterator[None]:
    """Serve the pages as the product does."""
    with override_settings(ROOT_URLCONF="makewhole.config.urls"):
        yield


@pytest.fixture
def desks(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Desks:
    """Everybody's desk in a shop of its own."""
    return open_desks(shop, monkeypatch)


def open_desks(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> Desks:
    """Let staff be known, and let the public see this shop's marketplace."""
    with transaction(shop.marketplace):
        for kind, name in STAFF:
            ensure_party(
                marketplace_id=shop.marketplace,
                kind=kind,
                external_ref=f"{kind}-1",
                display_name=name,
            )
    own = tuple(one for one in all_marketplaces() if one.marketplace_id == shop.marketplace)
    monkeypatch.setattr(desk, "all_marketplaces", lambda: own)
    return Desks(shop)
