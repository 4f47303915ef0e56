"""Cases for the core: an order and a claim, with the terms and the timetable that govern them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from makewhole.apps.claims.surroundings import Surroundings, surroundings_of
from makewhole.apps.parties.mandates import mandate_of
from makewhole.apps.programme.queries import governing, hashes_in_force, terms_of
from makewhole.apps.tenancy.ids import new_id
from makewhole.apps.tenancy.queries import MarketFacts, markets_of
from makewhole.core.claim.handle import look
from makewhole.core.claim.looking import Case
from makewhole.core.claim.order import OrderOnFile
from makewhole.core.claim.stages import Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Line
from makewhole.core.clocks.timetable import Timetable
from makewhole.core.kernel.calendar import business_calendar

RAIL = "sandbox"  # The rail's name in the books; wiring binds the gateway of this name.


class Cases:
    """Makes cases within one transaction, and looks up markets and adoptions once in it."""

    def __init__(
        self, marketplace_id: UUID, at: datetime, markets: dict[str, MarketFacts] | None = None
    ) -> None:
        self.marketplace_id = marketplace_id
        self.at = at
        self._markets = markets
        self._in_force: dict[str, tuple[tuple[date, str], ...]] = {}
        self._around: dict[UUID, Surroundings] = {}

    def terms_hash(self, order: OrderOnFile) -> str:
        """Answer the terms that govern an order, by its date (P8)."""
        code = order.market_code
        if code not in self._in_force:
            self._in_force[code] = hashes_in_force(
                marketplace_id=self.marketplace_id, market_code=code
            )
        return governing(self._in_force[code], order.placed_on)

    def new(self, order: OrderOnFile) -> Case:
        """Answer the case of a claim that is about to begin."""
        return self.of(order, None, self.terms_hash(order))

    def of(self, order: OrderOnFile, claim: Claim | None, terms_hash: str) -> Case:
        """Answer the case of a claim under the terms it was made under."""
        if self._markets is None:
            self._markets = markets_of(marketplace_id=self.marketplace_id)
        terms = terms_of(marketplace_id=self.marketplace_id, terms_hash=terms_hash)
        market = self._markets[order.market_code]
        case = Case(
            claim=claim,
            order=order,
            terms=terms,
            timetable=timetable_of(self.marketplace_id, terms_hash, market, order.placed_on),
            determination_id=new_id(),
            rail=RAIL,
            at=self.at,
        )
        if claim is None or claim.loss is None:
            return case
        return self.with_surroundings(case, claim.lines)

    def acted_on_by(self, case: Case, by: By | None) -> Case:
        """Answer the case with what the one of our people may do who acts; others need none."""
        if by is None or not by.decides_as_a_person or by.party_id is None:
            return case
        mandate = mandate_of(marketplace_id=self.marketplace_id, by=by, at=self.at)
        return replace(case, mandate=mandate)

    def with_surroundings(self, case: Case, lines: Sequence[Line]) -> Case:
        """Answer the case of a loss with what is on file around it; of an order nothing is."""
        order = case.order
        if order.order_id not in self._around:
            self._around[order.order_id] = surroundings_of(
                marketplace_id=self.marketplace_id, order=order
            )
        claim_id = case.claim.claim_id if case.claim is not None else None
        number = lines[0].number if lines else 0
        return replace(case, loss=self._around[order.order_id].of(order, number, claim_id))


def first_question(case: Case) -> str | None:
    """Answer what is asked first; no draft can be filed without what every claim must say."""
    claim = case.claim
    if claim is None or claim.stage is not Stage.DRAFT:
        return claim.asked[0] if claim is not None and claim.asked else None
    finding, _, facts = look(case)
    needed = [name for name, fact in case.terms.facts.items() if fact.mandatory]
    unsaid = [name for name in needed if name not in facts]
    return unsaid[0] if unsaid else finding.missing[0].fact if finding.missing else None


@lru_cache(maxsize=20_000)
def timetable_of(
    marketplace_id: UUID, terms_hash: str, market: MarketFacts, order_on: date
) -> Timetable:
    """Answer the waits of an order's claims: the durations of its terms, in the market's days."""
    terms = terms_of(marketplace_id=marketplace_id, terms_hash=terms_hash)
    return Timetable(
        durations=terms.durations_on(order_on),
        clocks=terms.clocks,
        calendar=business_calendar(market.calendar),
        zone=market.zone,
    )
