"""Erasing what is private: on a person's request, or once its time is over.

Open claims are never touched, nor what can still be appealed or contested, nor what is held. The
journal, the books and the answers stay; of what was erased `verify` names what it cannot replay.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from makewhole.apps.appeals.erasing import erase_private_of_appeals
from makewhole.apps.appeals.queries import appeals_of_claims
from makewhole.apps.claims.erasing import (
    KeptClaim,
    claims_of_person,
    closed_with_private,
    erase_private,
    has_private,
    last_days_to_object,
    lock_kept,
    sells_in_open_claim,
)
from makewhole.apps.parties.people import erase_key_if_idle, erase_person
from makewhole.apps.privacy.models import Erasure
from makewhole.apps.privacy.queries import HeldNow, erased_before, legal_holds
from makewhole.apps.programme.queries import terms_of
from makewhole.apps.tenancy.ids import new_id
from makewhole.apps.tenancy.queries import MarketFacts, markets_of
from makewhole.core.claim.stages import RecoveryState
from makewhole.core.clocks.duration import Duration, Unit, last_day
from makewhole.core.kernel.calendar import business_calendar
from makewhole.core.kernel.require import require

KEEP_YEARS = (
    "keep_private_years"  # The parameter of the terms; without it nothing is past its time.
)


@dataclass(frozen=True, slots=True)
class Standing:
    """One claim, and whether what is private of it may go; `kept_because` is empty if it may."""

    claim_id: UUID
    reference: str
    person_id: UUID
    keep_until: date | None  # None: its terms do not say.
    kept_because: str
    texts: int = 0  # How many sealed texts were erased.


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased of a person and what was kept, claim by claim."""

    claims: tuple[Standing, ...]
    person: bool  # Their name, addresses and key too.
    person_kept_because: str = ""


@dataclass(frozen=True, slots=True)
class Who:
    """By whom and when something is erased."""

    marketplace_id: UUID
    by: UUID
    at: datetime
    is_dry_run: bool


def past_their_time(who: Who) -> tuple[Standing, ...]:
    """Erase what is private of closed claims whose time is over, in one transaction.

    Answers each claim that is past its time, also those that are held; a dry run only answers them.
    """
    before = erased_before(marketplace_id=who.marketplace_id).claims
    found = closed_with_private(marketplace_id=who.marketplace_id)
    looked = _looked_at(who, [one for one in found if one not in before])
    today = _today(who)
    over = [one for one in looked if one.keep_until is not None and one.keep_until < today]
    return tuple(_erase(who, one, "retention") for one in over)


def erase_on_request(who: Who, *, person_id: UUID) -> Erased:
    """Erase what may go of a person, in one transaction; a dry run only answers what it would."""
    claims = claims_of_person(marketplace_id=who.marketplace_id, person_id=person_id)
    before = erased_before(marketplace_id=who.marketplace_id).claims
    looked = _looked_at(who, [one for one in claims if one not in before])
    done = tuple(_erase(who, one, "request") for one in looked)
    because = _person_kept_because(who, person_id, done)
    if not because and not who.is_dry_run:
        erase_person(marketplace_id=who.marketplace_id, party_id=person_id)
        _write(who, person_id, None, "request")
    return Erased(done, person=not because, person_kept_because=because)


def _person_kept_because(who: Who, person_id: UUID, claims: Sequence[Standing]) -> str:
    """Answer why a person's name, addresses and key stay; empty: they may go."""
    held = legal_holds(marketplace_id=who.marketplace_id)
    if any(one.party_id == person_id for one in held):
        return "legal_hold"
    if sells_in_open_claim(marketplace_id=who.marketplace_id, person_id=person_id):
        return "claim_open"
    return next((one.kept_because for one in claims if one.kept_because), "")


def _looked_at(who: Who, claim_ids: Sequence[UUID]) -> tuple[Standing, ...]:
    kept = lock_kept(marketplace_id=who.marketplace_id, claim_ids=claim_ids)
    held = legal_holds(marketplace_id=who.marketplace_id)
    ids = [one.claim_id for one in kept]
    appeals = appeals_of_claims(marketplace_id=who.marketplace_id, claim_ids=ids)
    in_appeal = {
        claim_id for claim_id, rows in appeals.items() if any(not r.appeal.is_over for r in rows)
    }
    last_days = last_days_to_object(marketplace_id=who.marketplace_id, claims=kept)
    today = _today(who)
    return tuple(
        Standing(
            claim_id=one.claim_id,
            reference=one.reference,
            person_id=one.person_id,
            keep_until=_keep_until(who, one),
            kept_because=_kept_because(one, held, in_appeal, last_days.get(one.claim_id), today),
        )
        for one in kept
        if one.person_id is not None
    )


def _kept_because(
    one: KeptClaim,
    held: Sequence[HeldNow],
    in_appeal: set[UUID],
    last_day: date | None,
    today: date,
) -> str:
    claim = one.claim
    if any(one.claim_id == hold.claim_id or one.person_id == hold.party_id for hold in held):
        return "legal_hold"
    if not claim.is_closed:
        return "claim_open"
    if one.claim_id in in_appeal or claim.recovery_state is RecoveryState.CONTESTED:
        return "appeal_open"
    if claim.loss is not None and claim.loss.open_answers:
        return "answer_open"
    return "can_be_appealed" if last_day is not None and today <= last_day else ""


def _keep_until(who: Who, one: KeptClaim) -> date | None:
    """Answer the last day on which what is private of a claim is kept, as its terms say."""
    terms = terms_of(marketplace_id=who.marketplace_id, terms_hash=one.terms_hash)
    market = _markets(who)[one.market_code]
    rests_on = one.rests_since.astimezone(market.zone).date()
    years = terms.durations_on(one.claim.opened_at.astimezone(market.zone).date()).get(KEEP_YEARS)
    if years is None:
        return None
    return last_day(rests_on, Duration(years, Unit.YEARS), business_calendar(market.calendar))


def _erase(who: Who, one: Standing, ground: str) -> Standing:
    if one.kept_because or who.is_dry_run:
        return one
    texts = erase_private(marketplace_id=who.marketplace_id, claim_id=one.claim_id)
    texts += erase_private_of_appeals(marketplace_id=who.marketplace_id, claim_id=one.claim_id)
    _write(who, one.person_id, one.claim_id, ground)
    is_idle = not has_private(marketplace_id=who.marketplace_id, person_id=one.person_id)
    if ground == "retention" and is_idle:
        erase_key_if_idle(marketplace_id=who.marketplace_id, party_id=one.person_id)
    return Standing(one.claim_id, one.reference, one.person_id, one.keep_until, "", texts)


def _write(who: Who, person_id: UUID, claim_id: UUID | None, ground: str) -> None:
    Erasure.objects.create(
        id=new_id(),
        marketplace_id=who.marketplace_id,
        party_id=person_id,
        claim_id=claim_id,
        ground=ground,
        erased_by=who.by,
        at=who.at,
    )


def _markets(who: Who) -> dict[str, MarketFacts]:
    markets = markets_of(marketplace_id=who.marketplace_id)
    require(bool(markets), "claims are made in a market")
    return markets


def _today(who: Who) -> date:
    """Answer today where the first market is; a day more or less ends nothing too early."""
    return who.at.astimezone(next(iter(_markets(who).values())).zone).date()
