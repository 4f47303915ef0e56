"""Adopting terms: hash, in force from, approved by, notice given (P14)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from makewhole.apps.programme.models import Adoption, TermsVersion
from makewhole.apps.programme.queries import governing, hashes_in_force, terms_of
from makewhole.apps.tenancy.ids import new_id
from makewhole.apps.tenancy.queries import MarketFacts, markets_of
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.kernel.canonical import canonical_json
from makewhole.core.kernel.outcome import Refused
from makewhole.core.terms.adoptable import lacking
from makewhole.core.terms.model import Terms
from makewhole.core.terms.schema import TermsRefused, read_terms

InForce = Sequence[tuple[date, str]]  # From which day on, the hash that governs.


@dataclass(frozen=True, slots=True)
class TermsFile:
    """A terms file as text, with the texts of the files it builds on, by name."""

    name: str
    text: str
    bases: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class NewlyAdopted:
    """What an adoption did: `is_new` is false when these terms were in force already."""

    terms_hash: str
    in_force_from: date | None
    is_new: bool


def adopt_first_terms(
    *, marketplace_id: UUID, market_code: str, file: TermsFile, approved_by: str, at: datetime
) -> NewlyAdopted | Refused:
    """Put a market's first terms in force, for all its orders; safe to repeat.

    Where the market has terms already, they stay as they are.
    """
    with transaction(marketplace_id):
        adopted = Adoption.objects.filter(marketplace_id=marketplace_id, market_code=market_code)
        first = adopted.filter(in_force_from=None).first()
        if first is not None:
            return NewlyAdopted(first.terms_hash, None, is_new=False)
        return adopt_terms(
            marketplace_id=marketplace_id,
            market_code=market_code,
            file=file,
            in_force_from=None,
            approved_by=approved_by,
            noticed_at=None,
            at=at,
        )


def adopt_in_market(
    *,
    marketplace_id: UUID,
    market_code: str,
    file: TermsFile,
    in_force_from: date | None,
    approved_by: str,
    noticed_at: datetime | None,
    at: datetime,
) -> NewlyAdopted | Refused:
    """Put terms in force, in a transaction of its own."""
    with transaction(marketplace_id):
        return adopt_terms(
            marketplace_id=marketplace_id,
            market_code=market_code,
            file=file,
            in_force_from=in_force_from,
            approved_by=approved_by,
            noticed_at=noticed_at,
            at=at,
        )


def adopt_terms(
    *,
    marketplace_id: UUID,
    market_code: str,
    file: TermsFile,
    in_force_from: date | None,
    approved_by: str,
    noticed_at: datetime | None,
    at: datetime,
) -> NewlyAdopted | Refused:
    """Put terms in force for a market's orders from a day on; call inside a transaction.

    A market's first terms hold for all earlier orders and need no notice. Later ones begin after
    today, and after the longer of their own notice and that of the terms they follow, so that no
    version can cut short what it replaces (P14). Going back to an earlier text is a change like
    any other; terms that would govern from that day in any event change nothing.
    """
    terms = read_terms(file.text, name=file.name, bases=file.bases)
    problems = terms.problems if isinstance(terms, TermsRefused) else lacking(terms)
    if isinstance(terms, TermsRefused) or problems:
        return Refused("terms_cannot_be_used", {"problems": problems})
    markets = markets_of(marketplace_id=marketplace_id)
    refusal = _refuse_for_market(terms, markets, market_code)
    if refusal is not None:
        return refusal
    in_force = hashes_in_force(marketplace_id=marketplace_id, market_code=market_code)
    if in_force:
        unchanged = _unchanged(in_force, terms.hash, in_force_from)
        if unchanged is not None:
            return unchanged
        market = markets[market_code]
        days = {at.astimezone(market.zone).date(), in_force_from or date.max}
        followed = {governing(in_force, day) for day in days}
        notice_days = _longest_notice(marketplace_id, terms, followed)
        refusal = _refuse_day(in_force, in_force_from, noticed_at, notice_days, market, at)
        if refusal is not None:
            return refusal
    TermsVersion.objects.get_or_create(
        marketplace_id=marketplace_id,
        terms_hash=terms.hash,
        defaults={
            "name": file.name,
            "version": terms.version,
            "text": file.text,
            "bases": canonical_json(dict(file.bases)),
        },
    )
    first_day = in_force_from if in_force else None
    Adoption.objects.create(
        id=new_id(),
        marketplace_id=marketplace_id,
        market_code=market_code,
        terms_hash=terms.hash,
        in_force_from=first_day,
        approved_by=approved_by,
        adopted_at=at,
        noticed_at=noticed_at,
    )
    return NewlyAdopted(terms.hash, first_day, is_new=True)


def _refuse_for_market(
    terms: Terms, markets: Mapping[str, MarketFacts], market_code: str
) -> Refused | None:
    """Refuse what is no guarantee, or states its amounts and days for another market."""
    if terms.kind != "guarantee":
        return Refused("terms_are_not_a_guarantee", {"for": terms.kind})
    if market_code not in markets:
        return Refused("market_not_open", {"market": market_code, "markets": tuple(markets)})
    market = markets[market_code]
    for said, meant in (
        (terms.market.region, market.region),
        (terms.market.currency, market.currency),
        (terms.market.calendar, market.calendar),
    ):
        if said is not None and said != meant:
            facts = {"market": market_code, "said": said, "meant": meant}
            return Refused("terms_are_for_another_market", facts)
    return None


def _longest_notice(marketplace_id: UUID, terms: Terms, followed: Collection[str]) -> int:
    """Answer the notice to be given: no version cuts short what those it follows promised."""
    earlier = (terms_of(marketplace_id=marketplace_id, terms_hash=each) for each in followed)
    return max(each.notice_days for each in (terms, *earlier))


def _unchanged(
    in_force: InForce, terms_hash: str, in_force_from: date | None
) -> NewlyAdopted | None:
    """Answer that nothing changes where these terms govern from that day already."""
    wanted = in_force_from or max(day for day, _ in in_force)
    if governing(in_force, wanted) != terms_hash:
        return None
    since = max(day for day, _ in in_force if day <= wanted)
    return NewlyAdopted(terms_hash, since if since != date.min else None, is_new=False)


def _refuse_day(
    in_force: InForce,
    in_force_from: date | None,
    noticed_at: datetime | None,
    notice_days: int,
    market: MarketFacts,
    at: datetime,
) -> Refused | None:
    """Refuse a first day that is not after today and after the notice (P14), or is taken."""
    if in_force_from is None:
        return Refused("first_day_missing")
    if noticed_at is None or noticed_at > at:
        return Refused("notice_missing", {"notice_days": notice_days})
    noticed_on = noticed_at.astimezone(market.zone).date()
    noticed = noticed_on + timedelta(days=notice_days)
    tomorrow = at.astimezone(market.zone).date() + timedelta(days=1)
    if in_force_from < noticed:
        facts = {"earliest": max(noticed, tomorrow), "notice_days": notice_days}
        return Refused("notice_too_short", facts)
    if in_force_from < tomorrow:
        return Refused("terms_reach_back", {"earliest": tomorrow})
    if any(day == in_force_from for day, _ in in_force):
        return Refused("day_taken", {"in_force_from": in_force_from})
    return None
