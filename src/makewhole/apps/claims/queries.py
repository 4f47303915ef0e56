"""Claims as others may see them: frozen values, one statement each."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from makewhole.apps.claims import translate
from makewhole.apps.claims.cases import Cases
from makewhole.apps.claims.models import Claim as ClaimRecord
from makewhole.apps.claims.models import Determination as DeterminationRecord
from makewhole.apps.claims.sealing import opened_claim
from makewhole.apps.orders.queries import order_snapshots
from makewhole.apps.parties.people import secrets_of
from makewhole.apps.parties.vault import this_vault
from makewhole.apps.tenancy.queries import MarketFacts, markets_of
from makewhole.core.claim.handle import look
from makewhole.core.claim.stages import LOSS_GROUNDS, ClosedAs
from makewhole.core.claim.state import Claim
from makewhole.core.kernel.references import as_written


@dataclass(frozen=True, slots=True)
class ToldClaim:
    """What a notice needs of a claim."""

    claim_id: UUID
    reference: str
    currency: str
    buyer_id: UUID | None
    seller_id: UUID | None
    was_filed: bool  # False: a draft, of which the seller knows nothing.
    zone: ZoneInfo
    language: str  # Of its market.
    terms_hash: str
    insurer_id: UUID | None = None  # To which a loss was tendered, and first when.
    tendered_at: datetime | None = None
    file_by: date | None = None  # Of a draft that lapsed: until when it can be begun anew.


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in a list. Amounts in whole minor units of `currency`."""

    claim_id: UUID
    reference: str
    market_code: str
    order_id: UUID
    buyer_id: UUID | None
    seller_id: UUID | None
    ground: str | None
    currency: str
    opened_by: str
    opened_at: datetime
    stage: str
    closed_as: str | None
    next_actor: str | None
    due_at: datetime | None
    paid_total_minor: int
    settled_minor: int
    terms_hash: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim's row as `verify` compares it with the journal."""

    claim_id: UUID
    version: int
    head_hash: str
    state: str
    stage: str
    due_at: datetime | None
    paid_total_minor: int
    terms_hash: str


@dataclass(frozen=True, slots=True)
class StoredDetermination:
    """A determination as it was stored, whole."""

    determination_id: UUID
    claim_id: UUID
    seq: int
    terms_hash: str
    outcome: str
    payer: str
    bearer: str
    clause: str
    currency: str
    payable_minor: int
    decided_by: str
    determined_at: datetime
    body: str
    hash: str


def claims_to_tell(*, marketplace_id: UUID, claim_ids: Sequence[UUID]) -> dict[UUID, ToldClaim]:
    """Answer what notices need of these claims."""
    markets = markets_of(marketplace_id=marketplace_id)
    rows = ClaimRecord.objects.filter(marketplace_id=marketplace_id, id__in=claim_ids).values_list(
        "id",
        "reference",
        "currency",
        "buyer_id",
        "seller_id",
        "filed_at",
        "market_code",
        "closed_as",
        "terms_hash",
        "ground",
    )
    ended = [row[0] for row in rows if row[5] is None and row[7] == ClosedAs.LAPSED]
    file_by = _last_days(marketplace_id, ended, markets) if ended else {}
    losses = [row[0] for row in rows if row[9] in LOSS_GROUNDS]
    insurers = _insurers(marketplace_id, losses) if losses else {}
    return {
        row[0]: ToldClaim(
            *row[:5],
            was_filed=row[5] is not None,
            zone=markets[row[6]].zone,
            language=markets[row[6]].language,
            terms_hash=row[8],
            insurer_id=insurers.get(row[0], _NO_INSURER)[0],
            tendered_at=insurers.get(row[0], _NO_INSURER)[1],
            file_by=file_by.get(row[0]),
        )
        for row in rows
    }


_NO_INSURER = (None, None)


def _insurers(
    marketplace_id: UUID, claim_ids: Collection[UUID]
) -> dict[UUID, tuple[UUID, datetime | None]]:
    """Answer to which insurer each of these losses was tendered, where one was, and first when."""
    states = ClaimRecord.objects.filter(marketplace_id=marketplace_id, id__in=claim_ids)
    claims = [translate.claim_from_text(state) for state in states.values_list("state", flat=True)]
    return {
        claim.claim_id: (claim.loss.insurer_id, claim.loss.tendered_at)
        for claim in claims
        if claim.loss is not None and claim.loss.insurer_id is not None
    }


