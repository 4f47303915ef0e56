"""The words of the pages: who acts, what silence brings, what is said first."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import get_args

import pytest

from makewhole.core.claim import events as e
from makewhole.core.claim.stages import (
    CLOCK_OF_RETURN,
    CLOCK_OF_STAGE,
    ClosedAs,
    Ground,
    ReturnState,
    Stage,
)
from makewhole.core.claim.values import Role
from makewhole.core.clocks.clock import Actor
from makewhole.surfaces.buyer import wording as buyer
from makewhole.surfaces.buyer.order_wording import before_headline
from makewhole.surfaces.handler import wording as handler
from makewhole.surfaces.programme import wording as programme
from makewhole.surfaces.seller import wording as seller
from makewhole.surfaces.shared.claim_parts import Change, FactRow, Turn
from makewhole.surfaces.shared.wording import labels
from makewhole.surfaces.shared.wording.retell import retell
from makewhole.surfaces.shared.wording.sentences import change_text, span_text
from makewhole.surfaces.shared.wording.turns import Reader, turn_words
from tests.surfaces import (
    sample_buyer,
    sample_handler,
    sample_orders,
    sample_programme,
    sample_seller,
)
from tests.surfaces.sample_events import SELLER, sample, samples_of
from tests.surfaces.sample_values import NOW, usd

CLOCKS = sorted({*CLOCK_OF_STAGE.values(), *CLOCK_OF_RETURN.values()})
READERS = get_args(Reader)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("actor", Actor)
@pytest.mark.parametrize("clock", CLOCKS)
def test_every_clock_says_who_acts_and_what_silence_brings(  # P5
    clock: str, actor: Actor, reader: str
) -> None:
    words = turn_words(clock, actor, reader, anything_paid=False)  # type: ignore[arg-type]

    assert words.who
    assert words.silence


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("clock", ["return_choice", "return_handover"])
def test_a_lapse_speaks_of_what_was_paid_only_where_something_was(
    clock: str, reader: Reader
) -> None:
    paid = turn_words(clock, Actor.CLAIMANT, reader, anything_paid=True)
    unpaid = turn_words(clock, Actor.CLAIMANT, reader, anything_paid=False)

    assert "keep" in paid.silence
    assert unpaid.silence == "The claim lapses"
    assert "nothing is paid" in unpaid.silence_note
    assert "stays yours" not in unpaid.silence_note


@pytest.mark.parametrize(
    ("reader", "actor"),
    [("buyer", Actor.CLAIMANT), ("seller", Actor.SELLER)],
)
def test_calls_the_reader_you(reader: str, actor: Actor) -> None:
    words = turn_words("evidence", actor, reader, anything_paid=False)  # type: ignore[arg-type]

    assert words.who == "You"


def test_never_threatens_a_buyer_who_was_paid_with_a_lapse() -> None:
    unpaid = turn_words("return_handover", Actor.CLAIMANT, "buyer", anything_paid=False)
    paid = turn_words("return_handover", Actor.CLAIMANT, "buyer", anything_paid=True)

    assert unpaid.silence == "The claim lapses"
    assert paid.silence == "You keep the goods"


def test_says_when_a_payout_failed_instead_of_under_way() -> None:
    under_way = turn_words("payout", Actor.RAIL, "buyer", anything_paid=False)
    failed = turn_words("payout", Actor.HANDLER, "buyer", anything_paid=False)

    assert "on its way" in under_way.who_note
    assert "has not arrived" in failed.who_note


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("event", samples_of(), ids=lambda event: type(event).__name__)
def test_retells_every_event_as_a_sentence_or_not_at_all(event: e.Event, reader: str) -> None:
    told = retell(event, reader, "USD")  # type: ignore[arg-type]

    assert told is None or told.endswith(".")
    assert told is None or "%" not in told


def test_samples_have_every_kind_of_event() -> None:
    assert {type(event) for event in samples_of()} == set(get_args(e.Event))


def test_tells_each_side_its_own_part() -> None:
    answered = sample(e.SellerAnswered, answer="rejected", by=SELLER)

    assert retell(answered, "seller", "USD") == "You rejected the claim."
    assert retell(answered, "buyer", "USD") == "The seller rejected the claim."


@pytest.mark.parametrize("name", sample_buyer.CLAIMS)
def test_a_buyers_headline_is_one_sentence(name: str) -> None:
    line = buyer.headline(sample_buyer.CLAIMS[name])

    assert line.endswith(".")
    assert "%" not in line


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("denied", "We do not pay for “Brisa kettle”."),
        ("paying", "We pay you $44.90 for “Brisa kettle”."),
        ("payout-failed", "Your $44.90 did not arrive. We are putting that right."),
        ("paid", "We paid you $44.90 for “Brisa kettle”."),
        ("return", "Send “Brisa kettle” back and we pay you $39.90."),
        ("needs", "We need 6 answers from you."),
        ("out-of-scope", "The guarantee does not cover “Brisa kettle”."),
        ("withdrawn", "You withdrew your claim about “Brisa kettle”."),
    ],
)
def test_a_buyers_headline_is_the_answer(name: str, line: str) -> None:
    assert buyer.headline(sample_buyer.CLAIMS[name]) == line


def test_the_reason_of_a_denial_is_said_in_the_first_screen() -> None:
    lead = buyer.lead(sample_buyer.CLAIMS["denied"])

    assert lead == "The carrier delivered to your address and somebody signed for it."


def test_what_is_due_against_the_goods_is_not_called_unpaid() -> None:
    waiting = sample_buyer.CLAIMS["return"]
    kept = replace(waiting, head=sample_buyer.CLAIMS["paid"].head)

    assert buyer.lead(waiting) == "You may also keep the goods; then nothing more is due."
    assert buyer.lead(kept) == "The rest was due only against the goods, and you keep them."


def test_what_is_not_paid_is_said_beside_what_is() -> None:
    paid = sample_buyer.CLAIMS["paid"]
    assert paid.determination is not None
    partly = replace(paid, determination=replace(paid.determination, allowed=usd(40_00)))

    assert buyer.lead(partly) == "We do not pay $4.90 of the $44.90; each reason stands below."


@pytest.mark.parametrize("ground", [*Ground, None])
def test_a_seller_reads_what_the_buyer_says_on_every_ground(ground: Ground | None) -> None:
    assert "7731-20" in seller.said_of_order(ground, "7731-20")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("put", "The buyer says that order 7731-20 has not arrived."),
        ("bears", "You bear $44.90 for order 7731-20."),
        ("costs-nothing", "The buyer is paid for order 7731-20. It costs you nothing."),
        ("denied", "The claim about order 7731-20 was denied. It costs you nothing."),
        ("withdrawn", "The buyer withdrew the claim. It costs you nothing."),
        ("return-asked", "Say where the goods of order 7731-20 should go."),
        ("answered", "We are looking at the claim about order 7731-20."),
    ],
)
def test_a_sellers_headline_says_what_it_costs(name: str, line: str) -> None:
    assert seller.headline(sample_seller.CLAIMS[name]) == line


def test_a_seller_reads_due_time_and_stake_first() -> None:
    assert seller.lead(sample_seller.PUT_TO_SELLER) == (
        "Answer until today, 23:50. Up to $44.90 is at stake."
    )


def test_a_handler_reads_what_is_past_due_first() -> None:
    template_and_page = sample_handler.PAGES["handler-queue"]

    assert handler.queue_headline(template_and_page[1]) == (  # type: ignore[arg-type]
        "The first is past due: today, 12:50"
    )


def test_facts_are_counted_by_what_is_known() -> None:
    assert handler.facts_note(sample_handler.REFERRED) == (
        "2 known, 1 presumed, 1 unknown, 1 disputed"
    )


def test_the_day_says_what_is_open_and_late() -> None:
    assert programme.headline(sample_programme.DAY_PAGE) == (
        "2,388 claims are open.\nThe first is due today, 19:50."
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("programme-day", "The books balance."),
        ("programme-day-unbalanced", "The books do not balance."),
        ("programme-day-empty", "The books were not checked yet."),
    ],
)
def test_unchecked_books_are_not_balanced_books(name: str, text: str) -> None:
    page = sample_programme.PAGES[name][1]

    assert programme.books_headline(page).text == text  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        pytest.param(
            Change(label="signed for", was=True, would_be=False, outcome="pay", allowed=usd(5)),
            "With “signed for: no” instead of “yes”, $0.05 would have been allowed.",
            id="an-amount",
        ),
        pytest.param(
            Change(label="tracking", was=None, would_be="lost", outcome="refer", allowed=None),
            "With “tracking: lost” on file, a person would have looked at it.",
            id="an-unknown-fact",
        ),
        pytest.param(
            Change(
                label="tracking",
                was="lost",
                would_be="delivered",
                outcome="deny",
                allowed=None,
                bearer="nobody",
            ),
            "With “tracking: delivered” instead of “lost”, we would not have paid.",
            id="another-answer-comes-before-its-bearer",
        ),
        pytest.param(
            Change(
                label="label bought from the store",
                was=False,
                would_be=True,
                outcome="pay",
                allowed=usd(5),
                bearer="programme",
                reader="seller",
            ),
            "With “label bought from the store: yes” instead of “no”,"
            " the programme would have borne the cost.",
            id="a-bearer",
        ),
        pytest.param(
            Change(
                label="the seller was asked first",
                was=False,
                would_be=True,
                outcome="pay",
                allowed=None,
                bearer="seller",
                fact="seller_contacted",
            ),
            "Had you written to the seller first, we would have paid.",
            id="a-deed-of-the-claimant-without-its-bearer",
        ),
    ],
)
def test_says_what_would_have_changed_the_answer(change: Change, sentence: str) -> None:
    assert change_text(change) == sentence


def _turn(**changes: object) -> Turn:
    turn = Turn(actor=Actor.SELLER, clock="seller_answer", due_at=NOW)
    return replace(turn, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("turn", "text"),
    [
        pytest.param(_turn(), "", id="nobody-said"),
        pytest.param(_turn(quantity=1, unit="days"), "1 day", id="one"),
        pytest.param(
            _turn(quantity=48, unit="hours", started_at=datetime(2026, 11, 22, 23, tzinfo=UTC)),
            "48 hours, from 22 November 2026, 23:00",
            id="with-its-start",
        ),
        pytest.param(
            _turn(quantity=5, unit="business_days", skipped=(date(2026, 11, 26),)),
            "5 business days; Thu 26 November 2026 does not count",
            id="with-a-holiday",
        ),
    ],
)
def test_says_the_rule_of_a_clock(turn: Turn, text: str) -> None:
    assert span_text(turn) == text


def test_every_stage_and_every_ending_has_its_badge() -> None:
    words = [labels.badge(stage, None).word for stage in Stage if stage is not Stage.CLOSED]
    endings = [labels.badge(Stage.CLOSED, closed_as).word for closed_as in ClosedAs]

    assert len({*words, *endings}) == len(Stage) - 1 + len(ClosedAs)


def test_every_state_of_the_goods_has_words() -> None:
    assert all(labels.return_label(state) for state in ReturnState)


def test_the_seller_reads_on_which_day_the_buyer_says_that_it_was_sent_back() -> None:
    page = sample_seller.PUT_TO_SELLER
    said = FactRow(
        name="sent_back_on",
        label="the day on which the claimant sent the item back",
        value=date(2026, 11, 10),
        source=Role.CLAIMANT,
        at=NOW,
    )
    returned = replace(
        page, head=replace(page.head, ground=Ground.RETURN_NOT_REFUNDED), facts=(said,)
    )

    assert "was sent back on 10 Nov" in seller.headline(returned).replace("\xa0", " ")
    assert "was sent back and not refunded" in seller.headline(replace(returned, facts=()))
    assert "never came" in seller.answers_offered(Ground.RETURN_NOT_REFUNDED).reject
    assert "never came" not in seller.answers_offered(Ground.DAMAGED).reject


def test_a_return_that_is_asked_for_before_any_finding_promises_no_amount() -> None:
    page = replace(
        sample_orders.BEFORE,
        ahead=replace(
            sample_orders.AHEAD,
            stage=Stage.AWAITING_RETURN,
            payable=usd(0),
            payable_on_return=usd(0),
        ),
        questions=(),
    )

    assert before_headline(page) == (
        "Send it, and the seller is asked how the item should come back."
    )
