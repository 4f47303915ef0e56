"""Adopting terms: hash, in force from, approved by, notice given (P14)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from makewhole.apps.programme.models import Adoption, TermsVersion
from makewhole.apps.tenancy.ids import new_id
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.kernel.canonical import canonical_json
from makewhole.core.kernel.outcome import Refused
from makewhole.core.terms.model import Terms
from makewhole.core.terms.schema import TermsRefused, read_terms


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

    A market's first terms hold for all earlier orders and need no notice. Later ones need their own
    notice period between the notice and their first day, and never reach back (P14).
    """
    terms = read_terms(file.text, name=file.name, bases=file.bases)
    if isinstance(terms, TermsRefused):
        return Refused("terms_cannot_be_used", {"problems": terms.problems})
    refusal = _refuse(terms, marketplace_id, market_code, in_force_from, noticed_at, at)
    if refusal is not None:
        return refusal
    same = Adoption.objects.filter(
        marketplace_id=marketplace_id, market_code=market_code, terms_hash=terms.hash
    ).first()
    if same is not None:
        return NewlyAdopted(terms.hash, same.in_force_from, is_new=False)
    is_first = not Adoption.objects.filter(
        marketplace_id=marketplace_id, market_code=market_code
    ).exists()
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
    first_day = None if is_first else in_force_from
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


def _refuse(
    terms: Terms,
    marketplace_id: UUID,
    market_code: str,
    in_force_from: date | None,
    noticed_at: datetime | None,
    at: datetime,
) -> Refused | None:
    if terms.kind != "guarantee":
        return Refused("terms_are_not_a_guarantee", {"for": terms.kind})
    adopted = Adoption.objects.filter(marketplace_id=marketplace_id, market_code=market_code)
    if adopted.filter(terms_hash=terms.hash).exists() or not adopted.exists():
        return None
    if in_force_from is None:
        return Refused("first_day_missing")
    if noticed_at is None or noticed_at > at:
        return Refused("notice_missing", {"notice_days": terms.notice_days})
    earliest = noticed_at.date() + timedelta(days=terms.notice_days)
    if in_force_from < earliest:
        return Refused("notice_too_short", {"earliest": earliest, "notice_days": terms.notice_days})
    if adopted.filter(in_force_from=in_force_from).exists():
        return Refused("day_taken", {"in_force_from": in_force_from})
    return None
