"""Cases for the core: an order and a claim, with the terms and the timetable that govern them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from makewhole.apps.claims.occurrences import (
    LockedOccurrence,
    keep_and_lock,
    lock_occurrences,
)
from makewhole.apps.claims.rows import occurrence_of
from makewhole.apps.claims.surroundings import Surroundings, Whose, surroundings_of
from makewhole.apps.ledger.rates import rates_for_good
from makewhole.apps.parties.mandates import mandate_of
from makewhole.apps.programme.queries import governing, hashes_in_force, terms_of
from makewhole.apps.tenancy.ids import new_id
from makewhole.apps.tenancy.queries import MarketFacts, markets_of
from makewhole.core.claim.colleagues import Mandate
from makewhole.core.claim.facts_loss import rates_needed_on
from makewhole.core.claim.handle import look
from makewhole.core.claim.looking import Case
from makewhole.core.claim.loss import OccurrenceOnFile, RatesOfDay
from makewhole.core.claim.order import OrderOnFile
from makewhole.core.claim.stages import Stage
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Line
from makewhole.core.clocks.timetable import Timetable
from makewhole.core.kernel.calendar import business_calendar
from makewhole.core.kernel.outcome import Refused

RATES = "ecb"  # Whose rates of exchange decisions stand on.
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
        self._around: dict[tuple[UUID, Whose], Surroundings] = {}
        self._locked: dict[UUID, LockedOccurrence] = {}

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

    def of(
        self, order: OrderOnFile, claim: Claim | None, terms_hash: str, by: By | None = None
    ) -> Case:
        """Answer the case of a claim under the terms it was made under.

        Of one of our own people who acts on it, it says what they may do.
        """
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
            mandate=self._mandate(by),
        )
        if claim is None or claim.loss is None:
            return case
        return self.with_surroundings(case, claim.lines)

    def _mandate(self, by: By | None) -> Mandate | None:
        if by is None or not by.decides_as_a_person or by.party_id is None:
            return None
        return mandate_of(marketplace_id=self.marketplace_id, by=by, at=self.at)

    def with_surroundings(
        self, case: Case, lines: Sequence[Line], claimant_id: UUID | None = None
    ) -> Case:
        """Answer the case of a loss with what is on file around it; of an order nothing is.

        `claimant_id` is of a claim that is about to begin, where it is not the buyer's.
        """
        order, claim = case.order, case.claim
        named = claim.claimant_id if claim is not None else claimant_id
        whose = Whose(named or order.buyer_id, occurrence_of(claim))
        key = (order.order_id, whose)
        if key not in self._around:
            self._around[key] = surroundings_of(
                marketplace_id=self.marketplace_id, order=order, whose=whose
            )
        claim_id = claim.claim_id if claim is not None else None
        found = self._around[key].of(order, lines[0].number if lines else 0, claim_id)
        return self.with_rates(
            replace(case, loss=replace(found, occurrence=self._paid(whose))), claim
        )

    def locks(self, claims: Sequence[Claim]) -> None:
        """Lock the events of these claims, whose orders and rows are locked already."""
        ids = {one for claim in claims if (one := occurrence_of(claim)) is not None}
        self._locked |= lock_occurrences(marketplace_id=self.marketplace_id, occurrence_ids=ids)

    def paid_more(self, before: Claim, after: Claim) -> None:
        """Count what a claim of an event is determined to be paid, for the next one of it here."""
        occurrence_id = occurrence_of(after)
        locked = self._locked.get(occurrence_id) if occurrence_id is not None else None
        if locked is None or occurrence_id is None:
            return
        counted = before.paid_total_minor if occurrence_of(before) == occurrence_id else 0
        added = after.paid_total_minor - counted
        self._locked[occurrence_id] = replace(locked, paid_minor=locked.paid_minor + added)

    def _paid(self, whose: Whose) -> OccurrenceOnFile | None:
        """Answer what was paid for the event, where this transaction holds its lock."""
        locked = self._locked.get(whose.occurrence_id) if whose.occurrence_id else None
        if locked is None or whose.occurrence_id is None:
            return None
        return OccurrenceOnFile(whose.occurrence_id, locked.paid_minor)

    def looked_up(self, case: Case, after: Claim) -> Case | Refused:
        """Answer the case with what the claim needs now that it is so; as it is, if nothing more.

        The event that somebody names now is locked before it is thought about.
        """
        if after.loss is None or case.loss is None:
            return case
        occurrence = after.loss.occurrence
        known = case.loss.occurrence.occurrence_id if case.loss.occurrence is not None else None
        if occurrence is None or occurrence.occurrence_id == known:
            return self.with_rates(case, after)
        locked = keep_and_lock(
            marketplace_id=self.marketplace_id, occurrence=occurrence, currency=after.currency
        )
        if locked.currency != after.currency:
            return Refused("occurrence_in_another_currency", {"currency": locked.currency})
        self._locked[occurrence.occurrence_id] = locked
        seen = self.with_surroundings(replace(case, claim=after), after.lines)
        return self.with_rates(replace(case, loss=seen.loss), after)

    def with_rates(self, case: Case, claim: Claim | None) -> Case:
        """Answer the case with the rates that this claim on it needs; as it is, where none."""
        if claim is None or claim.loss is None or case.loss is None:
            return case
        day = rates_needed_on(claim, case.loss)
        if day is None or (case.loss.rates is not None and case.loss.rates.day == day):
            return case
        sheet = rates_for_good(marketplace_id=self.marketplace_id, source=RATES, day=day)
        return replace(case, loss=replace(case.loss, rates=RatesOfDay(day, sheet)))


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
