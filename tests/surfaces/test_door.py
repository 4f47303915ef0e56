"""The front page, the sandbox's sign-in, the terms: on a real marketplace."""

from collections.abc import Iterator
from uuid import UUID

import pytest
from django.test import Client
from django.test.utils import override_settings

from makewhole.apps.parties.commands import ensure_party
from makewhole.apps.programme.commands import adopt_first_terms
from makewhole.apps.programme.queries import Adopted, adoptions
from makewhole.apps.programme.shipped import shipped_terms
from makewhole.apps.tenancy.commands import create_marketplace
from makewhole.apps.tenancy.queries import MarketplaceFacts, all_marketplaces, now_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.surfaces.shared import desk
from tests.surfaces.reading import read


@pytest.fixture(autouse=True)
def living_addresses() -> Iterator[None]:
    with override_settings(ROOT_URLCONF="tests.surfaces.addresses"):
        yield


@pytest.fixture
def market(marketplace: UUID, monkeypatch: pytest.MonkeyPatch) -> UUID:
    """A sandbox with its first terms, a handler and a buyer; the public sees this one."""
    adopt_first_terms(
        marketplace_id=marketplace,
        market_code="us",
        file=shipped_terms("us"),
        approved_by="Pia",
        at=now_of(marketplace_id=marketplace),
    )
    with transaction(marketplace):
        for kind, reference, name in (
            ("handler", "h-1", "Hana"),
            ("buyer", "b-17", ""),
            ("seller", "s-5", ""),
        ):
            ensure_party(
                marketplace_id=marketplace, kind=kind, external_ref=reference, display_name=name
            )
    # Modules share a database: the public's marketplace is the oldest, here the test's own.
    own = [one for one in all_marketplaces() if one.marketplace_id == marketplace]
    monkeypatch.setattr(desk, "all_marketplaces", lambda: tuple(own))
    return marketplace


own_market = pytest.mark.usefixtures("market")


def test_the_front_page_leads_to_the_terms_in_force(market: UUID, client: Client) -> None:
    page = read(client.get("/").content.decode())
    links = {link.text: link.attributes["href"] for link in page.all("a")}

    version = _adopted(market).version
    assert links[f"Read the terms, version {version}"] == "/terms/"
    assert "Sign in" in links


def _adopted(market: UUID) -> Adopted:
    with transaction(market):
        return adoptions(marketplace_id=market)[0]


def test_the_terms_page_is_what_was_adopted(market: UUID, client: Client) -> None:
    adopted = _adopted(market)
    current = client.get("/terms/").content.decode()
    by_hash = client.get(f"/terms/{adopted.terms_hash}/")

    assert by_hash.status_code == 200
    assert adopted.terms_hash in current
    assert len(read(current).all("h1")) == 1
    assert "They hold for all earlier orders too." in current
    assert client.get("/terms/unknown/").status_code == 404


@own_market
def test_one_click_signs_in_and_leads_to_the_own_desk(client: Client) -> None:
    page = read(client.get("/sign-in/").content.decode())
    buttons = {b.text: b.attributes.get("value") for b in page.all("button")}
    answer = client.post("/sign-in/", {"person": buttons["Hana Handler"]}, follow=True)

    assert answer.redirect_chain == [("/handler/queue/", 302)]
    assert answer.content == b"handler Hana"


@own_market
def test_a_buyer_signs_in_by_the_marketplaces_reference(client: Client) -> None:
    answer = client.post("/sign-in/", {"reference": " b-17 "})

    assert answer["Location"] == "/buyer/claims/"
    assert client.get("/handler/queue/").status_code == 404  # Not theirs looks like not there.


def test_a_seller_signs_in_by_the_marketplaces_reference(client: Client) -> None:
    answer = client.post("/sign-in/", {"seller": " s-5 "})

    assert (answer.status_code, answer["Location"]) == (302, "/seller/claims/")


def test_a_seller_that_is_not_known_is_said_at_its_own_field(client: Client) -> None:
    answer = client.post("/sign-in/", {"seller": "b-17"})

    assert answer.status_code == 422
    assert b"No seller here has this reference." in answer.content
    assert b"No buyer here" not in answer.content


@pytest.mark.parametrize("sent", [{"reference": "b-18"}, {"person": "x"}, {"person": ""}, {}])
@own_market
def test_nobody_is_signed_in_as_somebody_unknown(client: Client, sent: dict[str, str]) -> None:
    answer = client.post("/sign-in/", sent)

    assert answer.status_code == 422
    assert "Nothing was done" in answer.content.decode()
    assert client.get("/handler/queue/").status_code == 302


@own_market
def test_who_is_not_signed_in_comes_back_to_where_they_wanted_to_go(client: Client) -> None:
    to_sign_in = client.get("/handler/queue/?show=open")
    assert to_sign_in["Location"] == "/sign-in/?after=%2Fhandler%2Fqueue%2F%3Fshow%3Dopen"

    page = read(client.get(to_sign_in["Location"]).content.decode())
    values = {i.attributes["name"]: i.attributes.get("value", "") for i in page.all("input")}
    person = next(b.attributes["value"] for b in page.all("button") if b.text.startswith("Hana"))
    answer = client.post("/sign-in/", {"person": person, "after": values["after"]})
    assert answer["Location"] == "/handler/queue/?show=open"


@pytest.mark.parametrize("after", ["https://elsewhere.example/", "//elsewhere.example/"])
@own_market
def test_nobody_is_led_elsewhere(client: Client, after: str) -> None:
    answer = client.post("/sign-in/", {"reference": "b-17", "after": after})

    assert answer["Location"] == "/buyer/claims/"


@own_market
def test_signing_out_forgets_who_it_was(client: Client) -> None:
    client.post("/sign-in/", {"reference": "b-17"})
    answer = client.post("/sign-out/")

    assert answer["Location"] == "/"
    assert client.get("/handler/queue/").status_code == 302
    assert client.get("/sign-out/").status_code == 405


@pytest.mark.usefixtures("database")
def test_a_live_marketplace_has_no_such_sign_in(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    live = create_marketplace(name="Live Market", slug="live-door", sandbox=False, clock_at=None)
    assert isinstance(live, MarketplaceFacts)
    monkeypatch.setattr(desk, "all_marketplaces", lambda: (live,))

    assert client.get("/sign-in/").status_code == 404
    assert client.post("/sign-in/", {"reference": "b-17"}).status_code == 404


@pytest.mark.usefixtures("database")
def test_before_anything_is_set_up_there_is_a_plain_answer(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "all_marketplaces", lambda: ())

    answer = client.get("/")
    assert answer.status_code == 404
    assert "There is nothing at this address." in answer.content.decode()
