"""Deciding a recorded determination again, from nothing but what was recorded (P8)."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from makewhole.apps.claims.queries import StoredDetermination
from makewhole.apps.programme.queries import terms_of
from makewhole.core.claim.facts import as_terms_take_it
from makewhole.core.claim.record import facts_of
from makewhole.core.kernel.canonical import untagged
from makewhole.core.terms.explain import Evaluation, evaluate


def replay(*, marketplace_id: UUID, stored: StoredDetermination) -> tuple[Evaluation, Any]:
    """Answer what the same terms say of the same facts today, and what they said then."""
    body: Mapping[str, Any] = json.loads(stored.body)
    evaluation = evaluate(
        terms_of(marketplace_id=marketplace_id, terms_hash=stored.terms_hash),
        {name: as_terms_take_it(fact.value) for name, fact in facts_of(body).items()},
        parts=[{name: untagged(value) for name, value in part.items()} for part in body["parts"]],
        presumed=frozenset(body["presumed"]),
    )
    return evaluation, body["answer"]
