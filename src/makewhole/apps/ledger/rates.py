"""Rates of exchange as they were published: brought in once, read by the day that counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from django.db import connection

from makewhole.apps.ledger.models import RateSheet as Row
from makewhole.core.kernel.canonical import canonical_json, read_json
from makewhole.core.kernel.rates import (
    DAYS_WITHOUT_RATES_MAX,
    RateSheet,
    settled_sheet,
    sheet_of,
)

_KEEP = """
WITH brought AS (
    SELECT * FROM unnest(%b::date[], %b::text[], %b::text[]) AS brought (day, base, rates)
), kept AS (
    INSERT INTO ledger_ratesheet (marketplace_id, source, day, base, rates, file_hash)
    SELECT %s, %s, day, base, rates, %s FROM brought
    ON CONFLICT (marketplace_id, source, day) DO NOTHING
    RETURNING day
)
SELECT day, NULL FROM kept
UNION ALL
SELECT brought.day, there.rates
FROM brought JOIN ledger_ratesheet there ON there.day = brought.day
WHERE there.marketplace_id = %s AND there.source = %s
"""


@dataclass(frozen=True, slots=True)
class RatesKept:
    """What became of the days of a file; `differing` ones stay as they were."""

    new: int
    already_there: int
    differing: tuple[date, ...]


def keep_rates(*, marketplace_id: UUID, sheets: Sequence[RateSheet], file_hash: str) -> RatesKept:
    """Keep each day's rates, once: what decisions may stand on is never overwritten.

    Call it inside a transaction, with the sheets of one source.
    """
    if not sheets:
        return RatesKept(0, 0, ())
    texts = {sheet.day: _text(sheet) for sheet in sheets}
    source = sheets[0].source
    with connection.cursor() as cursor:
        cursor.execute(
            _KEEP,
            [
                list(texts),
                [sheet.base for sheet in sheets],
                list(texts.values()),
                marketplace_id,
                source,
                file_hash,
                marketplace_id,
                source,
            ],
        )
        rows = cursor.fetchall()
    there = {day: rates for day, rates in rows if rates is not None}
    differing = sorted(day for day, rates in there.items() if rates != texts[day])
    return RatesKept(len(rows) - len(there), len(there) - len(differing), tuple(differing))


def rates_for_good(*, marketplace_id: UUID, source: str, day: date) -> RateSheet | None:
    """Answer the rates that hold for a day and will not change; None: they are not known yet."""
    rows = Row.objects.filter(marketplace_id=marketplace_id, source=source)
    near = rows.filter(day__range=(day - timedelta(days=DAYS_WITHOUT_RATES_MAX), day))
    later = rows.filter(day__gt=day)
    found = (*near.order_by("-day")[:1], *later.order_by("day")[:1])
    return settled_sheet(day, [_sheet(row) for row in found])


def rates_on(*, marketplace_id: UUID, source: str, day: date) -> RateSheet | None:
    """Answer the rates that hold for a day; None: they are unknown."""
    rows = Row.objects.filter(
        marketplace_id=marketplace_id,
        source=source,
        day__range=(day - timedelta(days=DAYS_WITHOUT_RATES_MAX), day),
    )
    return sheet_of(day, [_sheet(row) for row in rows.order_by("-day")[:1]])


def _sheet(row: Row) -> RateSheet:
    return RateSheet(row.source, row.day, row.base, _rates(row.rates))


def _text(sheet: RateSheet) -> str:
    return canonical_json({currency: str(rate) for currency, rate in sheet.rates.items()})


def _rates(text: str) -> dict[str, Decimal]:
    return {currency: Decimal(rate) for currency, rate in read_json(text).items()}
