"""`evolve(appeal, event) -> appeal`: what an event changes; no rule lives here."""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from typing import assert_never

from makewhole.core.appeal import events as e
from makewhole.core.appeal.stages import NEXT_STAGES, Result, Side, Stage
from makewhole.core.appeal.state import Appeal, Finding
from makewhole.core.clocks.clock import Actor
from makewhole.core.kernel.require import require


def evolve(appeal: Appeal | None, event: e.Event) -> Appeal:
    """Answer the appeal after the event."""
    if isinstance(event, e.AppealFiled | e.SlipCorrected):
        require(appeal is None, "an appeal begins once")
        return _filed(event) if isinstance(event, e.AppealFiled) else _slip(event)
    require(appeal is not None, "an appeal begins with its filing")
    assert appeal is not None
    require(event.at >= appeal.changed_at, "an appeal's time only moves forward")
    after = replace(_changed(appeal, event), changed_at=event.at)
    if after.stage is not appeal.stage:
        is_a_way = after.stage in NEXT_STAGES[appeal.stage]
        require(is_a_way, f"no way from {appeal.stage} to {after.stage}")
    return after


def fold(events: Iterable[e.Event], appeal: Appeal | None = None) -> Appeal | None:
    """Answer the appeal that these events tell."""
    return reduce(evolve, events, appeal)


def _filed(event: e.AppealFiled) -> Appeal:
    return Appeal(
        appeal_id=event.appeal_id,
        claim_id=event.claim_id,
        determination_id=event.determination_id,
        side=event.side,
        clause=event.clause,
        reasons=event.reasons,
        new_evidence=event.new_evidence,
        filed_by=event.by,
        filed_at=event.at,
        changed_at=event.at,
        stage=Stage.FILED,
        next_actor=Actor.PROGRAMME,
        due_at=event.decide_by,
    )


def _slip(event: e.SlipCorrected) -> Appeal:
    return Appeal(
        appeal_id=event.appeal_id,
        claim_id=event.claim_id,
        determination_id=event.determination_id,
        side=Side.PROGRAMME,
        clause=event.clause,
        reasons="",
        new_evidence="",
        filed_by=event.by,
        filed_at=event.at,
        changed_at=event.at,
        stage=Stage.DECIDED,
        next_actor=None,
        due_at=None,
        findings=tuple(Finding(found, event.by, event.at) for found in event.found),
        result=Result.SLIP,
        decided_by=event.by,
        decided_at=event.at,
        decided_because=event.reasons,
        paid_more_minor=event.paid_more_minor,
        freed_minor=event.freed_minor,
        led_to=event.new_determination_id,
    )


def _changed(appeal: Appeal, event: e.Step) -> Appeal:
    match event:
        case e.ReviewerAssigned(reviewer=reviewer):
            return replace(
                appeal,
                stage=Stage.ASSIGNED,
                reviewer=reviewer,
                is_with_lead=False,
                next_actor=Actor.HANDLER,
            )
        case e.ReviewerMissing():
            return replace(appeal, next_actor=Actor.LEAD, is_with_lead=True)
        case e.FindingRecorded():
            return _with_finding(appeal, event)
        case e.AppealEscalated(reason=reason, due_at=due_at):
            return replace(
                appeal,
                next_actor=Actor.LEAD,
                is_with_lead=True,
                passed_on_because=reason or appeal.passed_on_because,
                due_at=due_at,
            )
        case e.AppealSeconded(by=by, due_at=due_at):
            return replace(
                appeal, seconded_by=by, next_actor=Actor.LEAD, is_with_lead=True, due_at=due_at
            )
        case e.AppealDecided():
            return _decided(appeal, event)
        case e.AppealWithdrawn():
            return replace(appeal, stage=Stage.WITHDRAWN, next_actor=None, due_at=None)
        case _:
            assert_never(event)


def _with_finding(appeal: Appeal, event: e.FindingRecorded) -> Appeal:
    """A later finding of the same fact stands in place of the earlier one.

    What was seconded is no longer what would be decided (P9).
    """
    named = (event.found.fact, event.found.line)
    others = (one for one in appeal.findings if (one.found.fact, one.found.line) != named)
    return replace(
        appeal,
        findings=(*others, Finding(event.found, event.by, event.at)),
        seconded_by=None,
    )


def _decided(appeal: Appeal, event: e.AppealDecided) -> Appeal:
    return replace(
        appeal,
        stage=Stage.DECIDED,
        next_actor=None,
        due_at=None,
        result=event.result,
        decided_by=event.by,
        decided_at=event.at,
        decided_because=event.reasons,
        paid_more_minor=event.paid_more_minor,
        freed_minor=event.freed_minor,
        awaits_return=event.awaits_return,
        led_to=event.determination_id,
    )
