"""Every rule of an appeal's life, and each reason for which a command does not stand."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from makewhole.core.appeal import commands as c
from makewhole.core.appeal import events as e
from makewhole.core.appeal.deadlines import deadlines
from makewhole.core.appeal.evolve import evolve
from makewhole.core.appeal.stages import CLOCK, Result, Side, Stage
from makewhole.core.appeal.values import Answer, Reasons
from makewhole.core.claim.values import By
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.require import InvariantBroken
from tests.core.appeal.appeals import (
    A_DAY,
    DECIDED_IT,
    FOUND,
    REASONS,
    REVIEWER,
    after,
    assigned,
    assigning,
    correcting,
    deciding,
    events,
    filing,
    finding,
    passing_on,
    reason,
)
from tests.core.claim.claims import (
    AUTOMATION,
    CLAIMANT,
    HANDLER,
    LEAD,
    NOW,
    OTHER_LEAD,
    SECOND,
    SELLER,
    TIMETABLE,
)
from tests.core.claim.samples import DETERMINED

# The 31st of March is the last day, and it ends where the market is.
ENDS_AT = datetime(2027, 4, 1, 4, tzinfo=UTC)
DENIED = replace(DETERMINED, outcome="deny", bearer="nobody", payable_minor=0, contest_by=None)
CONTEST = filing(side=Side.SELLER, by=SELLER)
TWO = Answer(Result.REVERSED, paid_more_minor=60_00, authority="two_people")


class TestFiling:
    @pytest.mark.parametrize(
        ("command", "why"),
        [
            pytest.param(filing(at=ENDS_AT), "appeal_too_late", id="a-second-late"),
            pytest.param(replace(CONTEST, at=ENDS_AT), "appeal_too_late", id="a-contest-too"),
            pytest.param(filing(reasons="  "), "appeal_needs_reasons", id="without-reasons"),
            pytest.param(filing(is_final=True), "appeal_was_final", id="of-ones-own-appeal"),
            pytest.param(filing(by=SELLER), "appeal_not_yours", id="by-the-other-side"),
            pytest.param(filing(by=AUTOMATION), "appeal_not_yours", id="by-automation"),
            pytest.param(
                filing(side=Side.PROGRAMME, by=CLAIMANT), "appeal_not_yours", id="in-our-name"
            ),
            pytest.param(replace(CONTEST, determined=DENIED), "nothing_charged", id="of-nothing"),
            pytest.param(
                replace(CONTEST, determined=replace(DETERMINED, bearer="programme")),
                "nothing_charged",
                id="of-what-the-programme-bears",
            ),
            pytest.param(
                replace(CONTEST, determined=replace(DETERMINED, payable_minor=0)),
                "nothing_charged",
                id="of-what-is-not-due-yet",
            ),
            pytest.param(
                replace(CONTEST, determined=replace(DETERMINED, payable_minor=0, route="refund")),
                "nothing_charged",
                id="of-what-is-not-due-yet-on-an-order",
            ),
            pytest.param(
                replace(CONTEST, determined=replace(DETERMINED, contest_by=None)),
                "nothing_charged",
                id="where-the-terms-name-no-day",
            ),
            pytest.param(
                filing(determined=replace(DETERMINED, appeal_by=None)),
                "no_appeal_here",
                id="where-the-terms-give-no-appeal",
            ),
        ],
    )
    def test_is_refused(self, command: c.FileAppeal, why: str) -> None:
        assert reason(None, command) == why

    @pytest.mark.parametrize(
        "borne",
        [
            pytest.param({"bearer": "seller"}, id="what-was-paid-before"),
            pytest.param({"bearer": "open", "charge_seller_minor": 0}, id="what-is-open"),
            pytest.param({"bearer": "insurer"}, id="the-deductible"),
        ],
    )
    def test_of_a_loss_is_against(self, borne: dict[str, object]) -> None:
        settled = replace(DETERMINED, route="concession", payable_minor=0)
        settled = replace(settled, **borne)  # type: ignore[arg-type]

        filed, *_ = events(None, replace(CONTEST, determined=settled))

        assert isinstance(filed, e.AppealFiled)

    def test_of_a_loss_that_costs_the_seller_nothing_is_refused(self) -> None:
        free = replace(DETERMINED, route="concession", bearer="programme", charge_seller_minor=0)

        assert reason(None, replace(CONTEST, determined=free)) == "nothing_charged"

    def test_twice_makes_one(self) -> None:
        assert reason(assigned(), filing()) == "appeal_filed_already"

    @pytest.mark.parametrize("command", [filing(), CONTEST])
    def test_counts_the_last_day_to_its_last_second(self, command: c.FileAppeal) -> None:
        assert events(None, replace(command, at=ENDS_AT - SECOND))

    def test_keeps_what_is_new_apart_and_says_by_when_we_decide(self) -> None:
        appeal = after(filing(new_evidence="A photograph of the door."))

        assert (appeal.reasons, appeal.new_evidence) == (
            "It never came.",
            "A photograph of the door.",
        )
        assert appeal.due_at == datetime(2027, 3, 16, 4, tzinfo=UTC)  # Ten business days.
        assert appeal.next_actor is Actor.PROGRAMME

    def test_takes_as_long_as_a_claim_where_the_terms_name_no_time_of_its_own(self) -> None:
        durations = {k: v for k, v in TIMETABLE.durations.items() if not k.startswith("appeal")}
        timetable = replace(TIMETABLE, durations=durations)

        appeal = after(filing(timetable=timetable))

        assert appeal.due_at == timetable.after_days(NOW, "decide_days")

    def test_may_be_written_down_by_staff(self) -> None:
        assert after(filing(by=HANDLER)).filed_by == HANDLER


class TestAssigning:
    def test_gives_it_to_somebody_who_took_no_part(self) -> None:
        appeal = after(filing(), assigning(HANDLER, REVIEWER, took_part=DECIDED_IT))

        assert (appeal.stage, appeal.reviewer) == (Stage.ASSIGNED, REVIEWER)

    def test_makes_a_lead_next_where_nobody_is_left_and_keeps_the_clock(self) -> None:
        before = after(filing())
        appeal = after(assigning(HANDLER, took_part=DECIDED_IT), appeal=before)

        assert (appeal.stage, appeal.next_actor) == (Stage.FILED, Actor.LEAD)
        assert appeal.due_at == before.due_at

    def test_finds_somebody_new_later(self) -> None:
        waiting = after(filing(), assigning(HANDLER, took_part=DECIDED_IT))
        nobody_new = assigning(HANDLER, took_part=DECIDED_IT)

        assert reason(waiting, nobody_new) == "no_reviewer_left"
        found = after(assigning(REVIEWER), appeal=waiting)
        assert (found.reviewer, found.is_with_lead) == (REVIEWER, False)

    def test_happens_once(self) -> None:
        assert reason(assigned(), assigning(OTHER_LEAD)) == "appeal_assigned_already"


WORK: list[c.RecordFinding | c.PassOn | c.DecideAppeal] = [finding(), passing_on(), deciding()]


@pytest.mark.parametrize("command", WORK, ids=lambda command: type(command).__name__)
class TestTheReviewersWork:
    @pytest.mark.parametrize("by", [AUTOMATION, CLAIMANT, SELLER])
    def test_is_a_persons(  # P7
        self, command: c.RecordFinding | c.PassOn | c.DecideAppeal, by: By
    ) -> None:
        assert reason(assigned(), replace(command, by=by)) == "decision_needs_a_person"

    def test_is_nobodys_who_took_part(  # P9
        self, command: c.RecordFinding | c.PassOn | c.DecideAppeal
    ) -> None:
        theirs = after(filing(), assigning(HANDLER))
        command = replace(command, by=HANDLER, took_part=DECIDED_IT)

        assert reason(theirs, command) == "reviewer_took_part"

    @pytest.mark.parametrize("by", [HANDLER, LEAD])
    def test_is_the_assigned_reviewers(
        self, command: c.RecordFinding | c.PassOn | c.DecideAppeal, by: By
    ) -> None:
        assert reason(assigned(), replace(command, by=by)) == "appeal_of_another_reviewer"

    def test_is_over_once_it_is_decided(
        self, command: c.RecordFinding | c.PassOn | c.DecideAppeal
    ) -> None:
        assert reason(after(deciding(), appeal=assigned()), command) == "appeal_is_over"

    def test_cannot_lie_before_what_happened(
        self, command: c.RecordFinding | c.PassOn | c.DecideAppeal
    ) -> None:
        assert reason(assigned(), replace(command, at=NOW - SECOND)) == "clock_went_backwards"


class TestFindings:
    def test_need_a_reason(self) -> None:
        empty = finding(found=replace(FOUND, reason=" "))

        assert reason(assigned(), empty) == "finding_needs_a_reason"

    def test_of_the_same_fact_stand_in_place_of_the_earlier_one(self) -> None:
        again = finding(found=replace(FOUND, value=True), at=NOW + A_DAY)
        other = finding(found=replace(FOUND, fact="signature"))

        appeal = after(finding(), other, again, appeal=assigned())

        assert [(f.found.fact, f.found.value) for f in appeal.findings] == [
            ("signature", False),
            ("at_address", True),
        ]

    def test_take_a_seconded_yes_back(self) -> None:
        agreed = after(
            passing_on(), deciding(answer=TWO, by=LEAD), finding(by=LEAD), appeal=assigned()
        )

        assert agreed.seconded_by is None


class TestPassingOn:
    def test_lets_any_lead_decide_who_took_no_part(self) -> None:
        passed = after(passing_on(), appeal=assigned())

        assert (passed.next_actor, passed.is_with_lead) == (Actor.LEAD, True)
        assert passed.passed_on_because == "They are my neighbours."
        assert after(deciding(by=LEAD), appeal=passed).decided_by == LEAD

    def test_needs_a_reason_and_happens_once(self) -> None:
        assert reason(assigned(), passing_on(reason="")) == "passing_on_needs_a_reason"
        passed = after(passing_on(), appeal=assigned())
        assert reason(passed, passing_on()) == "appeal_is_with_a_lead"


class TestDeciding:
    @pytest.mark.parametrize("reasons", [Reasons("", "x"), Reasons("x", " ")])
    def test_needs_reasons_to_both_sides(self, reasons: Reasons) -> None:
        assert reason(assigned(), deciding(reasons=reasons)) == "decision_needs_reasons"

    def test_keeps_what_was_decided_and_why(self) -> None:
        answer = Answer(Result.VARIED, 5_00, 0, False, UUID(int=77))  # noqa: FBT003

        appeal = after(deciding(answer=answer), appeal=assigned())

        assert (appeal.stage, appeal.result, appeal.led_to) == (
            Stage.DECIDED,
            Result.VARIED,
            UUID(int=77),
        )
        assert (appeal.paid_more_minor, appeal.decided_because) == (5_00, REASONS)
        assert deadlines(appeal) == ()

    def test_of_a_large_sum_is_a_leads(self) -> None:
        large = deciding(answer=replace(TWO, authority="lead"))

        assert reason(assigned(), large) == "decision_needs_a_lead"

    def test_of_a_very_large_sum_needs_two_leads(self) -> None:  # P9
        passed = after(passing_on(), appeal=assigned())
        agreed = after(deciding(answer=TWO, by=LEAD), appeal=passed)

        assert (agreed.stage, agreed.seconded_by) == (Stage.ASSIGNED, LEAD)
        assert reason(agreed, deciding(answer=TWO, by=LEAD)) == "second_person_needed"
        assert after(deciding(answer=TWO, by=OTHER_LEAD), appeal=agreed).decided_by == OTHER_LEAD


class TestWithdrawing:
    def test_ends_it(self) -> None:
        appeal = after(c.WithdrawAppeal(CLAIMANT, NOW), appeal=assigned())

        assert (appeal.stage, appeal.next_actor, appeal.due_at) == (Stage.WITHDRAWN, None, None)
        assert reason(appeal, deciding()) == "appeal_is_over"

    @pytest.mark.parametrize("by", [SELLER, AUTOMATION])
    def test_is_for_who_asked(self, by: By) -> None:
        assert reason(assigned(), c.WithdrawAppeal(by, NOW)) == "appeal_not_yours"


class TestOurSilence:
    def test_brings_a_lead_with_a_clock_of_its_own(self) -> None:
        appeal = assigned()
        (clock,) = deadlines(appeal)
        late = c.LetClockRunOut(CLOCK, TIMETABLE, clock.due_at)

        after_it = after(late, appeal=appeal)

        assert (clock.name, clock.actor) == (CLOCK, Actor.HANDLER)
        assert (after_it.next_actor, after_it.is_with_lead) == (Actor.LEAD, True)
        assert after_it.due_at is not None
        assert after_it.due_at > clock.due_at

    def test_is_not_drawn_before_its_time_nor_for_another_clock(self) -> None:
        due_at = assigned().due_at
        assert due_at is not None
        early = c.LetClockRunOut(CLOCK, TIMETABLE, due_at - timedelta(seconds=1))

        assert reason(assigned(), early) == "clock_not_due"
        assert reason(assigned(), replace(early, clock="our_time")) == "clock_does_not_run"


class TestASlip:
    def test_is_put_right_at_once_and_marked_so(self) -> None:
        appeal = after(correcting())

        assert (appeal.stage, appeal.side, appeal.result) == (
            Stage.DECIDED,
            Side.PROGRAMME,
            Result.SLIP,
        )
        assert (appeal.freed_minor, appeal.decided_by) == (60_00, HANDLER)
        assert [f.found for f in appeal.findings] == [FOUND]

    @pytest.mark.parametrize(
        ("command", "why"),
        [
            pytest.param(correcting(by=AUTOMATION), "decision_needs_a_person", id="by-nobody"),
            pytest.param(correcting(is_disputed=True), "slip_is_disputed", id="in-dispute"),
            pytest.param(
                correcting(found=(replace(FOUND, reason=""),)),
                "finding_needs_a_reason",
                id="without-a-reason",
            ),
            pytest.param(
                correcting(reasons=Reasons("", "")), "decision_needs_reasons", id="said-to-nobody"
            ),
            pytest.param(
                correcting(answer=Answer(Result.UPHELD)), "slip_changes_nothing", id="of-no-effect"
            ),
            pytest.param(
                correcting(answer=replace(TWO, authority="lead")),
                "decision_needs_a_lead",
                id="of-a-large-sum",
            ),
            pytest.param(
                correcting(answer=TWO, by=LEAD), "slip_needs_a_review", id="of-a-very-large-sum"
            ),
        ],
    )
    def test_is_refused(self, command: c.CorrectSlip, why: str) -> None:
        assert reason(None, command) == why

    def test_is_put_right_once(self) -> None:
        assert reason(after(correcting()), correcting()) == "appeal_filed_already"


def test_what_nobody_filed_is_not_found() -> None:
    assert reason(None, deciding()) == "appeal_not_found"


def test_a_decided_appeal_cannot_be_withdrawn_by_an_event_of_ours() -> None:
    decided = after(deciding(), appeal=assigned())

    with pytest.raises(InvariantBroken, match="no way from"):
        evolve(decided, e.AppealWithdrawn(CLAIMANT, NOW))
