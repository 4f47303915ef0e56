"""A claimant tells of a loss: from the order's page, matter by matter, sent once."""

import re
from collections.abc import Mapping

import pytest

from makewhole.apps.claims.queries import ClaimRow, list_claims
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim.loss import HeadKind
from makewhole.core.claim.stages import Ground, Stage
from tests.apps.claims.shop import Shop, shop
from tests.apps.claims.test_losses import insured
from tests.apps.order_files import row
from tests.surfaces.desks import Desk, Desks, desks, fields_of, living_addresses
from tests.surfaces.reading import Reading, read

__all__ = ["desks", "living_addresses", "shop"]

NEW = "/buyer/order/loss/"


def claims_of(desks: Desks) -> tuple[ClaimRow, ...]:
    with transaction(desks.shop.marketplace):
        return list_claims(marketplace_id=desks.shop.marketplace)


def heading(page: Reading) -> str:
    return page.all("h1")[0].text


def words(page: Reading) -> str:
    return page.all("main")[0].text


class Teller:
    """Somebody who answers one page after the other."""

    def __init__(self, desk: Desk, side: str = "buyer") -> None:
        self.desk = desk
        self.side = side
        self.at = ""
        self.page: Reading | None = None

    def begin(self, number: str = "A-1", line: str = "1") -> None:
        address = NEW if self.side == "buyer" else "/handler/loss/"
        page = self.desk.page(f"{address}?number={number}")
        self._sent(address, {**fields_of(page, address), "line": line})

    def _sent(self, address: str, fields: Mapping[str, str]) -> None:
        answer = self.desk.client.post(address, fields, follow=True)
        assert answer.status_code == 200, words(read(answer.content.decode()))
        self.at = answer.redirect_chain[-1][0] if answer.redirect_chain else address
        self.page = read(answer.content.decode())

    @property
    def matter(self) -> str:
        return self.at.rstrip("/").rsplit("/", 1)[-1]

    def answer(self, **said: str) -> None:
        assert self.page is not None
        fields = {f"fact-{name.replace('__', '-')}": value for name, value in said.items()}
        self._sent(self.at, {**fields_of(self.page, self.at), **fields})

    def press(self, **fields: str) -> None:
        assert self.page is not None
        self._sent(self.at, {**fields_of(self.page, self.at), **fields})


def test_walk(desks: Desks) -> None:
    desks.shop.bring(row())
    insured(desks.shop)
    teller = Teller(desks.buyer())
    teller.begin()
    print(teller.at, heading(teller.page))
    teller.answer(hurt="no")
    print(teller.at, heading(teller.page), words(teller.page))
    teller.answer(place="kitchen", what="It burst.", loss_on="2026-11-20", account="product")
    for _ in range(14):
        print("=====", teller.at, heading(teller.page))
        print(words(teller.page)[:700])
        m = teller.matter
        if m == "claimant": teller.answer(claimant_kind="person")
        elif m == "court": teller.answer(case_in_court="no")
        elif m == "care": teller.answer(minor="no", represented="no")
        elif m == "use": teller.answer(usage="intended", warnings="none seen")
        elif m == "heads" and not teller.desk.client.get(teller.at).content.count(b"That is all"): teller.press(add="property")
        elif m == "heads": teller.press(go="on")
        elif m.startswith("head-"): teller.answer(description__1="Oak worktop", age__1="3 years", price_new__1="500", repair__1="no", part_claimed__1="240", part_shown__1="240.00", pieces__1="2")
        elif m == "trade": teller.answer(part_for_trade__1="no")
        elif m == "others": teller.answer(part_other_paid__1="0")
        elif m == "evidence": teller.answer(photos="2", proof_of_loss="yes")
        elif m == "product": teller.answer(lot="L-77", kept="yes")
        elif m == "review": break
        else: print("?"); break
    teller.press(true="yes")
    print("#####", teller.at, words(teller.page))
    assert 0
