"""Amounts of a loss in another currency, turned at the rate of the day of the loss.

In which currency a head is asked for is said of it; where nothing is said it is the claim's own. A
rate that is missing leaves the amount unknown, and the claim waits for it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from makewhole.core.claim.loss import Head, HeadKind, LossOnFile
from makewhole.core.claim.said import most_trusted, said
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import Value
from makewhole.core.kernel.money import Money
from makewhole.core.kernel.rates import RateSheet, exchanged

CURRENCY_OF_HEAD = "part_currency"

# What is said of a head in its own currency.
IN_ITS_CURRENCY = ("part_claimed", "part_shown", "part_other_paid")

_TRUST = ("claimant",)


@dataclass(frozen=True, slots=True)
class Exchange:
    """At which rate one head was turned into the claim's currency, as a determination keeps it.

    `rate_from` and `rate_to` are units of each for one unit of the base, as they were published.
    """

    head: int
    currency: str
    to: str
    source: str
    day: date
    base: str
    rate_from: str
    rate_to: str


def currency_of(claim: Claim, head: Head) -> str:
    """Answer in which currency a head is asked for; what was paid for the product is in its own."""
    if head.kind is HeadKind.PURCHASE_PRICE:
        return claim.currency
    words = said(claim, head.number).get(CURRENCY_OF_HEAD, {})
    known = most_trusted(words, _TRUST)
    return known.value if known is not None and isinstance(known.value, str) else claim.currency


def foreign_heads(claim: Claim) -> tuple[Head, ...]:
    """Answer the heads that are asked for in another currency than the claim's."""
    heads = claim.loss.heads if claim.loss is not None else ()
    return tuple(head for head in heads if currency_of(claim, head) != claim.currency)


def rate_sheet(on_file: LossOnFile | None, loss_on: date | None) -> RateSheet | None:
    """Answer the rates of the day of the loss; None: the day or its rates are not known."""
    rates = on_file.rates if on_file is not None else None
    return rates.sheet if rates is not None and rates.day == loss_on else None


def in_claims_currency(
    part: Mapping[str, Value], currency: str, to: str, sheet: RateSheet | None
) -> dict[str, Value]:
    """Answer the facts of a head with its amounts in the claim's currency; else without them."""
    turned = dict(part)
    for name in IN_ITS_CURRENCY:
        amount = turned.pop(name, None)
        if isinstance(amount, int):
            worth = exchanged(Money(amount, currency), to, sheet)
            if worth is not None:
                turned[name] = worth.minor
    return turned


def exchanges(
    claim: Claim, on_file: LossOnFile | None, loss_on: date | None
) -> tuple[Exchange, ...]:
    """Answer the rates at which heads of this claim were turned into its currency."""
    sheet = rate_sheet(on_file, loss_on)
    return tuple(
        Exchange(
            head=head.number,
            currency=(currency := currency_of(claim, head)),
            to=claim.currency,
            source=sheet.source,
            day=sheet.day,
            base=sheet.base,
            rate_from=str(sheet.per_base(currency)),
            rate_to=str(sheet.per_base(claim.currency)),
        )
        for head in foreign_heads(claim)
        if sheet is not None and _knows(sheet, currency_of(claim, head), claim.currency)
    )


def rates_are_known(claim: Claim, on_file: LossOnFile | None, loss_on: date | None) -> bool:
    """Answer whether every head can be turned; the day of the loss is asked for by itself."""
    foreign = foreign_heads(claim)
    if loss_on is None or not foreign:
        return True
    sheet = rate_sheet(on_file, loss_on)
    return sheet is not None and all(
        _knows(sheet, currency_of(claim, head), claim.currency) for head in foreign
    )


def _knows(sheet: RateSheet, *currencies: str) -> bool:
    return None not in [sheet.per_base(currency) for currency in currencies]
