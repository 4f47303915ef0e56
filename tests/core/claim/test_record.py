"""What a determination's body keeps: enough to replay it, named in its event by its hash."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from makewhole.core.claim import events as e
from makewhole.core.claim.findings import finding_of
from makewhole.core.claim.handle import Handled
from makewhole.core.claim.record import Weighing, answer_of, facts_of, told_in_body
from makewhole.core.claim.said import Known
from makewhole.core.kernel.canonical import read_json, sha256_of
from makewhole.core.kernel.require import InvariantBroken
from tests.core.claim.test_handle import CONTACTED, NOW, filed


def settled() -> tuple[Handled, Weighing]:
    """A parcel that never came, which the facts on file settle at once."""
    handled = filed(*CONTACTED)
    assert isinstance(handled, Handled)
    (weighing,) = handled.weighings
    return handled, weighing


def test_the_event_names_its_body_and_the_body_repeats_the_event() -> None:
    handled, weighing = settled()

    (determined,) = [one for one in handled.events if isinstance(one, e.ClaimDetermined)]
    assert determined.determination_id == UUID(int=9)
    assert determined.body_hash == sha256_of(weighing.body)
    assert read_json(weighing.body)["determined"] == told_in_body(determined)


def test_facts_read_back_with_value_type_and_source() -> None:
    _, weighing = settled()

    facts = facts_of(read_json(weighing.body))

    assert facts["tracking"] == Known("in_transit", "carrier")
    assert facts["seller_contacted"] == Known(value=True, source="claimant")
    assert facts["contacted_at"] == Known(NOW - timedelta(days=4), "claimant")
    assert facts["filed_on"] == Known(NOW.date(), "marketplace")


def test_the_answer_is_what_the_terms_said() -> None:
    _, weighing = settled()

    answer = read_json(weighing.body)["answer"]

    assert answer == answer_of(weighing.evaluation)
    assert answer["outputs"]["outcome"] == "pay"
    assert answer["outputs"]["decide_by"] == {"date": "2027-03-22"}


def test_a_body_from_before_losses_and_appeals_names_neither() -> None:
    handled, _ = settled()
    (determined,) = [one for one in handled.events if isinstance(one, e.ClaimDetermined)]

    before = told_in_body(replace(determined, route=None))
    now = told_in_body(replace(determined, route="refund", appeal_id=UUID(int=50)))

    assert isinstance(before, dict)
    assert isinstance(now, dict)
    assert set(now) - set(before) == {"route", "appeal_id"}


def test_an_output_of_another_type_than_the_terms_give_it_is_our_bug(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    _, weighing = settled()
    evaluation = weighing.evaluation
    monkeypatch.setattr(evaluation, "outputs", {**evaluation.outputs, "outcome": 7})

    with pytest.raises(InvariantBroken, match="the type of its terms"):
        finding_of(evaluation, (), (), paid_total_minor=0, currency="USD")
