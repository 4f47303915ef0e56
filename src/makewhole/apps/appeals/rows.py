"""One handled appeal, written: its journal, its latest fold, its clock, its notices to come."""

from uuid import UUID, uuid5

from django.db import connection

from makewhole.apps.appeals import translate
from makewhole.apps.appeals.sealing import Whose, stored_form
from makewhole.apps.journal.commands import ClocksOf, NewEffect, append, put_effects, set_clocks
from makewhole.apps.journal.streams import Head, chain
from makewhole.apps.parties.texts import keep_texts
from makewhole.core.appeal.handle import HandledAppeal
from makewhole.core.appeal.stages import CLOCK
from makewhole.core.kernel.canonical import canonical_json

NOTICES = "appeal_notices"  # The effect that tells both sides.

_WRITE = """
INSERT INTO appeals_appeal
    (id, marketplace_id, reference, claim_id, determination_id, side, clause, stage, result,
     reviewer_id, next_actor, due_at, filed_at, version, head_hash, state, sealed)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
ON CONFLICT (id) DO UPDATE SET
    stage = EXCLUDED.stage, result = EXCLUDED.result, reviewer_id = EXCLUDED.reviewer_id,
    next_actor = EXCLUDED.next_actor, due_at = EXCLUDED.due_at, version = EXCLUDED.version,
    head_hash = EXCLUDED.head_hash, state = EXCLUDED.state, sealed = EXCLUDED.sealed
"""


def write_appeal(
    *,
    marketplace_id: UUID,
    command_id: UUID,
    handled: HandledAppeal,
    reference: str,
    head: Head,
    whose: Whose,
) -> None:
    """Write what one command did to an appeal; what it did to the claim is the claim's to write."""
    appeal = handled.appeal
    form = stored_form(
        marketplace_id=marketplace_id, appeal=appeal, events=handled.events, whose=whose
    )
    if form.texts:
        keep_texts(marketplace_id=marketplace_id, texts=form.texts)
    addition = chain(
        marketplace_id=marketplace_id,
        stream_kind=translate.STREAM_KIND,
        stream_id=appeal.appeal_id,
        after=head,
        events=form.events,
    )
    after = addition.head_after(head)
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            [
                appeal.appeal_id,
                marketplace_id,
                reference,
                appeal.claim_id,
                appeal.determination_id,
                appeal.side.value,
                appeal.clause,
                appeal.stage.value,
                appeal.result.value if appeal.result is not None else None,
                appeal.reviewer.party_id if appeal.reviewer is not None else None,
                appeal.next_actor.value if appeal.next_actor is not None else None,
                appeal.due_at,
                appeal.filed_at,
                after.seq,
                after.hash,
                form.state,
                form.sealed,
            ],
        )
    append(marketplace_id=marketplace_id, command_id=command_id, additions=[addition])
    set_clocks(
        marketplace_id=marketplace_id,
        stream_kind=translate.STREAM_KIND,
        clocks=[ClocksOf(appeal.appeal_id, running=handled.clocks, ran=(CLOCK,))],
    )
    put_effects(marketplace_id=marketplace_id, effects=[_notices(handled, head, after)])


def _notices(handled: HandledAppeal, before: Head, after: Head) -> NewEffect:
    appeal, first = handled.appeal, before.seq + 1
    body = {
        "claim_id": str(appeal.claim_id),
        "appeal_id": str(appeal.appeal_id),
        "first": first,
        "last": after.seq,
    }
    return NewEffect(
        effect_id=uuid5(appeal.appeal_id, f"{NOTICES}:{first}-{after.seq}"),
        kind=NOTICES,
        body=canonical_json(body),
        due_at=handled.events[-1].at,
    )
