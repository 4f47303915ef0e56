"""One command on one appeal, and on its claim where that follows, as a pure function.

The shell locks and loads a `Matter`, calls one function here, and writes what it answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from makewhole.core.appeal import commands as c
from makewhole.core.appeal import events as e
from makewhole.core.appeal.deadlines import deadlines
from makewhole.core.appeal.decide import decide
from makewhole.core.appeal.evolve import evolve
from makewhole.core.appeal.people import took_part
from makewhole.core.appeal.stages import Side
from makewhole.core.appeal.state import Appeal, Finding
from makewhole.core.appeal.values import Found, Reasons
from makewhole.core.appeal.weigh import (
    Recorded,
    Review,
    Weighed,
    cost_of,
    cost_turned,
    decided_again,
    for_claimant,
    for_seller,
    refuse_found,
)
from makewhole.core.claim import commands as claims
from makewhole.core.claim import events as told
from makewhole.core.claim import handle as claim_handling
from makewhole.core.claim.authority import above_limit, lacks_skill
from makewhole.core.claim.handle import Handled
from makewhole.core.claim.looking import Case
from makewhole.core.claim.stages import RecoveryState
from makewhole.core.claim.values import By
from makewhole.core.clocks.clock import Clock
from makewhole.core.kernel.outcome import Refused
from makewhole.core.kernel.require import require


@dataclass(frozen=True, slots=True)
class Matter:
    """All that one command may look at: the appeal, its claim, and who there is to look again."""

    appeal: Appeal | None
    case: Case
    events: tuple[told.Event, ...]  # Of the claim.
    others: tuple[Appeal, ...]  # All other appeals of the claim.
    people: tuple[By, ...]
    recorded: Recorded | None = None  # The latest determination that pays.


@dataclass(frozen=True, slots=True)
class HandledAppeal:
    """What one command did to the appeal, and to its claim; None: the claim is not touched."""

    appeal: Appeal
    events: tuple[e.Event, ...]
    clocks: tuple[Clock, ...]
    claim: Handled | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What one side asks: against which determination, why, and what is new."""

    appeal_id: UUID
    determination_id: UUID
    side: Side
    reasons: str
    new_evidence: str = ""


def file(matter: Matter, asked: Asked, by: By) -> HandledAppeal | Refused:
    """File it and give it to somebody who took no part; a contested cost is open from now on."""
    case = matter.case
    determined = _determined(matter, asked.determination_id)
    if determined is None:
        return Refused("nothing_determined")
    command = c.FileAppeal(
        appeal_id=asked.appeal_id,
        claim_id=_claim_id(matter),
        determined=determined,
        side=asked.side,
        reasons=asked.reasons,
        new_evidence=asked.new_evidence,
        is_final=_is_final(matter, determined, asked.side),
        timetable=case.timetable,
        by=by,
        at=case.at,
    )
    filed = decide(matter.appeal, command)
    if isinstance(filed, Refused):
        return filed
    appeal = _after(None, filed.events)
    assigned = decide(appeal, _assignment(matter, appeal))
    require(not isinstance(assigned, Refused), "what was filed is assigned, or a lead is next")
    assert not isinstance(assigned, Refused)
    contested = _contested(case, asked, by)
    if isinstance(contested, Refused):
        return contested
    return _handled(None, (*filed.events, *assigned.events), contested)


def _contested(case: Case, asked: Asked, by: By) -> Handled | Refused | None:
    if asked.side is not Side.SELLER:
        return None
    return claim_handling.handle(case, claims.ContestCost(asked.appeal_id, by, case.at))


def _is_final(matter: Matter, determined: told.ClaimDetermined, side: Side) -> bool:
    """Answer whether the determination was made on an appeal of the same side."""
    return any(
        other.appeal_id == determined.appeal_id and other.side is side for other in matter.others
    )


def assign_again(matter: Matter) -> HandledAppeal | Refused:
    """Look once more for somebody who took no part: new people may be there."""
    appeal = _appeal(matter)
    return _just(matter, _assignment(matter, appeal))


