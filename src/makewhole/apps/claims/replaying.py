"""Deciding a recorded determination again, from nothing but what was recorded (P8)."""

from typing import Any
from uuid import UUID

from makewhole.apps.claims.queries import StoredDetermination
from makewhole.apps.claims.sealing import Texts, opened_body
from makewhole.apps.programme.queries import terms_of
from makewhole.core.claim.facts import as_terms_take_it
from makewhole.core.claim.record import facts_of
from makewhole.core.kernel.canonical import untagged
from makewhole.core.terms.explain import Evaluation, evaluate


def replay(
    *, marketplace_id: UUID, stored: StoredDetermination, texts: Texts
) -> tuple[Evaluation, Any]:
    """Answer what the same terms say of the same facts today, and what they said then.

    `texts` are the private ones that the determination names.

    Raises:
        NotOpen: What it was decided on was erased by right.
    """
    body = opened_body(stored.body, texts)
    evaluation = evaluate(
        terms_of(marketplace_id=marketplace_id, terms_hash=stored.terms_hash),
        {name: as_terms_take_it(fact.value) for name, fact in facts_of(body).items()},
        parts=[{name: untagged(value) for name, value in part.items()} for part in body["parts"]],
        presumed=frozenset(body["presumed"]),
    )
    return evaluation, body["answer"]
