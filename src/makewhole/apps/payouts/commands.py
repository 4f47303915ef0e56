"""Sending money, in two phases: written down as pending first, then handed to the rail (P4).

Everything may run twice: a payout's id is its determination's, and the rail gets one key for each
attempt. What the rail says is told to the claim, which alone decides what follows. Many payouts are
written together; each is handed over by itself, since the rail is outside, and where the rail
fails for one, the others go on.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from http.client import HTTPException
from uuid import UUID, uuid5

from django.db import connection

from makewhole.apps.claims.commands import Change, change_claims
from makewhole.apps.journal.commands import NewEffect, put_effects
from makewhole.apps.payouts.ports import PayoutOrder, Rail, RailAnswer, RailState
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim import commands as c
from makewhole.core.claim import handle as thinking
from makewhole.core.claim.handle import Handled
from makewhole.core.claim.looking import Case
from makewhole.core.kernel.canonical import canonical_json
from makewhole.core.kernel.outcome import Refused
from makewhole.core.kernel.require import InvariantBroken

# A later attempt takes the row over; the same or an earlier one again changes nothing.
_WRITE_DOWN = """
INSERT INTO payouts_payout AS payout
    (marketplace_id, rail, state, ordered_at, changed_at, rail_reference,
     id, claim_id, attempts, amount_minor, currency)
SELECT DISTINCT ON (told.id) %s::uuid, %s, 'pending', %s::timestamptz, %s::timestamptz, '', told.*
FROM unnest(%b::uuid[], %b::uuid[], %b::int[], %b::bigint[], %b::text[])
    AS told (id, claim_id, attempt, amount_minor, currency)
ORDER BY told.id, told.attempt DESC
ON CONFLICT (id) DO UPDATE
    SET state = 'pending', attempts = EXCLUDED.attempts, changed_at = EXCLUDED.changed_at,
        rail_reference = '', sent_at = NULL
    WHERE payout.attempts < EXCLUDED.attempts