def record_finding(matter: Matter, found: Found, by: By) -> HandledAppeal | Refused:
    """Write a finding down.

    Raises:
        FactsRefused: The terms cannot take the value.
    """
    appeal = _appeal(matter)
    unfit = _unskilled(matter) or refuse_found(matter.case, found)
    if unfit is not None:
        return unfit
    recorded = _just(matter, c.RecordFinding(found, _out(matter, appeal), by, matter.case.at))
    if isinstance(recorded, HandledAppeal):
        # The terms are asked at once: a value they cannot take would stop the decision.
        weigh(replace(matter, appeal=recorded.appeal), by)
    return recorded


def pass_on(matter: Matter, reason: str, by: By) -> HandledAppeal | Refused:
    """Hand it to a lead."""
    appeal, case = _appeal(matter), matter.case
    out = _out(matter, appeal)
    return _just(matter, c.PassOn(reason, out, case.timetable, by, case.at))


def weigh(matter: Matter, by: By) -> Weighed | Refused:
    """Answer what the terms say with the findings so far; nothing is decided by it."""
    return _weigh(matter, _review(_appeal(matter), by), _appeal(matter).side)


def _weigh(matter: Matter, review: Review, side: Side) -> Weighed | Refused:
    if side is Side.CLAIMANT:
        return for_claimant(matter.case, review)
    return for_seller(matter.case, review, cost_of(matter.events), matter.recorded)


def _review(appeal: Appeal, by: By) -> Review:
    return Review(
        appeal.appeal_id, appeal.determination_id, appeal.findings, by, appeal.seconded_by
    )


def decide_it(matter: Matter, reasons: Reasons, by: By) -> HandledAppeal | Refused:
    """Decide as the terms say on the findings; the claim follows at once, or stays as it is."""
    appeal, case = _appeal(matter), matter.case
    weighed = _unskilled(matter) or weigh(matter, by)
    if isinstance(weighed, Refused):
        return weighed
    command = c.DecideAppeal(
        answer=weighed.answer,
        reasons=reasons,
        took_part=_out(matter, appeal),
        timetable=case.timetable,
        by=by,
        at=case.at,
        is_above_limit=_is_above_limit(case, weighed),
    )
    decision = decide(appeal, command)
    if isinstance(decision, Refused):
        return decision
    is_decided = any(isinstance(event, e.AppealDecided) for event in decision.events)
    claim = _carried_out(case, _review(appeal, by), weighed, appeal.side) if is_decided else None
    return _handled(appeal, decision.events, claim)


def _unskilled(matter: Matter) -> Refused | None:
    claim, mandate = matter.case.claim, matter.case.mandate
    return lacks_skill(claim, mandate) if claim is not None and mandate is not None else None


def _is_above_limit(case: Case, weighed: Weighed) -> bool:
    """Answer whether it gives more, to either side, than whoever decides may give alone."""
    claim, answer = case.claim, weighed.answer
    given = answer.paid_more_minor + answer.freed_minor
    return claim is not None and above_limit(case.mandate, claim.currency, given)


def _carried_out(case: Case, review: Review, weighed: Weighed, side: Side) -> Handled | None:
    if side is Side.SELLER:
        return cost_turned(case, review, weighed)
    return decided_again(case, review, weighed) if weighed.happened is not None else None


def correct_slip(
    matter: Matter, asked: Asked, found: Sequence[Found], reasons: Reasons, by: By
) -> HandledAppeal | Refused:
    """Put a slip right by the same road: for the claimant if it gives more, else for the seller."""
    case, determined = matter.case, _determined(matter, asked.determination_id)
    if determined is None:
        return Refused("nothing_determined")
    unfit = next((no for one in found if (no := refuse_found(case, one)) is not None), None)
    if unfit is not None:
        return unfit
    findings = tuple(Finding(one, by, case.at) for one in found)
    review = Review(asked.appeal_id, asked.determination_id, findings, by)
    side, weighed = Side.CLAIMANT, for_claimant(case, review)
    if isinstance(weighed, Weighed) and weighed.happened is None:
        side, weighed = Side.SELLER, _weigh(matter, review, Side.SELLER)
    if isinstance(weighed, Refused):
        return weighed
    command = c.CorrectSlip(
        appeal_id=asked.appeal_id,
        claim_id=_claim_id(matter),
        determined=determined,
        found=tuple(found),
        answer=weighed.answer,
        reasons=reasons,
        is_disputed=any(not other.is_over for other in matter.others),
        by=by,
        at=case.at,
        is_above_limit=_is_above_limit(case, weighed),
    )
    decision = decide(matter.appeal, command)
    if isinstance(decision, Refused):
        return decision
    claim = _slip_carried_out(case, asked, review, weighed, side)
    return _handled(None, decision.events, claim)


