"""What is on file for a claim, read as of an instant."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from makewhole.core.claim import commands as c
from makewhole.core.claim.facts import facts_on_file, parts_on_file
from makewhole.core.claim.order import OrderOnFile, TrackingOnFile
from makewhole.core.claim.said import Known, is_disputed
from makewhole.core.claim.stages import Ground, ReturnState
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Line, PartAllowed, Role, Value
from tests.core.claim.claims import (
    CLAIMANT,
    HANDLER,
    LEAD,
    NOW,
    SELLER,
    TIMETABLE,
    after,
    assess,
    draft,
    open_question,
    screening,
)
from tests.core.claim.test_order import FIRST, ORDER, with_line

TRUST = {
    "photos": ("claimant",),
    "delivered_on": ("carrier", "seller", "claimant"),
    "part_percent": ("handler",),
}


def facts(
    claim: Claim | None = None, order: OrderOnFile = ORDER, at: datetime = NOW
) -> dict[str, Known]:
    return facts_on_file(claim or screening(), order, at=at, timetable=TIMETABLE, trust=TRUST)


def parts(claim: Claim, order: OrderOnFile) -> tuple[dict[str, Value], ...]:
    return parts_on_file(claim, order, trust=TRUST)


def value(name: str, order: OrderOnFile = ORDER, claim: Claim | None = None) -> object:
    known = facts(claim, order).get(name)
    return known.value if known is not None else None


class TestTracking:
    delivered_at = datetime(2027, 2, 20, 15, tzinfo=UTC)

    def test_is_in_transit_after_the_hand_over(self) -> None:
        assert value("tracking") == "in_transit"

    def test_is_none_before_the_hand_over(self) -> None:
        assert value("tracking", with_line(handed_over_at=None)) == "none"
        assert value("tracking", with_line(handed_over_at=NOW + timedelta(days=1))) == "none"

    def test_is_delivered_once_it_happened(self) -> None:
        order = with_line(delivered_at=self.delivered_at, delivered_on=date(2027, 2, 20))

        assert value("tracking", order) == "delivered"
        assert value("delivered_on", order) == date(2027, 2, 20)

    def test_knows_nothing_of_a_delivery_yet_to_come(self) -> None:
        order = with_line(delivered_at=NOW + timedelta(seconds=1), delivered_on=date(2027, 3, 1))

        assert value("tracking", order) == "in_transit"
        assert value("delivered_on", order) is None

    def test_reads_a_delivery_day_without_its_hour(self) -> None:
        assert value("tracking", with_line(delivered_on=date(2027, 3, 1))) == "delivered"
        assert value("tracking", with_line(delivered_on=date(2027, 3, 2))) == "in_transit"

    def test_leaves_the_day_unknown_where_only_the_state_says_delivered(self) -> None:
        order = replace(ORDER, state="delivered")

        assert value("tracking", order) == "delivered"
        assert value("delivered_on", order) is None

    def test_waits_for_the_last_line(self) -> None:
        there = replace(FIRST, delivered_at=self.delivered_at, delivered_on=date(2027, 2, 20))
        order = replace(ORDER, lines=(there, replace(FIRST, number=2)))
        both = screening(lines=(Line(1, 1), Line(2, 1)))

        assert value("tracking", order, both) == "in_transit"
        assert value("tracking", order) == "delivered"

    @pytest.mark.parametrize("kind", ["lost", "returned_to_sender", "awaiting_pickup"])
    def test_believes_the_carriers_last_word(self, kind: str) -> None:
        order = replace(ORDER, tracking=(TrackingOnFile(kind, NOW, None),))

        assert value("tracking", order) == kind

    def test_passes_over_a_word_about_another_line_or_another_day(self) -> None:
        other = (TrackingOnFile("lost", NOW, 2), TrackingOnFile("lost", NOW + timedelta(1), None))

        assert value("tracking", replace(ORDER, tracking=other)) == "in_transit"


class TestOrder:
    def test_gives_the_days_of_the_market(self) -> None:
        late_evening = datetime(2027, 3, 2, 3, tzinfo=UTC)  # Still 1 March in New York.

        assert facts(at=late_evening)["checked_on"].value == date(2027, 3, 1)

    def test_takes_the_latest_estimate_of_its_lines(self) -> None:
        order = replace(
            ORDER,
            lines=(FIRST, replace(FIRST, number=2, latest_estimate_on=date(2027, 2, 10))),
        )
        both = screening(lines=(Line(1, 1), Line(2, 1)))

        assert value("edd_latest", order, both) == date(2027, 2, 10)

    def test_leaves_out_what_nobody_knows(self) -> None:
        known = facts(order=with_line(latest_estimate_on=None, fulfilled_by=None, ship_by_at=None))

        assert known.keys().isdisjoint({"edd_latest", "fulfilled_by", "sent_in_time"})

    def test_sees_whether_the_carrier_had_it_in_time(self) -> None:
        assert value("sent_in_time") is True
        late = with_line(handed_over_at=datetime(2027, 2, 3, 0, 0, 1, tzinfo=UTC))
        assert value("sent_in_time", late) is False

    @pytest.mark.parametrize("state", ["cancelled", "unavailable"])
    def test_asks_what_was_refunded_on_a_cancelled_sale(self, state: str) -> None:
        cancelled = replace(ORDER, state=state)

        assert value("order_state", cancelled) == "cancelled"
        assert value("earlier_refund", cancelled) is None
        assert value("earlier_refund", replace(cancelled, refunded_minor=5_00)) == 5_00

    def test_does_not_count_its_own_payment_as_an_earlier_one(self) -> None:
        part_paid = replace(screening(), paid_total_minor=10_00)

        assert value("earlier_refund", replace(ORDER, refunded_minor=12_00), part_paid) == 2_00


class TestStatements:
    said = after(c.StateFact("photos", 2, "", CLAIMANT, NOW), claim=screening())

    def test_stand_with_their_source(self) -> None:
        assert facts(self.said)["photos"] == Known(2, "claimant")

    def test_of_the_same_person_count_by_the_last(self) -> None:
        corrected = after(c.StateFact("photos", 3, "", CLAIMANT, NOW), claim=self.said)

        assert value("photos", claim=corrected) == 3

    def test_give_way_to_a_more_trusted_source(self) -> None:
        order = with_line(delivered_on=date(2027, 2, 20))
        denied = c.StateFact("delivered_on", date(2027, 2, 28), "", CLAIMANT, NOW)

        assert facts(after(denied, claim=screening()), order)["delivered_on"] == Known(
            date(2027, 2, 20), "carrier"
        )

    def test_give_way_to_a_handlers_finding(self) -> None:
        order = with_line(delivered_on=date(2027, 2, 20))
        found = c.StateFact(
            "delivered_on", date(2027, 2, 28), "the scan is of another", HANDLER, NOW
        )

        assert facts(after(found, claim=screening()), order)["delivered_on"] == Known(
            date(2027, 2, 28), "handler"
        )

    def test_of_somebody_the_terms_do_not_ask_change_nothing(self) -> None:
        claim = after(c.StateFact("photos", 9, "", SELLER, NOW), claim=self.said)

        assert value("photos", claim=claim) == 2


class TestClaim:
    def test_says_who_opened_it(self) -> None:
        assert value("opened_by") == "claimant"
        assert value("opened_by", claim=screening(by=HANDLER)) == "staff"
        assert value("opened_by", claim=screening(by=By(Role.AUTOMATION))) == "programme"

    def test_says_whether_the_seller_is_known(self) -> None:
        assert value("seller_known") is True
        assert value("seller_known", claim=screening(seller_id=None)) is False

    def test_gives_the_sellers_answer(self) -> None:
        put = after(assess(open_question("seller_answer", source="seller")), claim=screening())
        answered = after(c.AnswerClaim("accepted", "", SELLER, NOW), claim=put)

        assert facts(answered)["seller_answer"] == Known("accepted", "seller")

    def test_gives_no_ground_to_a_draft_without_one(self) -> None:
        assert "claim_kind" not in facts(after(draft(ground=None)))
        assert value("claim_kind") == Ground.NOT_RECEIVED.value

    def test_counts_nothing_from_a_source_the_terms_do_not_trust_for_it(self) -> None:
        said = c.StateFact("photos", 3, "", SELLER, NOW)

        assert "photos" not in facts(after(said, claim=after(draft())))


class TestParts:
    def test_are_the_price_and_the_shipping_of_each_line(self) -> None:
        item, shipping = parts(screening(lines=(Line(1, 3),)), ORDER)

        assert (item["part_kind"], item["part_claimed"]) == ("order_line", 100_00)
        assert (shipping["part_kind"], shipping["part_claimed"]) == ("shipping", 10_00)

    def test_are_in_proportion_to_the_units(self) -> None:
        item, shipping = parts(screening(lines=(Line(1, 1),)), ORDER)

        assert (item["part_supported"], shipping["part_supported"]) == (33_34, 3_34)

    def test_ask_what_the_claimant_asks(self) -> None:
        item, shipping = parts(screening(lines=(Line(1, 3, 20_00),)), ORDER)

        assert (item["part_claimed"], item["part_supported"]) == (20_00, 100_00)
        assert shipping["part_claimed"] == 10_00

    @pytest.mark.parametrize(("refunded", "earlier"), [(66_66, 0), (66_67, 1), (100_00, 33_34)])
    def test_count_what_others_refunded_beyond_the_other_units(
        self, refunded: int, earlier: int
    ) -> None:
        order = with_line(refunded_item_minor=refunded)

        assert parts(screening(lines=(Line(1, 1),)), order)[0]["part_earlier"] == earlier

    def test_do_not_count_what_this_claim_raised_itself(self) -> None:
        own = (PartAllowed(1, "shipping", 10_00, 10_00, "allowed"),)
        claim = replace(screening(lines=(Line(1, 3),)), parts=own)
        order = with_line(refunded_shipping_minor=10_00)

        assert parts(claim, order)[1]["part_earlier"] == 0

    def test_of_three_claims_on_three_units_are_the_total_together(self) -> None:
        refunded = 0
        for _ in range(3):
            order = with_line(refunded_item_minor=refunded)
            item = parts(screening(lines=(Line(1, 1),)), order)[0]
            refunded += int(item["part_supported"]) - int(item["part_earlier"])  # type: ignore[arg-type]

        assert refunded == 100_00


class TestWhatIsSaidOfAnItem:
    """What came back of a line is worth; the terms of this test believe a handler alone."""

    back = replace(screening(lines=(Line(1, 1), Line(2, 1))), return_state=ReturnState.INSPECTED)
    order = replace(ORDER, lines=(FIRST, replace(FIRST, number=2)))

    def said(self, value: int, by: By = HANDLER, line: int | None = 1) -> c.StateFact:
        return c.StateFact("part_percent", value, "it was used", by, NOW, line)

    def test_concerns_the_price_of_its_own_line(self) -> None:
        claim = after(self.said(60), claim=self.back)

        assert [part.get("part_percent") for part in parts(claim, self.order)] == [
            60,
            None,
            None,
            None,
        ]

    def test_is_no_fact_of_the_claim(self) -> None:
        assert "part_percent" not in facts(after(self.said(60), claim=self.back))

    def test_counts_for_nothing_from_a_seller(self) -> None:
        claim = after(self.said(10, SELLER), claim=self.back)

        assert "part_percent" not in parts(claim, self.order)[0]

    @pytest.mark.parametrize("by", [HANDLER, LEAD])
    def test_of_a_person_beats_the_sellers_whoever_spoke_last(self, by: By) -> None:
        claim = after(self.said(60, by), self.said(10, SELLER), claim=self.back)

        assert parts(claim, self.order)[0]["part_percent"] == 60

    def test_counts_by_the_persons_last_word(self) -> None:
        claim = after(self.said(60), self.said(70, LEAD), claim=self.back)

        assert parts(claim, self.order)[0]["part_percent"] == 70

    def test_is_disputed_once_a_seller_says_less(self) -> None:
        assert self.is_disputed(self.said(99, SELLER))
        assert self.is_disputed(self.said(99, SELLER, line=2))

    def test_is_not_disputed_by_a_seller_who_says_the_same(self) -> None:
        assert not self.is_disputed(self.said(100, SELLER))

    def test_is_settled_by_a_persons_word_on_that_line_only(self) -> None:
        assert not self.is_disputed(self.said(10, SELLER), self.said(60))
        assert self.is_disputed(self.said(10, SELLER), self.said(60, line=2))

    def is_disputed(self, *said: c.StateFact) -> bool:
        return is_disputed(after(*said, claim=self.back), "part_percent", 100, ("handler",))