"""

_STILL_PENDING = """
SELECT id, attempts FROM payouts_payout
WHERE marketplace_id = %s AND state = 'pending' AND id = ANY (%b::uuid[])
"""

_MARK_SENT = """
UPDATE payouts_payout AS payout
SET state = 'sent', rail_reference = told.reference, sent_at = %s, changed_at = %s
FROM unnest(%b::uuid[], %b::text[]) AS told (id, reference)
WHERE payout.marketplace_id = %s AND payout.id = told.id AND payout.state = 'pending'
"""

_SENT_AT = """
SELECT id, attempts, coalesce(sent_at, changed_at) FROM payouts_payout
WHERE marketplace_id = %s AND id = ANY (%b::uuid[])
"""

_MARK_ANSWERED = """
UPDATE payouts_payout AS payout SET state = told.state, changed_at = %s
FROM unnest(%b::uuid[], %b::int[], %b::text[]) AS told (id, attempt, state)
WHERE payout.marketplace_id = %s AND payout.id = told.id AND payout.attempts = told.attempt
"""

# What a rail can meet with one payout: no answer, one that is cut short or cannot be read, or a bug
# of its gateway.
_RAIL_FAILURES = (
    OSError,
    HTTPException,
    RuntimeError,
    ArithmeticError,
    AssertionError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    SyntaxError,  # Of XML, too.
    TypeError,
    ValueError,
    InvariantBroken,
)

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class OrderedPayout:
    """A payout as its claim ordered it: `attempt` counts how often it was handed to a rail."""

    payout_id: UUID
    claim_id: UUID
    attempt: int
    amount_minor: int
    currency: str


_Told = tuple[OrderedPayout, RailAnswer]


def send_payouts(
    *, marketplace_id: UUID, ordered: Sequence[OrderedPayout], rail: Rail, at: datetime
) -> Mapping[OrderedPayout, str]:
    """Hand payouts to the rail; a repeated order of the same attempt changes nothing.

    Answers those that the rail did not take, with what stopped each: they stay pending, and are to
    be handed over again.
    """
    if not ordered:
        return {}
    with transaction(marketplace_id), connection.cursor() as cursor:
        cursor.execute(
            _WRITE_DOWN,
            [
                marketplace_id,
                rail.name,
                at,
                at,
                [payout.payout_id for payout in ordered],
                [payout.claim_id for payout in ordered],
                [payout.attempt for payout in ordered],
                [payout.amount_minor for payout in ordered],
                [payout.currency for payout in ordered],
            ],
        )
        cursor.execute(_STILL_PENDING, [marketplace_id, [p.payout_id for p in ordered]])
        pending = set(cursor.fetchall())
    told, silent = _each(
        [payout for payout in ordered if (payout.payout_id, payout.attempt) in pending],
        lambda payout: rail.send(_order(payout), at=at),
    )
    with transaction(marketplace_id), connection.cursor() as cursor:
        cursor.execute(
            _MARK_SENT,
            [
                at,
                at,
                [payout.payout_id for payout, _ in told],
                [answer.reference for _, answer in told],
                marketplace_id,
            ],
        )
        _ask_later(marketplace_id, told)
    return silent


def ask_rail(
    *, marketplace_id: UUID, ordered: Sequence[OrderedPayout], rail: Rail, at: datetime
) -> Mapping[OrderedPayout, str]:
    """Ask the rail what became of payouts, and tell their claims what is new.

    Answers those that the rail said nothing of, and those whose claims could not take its word now
    (somebody acted on them while the rail was asked), with what stopped each: ask again.
    """
    if not ordered:
        return {}
    with transaction(marketplace_id), connection.cursor() as cursor:
        cursor.execute(_SENT_AT, [marketplace_id, [payout.payout_id for payout in ordered]])
        sent_at = {(row[0], row[1]): row[2] for row in cursor.fetchall()}
    told, silent = _each(
        # A later attempt speaks for the payout once it was made.
        [payout for payout in ordered if (payout.payout_id, payout.attempt) in sent_at],
        lambda payout: rail.ask(
            _order(payout), sent_at=sent_at[payout.payout_id, payout.attempt], at=at
        ),
    )
    news = [pair for pair in told if pair[1].state is not RailState.PENDING]
    taken, untold = _tell_claims(marketplace_id, news, at)
    with transaction(marketplace_id), connection.cursor() as cursor:
        cursor.execute(
            _MARK_ANSWERED,
            [
                at,
                [payout.payout_id for payout, _ in taken],
                [payout.attempt for payout, _ in taken],
                [answer.state.value for _, answer in taken],
                marketplace_id,
            ],
        )
        _ask_later(marketplace_id, told)
    return {**silent, **untold}


def _each(
    ordered: Sequence[OrderedPayout], turn_to_rail: Callable[[OrderedPayout], RailAnswer]
) -> tuple[list[_Told], dict[OrderedPayout, str]]:
    """Turn to the rail for each payout; what it does not answer is answered apart."""
    told: list[_Told] = []
    silent: dict[OrderedPayout, str] = {}
    for payout in ordered:
        try:
            told.append((payout, turn_to_rail(payout)))
        except _RAIL_FAILURES as error:
            _log.exception("claim %s: the rail failed for its payout", payout.claim_id)
            silent[payout] = type(error).__name__
    return told, silent


def _tell_claims(
    marketplace_id: UUID, news: Sequence[_Told], at: datetime
) -> tuple[list[_Told], dict[OrderedPayout, str]]:
    """Tell each claim, and answer what it knows now and what it could not take."""
    taken: list[_Told] = []
    untold: dict[OrderedPayout, str] = {}
    waiting = list(news)
    while waiting:
        this_round = {payout.claim_id: (payout, answer) for payout, answer in reversed(waiting)}
        changes = [Change(claim_id, _recording(pair)) for claim_id, pair in this_round.items()]
        changed = change_claims(marketplace_id=marketplace_id, changes=changes, at=at)
        for claim_id, pair in this_round.items():
            outcome = changed[claim_id]
            # What was told before is known too: a process may have ended before it marked that.
            if isinstance(outcome, Refused) and outcome.reason != "payout_result_changes_nothing":
                untold[pair[0]] = outcome.reason
            else:
                taken.append(pair)
        waiting = [pair for pair in waiting if pair not in this_round.values()]
    return taken, untold


def _recording(pair: _Told) -> Callable[[Case], Handled | Refused]:
    payout, answer = pair

    def record(case: Case) -> Handled | Refused:
        command = c.RecordPayout(
            payout.payout_id, payout.attempt, answer.state.value, case.timetable, case.at
        )
        return thinking.handle(case, command)

    return record


def _order(payout: OrderedPayout) -> PayoutOrder:
    return PayoutOrder(payout.payout_id, payout.attempt, payout.amount_minor, payout.currency)


def _ask_later(marketplace_id: UUID, told: Sequence[_Told]) -> None:
    effects = []
    for payout, answer in told:
        if answer.ask_again_at is None:
            continue
        body = canonical_json(
            {
                "claim_id": str(payout.claim_id),
                "payout_id": str(payout.payout_id),
                "amount_minor": str(payout.amount_minor),
                "currency": payout.currency,
                "attempt": payout.attempt,
            }
        )
        asked = f"rail:{payout.attempt}:{answer.ask_again_at.isoformat()}"
        effect_id = uuid5(payout.payout_id, asked)
        effects.append(NewEffect(effect_id, "rail", body, answer.ask_again_at))
    put_effects(marketplace_id=marketplace_id, effects=effects)
