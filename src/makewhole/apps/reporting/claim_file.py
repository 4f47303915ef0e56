"""One claim with everything that stands behind it: for the pages of all audiences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from makewhole.apps.claims import queries as claims
from makewhole.apps.claims import translate
from makewhole.apps.claims.cases import Cases
from makewhole.apps.claims.changes import OtherAnswer, changes_of
from makewhole.apps.claims.sealing import (
    NotOpen,
    Texts,
    opened_body,
    opened_event,
    opened_texts,
)
from makewhole.apps.journal import queries as journal
from makewhole.apps.orders.queries import order_snapshots
from makewhole.apps.parties.texts import texts_of
from makewhole.apps.parties.vault import this_vault
from makewhole.apps.tenancy.queries import MarketFacts
from makewhole.core.claim import events as e
from makewhole.core.claim.handle import look
from makewhole.core.claim.looking import Case
from makewhole.core.claim.order import OrderOnFile
from makewhole.core.claim.private import private_facts
from makewhole.core.claim.record import facts_of
from makewhole.core.claim.said import Known
from makewhole.core.claim.values import Finding, SealedText
from makewhole.core.terms.explain import Evaluation
from makewhole.core.terms.model import Terms

# Who reads: the claimant sees all that is theirs; our staff sees what is private once they say why;
# nobody else ever does.
Reader = Literal["claimant", "staff", "others"]
OWN_WORDS = "own_words"  # What a claimant wrote of an injury, named as a fact is.


@dataclass(frozen=True, slots=True)
class Determined:
    """A determination as it was stored, read back."""

    stored: claims.StoredDetermination
    event: e.ClaimDetermined
    facts: Mapping[str, Known]
    body: Mapping[str, Any]
    changes: tuple[OtherAnswer, ...] | None  # What would have changed it; None: not known yet.


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """A claim, its order, its events, what was determined, and what the terms say now."""

    row: claims.ClaimRow
    order: OrderOnFile
    events: tuple[e.Event, ...]
    determinations: tuple[Determined, ...]  # Without those whose facts were erased by right.
    terms: Terms
    case: Case
    finding: Finding
    evaluation: Evaluation
    facts: Mapping[str, Known]
    texts: Mapping[UUID, str | None]  # Personal texts that events refer to; None: erased.
    reader: Reader
    closed: frozenset[str]  # The private facts whose values this reader is not shown.
    is_erased: bool  # Something private of it was erased by right.

    @property
    def kept_closed(self) -> tuple[str, ...]:
        """Answer what is closed and somebody has said: facts in the order of the terms, words."""
        said = {one.fact for one in self.row.claim.statements if one.value is not None}
        has_words = any(isinstance(event, e.FactStated) and event.sealed for event in self.events)
        said |= {OWN_WORDS} if has_words else set()
        return tuple(name for name in (*self.terms.facts, OWN_WORDS) if name in self.closed & said)


def claim_file(
    row: claims.ClaimRow,
    *,
    marketplace_id: UUID,
    markets: dict[str, MarketFacts],
    at: datetime,
    reader: Reader = "others",
    opened: frozenset[str] = frozenset(),
) -> ClaimFile:
    """Answer the whole file of a claim as of `at`; `row` came through one of its doors.

    The file holds everything; `closed` names what its reader is not shown. `opened` are private
    facts that staff was let see, with a reason that is on record.
    """
    snapshots = order_snapshots(
        marketplace_id=marketplace_id, order_ids=[row.order_id], for_update=False
    )
    order = translate.order_on_file(snapshots[row.order_id])
    stored = journal.events_of(marketplace_id=marketplace_id, stream_id=row.claim_id)
    determinations = claims.determinations_of(marketplace_id=marketplace_id, claim_id=row.claim_id)
    bodies = [event.body for event in stored] + [one.body for one in determinations]
    private = opened_texts(marketplace_id=marketplace_id, stored=bodies)
    events = tuple(opened_event(event, private) for event in stored)
    case = Cases(marketplace_id, at, markets).of(order, row.claim, row.terms_hash)
    finding, evaluation, facts = look(case)
    changes = changes_of(
        marketplace_id=marketplace_id,
        determination_ids=[stored.determination_id for stored in determinations],
    )
    by_id = {
        event.determination_id: event for event in events if isinstance(event, e.ClaimDetermined)
    }
    return ClaimFile(
        row=row,
        order=order,
        events=events,
        determinations=tuple(
            read
            for stored in determinations
            for read in _read_back(stored, by_id, private, changes)
        ),
        terms=case.terms,
        case=case,
        finding=finding,
        evaluation=evaluation,
        facts=facts,
        texts=texts_of(
            marketplace_id=marketplace_id,
            text_ids={text.text_id for event in events if (text := sealed_in(event)) is not None},
            vault=this_vault(),
        ),
        reader=reader,
        closed=_closed(case, reader, opened),
        is_erased=None in private.values(),
    )


def _closed(case: Case, reader: Reader, opened: frozenset[str]) -> frozenset[str]:
    """Answer what this reader is not shown; of an injury the claimant's own words too."""
    if reader == "claimant":
        return frozenset()
    is_injury = case.claim is not None and case.claim.is_injury
    private = {*private_facts(case.terms), *({OWN_WORDS} if is_injury else ())}
    return frozenset(private) - opened


def sealed_in(event: e.Event) -> SealedText | None:
    """Answer the personal text that an event refers to."""
    return event.sealed if isinstance(event, e.ReturnMoved | e.FactStated) else None


def _read_back(
    stored: claims.StoredDetermination,
    by_id: Mapping[UUID, e.ClaimDetermined],
    private: Texts,
    changes: Mapping[UUID, tuple[OtherAnswer, ...]],
) -> Iterator[Determined]:
    """Answer a determination read back; nothing where what it was decided on was erased."""
    try:
        body = opened_body(stored.body, private)
    except NotOpen:
        return
    made = stored.determination_id
    yield Determined(stored, by_id[made], facts_of(body), body, changes.get(made))
