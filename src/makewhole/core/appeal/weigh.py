"""What the terms say of a claim once more, with what a reviewer found; and what follows from it.

A claimant's appeal can only give more: another look never takes from whoever asked for it. A
seller's contest turns the cost and never the claimant's money (P2): its findings stay with the
contest, and the claim is determined anew on its own record with the way the contest ended.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from uuid import UUID

from makewhole.core.appeal.stages import Result
from makewhole.core.appeal.state import Finding
from makewhole.core.appeal.values import Answer, Found
from makewhole.core.claim import commands as c
from makewhole.core.claim import events as e
from makewhole.core.claim.answers import only_the_cost_is_open
from makewhole.core.claim.assess import is_settled
from makewhole.core.claim.decide import decide, refuse_item
from makewhole.core.claim.facts import facts_of_claim
from makewhole.core.claim.handle import (
    Handled,
    Happened,
    assessment,
    handled,
    joined,
    refuse_fact,
    settle,
)
from makewhole.core.claim.looking import Case, Looked, look_closely, weigh_facts
from makewhole.core.claim.loss import Loss
from makewhole.core.claim.said import Known
from makewhole.core.claim.stages import RecoveryState
from makewhole.core.claim.state import Claim
from makewhole.core.claim.values import By, Role, Statement, Value
from makewhole.core.kernel.outcome import Refused
from makewhole.core.kernel.require import require
from makewhole.core.terms.tree import Kind

_NOBODY = By(Role.AUTOMATION)
_TURNS = frozenset({"recovery_state", "paid_total", "told_on", "charged_on"})
_NOT_VALID = frozenset({"deny", "out_of_scope", "settled", "withdrawn"})


@dataclass(frozen=True, slots=True)
class Review:
    """Who looks again at what, with which findings."""

    appeal_id: UUID
    determination_id: UUID  # The one that is appealed or contested.
    findings: tuple[Finding, ...]
    by: By
    seconded_by: By | None = None


@dataclass(frozen=True, slots=True)
class Recorded:
    """What was weighed for the determination that stands, as it is kept."""

    facts: Mapping[str, Known]
    parts: tuple[Mapping[str, Value], ...]
    presumed: frozenset[str]


@dataclass(frozen=True, slots=True)
class Cost:
    """What the seller bears of a claim, and what the programme bears while that is contested."""

    charged_minor: int = 0
    stepped_in_minor: int = 0


@dataclass(frozen=True, slots=True)
class Weighed:
    """The answer, what it was seen by, and how the cost turns."""

    answer: Answer
    looked: Looked  # At the claim with all findings: what the reviewer reads.
    happened: Happened | None = None  # The claim with the findings said, where it is decided again.
    turned: Looked | None = None  # What a new determination of the cost is made on.
    freed_minor: int = 0
    charged_minor: int = 0


def cost_of(events: Iterable[e.Event]) -> Cost:
    """Answer what the seller bears of a claim, as its events tell."""
    cost, is_contested = Cost(), False
    for event in events:
        match event:
            case e.ClaimDetermined(bearer="seller", payable_minor=amount):
                cost = replace(cost, charged_minor=cost.charged_minor + amount)
            case e.ClaimDetermined(bearer="open", payable_minor=amount) if is_contested:
                cost = replace(cost, stepped_in_minor=cost.stepped_in_minor + amount)
            case e.CostContested():
                is_contested = True
            case e.ContestEnded(freed_minor=freed, charged_minor=charged):
                cost, is_contested = Cost(cost.charged_minor - freed + charged), False
            case _:
                pass
    return cost


def refuse_found(case: Case, found: Found) -> Refused | None:
    """Answer why this cannot be found, or None when it can.

    What was paid, asked and refunded is on record, and so is what happened on the claim itself:
    no finding makes that otherwise, or one could pay twice (P3).
    """
    claim = case.claim
    assert claim is not None
    fact = case.terms.facts.get(found.fact)
    if fact is None:
        return Refused("fact_not_known", {"fact": found.fact})
    known = facts_of_claim(claim, case.order, at=case.at, timetable=case.timetable)
    is_amount = fact.kind is Kind.MONEY and found.fact in look_closely(claim, case).facts
    if found.fact in known or is_amount or fact.mandatory or fact.total is not None:
        return Refused("fact_is_on_record", {"fact": found.fact})
    if found.line is not None and (unfit := refuse_item(claim, found.line)) is not None:
        return unfit
    return refuse_fact(claim, _stated(case, Finding(found, _NOBODY, case.at)), case.terms)


def for_claimant(case: Case, review: Review) -> Weighed | Refused:
    """Answer what the terms give the claimant with these findings, beyond what stands."""
    claim = case.claim
    assert claim is not None
    happened = _taken_up(case, review)
    if isinstance(happened, Refused):
        return happened
    assert happened.claim is not None
    looked = look_closely(happened.claim, case)
    finding = looked.finding
    if not is_settled(finding):
        return Refused("facts_missing", {"facts": tuple(f.fact for f in finding.missing)})
    awaits_return = finding.outcome == "ask_claimant" and "return" in finding.needs
    if finding.outcome not in _NOT_VALID | {"pay"} and not awaits_return:
        return Refused("review_leaves_it_open", {"outcome": finding.outcome})
    more_minor = finding.payable_minor or 0
    is_promised = claim.payable_on_return_minor > 0
    promises_more = (
        claim.paid_total_minor == 0
        and not is_promised
        and (awaits_return or finding.payable_on_return_minor > 0)
    )
    if more_minor == 0 and not promises_more:
        return Weighed(Answer(Result.UPHELD), looked)
    gave_something = claim.paid_total_minor > 0 or is_promised
    answer = Answer(
        result=Result.VARIED if gave_something else Result.REVERSED,
        paid_more_minor=more_minor,
        awaits_return=promises_more,
        determination_id=None if awaits_return else case.determination_id,
        authority=finding.decided_by or "handler",
    )
    return Weighed(answer, looked, happened)


def _taken_up(case: Case, review: Review) -> Happened | Refused:
    """Answer the claim as it is taken up, with every finding said on it by whoever found it."""
    said = Happened(case.claim)
    taken = decide(said.claim, c.TakeUpOnAppeal(review.appeal_id, review.by, case.at))
    if isinstance(taken, Refused):
        return taken
    said = said.then(taken.events, case)
    for finding in review.findings:
        stated = decide(said.claim, _stated(case, finding))
        require(not isinstance(stated, Refused), "what was found can be said of the claim")
        assert not isinstance(stated, Refused)
        said = said.then(stated.events, case)
    if review.seconded_by is not None:
        said = said.then((e.DeterminationSeconded(review.seconded_by, case.at),), case)
    return said


def _stated(case: Case, finding: Finding) -> c.StateFact:
    found = finding.found
    require(found.value is not None, "what is not over is not erased")
    assert found.value is not None
    return c.StateFact(found.fact, found.value, found.reason, finding.by, case.at, found.line)


def for_seller(
    case: Case, review: Review, cost: Cost, recorded: Recorded | None
) -> Weighed | Refused:
    """Answer what the seller has to bear with these findings, of what it bears now."""
    claim = case.claim
    assert claim is not None
    if not claim.is_at_rest:
        return Refused("claim_still_moves", {"stage": claim.stage})
    looked = look_closely(_with_findings(claim, case, review), case)
    finding = looked.finding
    if not is_settled(finding) or only_the_cost_is_open(finding):
        return Refused("facts_missing", {"facts": tuple(f.fact for f in finding.missing)})
    if finding.outcome not in _NOT_VALID | {"pay"}:
        return Refused("review_leaves_it_open", {"outcome": finding.outcome})
    if claim.loss is not None:
        return _of_loss(claim.loss, case, looked)
    before = cost.charged_minor + cost.stepped_in_minor
    after = min(before, _borne_by_seller(looked))
    if after == before:
        return Weighed(Answer(Result.UPHELD), looked, charged_minor=cost.stepped_in_minor)
    turned = _turned(case, recorded) if after == 0 else looked
    if turned is None:
        return Refused("review_leaves_it_open", {"outcome": finding.outcome})
    answer = Answer(
        result=Result.REVERSED if after == 0 else Result.VARIED,
        freed_minor=before - after,
        determination_id=case.determination_id,
        authority=turned.finding.decided_by or "handler",
    )
    return Weighed(
        answer,
        looked,
        turned=turned,
        freed_minor=max(0, cost.charged_minor - after),
        charged_minor=max(0, after - cost.charged_minor),
    )


def _of_loss(loss: Loss, case: Case, looked: Looked) -> Weighed | Refused:
    """Answer whether a contest frees the seller of the cost of a loss: of all of it, or of nothing.

    Where its insurer bears it, the seller's deductible stays as the policy says. What the seller
    would bear in part nobody can settle yet.
    """
    finding = looked.finding
    before = loss.borne_by("seller") + loss.borne_by("open")
    is_borne = finding.outcome == "pay" and finding.bearer in ("seller", "insurer")
    if is_borne and finding.bearer == "seller" and _borne_by_seller(looked) < before:
        return Refused("review_leaves_it_open", {"outcome": finding.outcome})
    if is_borne or before == 0:
        return Weighed(Answer(Result.UPHELD), looked)
    answer = Answer(
        result=Result.REVERSED,
        freed_minor=before,
        determination_id=case.determination_id,
        authority=finding.decided_by or "handler",
    )
    return Weighed(answer, looked)


def _with_findings(claim: Claim, case: Case, review: Review) -> Claim:
    """Answer the claim as it would be with these findings and no contest: only to be looked at."""
    said = tuple(
        Statement(f.found.fact, f.found.value, f.by.role, case.at, f.found.line)
        for f in review.findings
    )
    return replace(
        claim, statements=(*claim.statements, *said), recovery_state=RecoveryState.CONTEST_LOST
    )


def _borne_by_seller(looked: Looked) -> int:
    if looked.finding.outcome != "pay" or looked.finding.bearer != "seller":
        return 0
    return sum(part.allowed_minor for part in looked.finding.parts)


def _turned(case: Case, recorded: Recorded | None) -> Looked | None:
    """Look at what was weighed for the determination that stands, with the contest won.

    The claim's own life is as it is now; where the goods went another way since then, the return
    stands as it was, so that turning a cost pays nothing.
    """
    claim = case.claim
    assert claim is not None
    if recorded is None:
        return None
    won = replace(claim, recovery_state=RecoveryState.CONTEST_WON)
    now = facts_of_claim(won, case.order, at=case.at, timetable=case.timetable)

    def looked_at(taken: Iterable[str]) -> Looked:
        facts = {**recorded.facts, **{n: now[n] for n in taken if n in recorded.facts and n in now}}
        return weigh_facts(won, case, facts=facts, parts=recorded.parts, presumed=recorded.presumed)

    looked = looked_at(now)
    pays_nothing = looked.finding.outcome == "pay" and looked.finding.payable_minor == 0
    return looked if pays_nothing else looked_at(_TURNS)


# -- Carrying it out -------------------------------------------------------------------------------


def decided_again(case: Case, review: Review, weighed: Weighed) -> Handled:
    """Let the claim go where the terms lead it with what was found."""
    happened = weighed.happened
    require(happened is not None, "only what was taken up is decided again")
    assert happened is not None
    command = assessment(case, weighed.looked, review.by, confirms=True, appeal_id=review.appeal_id)
    decision = decide(happened.claim, command)
    require(not isinstance(decision, Refused), "whoever may decide the appeal may decide the claim")
    assert not isinstance(decision, Refused)
    return handled(case, happened, decision.events, weighed.looked)


def cost_turned(case: Case, review: Review, weighed: Weighed) -> Handled:
    """End the contest as it was decided, and determine anew who bears the cost where it turns."""
    turned, answer = weighed.turned, weighed.answer
    is_won = answer.result is Result.REVERSED
    end = c.EndContest(
        appeal_id=review.appeal_id,
        determination_id=review.determination_id,
        result=RecoveryState.CONTEST_WON if is_won else RecoveryState.CONTEST_LOST,
        freed_minor=weighed.freed_minor,
        charged_minor=weighed.charged_minor,
        by=review.by,
        at=case.at,
    )
    ended = decide(case.claim, end)
    require(not isinstance(ended, Refused), "an open contest stands on its claim")
    assert not isinstance(ended, Refused)
    happened = Happened(case.claim).then(ended.events, case)
    if turned is None:
        return _settled(case, handled(case, happened, (), None), review)
    determination = c.TurnCost(
        finding=turned.finding,
        determination_id=case.determination_id,
        appeal_id=review.appeal_id,
        seconded_by=review.seconded_by,
        by=review.by,
        at=case.at,
    )
    decision = decide(happened.claim, determination)
    require(not isinstance(decision, Refused), "whoever may decide the contest may turn the cost")
    assert not isinstance(decision, Refused)
    return handled(case, happened, decision.events, turned)


def _settled(case: Case, over: Handled, review: Review) -> Handled:
    """Let the terms move the cost of a loss as the contest ended; an order's stays where it is."""
    if over.claim.loss is None:
        return over
    then = settle(replace(case, claim=over.claim), by=review.by, appeal_id=review.appeal_id)
    return joined(over, then) if isinstance(then, Handled) else over
