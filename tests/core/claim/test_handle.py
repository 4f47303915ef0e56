"""One command on one claim under the shipped terms: all of it stands, or none does."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from makewhole.core.claim import commands as c
from makewhole.core.claim import events as e
from makewhole.core.claim import handle as thinking
from makewhole.core.claim.handle import Handled
from makewhole.core.claim.looking import Case
from makewhole.core.claim.order import OrderOnFile
from makewhole.core.claim.stages import Ground, Stage
from makewhole.core.claim.values import EarlierRejection, Line
from makewhole.core.kernel.outcome import Refused
from makewhole.core.terms.problems import FactsRefused
from tests.core.claim.claims import CLAIM_ID, CLAIMANT, HANDLER, SELLER, TIMETABLE
from tests.core.claim.test_order import FIRST, ORDER, with_line
from tests.scenarios.story import shipped

TERMS = shipped("us")
NOW = datetime(2027, 2, 20, 12, tzinfo=UTC)  # Twelve days after the latest estimate.
PHOTOS = c.StateFact("photos", 1, "", CLAIMANT, NOW)
CONTACTED = (
    replace(PHOTOS, fact="seller_contacted", value=True),
    replace(PHOTOS, fact="contacted_at", value=NOW - timedelta(days=4)),
)
WITHOUT_REASON = replace(PHOTOS, by=HANDLER)  # A handler's finding needs one.


def case(handled: Handled | None = None, order: OrderOnFile = ORDER) -> Case:
    return Case(
        claim=handled.claim if handled is not None else None,
        order=order,
        terms=TERMS,
        timetable=TIMETABLE,
        determination_id=UUID(int=9),
        rail="sandbox",
        at=NOW,
    )


def begun(ground: Ground | None = Ground.NOT_RECEIVED) -> Handled:
    drafted = thinking.draft(
        case(), claim_id=CLAIM_ID, ground=ground, lines=(Line(1, 3),), by=CLAIMANT
    )
    assert isinstance(drafted, Handled)
    return drafted


def filed(*stated: c.StateFact, drafted: Handled | None = None) -> Handled | Refused:
    return thinking.file(
        case(drafted or begun()), ground=Ground.NOT_RECEIVED, by=CLAIMANT, stated=stated
    )


class TestDraft:
    def test_is_on_lines_of_the_order(self) -> None:
        refused = thinking.draft(
            case(), claim_id=CLAIM_ID, ground=None, lines=(Line(7, 1),), by=CLAIMANT
        )

        assert isinstance(refused, Refused)
        assert refused.reason == "line_not_in_order"

    def test_keeps_what_arrived_apart_from_what_did_not(self) -> None:
        arrived = replace(FIRST, number=2, delivered_at=NOW - timedelta(days=1))
        order = replace(ORDER, lines=(FIRST, arrived))

        refused = thinking.draft(
            case(order=order),
            claim_id=CLAIM_ID,
            ground=Ground.NOT_RECEIVED,
            lines=(Line(1, 3), Line(2, 3)),
            by=CLAIMANT,
        )

        assert isinstance(refused, Refused)
        assert refused.reason == "lines_arrived_and_not"


class TestFile:
    def test_goes_where_the_terms_lead_with_what_was_said(self) -> None:
        answered = filed(PHOTOS)

        assert isinstance(answered, Handled)
        assert [type(event) for event in answered.events[:2]] == [e.FactStated, e.ClaimFiled]
        assert answered.claim.stage is not Stage.SCREENING

    def test_says_nothing_at_all_when_one_statement_does_not_stand(self) -> None:
        refused = filed(PHOTOS, WITHOUT_REASON)

        assert isinstance(refused, Refused)
        assert refused.reason == "finding_needs_a_reason"

    def test_happens_once(self) -> None:
        first = filed()
        assert isinstance(first, Handled)

        second = filed(drafted=first)

        assert isinstance(second, Refused)
        assert second.reason == "claim_filed_already"

    def test_keeps_what_the_seller_said_against_the_same_claim_before(self) -> None:
        before = EarlierRejection(UUID(int=8), "It was handed over.", SELLER)
        never_sent = with_line(handed_over_at=None)
        begun_again = replace(case(begun(), order=never_sent), rejected_before=before)

        again = thinking.file(
            begun_again, ground=Ground.NOT_RECEIVED, by=CLAIMANT, stated=CONTACTED
        )

        assert isinstance(again, Handled)
        assert (again.claim.stage, again.claim.seller_answer) == (Stage.REFERRED, "rejected")
        answer = next(event for event in again.events if isinstance(event, e.SellerAnswered))
        assert (answer.reason, answer.by) == ("It was handed over.", SELLER)
        assert (answer.carried_from, answer.at) == (UUID(int=8), NOW)

    def test_asks_a_seller_who_was_never_asked(self) -> None:
        never_sent = case(begun(), order=with_line(handed_over_at=None))

        first = thinking.file(never_sent, ground=Ground.NOT_RECEIVED, by=CLAIMANT, stated=CONTACTED)

        assert isinstance(first, Handled)
        assert first.claim.stage is Stage.AWAITING_ANSWERS


class TestState:
    def test_takes_all_statements(self) -> None:
        both = thinking.state(case(begun()), (PHOTOS, replace(PHOTOS, fact="seller_contacted")))

        assert isinstance(both, Handled)
        assert [said.fact for said in both.claim.statements] == ["photos", "seller_contacted"]

    def test_takes_none_when_one_does_not_stand(self) -> None:
        refused = thinking.state(case(begun()), (WITHOUT_REASON, PHOTOS))

        assert isinstance(refused, Refused)

    @pytest.mark.parametrize(
        ("fact", "line", "reason"),
        [
            pytest.param("part_percent", None, "fact_is_of_an_item", id="an-item-without-a-line"),
            pytest.param("photos", 1, "fact_is_of_the_claim", id="a-claim-with-a-line"),
            pytest.param("colour", 1, "fact_is_of_the_claim", id="nothing-the-terms-know"),
            pytest.param("part_claimed", 1, "fact_is_on_record", id="an-amount-on-record"),
        ],
    )
    def test_of_what_the_terms_say_it_is_of_and_of_nothing_else(
        self, fact: str, line: int | None, reason: str
    ) -> None:
        said = c.StateFact(fact, 1, "seen", HANDLER, NOW, line)

        for statements in ((said,), (said, PHOTOS)):
            refused = thinking.state(case(begun()), statements)
            assert isinstance(refused, Refused)
            assert refused.reason == reason

    def test_of_an_item_takes_no_value_that_the_terms_cannot(self) -> None:
        said = c.StateFact("part_percent", 101, "seen", HANDLER, NOW, 1)

        with pytest.raises(FactsRefused, match="0 to 100"):
            thinking.state(case(begun()), (said,))


class TestAssess:
    def test_leaves_a_draft_alone(self) -> None:
        refused = thinking.assess(case(begun()), by=HANDLER, confirms=True)

        assert isinstance(refused, Refused)
        assert refused.reason == "claim_not_being_assessed"


class TestLook:
    def test_changes_nothing(self) -> None:
        drafted = begun()

        finding, evaluation, facts = thinking.look(case(drafted))

        assert finding.terms_hash == TERMS.hash
        assert evaluation is not None
        assert facts["claim_kind"].value == "not_received"


class TestJoined:
    def test_is_one_command_with_the_last_words(self) -> None:
        drafted = begun()
        then = filed(drafted=drafted)
        assert isinstance(then, Handled)

        both = thinking.joined(drafted, then)

        assert both.events == drafted.events + then.events
        assert (both.claim, both.clocks) == (then.claim, then.clocks)
        assert len(both.transfers) == len(both.events)
