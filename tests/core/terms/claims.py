"""Random claims under a terms file: golden ones with facts changed, hidden, and left."""

import random
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from makewhole.core.terms.model import Fact, GoldenClaim, Level, Terms
from makewhole.core.terms.tree import Kind

Facts = dict[str, Any]


def random_value(fact: Fact, chance: random.Random) -> Any:
    """Answer some value of a fact, near those that rules tell apart."""
    match fact.kind:
        case Kind.BOOL:
            return chance.random() < 0.5
        case Kind.ENUM:
            return chance.choice(fact.values)
        case Kind.INT:
            lowest = fact.minimum or 0
            most = fact.maximum if fact.maximum is not None else lowest + 9
            return chance.randint(lowest, most)
        case Kind.MONEY:
            return chance.choice([0, 1, 4_999, 5_000, 75_000, 99_999, 100_000, 100_001, 10**8])
        case Kind.DATE:
            return date(2027, 2, 8) + timedelta(
                days=chance.choice([-90, -3, -1, 0, 1, 3, 4, 90, 91])
            )
        case Kind.TIMESTAMP:
            hours = chance.choice([-49, -48, -47, 0, 1, 100])
            return datetime(2027, 2, 10, 12) + timedelta(hours=hours)  # noqa: DTZ001 - naive UTC


def whole_claim(terms: Terms, base: Facts, chance: random.Random) -> Facts:
    """Answer a claim of which every fact is known."""
    facts = [fact for fact in terms.facts.values() if fact.level is Level.CLAIM]
    claim = {}
    for fact in facts:
        known = base.get(fact.name)
        keeps = known is not None and chance.random() < 0.8
        claim[fact.name] = known if keeps else random_value(fact, chance)
    if terms.currency is not None:
        claim[terms.currency] = terms.market.currency
    return claim


def hidden(claim: Facts, share: float, chance: random.Random) -> Facts:
    """Answer the claim with some of its facts not known yet."""
    return {name: None if chance.random() < share else value for name, value in claim.items()}


def some_parts(terms: Terms, chance: random.Random) -> list[Facts]:
    """Answer none to three parts of which every fact is known."""
    facts = [fact for fact in terms.facts.values() if fact.level is Level.PART]
    if not facts:
        return []
    return [{f.name: random_value(f, chance) for f in facts} for _ in range(chance.randint(0, 3))]


def bases_of(claims: Sequence[GoldenClaim]) -> list[Facts]:
    """Answer the facts of golden claims, to start from."""
    return [dict(claim.given) for claim in claims] or [{}]
