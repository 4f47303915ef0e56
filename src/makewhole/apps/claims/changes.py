"""What would have changed a determination: worked out after it, and stored with it for good.

It takes milliseconds where the decision takes microseconds, so the worker does it; the facts and
terms it needs stand in the determination.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.db import connection

from makewhole.apps.claims import translate
from makewhole.apps.claims.models import Claim, Determination, WouldHaveChanged
from makewhole.apps.claims.queries import StoredDetermination, determination_of_row
from makewhole.apps.claims.replaying import replay
from makewhole.apps.claims.sealing import NotOpen, Sealer, Texts, hidden_of, opened_texts
from makewhole.apps.parties.people import made_secrets
from makewhole.apps.parties.texts import SealedNow, keep_texts
from makewhole.apps.parties.vault import this_vault
from makewhole.apps.programme.queries import terms_of
from makewhole.core.claim.private import Form, Hidden, private_facts, put_back, taken_out
from makewhole.core.claim.values import Value
from makewhole.core.kernel.canonical import (
    Json,
    canonical_json,
    read_json,
    sha256_of,
    tagged,
    untagged,
)
from makewhole.core.terms.counterfactual import Counterfactual, counterfactuals_of

_STORE = """
INSERT INTO claims_wouldhavechanged (marketplace_id, determination_id, body, hash)
SELECT %s, * FROM unnest(%b::uuid[], %b::text[], %b::text[])
ON CONFLICT (determination_id) DO NOTHING
"""


_CHANGES = "changes"  # The key of the list in a form of which something is sealed.


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
    rows = list(
        Determination.objects.filter(marketplace_id=marketplace_id, id__in=determination_ids)
    )
    texts = opened_texts(marketplace_id=marketplace_id, stored=[row.body for row in rows])
    found = {row.id: _found(marketplace_id, determination_of_row(row), texts) for row in rows}
    bodies = _bodies(marketplace_id, rows, found)
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


def _found(marketplace_id: UUID, stored: StoredDetermination, texts: Texts) -> list[Any]:
    try:
        evaluation, _ = replay(marketplace_id=marketplace_id, stored=stored, texts=texts)
    except NotOpen:
        return []  # Erased meanwhile: nothing can be worked out any more.
    return [_written(change) for change in counterfactuals_of(evaluation)]


def _bodies(
    marketplace_id: UUID, rows: Sequence[Determination], found: Mapping[UUID, list[Any]]
) -> list[tuple[UUID, str]]:
    """Answer each body as it is stored: what is about a private fact is sealed beside it."""
    apart: dict[UUID, tuple[UUID, Form, Hidden]] = {}
    for row in rows:
        private = private_facts(terms_of(marketplace_id=marketplace_id, terms_hash=row.terms_hash))
        form: Form = {_CHANGES: found[row.id]}
        places = [
            f"{_CHANGES}/{i}" for i, one in enumerate(found[row.id]) if one["fact"] in private
        ]
        if places:
            apart[row.id] = (row.claim_id, form, taken_out(form, places))
    sealed = _sealed(marketplace_id, apart) if apart else {}
    return [(row.id, sealed.get(row.id) or canonical_json(found[row.id])) for row in rows]


def _sealed(
    marketplace_id: UUID, apart: Mapping[UUID, tuple[UUID, Form, Hidden]]
) -> dict[UUID, str]:
    claims = Claim.objects.filter(
        marketplace_id=marketplace_id, id__in={claim_id for claim_id, _, _ in apart.values()}
    )
    people = dict(claims.values_list("id", "buyer_id"))
    wanted = {person_id for person_id in people.values() if person_id is not None}
    secrets = made_secrets(marketplace_id=marketplace_id, party_ids=wanted, vault=this_vault())
    texts: list[SealedNow] = []
    bodies = {}
    for determination_id, (claim_id, form, hidden) in apart.items():
        person_id = people[claim_id]
        sealer = Sealer(person_id, secrets.get(person_id) if person_id is not None else None)
        bodies[determination_id] = sealer.apart(form, hidden)
        texts.extend(sealer.texts)
    keep_texts(marketplace_id=marketplace_id, texts=texts)
    return bodies


def changes_of(
    *, marketplace_id: UUID, determination_ids: Sequence[UUID]
) -> dict[UUID, tuple[OtherAnswer, ...]]:
    """Answer what would have changed each, nearest first; left out: it is not worked out yet.

    What was erased by right is not there.
    """
    if not determination_ids:
        return {}
    rows = list(
        WouldHaveChanged.objects.filter(
            marketplace_id=marketplace_id, determination_id__in=determination_ids
        )
    )
    texts = opened_texts(marketplace_id=marketplace_id, stored=[row.body for row in rows])
    return {row.determination_id: _read(row.body, texts) for row in rows}


def _read(body: str, texts: Texts) -> tuple[OtherAnswer, ...]:
    form = read_json(body)
    if isinstance(form, dict):
        text_id = UUID(form[translate.HIDDEN]["text_id"])
        put_back(form, hidden_of(texts.get(text_id)))
        form = [change for change in form[_CHANGES] if change is not None]
    return tuple(
        OtherAnswer(
            fact=change["fact"],
            was=untagged(change["was"]),
            instead=untagged(change["instead"]),
            outcome=change["outcome"],
            bearer=change["bearer"],
            parties=tuple(change["parties"]),
        )
        for change in form
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
