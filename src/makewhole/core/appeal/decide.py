"""`decide(appeal, command) -> Accepted(events) | Refused(reason)`: every rule of an appeal's life.

What the terms say of the claim with the reviewer's findings arrives as an `Answer` (`weigh.py`).
"""

from datetime import datetime
from typing import assert_never

from makewhole.core.appeal import commands as c
from makewhole.core.appeal import events as e
from makewhole.core.appeal.people import pick, refuse_reviewer
from makewhole.core.appeal.stages import CLOCK, Result, Side, Stage
from makewhole.core.appeal.state import Appeal
from makewhole.core.claim.authority import lacks_authority
from makewhole.core.claim.events import ClaimDetermined
from makewhole.core.claim.values import By, Role
from makewhole.core.clocks.timetable import Timetable
from makewhole.core.kernel.outcome import Accepted, Refused

Decision = Accepted[e.Event] | Refused

_BY_CLOCK = By(Role.CLOCK)
_OF_ORDERS = (None, "refund")  # Where a determination's route leads; None: it was not kept.
_STAFF = frozenset({Role.HANDLER, Role.LEAD})  # They write down what a caller tells them.
_MAY_ASK = {
    Side.CLAIMANT: {Role.CLAIMANT} | _STAFF,
    Side.SELLER: {Role.SELLER} | _STAFF,
    Side.PROGRAMME: _STAFF,
}
_OWN_TIME = "appeal_decide_business_days"


def decide(appeal: Appeal | None, command: c.Command) -> Decision:
    """Answer the events that follow, or the reason why the command does not stand."""
    if isinstance(command, c.FileAppeal):
        return _file(appeal, command)
    if isinstance(command, c.CorrectSlip):
        return _correct_slip(appeal, command)
    if appeal is None:
        return Refused("appeal_not_found")
    if command.at < appeal.changed_at:
        return Refused("clock_went_backwards", {"changed_at": appeal.changed_at, "at": command.at})
    if appeal.is_over:
        return Refused("appeal_is_over", {"stage": appeal.stage})
    match command:
        case c.AssignReviewer():
            return _assign(appeal, command)
        case c.RecordFinding():
            return _record(appeal, command)
        case c.PassOn():
            return _pass_on(appeal, command)
        case c.DecideAppeal():
            return _decide(appeal, command)
        case c.WithdrawAppeal():
            return _withdraw(appeal, command)
        case c.LetClockRunOut():
            return _let_clock_run_out(appeal, command)
        case _:
            assert_never(command)


def _file(appeal: Appeal | None, command: c.FileAppeal) -> Decision:
    """File it while the side may, against what concerns that side; one a side and determination."""
    if appeal is not None:
        return Refused("appeal_filed_already", {"side": appeal.side})
    if command.by.role not in _MAY_ASK[command.side]:
        return Refused("appeal_not_yours", {"side": command.side})
    if command.is_final:
        return Refused("appeal_was_final", {"side": command.side})
    refusal = _refuse_late(command)
    if refusal is not None:
        return refusal
    if not command.reasons.strip():
        return Refused("appeal_needs_reasons")
    filed = e.AppealFiled(
        appeal_id=command.appeal_id,
        claim_id=command.claim_id,
        determination_id=command.determined.determination_id,
        side=command.side,
        clause=command.determined.clause,
        reasons=command.reasons,
        new_evidence=command.new_evidence,
        decide_by=own_time(command.timetable, command.at),
        by=command.by,
        at=command.at,
    )
    return Accepted((filed,))


def _refuse_late(command: c.FileAppeal) -> Refused | None:
    """Answer why it is too late, or was never open to this side; None when it is in time.

    The last day counts whole, where the market is.
    """
    determined = command.determined
    is_sellers = command.side is Side.SELLER
    if is_sellers and (not may_charge(determined) or determined.contest_by is None):
        return Refused("nothing_charged")
    last_day = determined.contest_by if is_sellers else determined.appeal_by
    if last_day is None:
        return Refused("no_appeal_here")
    if command.at >= command.timetable.end_of(last_day):
        return Refused("appeal_too_late", {"side": command.side, "last_day": last_day})
    return None


def may_charge(determined: ClaimDetermined) -> bool:
    """Answer whether the seller bears it; of a loss also what was paid before, and what is open.

    Where an insurer bears a loss, the seller is asked for the deductible.
    """
    if determined.route in _OF_ORDERS:
        return determined.bearer == "seller" and determined.payable_minor > 0
    return determined.bearer in ("seller", "open") or determined.charge_seller_minor > 0


def own_time(timetable: Timetable, at: datetime) -> datetime:
    """Answer by when we decide an appeal.

    Terms from before appeals had a time of their own give it as long as a claim.
    """
    if _OWN_TIME in timetable.durations:
        return timetable.after_business_days(at, _OWN_TIME)
    return timetable.after_days(at, "decide_days")