def _last_days(
    marketplace_id: UUID, claim_ids: Collection[UUID], markets: dict[str, MarketFacts]
) -> dict[UUID, date]:
    """Answer until when each of these can be claimed anew, as its terms say and if it can."""
    found = ClaimRecord.objects.filter(marketplace_id=marketplace_id, id__in=claim_ids)
    ended = [(row.claim, row.terms_hash) for row in _opened(marketplace_id, list(found))]
    orders = order_snapshots(
        marketplace_id=marketplace_id,
        order_ids=list({claim.order_id for claim, _ in ended}),
        for_update=False,
    )
    last_days = {}
    for claim, terms_hash in ended:
        order = translate.order_on_file(orders[claim.order_id])
        case = Cases(marketplace_id, claim.changed_at, markets).of(order, claim, terms_hash)
        day = look(case)[0].file_by
        if day is not None and day >= case.timetable.local_day(claim.changed_at):
            last_days[claim.claim_id] = day
    return last_days


def references_of(*, marketplace_id: UUID, claim_ids: Collection[UUID]) -> dict[UUID, str]:
    """Answer what people write on letters about each of these claims."""
    rows = ClaimRecord.objects.filter(marketplace_id=marketplace_id, id__in=claim_ids)
    return dict(rows.values_list("id", "reference"))


def claim_id_of(*, marketplace_id: UUID, reference: str) -> UUID | None:
    """Answer which claim people mean by a reference, without looking into it."""
    rows = ClaimRecord.objects.filter(marketplace_id=marketplace_id)
    return rows.filter(reference=as_written(reference)).values_list("id", flat=True).first()


def buyers_of(*, marketplace_id: UUID, claim_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Answer whose each of these claims is; one whose buyer is not known is left out."""
    rows = ClaimRecord.objects.filter(marketplace_id=marketplace_id, id__in=claim_ids)
    return {id_: buyer for id_, buyer in rows.values_list("id", "buyer_id") if buyer is not None}


def list_claims(
    *,
    marketplace_id: UUID,
    buyer_id: UUID | None = None,
    seller_id: UUID | None = None,
    order_ids: Sequence[UUID] | None = None,
    next_actors: Sequence[str] = (),
    open_only: bool = False,
    limit: int = 50,
    offset: int = 0,
) -> tuple[ClaimRow, ...]:
    """Answer claims by due time, closed ones last: of one party, of orders, of who acts next.

    What is private of them is open only to the buyer whose claims they are.
    """
    rows = ClaimRecord.objects.filter(marketplace_id=marketplace_id)
    if buyer_id is not None:
        rows = rows.filter(buyer_id=buyer_id)
    if seller_id is not None:
        rows = rows.filter(seller_id=seller_id)
    if order_ids is not None:
        rows = rows.filter(order_id__in=order_ids)
    if next_actors:
        rows = rows.filter(next_actor__in=next_actors)
    if open_only or next_actors:
        rows = rows.exclude(stage="closed")
    ordered = rows.order_by("due_at", "id")[offset : offset + limit]
    return tuple(
        _opened(marketplace_id, list(ordered))
        if buyer_id is not None
        else (_row(record) for record in ordered)
    )


def claims_by_id(*, marketplace_id: UUID, claim_ids: Collection[UUID]) -> dict[UUID, ClaimRow]:
    """Answer these claims."""
    records = ClaimRecord.objects.filter(marketplace_id=marketplace_id, id__in=claim_ids)
    return {record.id: _row(record) for record in records}


def claim_by_reference(*, marketplace_id: UUID, reference: str) -> ClaimRow | None:
    """Answer one claim by what people write on letters, in small ones too; None: there is none.

    What is private of it is open: whoever calls shows each reader what is theirs to read.
    """
    records = ClaimRecord.objects.filter(marketplace_id=marketplace_id)
    found = list(records.filter(reference=as_written(reference))[:1])
    return next(_opened(marketplace_id, found), None)


def determinations_of(*, marketplace_id: UUID, claim_id: UUID) -> tuple[StoredDetermination, ...]:
    """Answer a claim's determinations, the latest last."""
    records = DeterminationRecord.objects.filter(
        marketplace_id=marketplace_id, claim_id=claim_id
    ).order_by("seq")
    return tuple(determination_of_row(record) for record in records)


def stored_claims(*, marketplace_id: UUID) -> Iterator[StoredClaim]:
    """Stream every claim's row, in the order of the journal's streams."""
    names = [
        "id", "version", "head_hash", "state", "stage", "due_at", "paid_total_minor", "terms_hash"
    ]  # fmt: skip
    records = ClaimRecord.objects.filter(marketplace_id=marketplace_id).order_by("id")
    for row in records.values_list(*names).iterator(chunk_size=5_000):
        yield StoredClaim(*row)


def stored_determinations(*, marketplace_id: UUID) -> Iterator[StoredDetermination]:
    """Stream every determination of the marketplace."""
    records = DeterminationRecord.objects.filter(marketplace_id=marketplace_id)
    for record in records.order_by("claim_id", "seq").iterator(chunk_size=1_000):
        yield determination_of_row(record)


@dataclass(frozen=True, slots=True)
class Count:
    """How many claims share these values, and what was determined to be paid on them."""

    stage: str
    closed_as: str | None
    ground: str | None
    opened_by: str
    currency: str
    claims: int
    orders: int
    paid_total_minor: int
    settled_minor: int


def count_claims(*, marketplace_id: UUID) -> tuple[Count, ...]:
    """Count claims by stage, end, ground and opener."""
    statement = """
        SELECT stage, closed_as, ground, opened_by, currency, count(*), count(DISTINCT order_id),
               sum(paid_total_minor)::bigint, sum(settled_minor)::bigint
        FROM claims_claim WHERE marketplace_id = %s
        GROUP BY stage, closed_as, ground, opened_by, currency
        ORDER BY stage, closed_as, ground, opened_by, currency
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [marketplace_id])
        return tuple(Count(*row) for row in cursor.fetchall())


@dataclass(frozen=True, slots=True)
class DueCount:
    """How the clocks of one stage stand; `payouts_failed` wait for a person to send them again."""

    past_due: int
    due_today: int
    payouts_failed: int


def count_due(*, marketplace_id: UUID, at: datetime, end_of_day: datetime) -> dict[str, DueCount]:
    """Count the open claims that are past due, and that are due by the end of the day, by stage."""
    statement = """
        SELECT stage, count(*) FILTER (WHERE due_at <= %(at)s),
               count(*) FILTER (WHERE due_at > %(at)s AND due_at <= %(end)s),
               count(*) FILTER (WHERE stage = 'paying' AND next_actor <> 'rail')
        FROM claims_claim WHERE marketplace_id = %(marketplace)s AND stage <> 'closed'
        GROUP BY stage
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, {"marketplace": marketplace_id, "at": at, "end": end_of_day})
        return {stage: DueCount(*counts) for stage, *counts in cursor.fetchall()}


