"""Who of our people works on a claim, and what each finds in the queue."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from makewhole.apps.claims.actions import Act, do
from makewhole.apps.parties.mandates import staff
from makewhole.core.claim import commands as c
from makewhole.core.claim import handle as thinking
from makewhole.core.claim.colleagues import Colleague, Mandate
from makewhole.core.claim.handle import Handled
from makewhole.core.claim.looking import Case
from makewhole.core.claim.queueing import Waiting
from makewhole.core.claim.stages import Ground
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Role
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.outcome import Refused

QUEUE_MAX = 10_000  # What waits longest, should more than that wait for people.

_WAITING = """
SELECT id, due_at, next_actor, ground = %s, currency,
       (state::jsonb ->> 'deciding_minor')::bigint, state::jsonb ->> 'authority' = 'two_people',
       state::jsonb -> 'held_by' ->> 'role', (state::jsonb -> 'held_by' ->> 'party_id')::uuid,
       state::jsonb -> 'seconded_by' ->> 'role',
       (state::jsonb -> 'seconded_by' ->> 'party_id')::uuid
FROM claims_claim
WHERE marketplace_id = %s AND next_actor IN ('handler', 'lead') AND stage <> 'closed'
ORDER BY due_at, id LIMIT %s
"""


def waiting_for_people(*, marketplace_id: UUID) -> tuple[Waiting, ...]:
    """Answer every claim that waits for one of our people, by due time; call in a transaction."""
    with connection.cursor() as cursor:
        cursor.execute(_WAITING, [Ground.PERSONAL_INJURY.value, marketplace_id, QUEUE_MAX])
        return tuple(_waiting(row) for row in cursor.fetchall())


def _waiting(row: Sequence[Any]) -> Waiting:
    claim_id, due_at, actor, is_injury, currency, minor, needs_two, *people = row
    held_role, held_id, agreed_role, agreed_id = people
    return Waiting(
        claim_id=claim_id,
        due_at=due_at,
        actor=Actor(actor),
        is_injury=bool(is_injury),
        currency=currency,
        deciding_minor=minor,
        needs_two=bool(needs_two),
        held_by=_by(held_role, held_id),
        seconded_by=_by(agreed_role, agreed_id),
    )


def _by(role: str | None, party_id: UUID | None) -> By | None:
    return By(Role(role), party_id) if role is not None else None


def assign_claim(act: Act, *, to: UUID | None, reason: str = "") -> Claim | Refused:
    """Take a claim (`to` is whoever acts), hand it over, or give it back to the queue (None)."""

    def assign(case: Case) -> Handled | Refused:
        receiver: Colleague | None = None
        if to is not None:
            people = staff(marketplace_id=act.marketplace_id, at=act.at).people
            receiver = next((one for one in people if one.by.party_id == to), None)
            if receiver is None:
                return Refused("person_decides_nothing")
        mandate = case.mandate if case.mandate is not None else Mandate()
        command = c.AssignClaim(receiver, reason, mandate, act.by, case.at)
        return thinking.handle(case, command)

    return do(act, assign)
