"""31,199 real orders, from the files to money back; each claim against independent SQL."""

import os
from collections import Counter
from pathlib import Path
from uuid import UUID

import pytest

from makewhole.apps.reporting.verify import verify
from tests.real.olist_facts import OlistFacts, olist_facts
from tests.real.real_run import (
    AS_OF,
    ClaimMade,
    brazil,
    claims_made,
    complaints,
    file_complaints,
    full_refunds,
    let_time_pass,
    propose,
)

OLIST = Path(os.environ.get("MAKEWHOLE_DATA", "../shared/data")) / "olist"

pytestmark = [
    pytest.mark.real_data,
    pytest.mark.skipif(not OLIST.is_dir(), reason="the real orders are not here: MAKEWHOLE_DATA"),
]


@pytest.fixture(scope="module")
def facts() -> OlistFacts:
    return olist_facts(OLIST)


@pytest.fixture(scope="module")
def run(database: str) -> tuple[UUID, list[ClaimMade]]:  # noqa: ARG001 - it runs in this database
    marketplace, imported = brazil(OLIST, AS_OF)
    assert (imported.counts.inserted, imported.rejected) == (31_199, 0)
    proposed = propose(marketplace)
    assert proposed.by_ground == Counter(late=1_633, not_received=1_456)
    assert {ground: len(ids) for ground, ids in proposed.orders_by_ground.items()} == {
        "late": 1_631,
        "not_received": 1_454,
    }
    assert proposed.never_shipped == 552
    let_time_pass(marketplace, AS_OF, 60)
    return marketplace, claims_made(marketplace)


def test_every_claim_is_one_that_sql_finds_and_none_is_missing(
    run: tuple[UUID, list[ClaimMade]], facts: OlistFacts
) -> None:
    made = {
        ground: {(c.order_id, c.seller_id) for c in run[1] if c.ground == ground}
        for ground in ("late", "not_received")
    }

    # One cancelled order came late all the same: the terms call it late too.
    assert made["late"] == (
        facts.claims["delivered_late"] | facts.claims["cancelled_yet_delivered_late"]
    )
    # What was paid and never sent is not received as surely as what was lost on the way.
    assert made["not_received"] == (
        facts.claims["shipped_never_delivered"] | facts.claims["paid_never_shipped"]
    )


def test_what_never_came_is_refunded_whole_or_waits_for_a_person(
    run: tuple[UUID, list[ClaimMade]], facts: OlistFacts
) -> None:
    never_came = [claim for claim in run[1] if claim.ground == "not_received"]
    undecided = {claim.order_id for claim in never_came if claim.stage == "assessing"}
    groups = ("shipped_never_delivered", "paid_never_shipped")
    wanted = sum(facts.groups[group].full_refund_minor for group in groups)
    waiting = sum(full_refunds(OLIST, undecided).values())

    assert sum(claim.paid_total_minor for claim in never_came) == wanted - waiting


def test_a_late_order_brings_its_shipping_back_and_the_rest_against_the_return(
    run: tuple[UUID, list[ClaimMade]],
) -> None:
    late = [claim for claim in run[1] if claim.ground == "late"]

    assert Counter(claim.closed_as or claim.stage for claim in late) == Counter(
        paid=1_469, lapsed=163, referred=1
    )


def test_the_journal_proves_everything(run: tuple[UUID, list[ClaimMade]]) -> None:
    verified = verify(marketplace_id=run[0], progress=lambda _doing, _done: None)

    assert verified.problems == []
    assert verified.streams == 3_089


def test_a_complaint_without_a_ground_is_first_asked_what_went_wrong(
    database: str,  # noqa: ARG001 - it runs in this database
) -> None:
    """A sample of the long run below: every ninth complaint."""
    made = complaints(OLIST)
    assert len(made) == 3_669
    start = AS_OF.replace(year=2016, month=10)
    marketplace, _ = brazil(OLIST, start)

    outcome = file_complaints(marketplace, made[::9], wrote_first=False, start=start)

    assert outcome.made == len(made[::9])
    assert outcome.first_question["claim_kind"] == outcome.by_ground["none"] > 0


@pytest.mark.long
@pytest.mark.parametrize("wrote_first", [False, True])
def test_every_complaint_is_taken(
    database: str,  # noqa: ARG001 - it runs in this database
    wrote_first: bool,
    capsys: pytest.CaptureFixture[str],
) -> None:
    start = AS_OF.replace(year=2016, month=10)
    marketplace, _ = brazil(OLIST, start)

    outcome = file_complaints(marketplace, complaints(OLIST), wrote_first=wrote_first, start=start)

    with capsys.disabled():
        print(f"\nwrote to the seller first: {wrote_first}\n{outcome}")  # noqa: T201 - its figures
    assert outcome.made == 3_669
