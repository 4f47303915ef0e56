"""Appeals: each stream is folded again, and its row, its clock and its notices are the fold's."""

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from uuid import UUID

from makewhole.apps.appeals import translate
from makewhole.apps.appeals.queries import stored_appeals
from makewhole.apps.appeals.sealing import opened_event, place_of_appeal
from makewhole.apps.claims.queries import buyers_of
from makewhole.apps.journal import queries as journal
from makewhole.apps.journal.streams import GENESIS
from makewhole.apps.reporting.proving.folded import UNREADABLE, Folded, Verified
from makewhole.apps.reporting.proving.journal import next_hash
from makewhole.apps.reporting.proving.notices import NoticeWalk, ToldStep
from makewhole.apps.reporting.proving.private import private_of, private_texts, unsealed
from makewhole.apps.reporting.proving.snapshot import rows_of
from makewhole.core.appeal.deadlines import deadlines
from makewhole.core.appeal.evolve import evolve
from makewhole.core.appeal.private import places_in_appeal
from makewhole.core.appeal.state import Appeal
from makewhole.core.claim.private import taken_out
from makewhole.core.kernel.canonical import canonical_json, read_json
from makewhole.core.terms.model import Privacy

_COLUMNS = (
    "claim_id", "determination_id", "side", "clause", "stage", "result", "reviewer_id",
    "next_actor", "due_at", "filed_at", "version", "head_hash", "state", "sealed",
)  # fmt: skip

_CLOCKS = f"""
SELECT stream_id, name, actor, due_at FROM journal_runningclock
WHERE marketplace_id = %(marketplace)s AND stream_kind = '{translate.STREAM_KIND}'
  AND state = 'running'
"""  # noqa: S608 - a constant of ours, no input


def compare_appeals(
    marketplace_id: UUID, folded: Folded, result: Verified, progress: Callable[[str, int], None]
) -> None:
    """Fold every appeal's stream, and compare what stands beside it."""
    found: dict[UUID, tuple[Appeal, int, str]] = {}
    told = NoticeWalk(marketplace_id, result, of="appeal")
    events = journal.all_events(marketplace_id=marketplace_id, stream_kind=translate.STREAM_KIND)
    for appeal_id, stored in groupby(events, key=lambda event: event.stream_id):
        result.streams += 1
        progress("streams", result.streams)
        steps: list[ToldStep] = []
        one = _fold(marketplace_id, stored, folded, result, steps)
        claim = folded.claims.get(one[0].claim_id) if one is not None else None
        if one is None or claim is None:
            told.pass_over(appeal_id)
        else:
            found[appeal_id] = one
            told.close_appeal(appeal_id, steps, is_known=claim.claim.seller_id is not None)
    told.end()
    _compare_rows(marketplace_id, found, folded, result)
    _compare_clocks(marketplace_id, found, result)


def _fold(
    marketplace_id: UUID,
    stored: Iterator[journal.StoredEvent],
    folded: Folded,
    result: Verified,
    steps: list[ToldStep],
) -> tuple[Appeal, int, str] | None:
    appeal: Appeal | None = None
    seq, prev_hash = 0, GENESIS
    events = list(stored)
    claim_id = _claim_of(events[0])
    texts = private_texts(marketplace_id, claim_id, [event.body for event in events], folded)
    for event in events:
        hashed = next_hash(marketplace_id, event, seq, prev_hash, result)
        if hashed is None:
            return None
        seq, prev_hash = event.seq, hashed
        folded.event_hashes[event.stream_id, seq] = hashed
        try:
            value = opened_event(event, texts)
            appeal = evolve(appeal, value)
            steps.append((seq, value, appeal))
        except UNREADABLE as problem:
            result.differs("event", f"{event.stream_id}/{seq}", f"it cannot be read: {problem}")
            return None
    assert appeal is not None
    return appeal, seq, prev_hash


def _claim_of(first: journal.StoredEvent) -> UUID:
    """Answer whose claim an appeal is about; of one that cannot be read, the appeal itself."""
    try:
        return UUID(read_json(first.body)["claim_id"])
    except UNREADABLE:
        return first.stream_id


def _compare_rows(
    marketplace_id: UUID,
    found: dict[UUID, tuple[Appeal, int, str]],
    folded: Folded,
    result: Verified,
) -> None:
    buyers = buyers_of(
        marketplace_id=marketplace_id,
        claim_ids={appeal.claim_id for appeal, _, _ in found.values()},
    )
    missing = dict(found)
    for row in stored_appeals(marketplace_id=marketplace_id):
        one = missing.pop(row.appeal_id, None)
        if one is None:
            result.differs(
                "appeal", row.appeal_id, "the journal has no such stream, or a broken one"
            )
            continue
        columns = [getattr(row, name) for name in _COLUMNS]
        place = place_of_appeal(row.appeal_id)
        columns[-1] = unsealed(marketplace_id, buyers.get(row.claim_id), row.sealed, place)
        claim = folded.claims[one[0].claim_id].claim
        private = private_of(marketplace_id, claim.terms_hash or "")
        wanted = _wanted(*one, private or {}, of_loss=claim.loss is not None)
        result.differs_in("appeal", row.appeal_id, _COLUMNS, columns, wanted)
    for appeal_id in missing:
        result.differs("appeal", appeal_id, "the row is missing")


def _wanted(
    appeal: Appeal,
    seq: int,
    head_hash: str,
    private: Mapping[str, Privacy],
    *,
    of_loss: bool,
) -> tuple[object, ...]:
    state = translate.appeal_form(appeal)
    hidden = taken_out(state, places_in_appeal(state, private, of_loss=of_loss))
    return (
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
        seq,
        head_hash,
        canonical_json(state),
        hidden,
    )


def _compare_clocks(
    marketplace_id: UUID, found: dict[UUID, tuple[Appeal, int, str]], result: Verified
) -> None:
    wanted = {
        (appeal_id, clock.name, clock.actor.value, clock.due_at)
        for appeal_id, (appeal, _, _) in found.items()
        for clock in deadlines(appeal)
    }
    for key in wanted ^ {tuple(row) for row in rows_of(_CLOCKS, marketplace_id)}:
        verb = "does not run" if key in wanted else "runs without a reason"
        result.differs("clock", f"{key[0]}/{key[1]}", f"of an appeal: {verb}")
