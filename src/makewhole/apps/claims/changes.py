"""What would have changed a determination: worked out after it, and stored with it for good.

It takes milliseconds where the decision takes microseconds, so the worker does it; the facts and
terms it needs stand in the determination.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from django.db import connection

from makewhole.apps.claims.models import Determination, WouldHaveChanged
from makewhole.apps.claims.queries import determination_of_row
from makewhole.apps.claims.replaying import replay
from makewhole.core.claim.values import Value
from makewhole.core.kernel.canonical import Json, canonical_json, sha256_of, tagged, untagged
from makewhole.core.terms.counterfactual import Counterfactual, counterfactuals_of

_STORE = """
INSERT INTO claims_wouldhavechanged (marketplace_id, determination_id, body, hash)
SELECT %s, * FROM unnest(%b::uuid[], %b::text[], %b::text[])
ON CONFLICT (determination_id) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class OtherAnswer:
    """One fact that, had it been otherwise, would have changed outcome or bearer."""

    fact: str
    was: Value
    instead: Value
    outcome: str | None  # The other outcome; None where only the bearer changes.
    bearer: str | None
    parties: tuple[str, ...]  # Who could have influenced it.


def store_changes(*, marketplace_id: UUID, determination_ids: Sequence[UUID]) -> int:
    """Work out and store what would have changed these determinations; inside a transaction."""
    rows = Determination.objects.filter(marketplace_id=marketplace_id, id__in=determination_ids)
    bodies = []
    for row in rows:
        evaluation, _ = replay(marketplace_id=marketplace_id, stored=determination_of_row(row))
        found = [_written(change) for change in counterfactuals_of(evaluation)]
        bodies.append((row.id, canonical_json(found)))
    with connection.cursor() as cursor:
        cursor.execute(
            _STORE,
            [
                marketplace_id,
                [determination_id for determination_id, _ in bodies],
                [body for _, body in bodies],
                [sha256_of(body) for _, body in bodies],
            ],
        )
    return len(bodies)


def changes_of(
    *, marketplace_id: UUID, determination_ids: Sequence[UUID]
) -> dict[UUID, tuple[OtherAnswer, ...]]:
    """Answer what would have changed each, nearest first; left out: it is not worked out yet."""
    if not determination_ids:
        return {}
    rows = WouldHaveChanged.objects.filter(
        marketplace_id=marketplace_id, determination_id__in=determination_ids
    )
    return {row.determination_id: _read(row.body) for row in rows}


def _read(body: str) -> tuple[OtherAnswer, ...]:
    return tuple(
        OtherAnswer(
            fact=change["fact"],
            was=untagged(change["was"]),
            instead=untagged(change["instead"]),
            outcome=change["outcome"],
            bearer=change["bearer"],
            parties=tuple(change["parties"]),
        )
        for change in json.loads(body)
    )


def altered_changes(*, marketplace_id: UUID) -> tuple[UUID, ...]:
    """Answer the determinations whose stored changes are not as they were hashed."""
    rows = WouldHaveChanged.objects.filter(marketplace_id=marketplace_id)
    return tuple(
        row.determination_id
        for row in rows.iterator(chunk_size=5_000)
        if sha256_of(row.body) != row.hash
    )


def _written(change: Counterfactual) -> Json:
    after = {changed.answer: changed.after for changed in change.changes}
    return {
        "fact": change.fact,
        "was": tagged(_aware(change.was)),
        "instead": tagged(_aware(change.instead)),
        "outcome": after.get("outcome"),
        "bearer": after.get("bearer"),
        "parties": list(change.parties),
    }


def _aware(value: Value) -> Value:
    """The terms give instants in UTC without a zone."""
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) else value