def _slip_carried_out(
    case: Case, asked: Asked, review: Review, weighed: Weighed, side: Side
) -> Handled | None:
    """Do the same as a decision would; nobody contested the cost, so we do in the seller's name."""
    if side is not Side.SELLER:
        return _carried_out(case, review, weighed, side)
    opened = _contested(case, replace(asked, side=Side.SELLER), review.by)
    require(isinstance(opened, Handled), "what nobody disputes can be contested")
    assert isinstance(opened, Handled)
    turned = cost_turned(replace(case, claim=opened.claim), review, weighed)
    return claim_handling.joined(opened, turned)


def withdraw(matter: Matter, by: By) -> HandledAppeal | Refused:
    """Take it back; a contest that is taken back leaves the cost where it was determined."""
    appeal, case = _appeal(matter), matter.case
    decision = decide(appeal, c.WithdrawAppeal(by, case.at))
    if isinstance(decision, Refused):
        return decision
    claim = None
    if appeal.side is Side.SELLER:
        end = claims.EndContest(
            appeal_id=appeal.appeal_id,
            determination_id=appeal.determination_id,
            result=RecoveryState.NONE,
            freed_minor=0,
            charged_minor=_stepped_in(matter),
            by=by,
            at=case.at,
        )
        ended = claim_handling.handle(case, end)
        require(isinstance(ended, Handled), "an open contest stands on its claim")
        assert isinstance(ended, Handled)
        claim = ended
    return _handled(appeal, decision.events, claim)


def _stepped_in(matter: Matter) -> int:
    """Answer what the end of a contest charges; the terms settle a loss's cost, once it is over."""
    claim = matter.case.claim
    is_loss = claim is not None and claim.loss is not None
    return 0 if is_loss else cost_of(matter.events).stepped_in_minor


def let_clock_run_out(matter: Matter, clock: str) -> HandledAppeal | Refused:
    """Draw the consequence of our own silence."""
    case = matter.case
    return _just(matter, c.LetClockRunOut(clock, case.timetable, case.at))


def out_of(matter: Matter) -> frozenset[UUID]:
    """Answer who may not look at this appeal, because they took part."""
    return _out(matter, _appeal(matter))


def _out(matter: Matter, appeal: Appeal) -> frozenset[UUID]:
    return took_part(matter.events, (*matter.others, appeal), appeal.appeal_id)


def _assignment(matter: Matter, appeal: Appeal) -> c.AssignReviewer:
    out = _out(matter, appeal)
    return c.AssignReviewer(matter.people, out, matter.case.at)


def _just(matter: Matter, command: c.Command) -> HandledAppeal | Refused:
    """Let a command change the appeal alone."""
    decision = decide(matter.appeal, command)
    if isinstance(decision, Refused):
        return decision
    return _handled(matter.appeal, decision.events, None)


def _handled(
    appeal: Appeal | None, events: tuple[e.Event, ...], claim: Handled | None
) -> HandledAppeal:
    after = _after(appeal, events)
    return HandledAppeal(after, events, deadlines(after), claim)


def _after(appeal: Appeal | None, events: tuple[e.Event, ...]) -> Appeal:
    for event in events:
        appeal = evolve(appeal, event)
    assert appeal is not None
    return appeal


def _appeal(matter: Matter) -> Appeal:
    require(matter.appeal is not None, "only an appeal that was filed is worked on")
    assert matter.appeal is not None
    return matter.appeal


def _claim_id(matter: Matter) -> UUID:
    claim = matter.case.claim
    require(claim is not None, "only a claim's determination is appealed")
    assert claim is not None
    return claim.claim_id


def _determined(matter: Matter, determination_id: UUID) -> told.ClaimDetermined | None:
    return next(
        (
            event
            for event in matter.events
            if isinstance(event, told.ClaimDetermined)
            and event.determination_id == determination_id
        ),
        None,
    )