def _assign(appeal: Appeal, command: c.AssignReviewer) -> Decision:
    """Give it to somebody who took no part; where nobody is left, a lead is next and sees why."""
    if appeal.stage is not Stage.FILED:
        return Refused("appeal_assigned_already")
    reviewer = pick(appeal.appeal_id, command.people, command.took_part)
    if reviewer is not None:
        return Accepted((e.ReviewerAssigned(reviewer, command.at),))
    if appeal.is_with_lead:
        return Refused("no_reviewer_left")
    return Accepted((e.ReviewerMissing(command.at),))


def _record(appeal: Appeal, command: c.RecordFinding) -> Decision:
    refusal = refuse_reviewer(appeal, command.by, command.took_part)
    if refusal is not None:
        return refusal
    if not command.found.reason.strip():
        return Refused("finding_needs_a_reason", {"fact": command.found.fact})
    return Accepted((e.FindingRecorded(command.found, command.by, command.at),))


def _pass_on(appeal: Appeal, command: c.PassOn) -> Decision:
    refusal = refuse_reviewer(appeal, command.by, command.took_part)
    if refusal is not None:
        return refusal
    if appeal.is_with_lead:
        return Refused("appeal_is_with_a_lead")
    if not command.reason.strip():
        return Refused("passing_on_needs_a_reason")
    due_at = command.timetable.after_business_days(command.at, "referred_business_days")
    return Accepted((e.AppealEscalated(command.reason, due_at, command.by, command.at),))


def _decide(appeal: Appeal, command: c.DecideAppeal) -> Decision:
    """Take a person's decision with its reasons; large sums need the authority, and two (P9)."""
    refusal = refuse_reviewer(appeal, command.by, command.took_part)
    if refusal is not None:
        return refusal
    if not command.reasons.are_given:
        return Refused("decision_needs_reasons")
    lacking = lacks_authority(command.by, command.answer.authority)
    if lacking is not None:
        return lacking
    first = appeal.seconded_by
    if first is not None and first == command.by:
        return Refused("second_person_needed")
    if first is not None and command.is_above_limit:
        return Refused("decision_above_your_limit")
    if first is None and (command.answer.authority == "two_people" or command.is_above_limit):
        due_at = command.timetable.after_business_days(command.at, "referred_business_days")
        return Accepted((e.AppealSeconded(due_at, command.by, command.at),))
    answer = command.answer
    decided = e.AppealDecided(
        result=answer.result,
        paid_more_minor=answer.paid_more_minor,
        freed_minor=answer.freed_minor,
        awaits_return=answer.awaits_return,
        determination_id=answer.determination_id,
        reasons=command.reasons,
        by=command.by,
        at=command.at,
    )
    return Accepted((decided,))


def _correct_slip(appeal: Appeal | None, command: c.CorrectSlip) -> Decision:
    """Correct what nobody disputes, whoever slipped; it must change something for somebody."""
    if appeal is not None:
        return Refused("appeal_filed_already", {"side": appeal.side})
    if not command.by.decides_as_a_person:
        return Refused("decision_needs_a_person")
    if command.is_disputed:
        return Refused("slip_is_disputed")
    if any(not found.reason.strip() for found in command.found):
        return Refused("finding_needs_a_reason")
    if not command.reasons.are_given:
        return Refused("decision_needs_reasons")
    if command.answer.result is Result.UPHELD:
        return Refused("slip_changes_nothing")
    lacking = lacks_authority(command.by, command.answer.authority)
    if lacking is not None:
        return lacking
    if command.answer.authority == "two_people" or command.is_above_limit:
        return Refused("slip_needs_a_review")
    corrected = e.SlipCorrected(
        appeal_id=command.appeal_id,
        claim_id=command.claim_id,
        determination_id=command.determined.determination_id,
        clause=command.determined.clause,
        found=command.found,
        paid_more_minor=command.answer.paid_more_minor,
        freed_minor=command.answer.freed_minor,
        new_determination_id=command.answer.determination_id,
        reasons=command.reasons,
        by=command.by,
        at=command.at,
    )
    return Accepted((corrected,))


def _withdraw(appeal: Appeal, command: c.WithdrawAppeal) -> Decision:
    if command.by.role not in _MAY_ASK[appeal.side]:
        return Refused("appeal_not_yours", {"side": appeal.side})
    return Accepted((e.AppealWithdrawn(command.by, command.at),))


def _let_clock_run_out(appeal: Appeal, command: c.LetClockRunOut) -> Decision:
    """We are late: a lead is next, and whoever asked is told."""
    if command.clock != CLOCK:
        return Refused("clock_does_not_run", {"clock": command.clock})
    if appeal.due_at is None or command.at < appeal.due_at:
        return Refused("clock_not_due", {"clock": command.clock, "due_at": appeal.due_at})
    due_at = command.timetable.after_business_days(command.at, "referred_business_days")
    return Accepted((e.AppealEscalated("", due_at, _BY_CLOCK, command.at),))
