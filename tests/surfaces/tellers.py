"""Somebody who tells of a loss on its pages, one after the other, at their own or a staff desk."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from makewhole.apps.claims.queries import ClaimRow, list_claims
from makewhole.apps.reporting.verify import verify
from makewhole.apps.tenancy.transactions import transaction
from tests.apps.claims.shop import Shop
from tests.apps.claims.test_losses import insured
from tests.apps.order_files import row
from tests.surfaces.desks import Desk, Desks, fields_of
from tests.surfaces.reading import Reading, read

BEGIN = {"buyer": "/buyer/order/loss/", "handler": "/handler/loss/"}

WHAT = "The glass cracked and hot water ran over the worktop."

# What a person answers whose worktop was damaged by a product used as it is meant to be.
ANSWERS: Mapping[str, Mapping[str, str]] = {
    "hurt": {"hurt": "no"},
    "incident": {
        "place": "In the kitchen at home",
        "what": WHAT,
        "loss_on": "2026-11-20",
        "account": "product",
    },
    "claimant": {"claimant_kind": "person"},
    "use": {"usage": "intended", "warnings": "None that I saw."},
    "care": {"minor": "no", "represented": "no"},
    "court": {"case_in_court": "no"},
    "head-1": {
        "description-1": "Oak worktop",
        "age-1": "3 years",
        "price_new-1": "500.00",
        "repair-1": "no",
        "part_claimed-1": "240.00",
        "part_shown-1": "240.00",
        "pieces-1": "2",
    },
    "trade": {"part_for_trade-1": "no"},
    "others": {"part_other_paid-1": "0", "insurer": ""},
    "evidence": {"photos": "2", "proof_of_loss": "yes"},
    "product": {"lot": "L-77", "kept": "yes"},
}


@dataclass(slots=True)
class Teller:
    """One person before one page of the interview."""

    desk: Desk
    side: str = "buyer"
    at: str = ""
    page: Reading = field(default_factory=lambda: read(""))
    status: int = 200
    seen: list[str] = field(default_factory=list)  # The matters, in the order they were asked.

    def begin(self, number: str = "A-1", **fields: str) -> None:
        """Begin on an order: its line 1, unless `fields` say otherwise."""
        address = BEGIN[self.side]
        page = self.desk.page(f"{address}?number={number}")
        self.send(address, {**fields_of(page, address), "line": "1", **fields})

    def send(self, address: str, fields: Mapping[str, str]) -> None:
        """Send a form, and go where it leads."""
        answer = self.desk.client.post(address, fields, follow=True)
        self.status = answer.status_code
        self.at = answer.redirect_chain[-1][0] if answer.redirect_chain else address
        self.page = read(answer.content.decode())
        self.seen.append(self.matter)

    def go(self, matter: str) -> None:
        """Open one matter by its address."""
        self.at = f"/{self.side}/claims/{self.reference}/loss/{matter}/"
        answer = self.desk.client.get(self.at, follow=True)
        self.status = answer.status_code
        self.at = answer.redirect_chain[-1][0] if answer.redirect_chain else self.at
        self.page = read(answer.content.decode())

    def answer(self, **said: str) -> None:
        """Answer the matter as usual, except for what is said here; `__` stands for a dash."""
        usual = {} if self.matter not in ANSWERS else dict(ANSWERS[self.matter])
        usual |= {name.replace("__", "-"): value for name, value in said.items()}
        self.press(**{f"fact-{name}": value for name, value in usual.items() if value != "-"})

    def press(self, **fields: str) -> None:
        """Press a button of this page's form."""
        own = f"/{self.at.split('/', 3)[3]}"
        self.send(self.at, {**fields_of(self.page, own), **fields})

    def until(self, matter: str) -> None:
        """Answer as usual until this matter is asked."""
        for _step in range(20):
            if self.matter == matter:
                return
            if self.matter == "heads":
                if "On your list" in self.words:
                    self.press(go="on")
                else:
                    self.press(add="property")
            else:
                self.answer()
        raise AssertionError(f"never asked for {matter}: {self.seen}")

    @property
    def matter(self) -> str:
        return self.at.rstrip("/").rsplit("/", 1)[-1]

    @property
    def reference(self) -> str:
        return self.at.split("/claims/")[1].split("/")[0]

    @property
    def words(self) -> str:
        return self.page.all("main")[0].text

    @property
    def heading(self) -> str:
        return self.page.all("h1")[0].text

    def field(self, name: str) -> str:
        """Answer what stands in a field; of a choice, what is chosen."""
        for control in self.page.all("input"):
            if control.attributes.get("name") != name:
                continue
            kind = control.attributes.get("type", "text")
            if kind not in ("radio", "checkbox"):
                return control.attributes.get("value", "")
            if "checked" in control.attributes:
                return control.attributes["value"]
        areas = [a.text for a in self.page.all("textarea") if a.attributes["name"] == name]
        return areas[0] if areas else ""


@pytest.fixture
def teller(desks: Desks) -> Teller:
    """A buyer who has begun to tell of a lamp that did harm, sold by an insured seller."""
    desks.shop.bring(row())
    insured(desks.shop)
    told = Teller(desks.buyer())
    told.begin()
    return told


def claims_of(desks: Desks) -> tuple[ClaimRow, ...]:
    with transaction(desks.shop.marketplace):
        return list_claims(marketplace_id=desks.shop.marketplace)


def only_claim(desks: Desks) -> ClaimRow:
    (found,) = claims_of(desks)
    return found


def proved(shop: Shop) -> None:
    """Let all be done that is due, and prove everything from the journal."""
    shop.work()
    result = verify(marketplace_id=shop.marketplace, progress=lambda _what, _n: None)
    assert result.problems == []
