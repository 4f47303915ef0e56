"""Claims that wait for rates of exchange: looked at again once more rates are brought in."""

from datetime import datetime
from uuid import UUID

from django.db import connection

from makewhole.apps.claims.commands import Change, change_claims
from makewhole.apps.tenancy.transactions import transaction
from makewhole.core.claim import handle as thinking
from makewhole.core.claim.exchange import CURRENCY_OF_HEAD
from makewhole.core.claim.stages import LOSS_GROUNDS, Stage
from makewhole.core.kernel.outcome import Refused

_WAITING = """
SELECT id FROM claims_claim
WHERE marketplace_id = %s AND stage = %s AND ground = ANY (%s::text[]) AND state LIKE %s
ORDER BY id
"""


def look_again_for_rates(*, marketplace_id: UUID, at: datetime) -> int:
    """Look again at the losses in other currencies that wait; answer how many went on."""
    with transaction(marketplace_id), connection.cursor() as cursor:
        cursor.execute(
            _WAITING,
            [
                marketplace_id,
                Stage.REFERRED.value,
                [ground.value for ground in sorted(LOSS_GROUNDS)],
                f'%"{CURRENCY_OF_HEAD}"%',
            ],
        )
        waiting = [row[0] for row in cursor.fetchall()]
    changes = [Change(claim_id, thinking.assess) for claim_id in waiting]
    answers = change_claims(marketplace_id=marketplace_id, changes=changes, at=at)
    return sum(not isinstance(answer, Refused) for answer in answers.values())
