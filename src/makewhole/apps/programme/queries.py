"""Which terms govern what, and what they say."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from django.db import connection

from makewhole.apps.programme.models import Adoption, TermsVersion
from makewhole.core.kernel.require import require
from makewhole.core.terms.model import Terms
from makewhole.core.terms.schema import read_terms

_IN_FORCE = """
SELECT in_force_from, terms_hash FROM programme_adoption
WHERE marketplace_id = %s AND market_code = %s
ORDER BY in_force_from DESC NULLS LAST, terms_hash DESC
"""


@dataclass(frozen=True, slots=True)
class Adopted:
    """One version of the terms as adopted for a market."""

    market_code: str
    terms_hash: str
    name: str
    version: str
    in_force_from: date | None  # None: the first terms, which hold for all earlier orders too.
    approved_by: str
    adopted_at: datetime
    noticed_at: datetime | None


def adoptions(*, marketplace_id: UUID, market_code: str | None = None) -> tuple[Adopted, ...]:
    """Answer what was adopted, the latest in force first."""
    rows = Adoption.objects.filter(marketplace_id=marketplace_id)
    if market_code is not None:
        rows = rows.filter(market_code=market_code)
    versions = {
        row.terms_hash: row for row in TermsVersion.objects.filter(marketplace_id=marketplace_id)
    }
    adopted = [
        Adopted(
            market_code=row.market_code,
            terms_hash=row.terms_hash,
            name=versions[row.terms_hash].name,
            version=versions[row.terms_hash].version,
            in_force_from=row.in_force_from,
            approved_by=row.approved_by,
            adopted_at=row.adopted_at,
            noticed_at=row.noticed_at,
        )
        for row in rows
    ]
    return tuple(sorted(adopted, key=lambda a: a.in_force_from or date.min, reverse=True))


def hashes_in_force(*, marketplace_id: UUID, market_code: str) -> tuple[tuple[date, str], ...]:
    """Answer from which order date on which terms govern, the latest first: one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_IN_FORCE, [marketplace_id, market_code])
        return tuple((day or date.min, hashed) for day, hashed in cursor.fetchall())


def governing(in_force: Sequence[tuple[date, str]], order_on: date) -> str:
    """Answer the hash of the terms that govern an order of this date, forever (P8, P14)."""
    hashed = next((hashed for day, hashed in in_force if day <= order_on), None)
    require(hashed is not None, "a market has terms from the beginning of time")
    assert hashed is not None
    return hashed


def least_duration(*, marketplace_id: UUID, market_code: str, name: str) -> int:
    """Answer the shortest that a wait was ever under the terms adopted for a market."""
    in_force = hashes_in_force(marketplace_id=marketplace_id, market_code=market_code)
    durations = []
    for _, hashed in in_force:
        terms = terms_of(marketplace_id=marketplace_id, terms_hash=hashed)
        rows = terms.parameters[name].values
        durations += [row.value for row in rows if isinstance(row.value, int)]
    return min(durations)


def terms_of(*, marketplace_id: UUID, terms_hash: str) -> Terms:
    """Answer the terms of this hash, as they were adopted; a text never changes under its hash."""
    return _terms(marketplace_id, terms_hash)


@lru_cache(maxsize=1_000)
def _terms(marketplace_id: UUID, terms_hash: str) -> Terms:
    row = TermsVersion.objects.get(marketplace_id=marketplace_id, terms_hash=terms_hash)
    terms = _read(row.name, row.text, row.bases)
    require(terms.hash == terms_hash, f"adopted terms {terms_hash} are as they were adopted")
    return terms


@lru_cache(maxsize=200)
def _read(name: str, text: str, bases: str) -> Terms:
    """Read a text once, however many marketplaces adopted it."""
    terms = read_terms(text, name=name, bases=json.loads(bases))
    require(isinstance(terms, Terms), f"adopted terms {name} can be read")
    assert isinstance(terms, Terms)
    return terms
