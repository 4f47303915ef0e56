"""Matters for the core: an appeal with its claim, its record, and who there is to look again."""

from uuid import UUID

from makewhole.apps.appeals.queries import AppealRow, appeals_of_claim
from makewhole.apps.claims.queries import determinations_of
from makewhole.apps.claims.sealing import NotOpen, opened_body, opened_events, opened_texts
from makewhole.apps.journal.queries import events_of
from makewhole.apps.parties.mandates import staff
from makewhole.core.appeal.handle import Matter
from makewhole.core.appeal.people import may_review
from makewhole.core.appeal.weigh import Recorded
from makewhole.core.claim.looking import Case
from makewhole.core.claim.record import facts_of
from makewhole.core.kernel.canonical import untagged


def matter_of(*, marketplace_id: UUID, case: Case, appeal_id: UUID) -> Matter:
    """Answer the matter of an appeal, filed or about to be; call inside the transaction."""
    claim = case.claim
    assert claim is not None
    appeals = appeals_of_claim(marketplace_id=marketplace_id, claim_id=claim.claim_id)
    stored = events_of(marketplace_id=marketplace_id, stream_id=claim.claim_id)
    people = staff(marketplace_id=marketplace_id, at=case.at).people
    return Matter(
        appeal=next((row.appeal for row in appeals if _is(row, appeal_id)), None),
        case=case,
        events=opened_events(marketplace_id=marketplace_id, stored=stored),
        others=tuple(row.appeal for row in appeals if not _is(row, appeal_id)),
        people=tuple(one.by for one in people if may_review(claim, one)),
        recorded=_recorded(marketplace_id, claim.claim_id),
    )


def _is(row: AppealRow, appeal_id: UUID) -> bool:
    return row.appeal.appeal_id == appeal_id


def _recorded(marketplace_id: UUID, claim_id: UUID) -> Recorded | None:
    """Answer what was weighed for the latest determination that pays; None: none does."""
    paying = [
        stored
        for stored in determinations_of(marketplace_id=marketplace_id, claim_id=claim_id)
        if stored.outcome == "pay"
    ]
    if not paying:
        return None
    stored = paying[-1].body
    texts = opened_texts(marketplace_id=marketplace_id, stored=[stored])
    try:
        body = opened_body(stored, texts)
    except NotOpen:
        return None
    return Recorded(
        facts=facts_of(body),
        parts=tuple({n: untagged(v) for n, v in part.items()} for part in body["parts"]),
        presumed=frozenset(body["presumed"]),
    )
