"""What a determination's body keeps: enough to replay it, named in its event by its hash."""

from datetime import timedelta
from uuid import UUID

from makewhole.core.claim import events as e
from makewhole.core.claim.facts import Known
from makewhole.core.claim.handle import Handled
from makewhole.core.claim.record import Weighing, answer_of, facts_of, told_in_body
from makewhole.core.kernel.canonical import read_json, sha256_of
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