@dataclass(frozen=True, slots=True)
class DeterminationCount:
    """How many determinations share these values, and what they pay."""

    outcome: str
    payer: str
    bearer: str
    clause: str
    currency: str
    determinations: int
    payable_minor: int


def count_determinations(*, marketplace_id: UUID) -> tuple[DeterminationCount, ...]:
    """Count determinations by outcome, payer, bearer and deciding clause."""
    statement = """
        SELECT outcome, payer, bearer, clause, currency, count(*), sum(payable_minor)::bigint
        FROM claims_determination WHERE marketplace_id = %s
        GROUP BY outcome, payer, bearer, clause, currency
        ORDER BY outcome, payer, bearer, clause, currency
    """
    with connection.cursor() as cursor:
        cursor.execute(statement, [marketplace_id])
        return tuple(DeterminationCount(*row) for row in cursor.fetchall())


def _opened(marketplace_id: UUID, records: Sequence[ClaimRecord]) -> Iterator[ClaimRow]:
    """Answer rows with what is private of them; one statement more where there is any."""
    people = {
        one.buyer_id for one in records if one.sealed is not None and one.buyer_id is not None
    }
    secrets = (
        secrets_of(marketplace_id=marketplace_id, party_ids=people, vault=this_vault())
        if people
        else {}
    )
    for one in records:
        secret = secrets.get(one.buyer_id) if one.buyer_id is not None else None
        sealed = bytes(one.sealed) if one.sealed is not None else None
        yield _row(one, opened_claim(one.state, sealed, one.id, secret))


def _row(record: ClaimRecord, opened: Claim | None = None) -> ClaimRow:
    return ClaimRow(
        claim_id=record.id,
        reference=record.reference,
        market_code=record.market_code,
        order_id=record.order_id,
        buyer_id=record.buyer_id,
        seller_id=record.seller_id,
        ground=record.ground,
        currency=record.currency,
        opened_by=record.opened_by,
        opened_at=record.opened_at,
        stage=record.stage,
        closed_as=record.closed_as,
        next_actor=record.next_actor,
        due_at=record.due_at,
        paid_total_minor=record.paid_total_minor,
        settled_minor=record.settled_minor,
        terms_hash=record.terms_hash,
        claim=opened or translate.claim_from_text(record.state),
    )


def determination_of_row(record: DeterminationRecord) -> StoredDetermination:
    """Answer a row as it was stored."""
    return StoredDetermination(
        determination_id=record.id,
        claim_id=record.claim_id,
        seq=record.seq,
        terms_hash=record.terms_hash,
        outcome=record.outcome,
        payer=record.payer,
        bearer=record.bearer,
        clause=record.clause,
        currency=record.currency,
        payable_minor=record.payable_minor,
        decided_by=record.decided_by,
        determined_at=record.determined_at,
        body=record.body,
        hash=record.hash,
    )
