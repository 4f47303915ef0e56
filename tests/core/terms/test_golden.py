"""The golden claims of the conformance file and of the drafts, as they stand."""

import pytest

from makewhole.core.terms.trial import try_golden
from tests.core.terms.files import (
    MARKETS,
    conformance,
    drafted,
    drafted_golden,
    drafted_pack,
    golden,
)

pytestmark = pytest.mark.real_data


def test_the_conformance_file_is_accepted_and_decides_its_golden_claims() -> None:
    terms = conformance()

    assert (len(terms.facts), len(list(terms.rules)), len(terms.tests)) == (29, 46, 3)
    assert try_golden(terms, terms.tests) == ()


def test_the_drafted_terms_decide_all_their_golden_claims() -> None:
    claims = drafted_golden()

    assert len(claims) == 120
    assert try_golden(drafted(), claims) == ()


@pytest.mark.parametrize(("market", "number"), [("eu", 5), ("uk", 1), ("ca", 1), ("br", 5)])
def test_each_drafted_pack_decides_its_golden_claims(market: str, number: int) -> None:
    terms, claims = drafted_pack(market)

    assert len(claims) == number
    assert try_golden(terms, claims) == ()
    assert terms.base is not None
    assert terms.base.name == "guarantee-us"


def test_packs_of_different_markets_are_different_terms() -> None:
    hashes = {drafted_pack(market)[0].hash for market in MARKETS}

    assert len(hashes | {drafted().hash}) == 5


def test_a_golden_claim_that_fails_says_every_difference() -> None:
    text = """
golden: guarantee-us
bases:
  known: {claim_kind: not_received, order_found: false, withdrawn: false}
cases:
  - id: W1
    like: known
    expect: {outcome: pay, payable: "5.00", covered: true}
    rows: [S02]
    open: [photos]
    allowed: ["1.00"]
    collects: {evidence: [E01]}
"""
    (failure,) = try_golden(drafted(), golden(text, drafted()))

    assert str(failure) == (
        "line 6, golden claim W1: outcome is out_of_scope, not pay; payable is 0.00, not 5.00; "
        "covered is False, not True; S02 does not decide; evidence collects nothing, not E01; "
        "photos is not asked for; the parts allow ."
    )
