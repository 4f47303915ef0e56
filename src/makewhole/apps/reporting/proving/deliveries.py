"""Deliveries: each is of a notice, none waits for nothing, and of each lost one a lead was told.

What a mail server said no event tells; it is not compared.
"""

from uuid import UUID

from makewhole.apps.reporting.proving.folded import Verified
from makewhole.apps.reporting.proving.outbox import waiting_for
from makewhole.apps.reporting.proving.snapshot import rows_of

_DELIVERIES = """
SELECT d.notice_id, d.channel, d.state, n.id IS NULL,
       EXISTS (SELECT FROM notices_notice l
               WHERE l.claim_id = n.claim_id AND l.audience = 'lead'
                 AND l.message = n.audience || '_not_reached')
FROM notices_delivery d LEFT JOIN notices_notice n ON n.id = d.notice_id
WHERE d.marketplace_id = %(marketplace)s
ORDER BY d.notice_id, d.channel
"""

_TOLD_FOR_NOTHING = """
SELECT l.claim_id, l.seq, l.message FROM notices_notice l
WHERE l.marketplace_id = %(marketplace)s AND l.audience = 'lead'
  AND l.message IN ('claimant_not_reached', 'seller_not_reached')
  AND NOT EXISTS (
    SELECT FROM notices_notice n JOIN notices_delivery d ON d.notice_id = n.id
    WHERE n.claim_id = l.claim_id AND n.appeal_id IS NOT DISTINCT FROM l.appeal_id
      AND n.seq = l.seq AND d.state IN ('failed', 'bounced')
      AND l.message = n.audience || '_not_reached')
ORDER BY l.claim_id, l.seq, l.message
"""


def compare_deliveries(marketplace_id: UUID, result: Verified) -> None:
    """Compare deliveries with the notices that they are of, and with what leads were told."""
    in_outbox = waiting_for(marketplace_id, "notice_id", "mail")
    for notice_id, channel, state, is_stray, was_told in rows_of(_DELIVERIES, marketplace_id):
        place = f"{notice_id}/{channel}"
        if is_stray:
            result.differs("delivery", place, "there is no such notice")
        elif state == "queued" and notice_id not in in_outbox:
            result.differs("delivery", place, "it is queued, and nothing will send it")
        elif state in ("failed", "bounced") and not was_told:
            result.differs("delivery", place, f"it {state}, and no lead was told")
    for claim_id, seq, message in rows_of(_TOLD_FOR_NOTHING, marketplace_id):
        result.differs("notice", f"{claim_id}/{seq}/lead/{message}", "no delivery owes it")
